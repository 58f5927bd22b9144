import { parseText } from '@/domain/fields'
import type { SupervisionOrder } from '@/domain/method-records'
import { orderDeadline } from '@/domain/order-standing'
import { parseDate } from '@/domain/period'
import type { WorkCalendar } from '@/domain/working-days'
import type { OrderValues } from '@/stores/issue-edits'
import { readDeadline } from './step-text'

/** What is done with a 督办单 that is out. */
export const ORDER_ACTIONS = ['回复', '延期', '办结', '作废'] as const
export type OrderAction = (typeof ORDER_ACTIONS)[number]
/** What its long text is called. */
export const ACTION_WORDS: Readonly<Record<OrderAction, string>> = { 回复: '回复内容', 延期: '延期原因', 办结: '办结情况', 作废: '作废原因' }

export interface ActionText {
  date: string
  person: string
  words: string
  /** The new deadline of an 延期. */
  until: string
}

export type ActionFaults = Partial<Record<keyof ActionText, string>>

/** Names what is typed of an action, for its draft. */
export function actionForm(orderId: string, action: OrderAction): string {
  return `order-action.${orderId}.${action}`
}

/** Reads what was typed; `values` are null where something is at fault. */
export function readOrderAction(text: ActionText, action: OrderAction, order: SupervisionOrder, calendar: WorkCalendar): { readonly values: OrderValues | null; readonly faults: ActionFaults } {
  const faults: ActionFaults = {}
  const date = parseDate(text.date)
  const words = parseText(text.words)
  const person = parseText(text.person, 'short')
  if (!date.ok) faults.date = date.message
  else if (date.value < order.issuedOn) faults.date = `${date.value} 早于发文日期 ${order.issuedOn}`
  if (!words.ok) faults.words = words.message
  else if (words.value === null && action !== '办结') faults.words = `请填${ACTION_WORDS[action]}`
  if (action === '回复' && (!person.ok || person.value === null)) faults.person = person.ok ? '请填回复人' : person.message
  const until = action === '延期' ? readDeadline(text.until, date.ok ? date.value : null, calendar) : null
  if (until !== null && !until.ok) faults.until = until.message
  else if (until?.ok === true && until.value.date <= orderDeadline(order)) faults.until = `要晚于现在的期限 ${orderDeadline(order)}`
  if (Object.keys(faults).length > 0 || !date.ok || !words.ok) return { values: null, faults }
  const note = words.value ?? ''
  const values: Record<OrderAction, () => OrderValues> = {
    回复: () => ({ replies: [...order.replies, { date: date.value, person: person.ok ? (person.value ?? '') : '', text: note }] }),
    延期: () => ({ extensions: [...order.extensions, { date: date.value, until: until?.ok === true ? until.value.date : order.deadline, reason: note }] }),
    办结: () => ({ closedOn: date.value, closingNote: words.value }), 作废: () => ({ voidedOn: date.value, voidReason: note }),
  }
  return { values: values[action](), faults }
}
