import { snapshotInForce } from './freeze'
import { registeredEntries, type Ledger, type ProjectEntry } from './ledger'
import type { ProgressReport, Snapshot } from './model'
import type { Period } from './period'

/** What 锁定本期 would find: every registered project of the ledger stands in one of the four lists. */
export interface LockCheck {
  /** The snapshot that is in force already. */
  readonly inForce: Snapshot | null
  /** 锁定 already. */
  readonly locked: readonly ProjectEntry[]
  /** 已审核: locked by this step. */
  readonly ready: readonly ProjectEntry[]
  /** 草稿 and 已上报: they stop the step, for a locked month holds nothing that was not checked. */
  readonly unchecked: readonly ProjectEntry[]
  /** No report, or an empty 草稿: frozen as 待填报 once the person has agreed. */
  readonly missing: readonly ProjectEntry[]
}

export function checkLock(ledger: Ledger, at: Period): LockCheck {
  const lists = { locked: [] as ProjectEntry[], ready: [] as ProjectEntry[], unchecked: [] as ProjectEntry[], missing: [] as ProjectEntry[] }
  for (const entry of registeredEntries(ledger)) lists[standing(entry.reports.get(at) ?? null)].push(entry)
  return { inForce: snapshotInForce(ledger.snapshots.values(), at), ...lists }
}

function standing(report: ProgressReport | null): 'locked' | 'ready' | 'unchecked' | 'missing' {
  if (report === null || isEmpty(report)) return 'missing'
  return report.state === '锁定' ? 'locked' : report.state === '已审核' ? 'ready' : 'unchecked'
}

function isEmpty({ state, completed, fundsInPlace, physicalProgress, problems, measures, remarks, correctionReason }: ProgressReport): boolean {
  return state === '草稿' && [completed, fundsInPlace, physicalProgress, problems, measures, remarks, correctionReason].every((value) => value === null)
}

/** Why 锁定本期 cannot be taken now, in words; null where it can, perhaps with missing reports. */
export function refuseLock({ inForce, locked, ready, unchecked }: LockCheck): string | null {
  if (inForce !== null) return '本期已经锁定'
  if (unchecked.length > 0) return `${unchecked.length} 个项目的月报还没有审核，请先审核，或退回重填`
  return locked.length + ready.length === 0 ? '本期一个月报都没有，没有可锁定的' : null
}
