import type { Ledger, ProjectEntry } from './ledger'
import { isOpen, issueState } from './issue-steps'
import type { Baseline, Issue, Milestone, Procedure, StateChange, SupervisionOrder } from './method-records'

/** The methods' records of a project that count, sorted, without the 回收站. Made once for each entry. */
interface ProjectRecords {
  readonly milestones: readonly Milestone[]
  readonly openMilestones: readonly Milestone[]
  readonly baselines: readonly Baseline[]
  readonly procedures: readonly Procedure[]
  readonly issues: readonly Issue[]
  readonly openIssues: readonly Issue[]
  readonly stateChanges: readonly StateChange[]
}

const remembered = new WeakMap<ProjectEntry, ProjectRecords>()
const EMPTY: ProjectRecords = { milestones: [], openMilestones: [], baselines: [], procedures: [], issues: [], openIssues: [], stateChanges: [] }

/** All of them at once; remembered as long as the entry lives. */
export function projectRecords(entry: ProjectEntry): ProjectRecords {
  let found = remembered.get(entry)
  if (found === undefined) remembered.set(entry, (found = derive(entry)))
  return found
}

function derive(entry: ProjectEntry): ProjectRecords {
  const { milestones, baselines, procedures, issues, stateChanges } = entry
  // Most projects of a large ledger use none of the methods.
  if (milestones.size + baselines.size + procedures.size + issues.size + stateChanges.size === 0) return EMPTY
  const ordered = live(milestones).sort(byOrder)
  const problems = live(issues).sort((a, b) => compareText(a.steps[0]?.date ?? '', b.steps[0]?.date ?? '') || compareText(a.id, b.id))
  return {
    milestones: ordered,
    // Whether it was finished by a day is asked of the day: one finished since still counts for a month before.
    openMilestones: ordered.filter((m) => m.planFinish !== null && (m.actualFinish === null || m.actualFinish > m.planFinish)),
    baselines: live(baselines).sort((a, b) => a.version - b.version),
    procedures: live(procedures).sort(byOrder),
    issues: problems,
    openIssues: problems.filter((i) => i.steps.some((s) => s.deadline !== null)),
    stateChanges: live(stateChanges).sort((a, b) => compareText(a.date, b.date) || compareText(a.id, b.id)),
  }
}

function live<T extends { readonly deletedAt: string | null }>(records: ReadonlyMap<string, T>): T[] {
  return [...records.values()].filter((r) => r.deletedAt === null)
}

function byOrder(a: { readonly order: number; readonly id: string }, b: { readonly order: number; readonly id: string }): number {
  return a.order - b.order || compareText(a.id, b.id)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export const milestonesOf = (entry: ProjectEntry): readonly Milestone[] => projectRecords(entry).milestones
/** Milestones that are, or on some day were, past their plan. */
export const openMilestones = (entry: ProjectEntry): readonly Milestone[] => projectRecords(entry).openMilestones
/** Oldest version first. */
export const baselinesOf = (entry: ProjectEntry): readonly Baseline[] => projectRecords(entry).baselines
export const latestBaseline = (entry: ProjectEntry): Baseline | null => baselinesOf(entry).at(-1) ?? null
export const proceduresOf = (entry: ProjectEntry): readonly Procedure[] => projectRecords(entry).procedures
/** By the day of 发现. */
export const issuesOf = (entry: ProjectEntry): readonly Issue[] => projectRecords(entry).issues
/** Problems that have, or once had, a deadline. */
export const openIssues = (entry: ProjectEntry): readonly Issue[] => projectRecords(entry).openIssues
export const stateChangesOf = (entry: ProjectEntry): readonly StateChange[] => projectRecords(entry).stateChanges

/** Problems that are open now. */
export function unsettledIssues(entry: ProjectEntry): readonly Issue[] {
  return issuesOf(entry).filter((i) => isOpen(issueState(i)))
}

/** 督办单 in the order of their numbers, 作废 ones among them. */
export function supervisionOrdersOf(ledger: Pick<Ledger, 'supervisionOrders'>): readonly SupervisionOrder[] {
  return live(ledger.supervisionOrders).sort((a, b) => a.year - b.year || a.number - b.number)
}
