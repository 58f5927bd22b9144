import type { ProjectEntry } from '@/domain/ledger'
import { formatPeriod, shiftPeriod, type Period } from '@/domain/period'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { put, SheetBuilder } from './sheet-builder'
import { addHead, addHeader, addSignature, filterOver, finish, known, LIGHT_STYLES, pageWidths, TABS, type TableColumn } from './sheet-frame'

const COLUMNS: readonly TableColumn[] = [
  { label: '序号', width: 5 }, { label: '项目名称', width: 20, grows: 2 }, { label: '领域', width: 9 }, { label: '存在问题', width: 22, grows: 4 }, { label: '始于', width: 10.5 }, { label: '连续月数', width: 7.4 }, { label: '下步措施', width: 20, grows: 4 },
  { label: '责任单位', width: 11, grows: 1 }, { label: '责任人', width: 8 }, { label: '包联领导', width: 8 }, { label: '预警', width: 5.5 },
]

/** `月报存在问题`: what the month's reports say under 存在问题, and since when without a break. */
export function reportedProblemSheets({ data, cardRows }: BookPlan): MadeSheets {
  const sheet = new SheetBuilder(pageWidths(COLUMNS, data.options.paper, true))
  addHead(sheet, data, '重点项目月报存在问题', null)
  const header = addHeader(sheet, COLUMNS)
  const found = data.items.filter((i) => (i.figures.report?.problems ?? null) !== null)
  found.forEach((item, i) => {
    const { project } = item.entry
    const report = item.figures.report
    const { since, months } = problemSince(item.entry, data.options.period)
    const card = cardRows.get(project.id)
    const row = sheet.add([
      put(i + 1, 'index'), put(item.name, card === undefined ? 'text' : 'nameLink'), known(project.domain, 'centre'), put(report?.problems ?? null, 'text'), put(formatPeriod(since), 'centre'), put(months, 'months'),
      put(report?.measures ?? '没有填写', (report?.measures ?? null) === null ? 'unknown' : 'text'), known(project.responsibleUnit), known(project.responsiblePerson, 'centre'), known(project.sponsoringLeader, 'centre'), put(item.warning.light, LIGHT_STYLES[item.warning.light]),
    ], 24, { project: item.name, labels: COLUMNS.map((c) => c.label) })
    sheet.linkCard(row, { column: 2, text: item.name }, card)
  })
  sheet.line('按报告期月报的“存在问题”列出。始于：到报告期为止连续填有问题的第一个月；中间有一个月没有填问题的，从下一个月重新起算。', 'remark', 18)
  addSignature(sheet, data)
  return finish(sheet, data, { key: 'reported-problems', name: '月报存在问题', paper: data.options.paper, landscape: true, header: { first: header, last: header }, frozenColumns: 2, tab: TABS.leader, more: filterOver(header, found.length, COLUMNS.length) })
}

/** Since which month a project has reported a problem without a break. */
export function problemSince(entry: ProjectEntry, at: Period): { since: Period; months: number } {
  let [since, months] = [at, 1]
  for (let before = shiftPeriod(at, -1); (entry.reports.get(before)?.problems ?? null) !== null; before = shiftPeriod(before, -1)) {
    since = before
    months += 1
  }
  return { since, months }
}
