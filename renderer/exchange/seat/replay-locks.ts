import { WHOLE_RECORD } from '@/domain/change-log'
import type { RecordId, Snapshot } from '@/domain/model'
import { formatPeriod, type Period } from '@/domain/period'
import { sameValue } from '../merge/same-value'
import { frozenReports, LOCKED_FIELDS } from './locked-months'
import { blankOf, NOBODY, type Fields, type Log, type Slot } from './replay-state'
import type { SeatOperation } from './seat-operation'

/** The lock that is in force for a month, at this point of the log. */
export function lockOf({ locks }: Log, month: unknown): Slot | null {
  return locks.find(({ live }) => live !== null && live['period'] === month && live['releasedAt'] === null) ?? null
}

/** Whether an operation makes, releases or takes back this very lock: what it does to the reports belongs to that. */
export function movesLock({ changes }: SeatOperation, { id, live }: Slot): boolean {
  return changes.some(({ table, recordId, field, after }) => table === 'snapshots' && recordId === id && (field !== WHOLE_RECORD || after === null || sameValue(after, live)))
}

/** Two seats locked the same month without knowing of each other: the first lock stands, with what it froze. */
export function isSecondLock(log: Log, slot: Slot, operation: SeatOperation, made: Fields): boolean {
  const standing = slot.live ?? lockOf(log, made['period'])?.live ?? null
  if (standing === null || sameValue(standing, made)) return false
  slot.gone ??= slot.live === null ? made : null
  log.losses.push({ table: 'snapshots', recordId: slot.id, field: 'lockedAt', reason: 'locked', message: `两台电脑都锁定了${formatPeriod(made['period'] as Period)}，以先锁的为准`, lost: made['lockedAt'], kept: standing['lockedAt'], by: operation, over: null })
  return true
}

/**
 * A month that is locked stands as it was frozen: what came in before the lock in the common order, but was not known to the
 * seat that locked, is held back and listed.
 */
export function fence(log: Log, lock: Slot, operation: SeatOperation): void {
  const snapshot = lock.live as unknown as Snapshot
  const frozen = frozenReports(snapshot)
  if (frozen === null) return
  const message = lockedWords(snapshot.period)
  for (const slot of log.slots.values()) {
    const { live } = slot
    if (slot.table !== 'progressReports' || live === null || live['period'] !== snapshot.period) continue
    const stood = frozen.reports.get(slot.id) as unknown as Fields | undefined
    // A project that lay in the 回收站 is in no locked month. And what no operation has made is never taken out: nothing could bring it back.
    if (stood === undefined && (slot.born === null || (!frozen.projects.has(String(live['projectId'])) && isDeleted(log, String(live['projectId']))))) continue
    const blank = stood ?? blankOf(slot, live)
    for (const field of LOCKED_FIELDS) {
      if (sameValue(live[field] ?? null, blank[field] ?? null)) continue
      const writer = slot.writers.get(field) ?? slot.writers.get(WHOLE_RECORD)
      log.losses.push({ table: slot.table, recordId: slot.id, field, reason: 'locked', message, lost: live[field] ?? null, kept: stood?.[field] ?? null, by: writer === undefined || writer === NOBODY ? operation : writer, over: null })
      live[field] = blank[field] ?? null
      slot.writers.set(field, operation)
    }
    if (stood !== undefined) continue
    slot.gone = live
    slot.live = null
  }
}

/** Whether a report is just what its month was locked with. */
export function isAsFrozen(lock: Slot, report: Fields): boolean {
  const stood = frozenReports(lock.live as unknown as Snapshot)?.reports.get(String(report['id'])) as unknown as Fields | undefined
  return stood !== undefined && LOCKED_FIELDS.every((field) => sameValue(stood[field], report[field]))
}

function isDeleted({ slots, current }: Log, projectId: RecordId): boolean {
  const project = slots.get(`projects/${projectId}`)?.live ?? (current('projects', projectId) as unknown as Fields | undefined)
  return project?.['deletedAt'] !== null && project?.['deletedAt'] !== undefined
}

export function lockedWords(month: Period): string {
  return `${formatPeriod(month)}已整期锁定，锁定的数没有动；要用它请先解锁`
}
