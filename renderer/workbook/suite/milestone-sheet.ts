import { expectedFinish, milestoneSlip, milestoneStanding, slipWords, type MilestoneState } from '@/domain/milestone'
import { lastDayOf, type DateOnly } from '@/domain/period'
import { latestBaseline, milestonesOf } from '@/domain/project-records'
import { workCalendar } from '@/domain/working-days'
import type { StyleKind } from '../house-style'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { put, SheetBuilder, type Placed } from './sheet-builder'
import { addHead, addHeader, addSignature, dateCell, filterOver, finish, known, pageWidths, TABS, type TableColumn } from './sheet-frame'

const COLUMNS: readonly TableColumn[] = [
  { label: '序号', width: 5 }, { label: '项目名称', width: 20, grows: 2 }, { label: '节点', width: 14, grows: 2 }, { label: '责任人', width: 8 }, { label: '基线完成', width: 10.6 }, { label: '计划开始', width: 10.6 }, { label: '计划完成', width: 10.6 },
  { label: '预计完成', width: 10.6 }, { label: '实际完成', width: 10.6 }, { label: '状态', width: 8 }, { label: '逾期天数', width: 7.4 }, { label: '比基线', width: 15, grows: 1 }, { label: '备注', width: 9, grows: 2 },
]

/** `节点表`: every milestone with its baseline, plan and actual, judged on the last day of the 报告期. */
export function milestoneSheets({ data, cardRows }: BookPlan): MadeSheets {
  const { ledger, options } = data
  const day = lastDayOf(options.period)
  const calendar = workCalendar(ledger.calendars.values())
  const sheet = new SheetBuilder(pageWidths(COLUMNS, options.paper, true))
  addHead(sheet, data, '重点项目节点表', null)
  const header = addHeader(sheet, COLUMNS)
  let number = 0
  const counts = new Map<MilestoneState, number>()
  for (const item of data.items) {
    const baseline = latestBaseline(item.entry)
    const card = cardRows.get(item.entry.project.id)
    for (const milestone of milestonesOf(item.entry)) {
      number += 1
      const { state, lateDays } = milestoneStanding(milestone, day, ledger.settings.dueSoonDays)
      counts.set(state, (counts.get(state) ?? 0) + 1)
      const slip = milestoneSlip(milestone, baseline, calendar)
      const late = lateDays === null || lateDays === 0 ? null : lateDays
      const row = sheet.add([
        put(number, 'index'), put(item.name, card === undefined ? 'text' : 'nameLink'), put(milestone.name, 'text'), known(milestone.responsiblePerson, 'centre'), dateCell(baseline?.dates.find((d) => d.milestoneId === milestone.id)?.finish ?? null, '—'),
        dateCell(milestone.planStart, '—'), dateCell(milestone.planFinish, '待定'), dateCell(state === '已完成' ? null : (milestone.forecastFinish ?? null), '—'), dateCell(finishedBy(milestone.actualFinish, day), '—'),
        put(state, stateStyle(state, lateDays, ledger.settings.overdueRedDays)), put(late, 'months'), slipCell(slip === null ? null : slipWords(slip), expectedFinish(milestone) !== null), put(milestone.remarks, 'text'),
      ], 20, { project: item.name, labels: COLUMNS.map((c) => c.label) })
      sheet.linkCard(row, { column: 2, text: item.name }, card)
    }
  }
  const words = [...counts].map(([state, count]) => `${state} ${count} 个`).join('，')
  sheet.line(`共 ${number} 个节点：${words}。按 ${day} 判断；比基线：实际（没有完成的按预计、再按计划）比最近一次冻结的基线。`, 'remark', 18)
  addSignature(sheet, data)
  return finish(sheet, data, { key: 'milestones', name: '节点表', paper: options.paper, landscape: true, header: { first: header, last: header }, frozenColumns: 3, tab: TABS.table, more: filterOver(header, number, COLUMNS.length) })
}

/** What was finished after the day is not finished yet. */
function finishedBy(date: DateOnly | null, day: DateOnly): DateOnly | null {
  return date !== null && date <= day ? date : null
}

function stateStyle(state: MilestoneState, lateDays: number | null, redDays: number): StyleKind {
  if (state === '逾期') return (lateDays ?? 0) > redDays ? 'lightRed' : 'lightYellow'
  return state === '已完成' ? 'lightGreen' : state === '快到期' ? 'lightYellow' : 'centre'
}

function slipCell(words: string | null, dated: boolean): Placed {
  return put(words ?? (dated ? '没有基线' : '待定'), words === null ? 'unknown' : 'text')
}
