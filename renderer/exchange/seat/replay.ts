import { WHOLE_RECORD } from '@/domain/change-log'
import type { LedgerRecords, LedgerTable, ProgressReport, AnnualPlan, RecordId, Snapshot } from '@/domain/model'
import { formatPeriod, type Period } from '@/domain/period'
import { emptyPlan } from '@/domain/plan'
import { draftReport, refuseEdit } from '@/domain/report'
import { recordFault } from '@/domain/schema'
import { sameValue } from '../merge/same-value'
import { frozenReports, LOCKED_FIELDS } from './locked-months'
import type { SeatChange, SeatOperation } from './seat-operation'

type AnyRecord = LedgerRecords[LedgerTable]
type Fields = Record<string, unknown>

/** A record that the log speaks of, as it stands after all operations; null: it was taken back. */
export interface ReplayedRecord {
  readonly table: LedgerTable
  readonly id: RecordId
  readonly record: AnyRecord | null
}

/**
 * Why a change does not stand. `overtaken`: another seat wrote the same field without knowing of it, and comes later in the
 * common order. `handed-in`: the report had been handed in or locked before. `locked`: its month is locked as a whole, and whoever
 * locked it did not know of the change; or two seats locked the same month. `invalid`: it would break a rule, said in
 * `message`, together with what others wrote. `kept`: it took a record back that others had gone on to use.
 */
export type LossReason = 'overtaken' | 'handed-in' | 'locked' | 'invalid' | 'kept'

/** A change that does not stand. Nothing is dropped in silence: it stays in the log and is listed. */
export interface Loss {
  readonly table: LedgerTable
  readonly recordId: RecordId
  readonly field: string
  readonly reason: LossReason
  readonly message: string
  /** What it had written. */
  readonly lost: unknown
  /** What stands in its place, then. */
  readonly kept: unknown
  readonly by: SeatOperation
  /** The operation that it gave way to; null where a rule refused it. */
  readonly over: SeatOperation | null
  /** Whether the field has not been written again since: someone may still want to choose. */
  readonly open: boolean
}

export interface Replayed {
  readonly records: readonly ReplayedRecord[]
  readonly losses: readonly Loss[]
}

/** One record on its way through the log. `gone` keeps a record that was taken back, in case others go on to use it. */
interface Slot {
  readonly table: LedgerTable
  readonly id: RecordId
  live: Fields | null
  gone: Fields | null
  born: Fields | null
  readonly writers: Map<string, SeatOperation>
}

/**
 * Makes the ledger's records from its log: all operations in their one order, each doing what recordOperation would have
 * done then. The result follows from the set of operations alone, so seats that have the same set have the same ledger,
 * in whatever order and however often the operations came in.
 * @param operations in order (see unite), all that a seat has: with an operation also those that it had seen
 * @param current the records as they stand on this seat, for the fields that no operation speaks of
 */
export function replay(operations: readonly SeatOperation[], current: (table: LedgerTable, id: RecordId) => AnyRecord | undefined): Replayed {
  const slots = new Map<string, Slot>()
  const losses: Omit<Loss, 'open'>[] = []
  for (const { changes } of operations) for (const change of changes) prepare(slots, change, current)
  const log: Log = { slots, losses, current, locks: [...slots.values()].filter((s) => s.table === 'snapshots') }
  for (const operation of operations) {
    for (const changes of byRecord(operation.changes)) {
      const [{ table, recordId }] = changes as [SeatChange]
      apply(log, slots.get(keyOf(table, recordId)) as Slot, operation, changes)
    }
  }
  return {
    records: [...slots.values()].map(({ table, id, live }) => ({ table, id, record: live as AnyRecord | null })),
    losses: losses.map((loss, at) => {
      const slot = slots.get(keyOf(loss.table, loss.recordId))
      // Of several that a locked month held back in one field, the seat's last word is the one to choose.
      const again = loss.reason === 'locked' && losses.some((later, i) => i > at && later.reason === 'locked' && later.recordId === loss.recordId && later.field === loss.field && later.by.seat === loss.by.seat)
      return { ...loss, open: slot !== undefined && !again && stillOpen(slot, loss) }
    }),
  }
}

interface Log {
  readonly slots: ReadonlyMap<string, Slot>
  readonly losses: Omit<Loss, 'open'>[]
  readonly locks: readonly Slot[]
  readonly current: (table: LedgerTable, id: RecordId) => AnyRecord | undefined
}

function keyOf(table: LedgerTable, id: RecordId): string {
  return `${table}/${id}`
}

/**
 * The record before the first operation: as it stands here, with what each field's first operation found there. A record
 * that an operation made was not there.
 */
