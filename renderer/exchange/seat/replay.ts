import { WHOLE_RECORD } from '@/domain/change-log'
import type { LedgerTable, ProgressReport, RecordId } from '@/domain/model'
import type { Period } from '@/domain/period'
import { refuseEdit } from '@/domain/report'
import { recordFault } from '@/domain/schema'
import { sameValue } from '../merge/same-value'
import { fence, isAsFrozen, isSecondLock, lockedWords, lockOf, movesLock } from './replay-locks'
import { blankOf, keyOf, NOBODY, type AnyRecord, type Fields, type Log, type Loss, type LossReason, type Slot } from './replay-state'
import type { SeatChange, SeatOperation } from './seat-operation'

/** A record that the log speaks of, as it stands after all operations; null: it was taken back. */
export interface ReplayedRecord {
  readonly table: LedgerTable
  readonly id: RecordId
  readonly record: AnyRecord | null
}

export interface Replayed {
  readonly records: readonly ReplayedRecord[]
  readonly losses: readonly Loss[]
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

/** A record that is made where it already stands (two seats began the same report) writes only what its maker filled in. */
function asFieldWrites(slot: Slot, change: SeatChange): { field: string; before: unknown; after: unknown }[] {
  if (change.field !== WHOLE_RECORD) return [change]
  const made = change.after as Fields
  if (slot.live === null) return []
  const blank = blankOf(slot, made)
  return Object.keys(made).filter((field) => !sameValue(made[field], blank[field])).map((field) => ({ field, before: blank[field], after: made[field] }))
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

function stillOpen(slot: Slot, loss: Omit<Loss, 'open'>): boolean {
  if (loss.reason === 'locked' && loss.field !== WHOLE_RECORD) return slot.live === null ? loss.lost !== null : !sameValue(slot.live[loss.field], loss.lost) && (loss.table === 'snapshots' || sameValue(slot.live[loss.field] ?? null, loss.kept))
  if (slot.live === null || loss.field === WHOLE_RECORD) return false
  if (sameValue(slot.live[loss.field], loss.lost)) return false
  const writer = slot.writers.get(loss.field)
  return loss.over === null ? sameValue(slot.live[loss.field], loss.kept) : writer === loss.over
}
