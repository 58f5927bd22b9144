import type { Issue, OrderKind, SupervisionOrder } from '@/domain/method-records'
import { dateOnly, type DateOnly } from '@/domain/period'
import { orderId } from '@/domain/order-number'
import { addWorkingDays, workCalendar } from '@/domain/working-days'
import { DEMO_YEAR } from './demo-year'
import { demoIssueId } from './demo-issues'

type Row = readonly [issue: number, kind: OrderKind, issued: string, workingDays: number, more: Partial<SupervisionOrder>]

const reply = (date: string, text: string) => ({ date: dateOnly(date), person: '孙某', text })

/** The year's 督办单: closed, extended, replied to, overdue and 作废 ones; the ladder was climbed for two problems. */
const ROWS: readonly Row[] = [
  [3, '提醒', '2020-04-24', 5, { replies: [reply('2020-04-28', '已签两户，余一户月底签')], closedOn: dateOnly('2020-05-07'), closingNote: '已全部签订' }],
  [4, '督办', '2020-07-29', 5, { replies: [reply('2020-08-03', '已更换设备')], closedOn: dateOnly('2020-08-05'), closingNote: '设备恢复' }],
  [6, '提醒', '2020-09-29', 5, { voidedOn: dateOnly('2020-09-30'), voidReason: '责任单位写错，重发' }],
  [6, '提醒', '2020-09-30', 5, { replies: [reply('2020-10-12', '正在走支付流程')], closedOn: dateOnly('2020-10-20'), closingNote: '已支付' }],
  [7, '提醒', '2020-11-20', 5, { replies: [reply('2020-11-26', '产权单位已排期')], closedOn: dateOnly('2020-11-27'), closingNote: '转督办' }],
  [7, '督办', '2020-11-27', 10, { follows: orderId(DEMO_YEAR, 5), extensions: [{ date: dateOnly('2020-12-10'), until: dateOnly('2020-12-25'), reason: '迁改停电窗口定在十二月下旬' }], replies: [reply('2020-12-09', '已完成三分之二')] }],
  [17, '督办', '2020-11-25', 15, { replies: [] }],
  [8, '督办', '2020-12-18', 15, { replies: [reply('2020-12-25', '评估报告已报审')] }],
  [14, '提醒', '2020-12-28', 5, {}],
]

const CALENDAR = workCalendar()

export function demoOrders(issues: readonly Issue[]): SupervisionOrder[] {
  return ROWS.map(([place, kind, issued, workingDays, more], n): SupervisionOrder => {
    const issue = issues.find((i) => i.id === demoIssueId(place))!
    const issuedOn: DateOnly = dateOnly(issued)
    return {
      id: orderId(DEMO_YEAR, n + 1), year: DEMO_YEAR, number: n + 1, kind, title: `关于“${issue.title}”的${kind}单`, addressee: issue.responsibleUnit ?? '项目单位', copiesTo: ['县重点项目专班'],
      items: [{ text: `${issue.title}，请于期限内办结并书面回复`, projectId: issue.projectId, issueId: issue.id, milestoneId: null }], issuedOn, deadline: addWorkingDays(CALENDAR, issuedOn, workingDays).date, workingDays,
      extensions: [], replies: [], closedOn: null, closingNote: null, voidedOn: null, voidReason: null, follows: null, remarks: null, deletedAt: null, ...more,
    }
  })
}

