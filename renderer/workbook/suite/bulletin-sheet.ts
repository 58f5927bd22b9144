import { quotient } from '../monthly-figures'
import { NO_RATE } from '../monthly-formulas'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { behindItems, type BehindItem } from './behind-list'
import { letterSheets } from './bulletin-letter'
import { rankingSheets } from './ranking-sheet'
import { put, SheetBuilder } from './sheet-builder'
import { addHead, addHeader, addSignature, finish, known, LIGHT_STYLES, money, moneyWidth, pageWidths, TABS, type TableColumn } from './sheet-frame'

/** `红黄牌通报`, the `通报排名` by unit and leader, and the drafted `通报稿`. */
export function bulletinSheets(plan: BookPlan): MadeSheets {
  const behind = behindItems(plan.data)
  const made = [listSheet(plan, behind), rankingSheets(plan.data), letterSheets(plan.data)]
  return { sheets: made.flatMap((m) => m.sheets), cut: made.flatMap((m) => m.cut) }
}

function listSheet({ data, cardRows }: BookPlan, behind: readonly BehindItem[]): MadeSheets {
  const { unit, paper } = data.options
  const amounts = behind.flatMap(({ item }) => [item.figures.annualPlan, item.figures.completedYearToDate])
  const width = moneyWidth(amounts, unit, 10)
  const columns: TableColumn[] = [
    { label: '序号', width: 5 }, { label: '预警', width: 5.5 }, { label: '项目名称', width: 20, grows: 3 }, { label: '责任单位', width: 11, grows: 1 }, { label: '包联领导', width: 8 }, { label: '年度计划', width },
    { label: '年初至今累计', width }, { label: '占年度计划%', width: 9.5 }, { label: '序时进度%', width: 8.6 }, { label: '落后百分点', width: 8.6 }, { label: '连续月数', width: 7.4 }, { label: '原因', width: 24, grows: 4 },
    { label: '存在问题', width: 12, grows: 2 }, { label: '下步措施', width: 12, grows: 2 },
  ]
  const sheet = new SheetBuilder(pageWidths(columns, paper, true))
  addHead(sheet, data, '重点项目红黄牌通报')
  const header = addHeader(sheet, columns)
  const labels = columns.map((c) => c.label)
  let number = 0
  for (const light of ['红', '黄'] as const) {
    const own = behind.filter(({ item }) => item.warning.light === light)
    sheet.add([put(`${light === '红' ? '一、红牌' : '二、黄牌'}（${own.length} 个）`, 'groupLabel', columns.length)], 22)
    for (const { item, months, points } of own) {
      number += 1
      const { project } = item.entry
      const { report } = item.figures
      const card = cardRows.get(project.id)
      const row = sheet.next
      sheet.add([
        put(number, 'index'), put(light, LIGHT_STYLES[light]), put(item.name, card === undefined ? 'text' : 'nameLink'), known(project.responsibleUnit), known(project.sponsoringLeader, 'centre'), money(item.figures.annualPlan, unit),
        money(item.figures.completedYearToDate, unit),
        put({ formula: `IF(COUNT(F${row},G${row})<2,"${NO_RATE}",IF(F${row}>0,G${row}/F${row},"${NO_RATE}"))`, result: item.figures.completionRate === null ? NO_RATE : quotient(item.figures.completionRate) }, 'percent'),
        put(quotient(item.figures.schedule), 'percent'), put({ formula: `IF(COUNT(H${row},I${row})<2,"${NO_RATE}",(I${row}-H${row})*100)`, result: points ?? NO_RATE }, 'points'), put(months, 'months'),
        put(item.warning.reason, 'text'), put(report?.problems ?? null, 'text'), put(report?.measures ?? null, 'text'),
      ], 24, { project: item.name, labels })
      sheet.linkCard(row, { column: 3, text: item.name }, card)
    }
  }
  sheet.line('连续月数：到报告期为止连续为红灯或黄灯的月数；中间有一个月没有填报的，从下一个月重新起算。', 'remark', 18)
  addSignature(sheet, data)
  return finish(sheet, data, { key: 'bulletin', name: '红黄牌通报', paper, landscape: true, header: { first: header, last: header }, frozenColumns: 3, tab: TABS.leader })
}
