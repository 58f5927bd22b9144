import { isOpen, issueDeadline, issueState, type IssueState } from './issue-steps'
import type { Issue } from './method-records'
import { daysBetween, type DateOnly } from './period'

/** How near a deadline is. */
export type Due = '逾期' | '快到期' | '未到期' | '无期限' | '已办结'

/** How a thing with a deadline stands on a day. */
export interface DueStanding {
  readonly due: Due
  readonly deadline: DateOnly | null
  /** Calendar days from the day to the deadline; negative: overdue by so many. Null where it is closed or has no deadline. */
  readonly daysLeft: number | null
}

/** The deadline's own day is not overdue yet. */
export function dueOn(deadline: DateOnly | null, day: DateOnly, soonDays: number): DueStanding {
  if (deadline === null) return { due: '无期限', deadline, daysLeft: null }
  const daysLeft = daysBetween(day, deadline)
  return { due: daysLeft < 0 ? '逾期' : daysLeft <= soonDays ? '快到期' : '未到期', deadline, daysLeft }
}

/** A problem on a day: its state, and how near its 整改期限 is while it is open. A problem found later is null. */
export function issueStanding(issue: Issue, day: DateOnly, soonDays: number): (DueStanding & { readonly state: IssueState }) | null {
  const state = issueState(issue, day)
  if (state === null || issue.deletedAt !== null) return null
  const deadline = issueDeadline(issue, day)
  return isOpen(state) ? { state, ...dueOn(deadline, day, soonDays) } : { state, due: '已办结', deadline, daysLeft: null }
}

/** `逾期 3 天`, `今天到期`, `剩 12 天`, `无期限`, `已办结`: for lists, flags and 倒计时. */
export function dueWords({ due, daysLeft }: DueStanding): string {
  if (daysLeft === null) return due
  return daysLeft < 0 ? `逾期 ${-daysLeft} 天` : daysLeft === 0 ? '今天到期' : `剩 ${daysLeft} 天`
}
