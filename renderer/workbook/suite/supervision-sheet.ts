import { dueWords } from '@/domain/issue-due'
import type { SupervisionOrder } from '@/domain/method-records'
import { orderLabel } from '@/domain/order-number'
import { orderStanding, type OrderState } from '@/domain/order-standing'
import { lastDayOf, type DateOnly } from '@/domain/period'
import { ordersOfReport } from '@/domain/report-catalogue'
import type { StyleKind } from '../house-style'
import type { ReportData } from '../report-data'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { put, SheetBuilder } from './sheet-builder'
import { addHead, addHeader, addSignature, dateCell, filterOver, finish, pageWidths, TABS, type TableColumn } from './sheet-frame'
import { orderPages } from './order-pages'

const COLUMNS: readonly TableColumn[] = [
  { label: '序号', width: 5 }, { label: '文号', width: 16 }, { label: '种类', width: 6 }, { label: '标题', width: 18, grows: 2 }, { label: '主送', width: 12, grows: 1 }, { label: '督办事项', width: 22, grows: 4 }, { label: '发文日期', width: 10.6 },
  { label: '办理期限', width: 10.6 }, { label: '倒计时', width: 9 }, { label: '状态', width: 8 }, { label: '最近回复', width: 16, grows: 3 }, { label: '办结情况', width: 12, grows: 2 },
]
const STATE_STYLES: Readonly<Record<OrderState, StyleKind>> = { 待回复: 'lightYellow', 待办结: 'centre', 已办结: 'lightGreen', 已作废: 'lightGrey' }

/** `督办台账`, and `督办单` with a page for each order. */
export function supervisionSheets({ data }: BookPlan): MadeSheets {
  const day = lastDayOf(data.options.period)
  const orders = ordersOfReport(data.ledger, data.options)
  const [list, pages] = [listSheet(data, orders, day), orderPages(data, orders, day)]
  return { sheets: [...list.sheets, ...pages.sheets], cut: [...list.cut, ...pages.cut] }
}

function listSheet(data: ReportData, orders: readonly SupervisionOrder[], day: DateOnly): MadeSheets {
  const { ledger: { settings }, options } = data
  const sheet = new SheetBuilder(pageWidths(COLUMNS, options.paper, true))
  addHead(sheet, data, '重点项目督办台账', null)
  const header = addHeader(sheet, COLUMNS)
  orders.forEach((order, i) => {
    const standing = orderStanding(order, day, settings.dueSoonDays)
    if (standing === null) return
    const reply = order.replies.filter((r) => r.date <= day).at(-1)
    const closing = standing.state === '已作废' ? `作废：${order.voidReason ?? ''}` : standing.state === '已办结' ? (order.closingNote ?? '') : ''
    sheet.add([
      put(i + 1, 'index'), put(orderLabel(order, settings.orderPattern), 'centre'), put(order.kind, 'centre'), put(order.title, 'text'), put(order.addressee, 'text'),
      put(order.items.map((item, n) => (order.items.length === 1 ? item.text : `${n + 1}．${item.text}`)).join('\n'), 'text'), dateCell(order.issuedOn, '—'), dateCell(standing.deadline, '—'),
      put(standing.state === '已作废' ? '—' : dueWords(standing), standing.due === '逾期' ? 'lightRed' : standing.due === '快到期' ? 'lightYellow' : 'centre'), put(standing.state, STATE_STYLES[standing.state]),
      put(reply === undefined ? null : `${reply.date}（${reply.person}）：${reply.text}`, 'text'), put(closing === '' ? null : closing, 'text'),
    ], 24, { project: order.title, labels: COLUMNS.map((c) => c.label) })
  })
  sheet.line(`共 ${orders.length} 份，按 ${day} 判断。作废的督办单保留号数。`, 'remark', 18)
  addSignature(sheet, data)
  return finish(sheet, data, { key: 'supervision', name: '督办台账', paper: options.paper, landscape: true, header: { first: header, last: header }, frozenColumns: 2, tab: TABS.leader, more: filterOver(header, orders.length, COLUMNS.length) })
}
