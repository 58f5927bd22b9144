import { dueOn, dueWords, type Due, type DueStanding } from './issue-due'
import { isOpen, issueDeadline, issueState, reboundCount, type IssueState } from './issue-steps'
import { registeredEntries, type Ledger, type ProjectEntry } from './ledger'
import type { Issue, OrderKind, SupervisionOrder } from './method-records'
import { ladderStep, orderStanding, type OrderState } from './order-standing'
import type { DateOnly } from './period'
import { issuesOf, supervisionOrdersOf } from './project-records'

/** A line of the 问题台账 on a day. */
export interface IssueLine {
  readonly issue: Issue
  readonly entry: ProjectEntry
  readonly state: IssueState
  readonly due: Due
  readonly deadline: DateOnly | null
  readonly daysLeft: number | null
  /** `逾期 3 天`, `剩 5 天` */
  readonly words: string
  readonly rebounds: number
  readonly orders: readonly SupervisionOrder[]
  /** What the ladder asks for next; null: nothing. */
  readonly next: OrderKind | null
}

/**
 * The 问题台账 of every registered project: what is overdue on `day` first, then by deadline, closed ones last. Every step counts, also one that
 * is dated after `day`: what was typed never hides.
 */
export function issueLines(ledger: Ledger, day: DateOnly): IssueLine[] {
  const about = ordersByIssue(ledger)
  const lines = registeredEntries(ledger).flatMap((entry) => issuesOf(entry).flatMap((issue): IssueLine[] => {
    const state = issueState(issue)
    if (state === null) return []
    const deadline = issueDeadline(issue)
    const standing: DueStanding = isOpen(state) ? dueOn(deadline, day, ledger.settings.dueSoonDays) : { due: '已办结', deadline, daysLeft: null }
    const orders = about.get(issue.id) ?? []
    return [{ ...standing, issue, entry, state, words: dueWords(standing), rebounds: reboundCount(issue), orders, next: standing.due === '逾期' ? ladderStep(deadline, day, orders) : null }]
  }))
  return lines.sort((a, b) => rank(a) - rank(b) || (a.issue.id < b.issue.id ? -1 : 1))
}

/** The orders that name each problem, in one pass. */
function ordersByIssue(ledger: Ledger): ReadonlyMap<string, SupervisionOrder[]> {
  const about = new Map<string, SupervisionOrder[]>()
  for (const order of supervisionOrdersOf(ledger)) {
    for (const id of new Set(order.items.flatMap((i) => i.issueId ?? []))) about.set(id, [...(about.get(id) ?? []), order])
  }
  return about
}

/** A 督办单 with its standing on a day. */
export interface OrderLine extends DueStanding {
  readonly order: SupervisionOrder
  readonly state: OrderState
}

/** Every 督办单, the latest number first. One that was issued or changed after `day` counts as it stands; its deadline is judged on `day`. */
export function orderLines(ledger: Ledger, day: DateOnly): OrderLine[] {
  return supervisionOrdersOf(ledger).flatMap((order): OrderLine[] => {
    const dates = [order.issuedOn, order.closedOn, order.voidedOn, ...order.replies.map((r) => r.date), ...order.extensions.map((e) => e.date)]
    const latest = dates.reduce<DateOnly>((last, d) => (d !== null && d > last ? d : last), day)
    const standing = orderStanding(order, latest, ledger.settings.dueSoonDays)
    if (standing === null) return []
    return [{ order, ...standing, ...(standing.due === '已办结' ? {} : dueOn(standing.deadline, day, ledger.settings.dueSoonDays)) }]
  }).reverse()
}

/** Days left; without a deadline behind those that have one, closed behind all. */
function rank({ due, daysLeft }: IssueLine): number {
  return due === '已办结' ? 1e9 : (daysLeft ?? 1e6)
}
