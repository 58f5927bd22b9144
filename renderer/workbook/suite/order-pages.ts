import { dueWords } from '@/domain/issue-due'
import type { SupervisionOrder } from '@/domain/method-records'
import { orderLabel } from '@/domain/order-number'
import { orderStanding } from '@/domain/order-standing'
import type { DateOnly } from '@/domain/period'
import type { ReportData } from '../report-data'
import type { MadeSheets } from '../sheet-book'
import { put, SheetBuilder, type Placed } from './sheet-builder'
import { finish, TABS } from './sheet-frame'

/** A label, and the rest of an upright A4 page. */
const WIDTHS = [14, 30, 14, 30] as const

/** `督办单`: a page for each order, as it is sent and signed; replies and signatures that are not there yet are left blank. */
export function orderPages(data: ReportData, orders: readonly SupervisionOrder[], day: DateOnly): MadeSheets {
  const sheet = new SheetBuilder(WIDTHS)
  for (const order of orders) {
    addOrder(sheet, data, order, day)
    sheet.breakPage()
  }
  return finish(sheet, data, { key: 'order-pages', name: '督办单', paper: 'A4', landscape: false, header: null, tab: TABS.pages })
}

function addOrder(sheet: SheetBuilder, data: ReportData, order: SupervisionOrder, day: DateOnly): void {
  const { ledger: { settings }, mark } = data
  const standing = orderStanding(order, day, settings.dueSoonDays)
  const label = (text: string): Placed => put(text, 'cardLabel')
  const wide = (name: string, text: string | null, least: number): void => {
    for (const [i, piece] of pieces(text ?? '').entries()) sheet.add([label(i === 0 ? name : ''), put(piece, 'cardText', 3)], least)
  }
  if (mark !== null) sheet.line(`【${mark}】`, 'cardLineDemo', 18)
  sheet.line(order.kind === '提醒' ? '重点项目提醒单' : order.kind === '督办' ? '重点项目督办单' : '重点项目通报单', 'title', 38)
  sheet.line(orderLabel(order, settings.orderPattern), 'subtitle', 22)
  sheet.gap(6)
  wide('标题', order.title, 26)
  sheet.add([label('主送'), put(order.addressee, 'cardText'), label('抄送'), put(order.copiesTo.length === 0 ? '无' : order.copiesTo.join('、'), 'cardText')], 24)
  sheet.add([label('发文日期'), put({ date: order.issuedOn }, 'cardDate'), label('办理期限'), put({ date: standing?.deadline ?? order.deadline }, 'cardDate')], 24)
  sheet.add([label('状态'), put(standing === null ? null : `${standing.state}${standing.due === '已办结' ? '' : `（${dueWords(standing)}）`}`, 'cardText'), label('期限说明'), put(limitWords(order, day), 'cardText')], 24)
  order.items.forEach((item, i) => wide(`督办事项${order.items.length > 1 ? `${i + 1}` : ''}`, item.text, 90))
  const replies = order.replies.filter((r) => r.date <= day)
  if (replies.length === 0) wide('办理情况', null, 160)
  for (const reply of replies) wide(`${reply.date} 回复`, `${reply.text}（${reply.person}）`, 70)
  const closed = order.closedOn !== null && order.closedOn <= day
  const voided = order.voidedOn !== null && order.voidedOn <= day
  wide(voided ? '作废' : '办结', voided ? `${order.voidedOn ?? ''} ${order.voidReason ?? ''}` : closed ? `${order.closedOn ?? ''} ${order.closingNote ?? ''}` : null, 90)
  sheet.gap(16)
  sheet.add([put(`签发：`, 'signature', 2), put(`承办单位签收：`, 'signature', 2)], 26)
  sheet.add([put(settings.unitName, 'signature', 2), put('　　　　　　　年　　月　　日', 'signature', 2)], 26)
}

function limitWords(order: SupervisionOrder, day: DateOnly): string {
  const extension = order.extensions.filter((e) => e.date <= day).at(-1)
  const first = order.workingDays === null ? '按日期限定' : `${order.workingDays} 个工作日`
  return extension === undefined ? first : `${first}，${extension.date} 延至 ${extension.until}：${extension.reason}`
}

/** A text in pieces that each fit into one row. */
function pieces(text: string): string[] {
  const MOST = 900
  const points = [...text]
  return points.length <= MOST ? [text] : Array.from({ length: Math.ceil(points.length / MOST) }, (_, i) => points.slice(i * MOST, (i + 1) * MOST).join(''))
}
