import { dueOn, type DueStanding } from './issue-due'
import { ORDER_KINDS, type OrderKind, type SupervisionOrder } from './method-records'
import { daysBetween, type DateOnly } from './period'

/** Where an order stands. */
export type OrderState = '待回复' | '待办结' | '已办结' | '已作废'

/** The deadline in force on a day: the last extension's, else the order's own. */
export function orderDeadline(order: SupervisionOrder, day: DateOnly | null = null): DateOnly {
  return order.extensions.filter((e) => day === null || e.date <= day).at(-1)?.until ?? order.deadline
}

/** An order on a day; null before it was issued. */
export function orderStanding(order: SupervisionOrder, day: DateOnly, soonDays: number): (DueStanding & { readonly state: OrderState }) | null {
  if (order.deletedAt !== null || order.issuedOn > day) return null
  const deadline = orderDeadline(order, day)
  if (order.voidedOn !== null && order.voidedOn <= day) return { state: '已作废', due: '已办结', deadline, daysLeft: null }
  if (order.closedOn !== null && order.closedOn <= day) return { state: '已办结', due: '已办结', deadline, daysLeft: null }
  return { state: order.replies.some((r) => r.date <= day) ? '待办结' : '待回复', ...dueOn(deadline, day, soonDays) }
}

/** From how many days overdue each rung of the ladder is due: 提醒 at once, 督办 after a week, 通报 after a month. */
export const LADDER: readonly { readonly kind: OrderKind; readonly fromDays: number }[] = [{ kind: '提醒', fromDays: 1 }, { kind: '督办', fromDays: 8 }, { kind: '通报', fromDays: 31 }]

/** What is due next for a thing overdue since `deadline`, given the orders that were issued about it. Null: nothing now. */
export function ladderStep(deadline: DateOnly | null, day: DateOnly, issued: readonly Pick<SupervisionOrder, 'kind' | 'issuedOn' | 'voidedOn'>[]): OrderKind | null {
  if (deadline === null) return null
  const overdue = daysBetween(deadline, day)
  const due = LADDER.filter((rung) => overdue >= rung.fromDays).at(-1)?.kind
  if (due === undefined) return null
  const highest = Math.max(-1, ...issued.filter((o) => o.voidedOn === null && o.issuedOn <= day && o.issuedOn > deadline).map((o) => ORDER_KINDS.indexOf(o.kind)))
  return ORDER_KINDS.indexOf(due) > highest ? due : null
}

/** The orders that name a problem among their items, in the order of issue. */
export function ordersAbout(orders: Iterable<SupervisionOrder>, issueId: string): SupervisionOrder[] {
  return [...orders].filter((o) => o.deletedAt === null && o.items.some((item) => item.issueId === issueId)).sort((a, b) => a.year - b.year || a.number - b.number)
}