function prepare(slots: Map<string, Slot>, { table, recordId, field, before, after }: SeatChange, current: (table: LedgerTable, id: RecordId) => AnyRecord | undefined): void {
  const key = keyOf(table, recordId)
  let slot = slots.get(key)
  if (slot === undefined) {
    const here = current(table, recordId)
    slot = { table, id: recordId, live: field === WHOLE_RECORD || here === undefined ? null : { ...(here as unknown as Fields) }, gone: null, born: null, writers: new Map() }
    slots.set(key, slot)
  }
  if (field === WHOLE_RECORD) {
    slot.born ??= after as Fields | null
    return
  }
  if (slot.live === null || slot.born !== null || slot.writers.has(field)) return
  slot.live[field] = before
  // A mark that the field's first value is known; the real writers come when the operations are applied.
  slot.writers.set(field, NOBODY)
}

const NOBODY: SeatOperation = { id: '', kind: 'edit', name: '', target: null, reason: null, seat: '', counter: 0, at: '', changes: [] }

function byRecord(changes: readonly SeatChange[]): readonly SeatChange[][] {
  const groups = new Map<string, SeatChange[]>()
  for (const change of changes) {
    const key = keyOf(change.table, change.recordId)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [change])
    else group.push(change)
  }
  return [...groups.values()]
}

/** All of an operation's changes to one record, or none of them. */
function apply(log: Log, slot: Slot, operation: SeatOperation, changes: readonly SeatChange[]): void {
  const { slots, losses } = log
  const [first] = changes as [SeatChange]
  if (first.field === WHOLE_RECORD && first.after === null) return takeBack(log, slot, operation, first)
  if (slot.table === 'snapshots' && first.field === WHOLE_RECORD && isSecondLock(log, slot, operation, first.after as Fields)) return
  const writes = changes.flatMap((change) => asFieldWrites(slot, change))
  const base = slot.live ?? (first.field === WHOLE_RECORD ? (first.after as Fields) : slot.gone)
  if (base === null) return
  const next = { ...base }
  for (const { field, after } of writes) next[field] = after
  const refusal = refusalOf(log, slot, operation, writes, next)
  if (refusal !== null) {
    const made = slot.live === null && first.field === WHOLE_RECORD ? (first.after as Fields) : null
    if (made !== null) {
      // Kept beside, in case later steps go on from it.
      slot.gone = made
      const blank = blankOf({ ...slot, born: null }, made)
      for (const field of Object.keys(made)) if (!sameValue(made[field], blank[field])) losses.push({ table: slot.table, recordId: slot.id, field, ...refusal, lost: made[field], kept: null, by: operation, over: null })
    }
    for (const { field, after } of writes) {
      if (!sameValue(base[field], after)) losses.push({ table: slot.table, recordId: slot.id, field, ...refusal, lost: after, kept: base[field] ?? null, by: operation, over: null })
    }
    return
  }
  for (const { field, before, after } of writes) {
    const found = base[field]
    const writer = slot.writers.get(field)
    if (slot.live !== null && !sameValue(found, before) && !sameValue(found, after) && writer !== undefined && writer !== NOBODY) {
      losses.push({ table: slot.table, recordId: slot.id, field, reason: 'overtaken', message: '两台电脑都改了这一项，以后改的为准', lost: found ?? null, kept: after, by: writer, over: operation })
    }
    slot.writers.set(field, operation)
  }
  if (first.field === WHOLE_RECORD) slot.writers.set(WHOLE_RECORD, operation)
  revive(slots, next)
  slot.live = next
  slot.gone = null
  if (slot.table === 'snapshots' && first.field === WHOLE_RECORD) fence(log, slot, operation)
}

function lockOf({ locks }: Log, month: unknown): Slot | null {
  return locks.find(({ live }) => live !== null && live['period'] === month && live['releasedAt'] === null) ?? null
}

/** Whether an operation makes, releases or takes back this very lock: what it does to the reports belongs to that. */
function movesLock({ changes }: SeatOperation, { id, live }: Slot): boolean {
  return changes.some(({ table, recordId, field, after }) => table === 'snapshots' && recordId === id && (field !== WHOLE_RECORD || after === null || sameValue(after, live)))
}

