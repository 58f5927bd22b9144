import { dueWords, type DueStanding } from './issue-due'
import { issueLines, orderLines } from './issue-list'
import { registeredEntries, type Ledger, type ProjectEntry } from './ledger'
import { milestoneStanding } from './milestone'
import { orderLabel } from './order-number'
import { daysBetween, type DateOnly, type Period } from './period'
import { procedureStanding } from './procedure'
import { milestonesOf, proceduresOf } from './project-records'
import { isHandedIn } from './report'

export const TODO_KINDS = ['问题', '督办单', '节点', '手续'] as const
export type TodoKind = (typeof TODO_KINDS)[number]
export const TODO_URGENCIES = ['逾期', '快到期'] as const
export type TodoUrgency = (typeof TODO_URGENCIES)[number]

/** One thing that has to be seen to. */
export interface TodoItem {
  readonly kind: TodoKind
  readonly id: string
  /** Null: a 督办单, which stands by itself. */
  readonly projectId: string | null
  readonly what: string
  /** The project, or whom the 督办单 went to. */
  readonly where: string
  readonly urgency: TodoUrgency
  /** `逾期 3 天`, `有效期还剩 5 天` */
  readonly words: string
  /** Calendar days left; negative: overdue by so many. */
  readonly daysLeft: number
}

/** 今日待办. */
export interface Todo {
  /** The longest overdue first. */
  readonly items: readonly TodoItem[]
  /** Projects whose report of the period was not handed in. */
  readonly notReported: readonly ProjectEntry[]
}

/** What is overdue or due soon on a day, and who has not reported for the period. */
export function todoOf(ledger: Ledger, at: Period, day: DateOnly): Todo {
  const entries = registeredEntries(ledger)
  const items = [
    ...issueLines(ledger, day).flatMap((l) => due(l, { kind: '问题', id: l.issue.id, projectId: l.entry.project.id, what: l.issue.title, where: l.entry.project.name ?? '' })),
    ...orderLines(ledger, day).flatMap((l) => due(l, { kind: '督办单', id: l.order.id, projectId: null, what: `${orderLabel(l.order, ledger.settings.orderPattern)} ${l.order.title}`, where: l.order.addressee })),
    ...entries.flatMap((e) => [...dueMilestones(e, day, ledger.settings.dueSoonDays), ...dueProcedures(e, day)]),
  ]
  return { items: items.sort((a, b) => a.daysLeft - b.daysLeft || (a.id < b.id ? -1 : 1)), notReported: entries.filter((e) => !isHandedIn(e.reports.get(at) ?? null)) }
}

type Named = Pick<TodoItem, 'kind' | 'id' | 'projectId' | 'what' | 'where'>

function due(standing: DueStanding, named: Named): TodoItem[] {
  const { due: urgency, daysLeft } = standing
  return (urgency === '逾期' || urgency === '快到期') && daysLeft !== null ? [{ ...named, urgency, daysLeft, words: dueWords(standing) }] : []
}

function dueMilestones(entry: ProjectEntry, day: DateOnly, soonDays: number): TodoItem[] {
  return milestonesOf(entry).flatMap((m): TodoItem[] => {
    const { state } = milestoneStanding(m, day, soonDays)
    if ((state !== '逾期' && state !== '快到期') || m.planFinish === null) return []
    const daysLeft = daysBetween(day, m.planFinish)
    return [{ ...named(entry, '节点', m), urgency: state, daysLeft, words: dueWords({ due: state, deadline: m.planFinish, daysLeft }) }]
  })
}

/** Approvals that are late, that ran out, or that run out soon. */
function dueProcedures(entry: ProjectEntry, day: DateOnly): TodoItem[] {
  const all = proceduresOf(entry)
  return all.flatMap((p): TodoItem[] => {
    const { state, overdueDays } = procedureStanding(p, all, day)
    if (overdueDays > 0) return [{ ...named(entry, '手续', p), urgency: '逾期', daysLeft: -overdueDays, words: `应办结已超 ${overdueDays} 天` }]
    if (p.expiresOn === null || (state !== '快到期' && state !== '已过期')) return []
    const daysLeft = daysBetween(day, p.expiresOn)
    return [{ ...named(entry, '手续', p), urgency: state === '已过期' ? '逾期' : '快到期', daysLeft, words: state === '已过期' ? `批复已过期 ${-daysLeft} 天` : `有效期还剩 ${daysLeft} 天` }]
  })
}

function named({ project }: ProjectEntry, kind: TodoKind, { id, name }: { readonly id: string; readonly name: string }): Named {
  return { kind, id, projectId: project.id, what: name, where: project.name ?? '' }
}
