import { bulletinEdits, draftBulletin, type BulletinOptions } from '@/domain/bulletin'
import { editedParagraphs, type BulletinEdit } from '@/domain/bulletin-parts'
import type { Ledger } from '@/domain/ledger'
import { DEMO_MARK } from '@/domain/model'
import { lastDayOf, yearOf, type DateOnly } from '@/domain/period'
import { chosenEntries, type SheetOptions } from '@/domain/report-catalogue'
import { taskSheet } from '@/domain/task-sheet'
import { bulletinDocument } from './bulletin-document'
import { taskDocument } from './task-document'

/** The reports that there are in Word too. */
export const WORD_REPORTS = ['bulletin', 'tasks'] as const
export type WordReport = (typeof WORD_REPORTS)[number]

/** 通报 of the period, with what the office changed of the draft. */
export function wordBulletin(ledger: Ledger, options: BulletinOptions, edits: readonly BulletinEdit[] = bulletinEdits(ledger, options)): Promise<Uint8Array> {
  const draft = draftBulletin(ledger, options)
  return bulletinDocument({ draft, paragraphs: editedParagraphs(draft.paragraphs, edits), unit: options.unit, author: ledger.settings.unitName, mark: markOf(ledger), madeOn: options.preparedOn ?? lastDayOf(options.period) })
}

/**
 * 任务书 of the chosen projects for the period's year.
 * @param day the day on which problems and procedures are judged
 * @param tell told the share of the pages that are laid out
 */
export function wordTasks(ledger: Ledger, options: Pick<SheetOptions, 'period' | 'scope' | 'filter' | 'projectIds'>, day: DateOnly = lastDayOf(options.period), tell: (share: number) => void = () => undefined): Promise<Uint8Array> {
  const tasks = chosenEntries(ledger, options).map((e) => taskSheet(e, yearOf(options.period), day, ledger.settings.dueSoonDays))
  return taskDocument({ tasks, author: ledger.settings.unitName, day, mark: markOf(ledger) }, tell)
}

function markOf({ settings }: Ledger): string | null {
  return settings.ledgerKind === 'demo' ? DEMO_MARK : null
}
