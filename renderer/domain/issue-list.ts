import { dueWords, issueStanding, type Due } from './issue-due'
import { reboundCount, type IssueState } from './issue-steps'
import { registeredEntries, type Ledger, type ProjectEntry } from './ledger'
import type { Issue, OrderKind, SupervisionOrder } from './method-records'
import { ladderStep, ordersAbout } from './order-standing'
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

/** The 问题台账 of every registered project on a day: what is overdue first, then by deadline, closed ones last. */
export function issueLines(ledger: Ledger, day: DateOnly): IssueLine[] {
  const orders = supervisionOrdersOf(ledger)
  const lines = registeredEntries(ledger).flatMap((entry) => issuesOf(entry).flatMap((issue): IssueLine[] => {
    const standing = issueStanding(issue, day, ledger.settings.dueSoonDays)
    if (standing === null) return []
    const own = ordersAbout(orders, issue.id).filter((o) => o.issuedOn <= day)
    return [{
      issue, entry, state: standing.state, due: standing.due, deadline: standing.deadline, daysLeft: standing.daysLeft, words: dueWords(standing), rebounds: reboundCount(issue, day), orders: own,
      next: standing.due === '逾期' ? ladderStep(standing.deadline, day, own) : null,
    }]
  }))
  return lines.sort((a, b) => rank(a) - rank(b) || (a.issue.id < b.issue.id ? -1 : 1))
}

/** Days left; without a deadline behind those that have one, closed behind all. */
function rank({ due, daysLeft }: IssueLine): number {
  return due === '已办结' ? 1e9 : (daysLeft ?? 1e6)
}