/** Two seats locked the same month without knowing of each other: the first lock stands, with what it froze. */
function isSecondLock(log: Log, slot: Slot, operation: SeatOperation, made: Fields): boolean {
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
function fence(log: Log, lock: Slot, operation: SeatOperation): void {
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

function isAsFrozen(lock: Slot, report: Fields): boolean {
  const stood = frozenReports(lock.live as unknown as Snapshot)?.reports.get(String(report['id'])) as unknown as Fields | undefined
  return stood !== undefined && LOCKED_FIELDS.every((field) => sameValue(stood[field], report[field]))
}

function isDeleted({ slots, current }: Log, projectId: RecordId): boolean {
  const project = slots.get(`projects/${projectId}`)?.live ?? (current('projects', projectId) as unknown as Fields | undefined)
  return project?.['deletedAt'] !== null && project?.['deletedAt'] !== undefined
}

function lockedWords(month: Period): string {
  return `${formatPeriod(month)}已整期锁定，锁定的数没有动；要用它请先解锁`
}

/** A record that is made where it already stands (two seats began the same report) writes only what its maker filled in. */
function asFieldWrites(slot: Slot, change: SeatChange): { field: string; before: unknown; after: unknown }[] {
  if (change.field !== WHOLE_RECORD) return [change]
  const made = change.after as Fields
  if (slot.live === null) return []
  const blank = blankOf(slot, made)
  return Object.keys(made).filter((field) => !sameValue(made[field], blank[field])).map((field) => ({ field, before: blank[field], after: made[field] }))
}

function blankOf(slot: Slot, made: Fields): Fields {
  if (slot.table === 'progressReports') return draftReport((made as unknown as ProgressReport).projectId, (made as unknown as ProgressReport).period) as unknown as Fields
  if (slot.table === 'annualPlans') return emptyPlan((made as unknown as AnnualPlan).projectId, (made as unknown as AnnualPlan).year) as unknown as Fields
  return slot.born ?? made
}

function refusalOf(log: Log, slot: Slot, operation: SeatOperation, writes: readonly { readonly field: string; readonly after: unknown }[], next: Fields): { reason: LossReason; message: string } | null {
  const lock = slot.table === 'progressReports' ? lockOf(log, next['period']) : null
  // A report that was lost may come back out of a copy as it was frozen.
  if (lock !== null && !movesLock(operation, lock) && !(slot.live === null && next['state'] === '锁定' && isAsFrozen(lock, next))) {
    return { reason: 'locked', message: lockedWords(next['period'] as Period) }
  }
  if (slot.table === 'progressReports' && operation.kind === 'edit' && slot.live !== null) {
    // A restored report is sent back, put right and moved on again within one operation: the state counts that it has by then.
    let state = slot.live['state']
    for (const { field, after } of writes) {
      if (field === 'state') state = after
      if (field === 'state' || field === 'stateReason') continue
      const refusal = refuseEdit({ state } as Pick<ProgressReport, 'state'>)
      if (refusal !== null) return { reason: 'handed-in', message: refusal }
    }
  }
  const fault = recordFault(slot.table, next)
  return fault === null ? null : { reason: 'invalid', message: fault.message }
}

/** An undo of a record's making: only where nobody has changed or used it since. */
function takeBack(log: Log, slot: Slot, operation: SeatOperation, { before }: SeatChange): void {
  const { slots, losses } = log
  if (slot.live === null) return
  const lock = slot.table === 'progressReports' ? lockOf(log, slot.live['period']) : null
  if (lock !== null && !movesLock(operation, lock)) {
    losses.push({ table: slot.table, recordId: slot.id, field: WHOLE_RECORD, reason: 'locked', message: lockedWords(slot.live['period'] as Period), lost: null, kept: slot.live, by: operation, over: null })
    return
  }
  if (!sameValue(slot.live, before) || isUsed(slots, slot)) {
    losses.push({ table: slot.table, recordId: slot.id, field: WHOLE_RECORD, reason: 'kept', message: '别的电脑已经在用这一条，没有撤掉', lost: null, kept: slot.live, by: operation, over: null })
    return
  }
  slot.gone = slot.live
  slot.live = null
}

function isUsed(slots: ReadonlyMap<string, Slot>, { table, id }: Slot): boolean {
  if (table !== 'projects' && table !== 'portfolios') return false
  for (const { live } of slots.values()) {
    if (live === null) continue
    if (table === 'projects' ? live['projectId'] === id : Array.isArray(live['portfolioIds']) && live['portfolioIds'].includes(id)) return true
  }
  return false
}

/** A record that is written brings back the project and portfolios that it belongs to, if they had been taken back. */
function revive(slots: ReadonlyMap<string, Slot>, record: Fields): void {
  const portfolios = Array.isArray(record['portfolioIds']) ? (record['portfolioIds'] as unknown[]).map((id) => slots.get(`portfolios/${String(id)}`)) : []
  for (const slot of [slots.get(`projects/${String(record['projectId'])}`), ...portfolios]) {
    if (slot === undefined || slot.live !== null || slot.gone === null) continue
    slot.live = slot.gone
    slot.gone = null
    revive(slots, slot.live)
  }
}

function stillOpen(slot: Slot, loss: Omit<Loss, 'open'>): boolean {
  if (loss.reason === 'locked' && loss.field !== WHOLE_RECORD) return slot.live === null ? loss.lost !== null : !sameValue(slot.live[loss.field], loss.lost) && (loss.table === 'snapshots' || sameValue(slot.live[loss.field] ?? null, loss.kept))
  if (slot.live === null || loss.field === WHOLE_RECORD) return false
  if (sameValue(slot.live[loss.field], loss.lost)) return false
  const writer = slot.writers.get(loss.field)
  return loss.over === null ? sameValue(slot.live[loss.field], loss.kept) : writer === loss.over
}
