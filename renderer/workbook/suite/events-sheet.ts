import type { ConstructionEvent } from '@/domain/method-records'
import { lastDayOf, type DateOnly } from '@/domain/period'
import { stateChangesOf } from '@/domain/project-records'
import { stateOn } from '@/domain/project-states'
import { eventsOfReport } from '@/domain/report-catalogue'
import { moneyAsNumber, sumKnown, UNKNOWN_FIGURE } from '@/domain/money'
import type { ReportItem } from '../report-data'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { put, SheetBuilder } from './sheet-builder'
import { addHead, addHeader, addSignature, dateCell, finish, known, money, moneyWidth, pageWidths, TABS, type TableColumn } from './sheet-frame'

/** `集中开复工`: each event with its day, place and 议程, its projects, and what they add up to. */
export function eventSheets({ data, cardRows }: BookPlan): MadeSheets {
  const { options, items, ledger } = data
  const day = lastDayOf(options.period)
  const width = moneyWidth(items.map((i) => i.entry.project.totalInvestment), options.unit, 12)
  const columns: TableColumn[] = [
    { label: '序号', width: 5 }, { label: '项目名称', width: 22, grows: 4 }, { label: '领域', width: 9 }, { label: '开工或复工', width: 9 }, { label: '项目单位', width: 14, grows: 2 }, { label: '责任单位', width: 12, grows: 1 }, { label: '包联领导', width: 9 },
    { label: '施工单位', width: 14, grows: 2 }, { label: '总投资', width }, { label: '开工时间', width: 10.6 }, { label: '期末状态', width: 9 },
  ]
  const sheet = new SheetBuilder(pageWidths(columns, options.paper, true))
  addHead(sheet, data, '重点项目集中开复工')
  const header = addHeader(sheet, columns)
  const labels = columns.map((c) => c.label)
  const byId = new Map(items.map((i) => [i.entry.project.id, i]))
  for (const event of eventsOfReport(ledger, options)) {
    const rows = event.projects.flatMap(({ projectId, kind }): { item: ReportItem; kind: typeof kind }[] => {
      const item = byId.get(projectId)
      return item === undefined ? [] : [{ item, kind }]
    })
    sheet.add([put(eventWords(event, day, rows.length), 'groupLabel', columns.length)], 24)
    if (event.programme !== null) sheet.add([put('议程', 'centre'), put(event.programme, 'text', columns.length - 1)], 24, { project: event.name, labels })
    const first = sheet.next
    rows.forEach(({ item, kind }, i) => {
      const { project } = item.entry
      const card = cardRows.get(project.id)
      const row = sheet.next
      sheet.add([
        put(i + 1, 'index'), put(item.name, card === undefined ? 'text' : 'nameLink'), known(project.domain, 'centre'), put(kind ?? '未说明', 'centre'), known(project.owner), known(project.responsibleUnit), known(project.sponsoringLeader, 'centre'), known(project.contractor),
        money(project.totalInvestment, options.unit), dateCell(project.startDate, UNKNOWN_FIGURE), known(stateOn(stateChangesOf(item.entry), day)?.state ?? project.state, 'centre'),
      ], 24, { project: item.name, labels })
      sheet.linkCard(row, { column: 2, text: item.name }, card)
    })
    addTotal(sheet, rows.map((r) => r.item), first, options.unit)
  }
  sheet.line('期末状态按状态变动记录；没有记录的，取项目现在的状态。未举行的活动按计划列出。', 'remark', 18)
  addSignature(sheet, data)
  return finish(sheet, data, { key: 'events', name: '集中开复工', paper: options.paper, landscape: true, header: { first: header, last: header }, frozenColumns: 2, tab: TABS.table })
}

function eventWords(event: ConstructionEvent, day: DateOnly, count: number): string {
  const [year, month, date] = [Number(event.date.slice(0, 4)), Number(event.date.slice(5, 7)), Number(event.date.slice(8))]
  return `${event.name}　${year}年${month}月${date}日${event.date > day ? '（未举行）' : ''}　地点：${event.place ?? UNKNOWN_FIGURE}　${count} 个项目`
}

/** 小计 of an event: what is unknown is left out and counted. */
function addTotal(sheet: SheetBuilder, items: readonly ReportItem[], first: number, unit: '万元' | '亿元'): void {
  const sum = sumKnown(items.map((i) => i.entry.project.totalInvestment))
  const style = unit === '亿元' ? 'groupMoneyYi' : 'groupMoney'
  const left = sum.unknown > 0 ? `（${sum.unknown} 个待填报，未计入）` : ''
  const value = sum.value === null ? put(UNKNOWN_FIGURE, style) : put({ formula: `SUM(I${first}:I${first + items.length - 1})`, result: moneyAsNumber(sum.value, unit) }, style)
  sheet.add([put(`小计${left}`, 'groupLabel', 8), value, put(null, 'groupLabel', 2)], 22)
}
