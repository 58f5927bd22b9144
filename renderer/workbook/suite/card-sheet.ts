import type { RecordId } from '@/domain/model'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { CARDS_KEY } from '../sheet-book'
import { addCard, CARD_COLUMNS } from './card-page'
import { SheetBuilder } from './sheet-builder'
import { finish, TABS } from './sheet-frame'

/** `项目卡片`, and the first row of each project's card. */
export interface MadeCards extends MadeSheets {
  readonly rowOf: ReadonlyMap<RecordId, number>
}

/** One upright A4 page a project, whatever the paper of the other sheets. */
export function cardSheets(plan: BookPlan): MadeCards {
  const sheet = new SheetBuilder(CARD_COLUMNS)
  const rowOf = new Map<RecordId, number>()
  plan.data.items.forEach((item, i) => {
    rowOf.set(item.entry.project.id, addCard(sheet, plan, item, i + 1))
    sheet.breakPage()
  })
  return { ...finish(sheet, plan.data, { key: CARDS_KEY, name: '项目卡片', paper: 'A4', landscape: false, header: null, tab: TABS.pages }), rowOf }
}
