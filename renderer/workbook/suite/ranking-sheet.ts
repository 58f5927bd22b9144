import { draftBulletin } from '@/domain/bulletin'
import type { RankedGroup } from '@/domain/ranking'
import { quotient } from '../monthly-figures'
import { NO_RATE } from '../monthly-formulas'
import type { ReportData } from '../report-data'
import type { MadeSheets } from '../sheet-book'
import { put, SheetBuilder } from './sheet-builder'
import { addHead, addHeader, addSignature, finish, money, moneyWidth, pageWidths, TABS, type TableColumn } from './sheet-frame'

/** Percent points of a share, to twelve digits: what programs keep of a typed number is fifteen, rounded each in its own way. */
function points(share: number): number {
  return Number((share * 100).toPrecision(12))
}

/** `通报排名`: 责任单位 and 包联领导 by 完成率; those with the same rate share a place. */
export function rankingSheets(data: ReportData): MadeSheets {
  const { unit, paper } = data.options
  const { units, leaders } = draftBulletin(data.ledger, data.options)
  const width = moneyWidth([...units, ...leaders].flatMap((g) => [g.planned, g.completed]), unit, 12)
  const columns: TableColumn[] = [
    { label: '名次', width: 6 }, { label: '名称', width: 20, grows: 3 }, { label: '项目个数', width: 9 }, { label: '年度计划', width }, { label: '年初至今累计', width }, { label: '占年度计划%', width: 11 }, { label: '比序时进度（百分点）', width: 12, grows: 1 },
    { label: '红牌', width: 7 }, { label: '黄牌', width: 7 },
  ]
  const sheet = new SheetBuilder(pageWidths(columns, paper, true))
  addHead(sheet, data, '重点项目完成率排名')
  const header = addHeader(sheet, columns)
  addGroups(sheet, '一、责任单位', units, unit, columns.length)
  addGroups(sheet, '二、包联领导', leaders, unit, columns.length)
  sheet.line('按占年度计划%排名；完成率相同的名次相同，后面的名次空出。只算有年度计划、有填报的项目；没有完成率的不排名。', 'remark', 18)
  addSignature(sheet, data)
  return finish(sheet, data, { key: 'bulletin-ranking', name: '通报排名', paper, landscape: true, header: { first: header, last: header }, tab: TABS.leader })
}

function addGroups(sheet: SheetBuilder, title: string, groups: readonly RankedGroup[], unit: '万元' | '亿元', columns: number): void {
  sheet.add([put(`${title}（${groups.length} 个）`, 'groupLabel', columns)], 22)
  for (const group of groups) {
    const row = sheet.next
    sheet.add([
      put(group.place ?? NO_RATE, 'index'), put(group.name, 'text'), put(group.count, 'count'), money(group.planned, unit), money(group.completed, unit),
      put({ formula: `IF(COUNT(D${row},E${row})<2,"${NO_RATE}",IF(D${row}>0,E${row}/D${row},"${NO_RATE}"))`, result: group.rate === null ? NO_RATE : quotient(group.rate) }, 'percent'),
      put(group.ahead === null ? NO_RATE : points(quotient(group.ahead)), 'points'), put(group.lights.红, 'count'), put(group.lights.黄, 'count'),
    ], 22)
  }
}
