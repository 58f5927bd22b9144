import { dueOn, dueWords, issueStanding } from './issue-due'
import type { ProjectEntry } from './ledger'
import type { SupervisionOrder } from './method-records'
import { orderStanding } from './order-standing'
import { daysBetween, type DateOnly } from './period'
import { procedureStanding } from './procedure'
import { issuesOf, proceduresOf } from './project-records'

/** How urgently a thing is waited for, the most urgent first. */
export const SUPPORT_STATES = ['逾期', '快到期', '受阻', '待办', '办理中'] as const
export type SupportState = (typeof SUPPORT_STATES)[number]

export const SUPPORT_KINDS = ['手续', '问题', '督办单'] as const
export type SupportKind = (typeof SUPPORT_KINDS)[number]

/** One thing that a project waits for. */
export interface SupportItem {
  readonly kind: SupportKind
  readonly id: string
  readonly label: string
  /** `超 11 天`, `剩 5 天`, `已受理 8 天` */
  readonly words: string
  readonly state: SupportState
  /** Calendar days left; negative: overdue by so many; null: no date is set. */
  readonly daysLeft: number | null
}

/** Approvals that are not there on a day, that ran out, or that run out soon. */
export function waitingProcedures(entry: ProjectEntry, day: DateOnly, soonDays: number): SupportItem[] {
  const all = proceduresOf(entry)
  return all.flatMap((p): SupportItem[] => {
    const { state, waitingDays, overdueDays, blockers } = procedureStanding(p, all, day)
    const item = (itemState: SupportState, words: string, daysLeft: number | null): SupportItem[] => [{ kind: '手续', id: p.id, label: p.name, words, state: itemState, daysLeft }]
    if (state === '已批复' || state === '不需办理') return []
    const ends = p.expiresOn === null ? null : daysBetween(day, p.expiresOn)
    if (state === '已过期') return item('逾期', `批复已过期 ${-(ends ?? 0)} 天`, ends)
    if (state === '快到期') return item('快到期', `有效期剩 ${ends ?? 0} 天`, ends)
    const left = p.neededBy === null ? null : daysBetween(day, p.neededBy)
    if (overdueDays > 0) return item('逾期', `${state}，超 ${overdueDays} 天`, -overdueDays)
    const since = waitingDays === null ? state : `${state} ${waitingDays} 天`
    if (left !== null && left <= soonDays) return item('快到期', `${since}，剩 ${left} 天`, left)
    if (state === '受阻') return item('受阻', `等${blockers.map((b) => b.name).join('、')}`, left)
    return item(state === '待申报' ? '待办' : '办理中', since, left)
  }).sort(byUrgency)
}

/** Problems that are open on a day. */
export function waitingIssues(entry: ProjectEntry, day: DateOnly, soonDays: number): SupportItem[] {
  return issuesOf(entry).flatMap((issue): SupportItem[] => {
    const standing = issueStanding(issue, day, soonDays)
    if (standing === null || standing.due === '已办结') return []
    const dated = standing.due === '逾期' || standing.due === '快到期'
    return [{ kind: '问题', id: issue.id, label: issue.title, words: dated ? dueWords(standing) : standing.daysLeft === null ? standing.state : `${standing.state}，${dueWords(standing)}`, state: dated ? (standing.due as SupportState) : standing.state === '待交办' ? '待办' : '办理中', daysLeft: standing.daysLeft }]
  }).sort(byUrgency)
}

/** 督办单 that are not closed on a day. */
export function waitingOrders(orders: readonly SupervisionOrder[], day: DateOnly, soonDays: number): SupportItem[] {
  return orders.flatMap((order): SupportItem[] => {
    const standing = orderStanding(order, day, soonDays)
    if (standing === null || standing.due === '已办结') return []
    const { due } = dueOn(standing.deadline, day, soonDays)
    return [{ kind: '督办单', id: order.id, label: `${order.number}号${order.kind}`, words: dueWords(standing), state: due === '逾期' || due === '快到期' ? due : standing.state === '待回复' ? '待办' : '办理中', daysLeft: standing.daysLeft }]
  }).sort(byUrgency)
}

function byUrgency(a: SupportItem, b: SupportItem): number {
  return SUPPORT_STATES.indexOf(a.state) - SUPPORT_STATES.indexOf(b.state) || (a.daysLeft ?? Infinity) - (b.daysLeft ?? Infinity) || (a.id < b.id ? -1 : 1)
}
