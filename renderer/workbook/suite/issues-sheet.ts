import { dueWords, issueStanding } from '@/domain/issue-due'
import { isOpen, reboundCount, stepsUntil, type IssueState } from '@/domain/issue-steps'
import type { Issue } from '@/domain/method-records'
import { orderLabel } from '@/domain/order-number'
import { ordersAbout } from '@/domain/order-standing'
import { lastDayOf, type DateOnly } from '@/domain/period'
import { issuesOf } from '@/domain/project-records'
import type { StyleKind } from '../house-style'
import type { ReportItem } from '../report-data'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { reportedProblemSheets } from './reported-problems-sheet'
import { put, SheetBuilder } from './sheet-builder'
import { addHead, addHeader, addSignature, dateCell, filterOver, finish, known, pageWidths, TABS, type TableColumn } from './sheet-frame'

const COLUMNS: readonly TableColumn[] = [
  { label: '序号', width: 5 }, { label: '项目名称', width: 18, grows: 2 }, { label: '问题', width: 18, grows: 3 }, { label: '类别', width: 8.6 }, { label: '等级', width: 5.5 }, { label: '来源', width: 9 }, { label: '发现日期', width: 10.6 }, { label: '整改措施', width: 14, grows: 3 },
  { label: '责任单位', width: 10, grows: 1 }, { label: '责任人', width: 7.4 }, { label: '整改期限', width: 10.6 }, { label: '倒计时', width: 9 }, { label: '状态', width: 8.6 }, { label: '最近进展', width: 14, grows: 3 }, { label: '反弹', width: 5 }, { label: '督办单', width: 8, grows: 1 },
]

/** `问题台账` from the problems' own records, and `月报存在问题` where the month's reports name any. */
export function issueSheets(plan: BookPlan): MadeSheets {
  const { period } = plan.data.options
  const day = lastDayOf(period)
  const listed = plan.data.items.flatMap((item) => issuesOf(item.entry).filter((issue) => issueStanding(issue, day, 0) !== null).map((issue) => ({ item, issue })))
  const made = [
    ...(listed.length > 0 ? [ledgerSheet(plan, listed, day)] : []),
    ...(plan.data.items.some((i) => (i.figures.report?.problems ?? null) !== null) ? [reportedProblemSheets(plan)] : []),
  ]
  return { sheets: made.flatMap((m) => m.sheets), cut: made.flatMap((m) => m.cut) }
}

function ledgerSheet({ data, cardRows }: BookPlan, listed: readonly { readonly item: ReportItem; readonly issue: Issue }[], day: DateOnly): MadeSheets {
  const { ledger, options } = data
  const sheet = new SheetBuilder(pageWidths(COLUMNS, options.paper, true))
  addHead(sheet, data, '重点项目问题台账', null)
  const header = addHeader(sheet, COLUMNS)
  let [open, overdue] = [0, 0]
  listed.forEach(({ item, issue }, i) => {
    const standing = issueStanding(issue, day, ledger.settings.dueSoonDays)
    if (standing === null) return
    const { state } = standing
    if (isOpen(state)) open += 1
    if (standing.due === '逾期') overdue += 1
    const card = cardRows.get(item.entry.project.id)
    const orders = ordersAbout(ledger.supervisionOrders.values(), issue.id).filter((o) => o.issuedOn <= day).map((o) => orderLabel(o, ledger.settings.orderPattern))
    const times = reboundCount(issue, day)
    const row = sheet.add([
      put(i + 1, 'index'), put(item.name, card === undefined ? 'text' : 'nameLink'), put(issue.detail === null ? issue.title : `${issue.title}：${issue.detail}`, 'text'), put(issue.category, 'centre'), put(issue.level, 'centre'), put(issue.source, 'centre'),
      dateCell(issue.steps[0]?.date ?? null, '—'), put(issue.measures ?? '没有填写', issue.measures === null ? 'unknown' : 'text'), known(issue.responsibleUnit), known(issue.responsiblePerson, 'centre'), dateCell(standing.deadline, '没有期限'),
      put(dueWords(standing), dueStyle(standing.due)), put(state, stateStyle(state)), put(lastStep(issue, day), 'text'), put(times === 0 ? null : times, 'months'), put(orders.length === 0 ? null : orders.join('、'), 'text'),
    ], 24, { project: item.name, labels: COLUMNS.map((c) => c.label) })
    sheet.linkCard(row, { column: 2, text: item.name }, card)
  })
  sheet.line(`共 ${listed.length} 个问题，没有销号 ${open} 个，其中逾期 ${overdue} 个。按 ${day} 判断。`, 'remark', 18)
  addSignature(sheet, data)
  return finish(sheet, data, { key: 'issues', name: '问题台账', paper: options.paper, landscape: true, header: { first: header, last: header }, frozenColumns: 3, tab: TABS.leader, more: filterOver(header, listed.length, COLUMNS.length) })
}

function lastStep(issue: Issue, day: DateOnly): string {
  const step = stepsUntil(issue, day).at(-1)
  return step === undefined ? '' : `${step.date} ${step.kind}（${step.person}）${step.note === null ? '' : `：${step.note}`}`
}

function dueStyle(due: string): StyleKind {
  return due === '逾期' ? 'lightRed' : due === '快到期' ? 'lightYellow' : 'centre'
}

function stateStyle(state: IssueState): StyleKind {
  return isOpen(state) ? 'centre' : 'lightGreen'
}
