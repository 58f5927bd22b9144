import { snapshotInForce } from '@/domain/freeze'
import { buildLedger } from '@/domain/ledger'
import { checkLock, refuseLock } from '@/domain/lock'
import type { LedgerData, ProgressReport, Snapshot } from '@/domain/model'
import { formatPeriod, type DateOnly, type Period } from '@/domain/period'
import { makeSnapshot } from '@/exchange/snapshot'
import { InvalidRecordError } from '@/storage/errors'
import type { Edit, OperationRequest } from '@/storage/operation'

/** The day and moment of a step, by the seat's clock. */
export interface StepTime {
  readonly today: DateOnly
  /** ISO time in UTC. */
  readonly at: string
}

/**
 * The step together with the 锁定数据 that it makes (the last registered project's report of a month is locked) or releases
 * (a report of a locked month is unlocked): one operation, one step to undo. `data` is the ledger as it is stored now.
 */
export function withSnapshots(request: OperationRequest, data: LedgerData, { today, at }: StepTime): OperationRequest {
  const stored = new Map(data.progressReports.map((r) => [r.id, r]))
  const locking = new Set<Period>()
  const unlocking = new Set<Period>()
  for (const edit of request.edits) {
    if (edit.table !== 'progressReports') continue
    const before = stored.get(edit.id)
    const state = (edit.set as Partial<ProgressReport>).state
    if (before === undefined || state === undefined || state === before.state) continue
    if (state === '锁定') locking.add(before.period)
    else if (before.state === '锁定') unlocking.add(before.period)
  }
  const released = [...unlocking].flatMap((month) => releaseEdits(data, month, request.reason ?? null, at))
  const gone = new Set(released.map((edit) => edit.id))
  const after = { ...afterEdits(data, request.edits), snapshots: data.snapshots.map((s) => (gone.has(s.id) ? { ...s, releasedAt: at, releaseReason: request.reason ?? null } : s)) }
  // A month that is opened and closed again in one step (put right out of a copy) is frozen anew.
  const made = [...new Set([...locking, ...unlocking])].flatMap((month) => {
    const { inForce, locked, ready, unchecked, missing } = checkLock(buildLedger(after), month)
    const whole = inForce === null && locked.length > 0 && ready.length + unchecked.length + missing.length === 0
    return whole ? [newSnapshot(makeSnapshot(after, { period: month, preparedOn: today, lockedAt: at }))] : []
  })
  return { ...request, edits: [...request.edits, ...released, ...made] }
}

/** 锁定本期: every 已审核 report of the month and its 锁定数据. Throws InvalidRecordError where something is not checked yet. */
export function lockMonth(data: LedgerData, month: Period, preparedOn: DateOnly, { at }: StepTime): OperationRequest {
  const check = checkLock(buildLedger(data), month)
  const refusal = refuseLock(check)
  if (refusal !== null) throw new InvalidRecordError('snapshots', month, 'content', refusal)
  const edits = check.ready.map((entry) => {
    const report = entry.reports.get(month)
    return { table: 'progressReports', id: report?.id ?? '', set: { state: '锁定', stateReason: null }, expect: { state: '已审核' } } as Edit
  })
  return { name: `锁定 ${formatPeriod(month)}`, edits: [...edits, newSnapshot(makeSnapshot(afterEdits(data, edits), { period: month, preparedOn, lockedAt: at }))] }
}

/** 解锁本期: every 锁定 report of the month goes back to 已审核, and its 锁定数据 is released and kept. */
export function unlockMonth(data: LedgerData, month: Period, reason: string, { at }: StepTime): OperationRequest {
  if (reason.trim() === '') throw new InvalidRecordError('snapshots', month, 'releaseReason', '解锁要写明原因')
  const { locked } = checkLock(buildLedger(data), month)
  const edits = locked.map((entry): Edit => ({ table: 'progressReports', id: entry.reports.get(month)?.id ?? '', set: { state: '已审核', stateReason: reason }, expect: { state: '锁定' } }) as Edit)
  return { name: `解锁 ${formatPeriod(month)}`, reason, edits: [...edits, ...releaseEdits(data, month, reason, at)] }
}

function releaseEdits(data: LedgerData, month: Period, reason: string | null, at: string): Edit[] {
  const inForce = snapshotInForce(data.snapshots, month)
  if (inForce === null) return []
  return [{ table: 'snapshots', id: inForce.id, set: { releasedAt: at, releaseReason: reason?.trim() || null }, expect: { releasedAt: null } } as Edit]
}

function newSnapshot(snapshot: Snapshot): Edit {
  return { table: 'snapshots', id: snapshot.id, set: {}, blank: snapshot }
}

/** The ledger as the edits of reports will leave it. */
function afterEdits(data: LedgerData, edits: readonly Edit[]): LedgerData {
  const reports = new Map(data.progressReports.map((r) => [r.id, r]))
  for (const edit of edits) {
    if (edit.table !== 'progressReports') continue
    const base = reports.get(edit.id) ?? (edit.blank as ProgressReport | undefined)
    if (base !== undefined) reports.set(edit.id, { ...base, ...(edit.set as Partial<ProgressReport>) })
  }
  return { ...data, progressReports: [...reports.values()] }
}
