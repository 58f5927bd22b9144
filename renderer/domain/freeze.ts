import { buildLedger, type Ledger, type ProjectEntry } from './ledger'
import { PROJECT_TABLES, type ProjectTable } from './method-records'
import type { AnnualPlan, LedgerData, ProgressReport, Snapshot } from './model'
import type { Period } from './period'
import { yearOf } from './period'
import { emptyPlan } from './plan'
import { completedBeforeYear } from './progress'

/**
 * What a locked month needs of a ledger, and no more: the projects that do not lie in the 回收站, the year's plans, and the
 * year's reports up to the period. Earlier years are folded into 截至上年底累计完成, so that every figure, light and
 * reconciliation of the period is the same as in the whole ledger. What hangs on a kept project and every other table come along whole.
 */
export function freezeLedger(data: LedgerData, at: Period): LedgerData {
  const year = yearOf(at)
  const kept = [...buildLedger(data).entries.values()].filter(({ project }) => project.deletedAt === null)
  const trimmed = kept.map((entry) => trim(entry, at, year))
  const ofKept = Object.fromEntries(PROJECT_TABLES.map((table) => [table, kept.flatMap((e): unknown[] => [...e[table].values()])])) as unknown as Pick<LedgerData, ProjectTable>
  return {
    ...data, ...ofKept,
    projects: kept.map((e) => e.project),
    annualPlans: trimmed.flatMap((t) => (t.plan === null ? [] : [t.plan])),
    progressReports: trimmed.flatMap((t) => t.reports),
    snapshots: [],
    sentWorkbooks: [],
  }
}

function trim(entry: ProjectEntry, at: Period, year: number): { plan: AnnualPlan | null; reports: ProgressReport[] } {
  const reports = [...entry.reports.values()].filter((r) => r.period <= at && yearOf(r.period) === year)
  const plan = entry.plans.get(year) ?? null
  const alone: ProjectEntry = { ...entry, plans: new Map(plan === null ? [] : [[year, plan]]), reports: new Map(reports.map((r) => [r.period, r])) }
  const before = completedBeforeYear(entry, year)
  // Written down only where the year alone would not give it.
  return completedBeforeYear(alone, year) === before ? { plan, reports } : { plan: { ...(plan ?? emptyPlan(entry.project.id, year)), openingCompleted: before }, reports }
}

/** The snapshot of a period that is in force; null where the month is not locked as a whole. */
export function snapshotInForce(snapshots: Iterable<Snapshot>, at: Period): Snapshot | null {
  for (const snapshot of snapshots) if (snapshot.period === at && snapshot.releasedAt === null) return snapshot
  return null
}

/** Months that are locked as a whole. */
export function lockedMonths(snapshots: Iterable<Snapshot>): Set<Period> {
  return new Set([...snapshots].filter((s) => s.releasedAt === null).map((s) => s.period))
}

/** Every snapshot of a period, first to last. */
export function snapshotsOf(ledger: Pick<Ledger, 'snapshots'>, at: Period): Snapshot[] {
  return [...ledger.snapshots.values()].filter((s) => s.period === at).sort((a, b) => a.number - b.number)
}
