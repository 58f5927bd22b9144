import type { LedgerData, ProgressReport, RecordId, Snapshot } from '@/domain/model'
import { openSnapshot, SnapshotError } from '../snapshot'

/** What stands still in a report of a month that is locked as a whole. */
export const LOCKED_FIELDS = ['completed', 'correctionReason', 'fundsInPlace', 'physicalProgress', 'problems', 'measures', 'remarks', 'deletedAt'] as const satisfies readonly (keyof ProgressReport)[]

export interface FrozenReports {
  readonly reports: ReadonlyMap<RecordId, ProgressReport>
  readonly projects: ReadonlySet<RecordId>
}

/** By the SHA-256 of their content: a log is replayed again and again. */
const opened = new Map<string, FrozenReports | null>()

/** The reports of a month as they were when it was locked; null where the 锁定数据 cannot be read. */
export function frozenReports(snapshot: Snapshot): FrozenReports | null {
  let frozen = opened.get(snapshot.sha256)
  if (frozen === undefined) opened.set(snapshot.sha256, (frozen = read(snapshot)))
  return frozen
}

function read(snapshot: Snapshot): FrozenReports | null {
  let data: LedgerData
  try {
    data = openSnapshot(snapshot)
  } catch (error) {
    if (error instanceof SnapshotError) return null
    throw error
  }
  return { reports: new Map(data.progressReports.filter((r) => r.period === snapshot.period).map((r) => [r.id, r])), projects: new Set(data.projects.map((p) => p.id)) }
}
