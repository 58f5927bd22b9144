import { WHOLE_RECORD, type Change, type Operation } from '@/domain/change-log'
import type { LedgerRecords, LedgerTable, RecordId } from '@/domain/model'
import { sameValue } from '../merge/same-value'
import { replay } from '../seat/replay'
import { compareOperations, type SeatOperation } from '../seat/seat-operation'
import { keyOf, type StoredLedger, type StoredRecord } from './stored'

type Fields = Record<string, unknown>

/** What the log says of a record: the whole of it, that it is gone (null), or only some of its fields. */
export interface LoggedState {
  readonly table: LedgerTable
  readonly id: RecordId
  readonly whole: Readonly<Fields> | null | undefined
  readonly fields: Readonly<Fields>
}

/** A step that does not go on from the one before: a step between them is missing, or one of the two was changed. */
export interface BrokenStep {
  readonly operation: Operation
  readonly change: Change
}

export interface LogStates {
  readonly states: ReadonlyMap<string, LoggedState>
  readonly broken: readonly BrokenStep[]
}

export type OperationWithChanges = Operation & { readonly changes: readonly Change[] }

/** The operations since the ledger was opened, with their changes: what was before does not speak of what is there now. */
export function operationsSinceLoad({ operations, changes }: Pick<StoredLedger, 'operations' | 'changes'>): { operations: OperationWithChanges[]; foreign: boolean } {
  const begin = operations.findLast((o) => o.kind === 'load')
  const lineage = begin === undefined ? undefined : (begin.target ?? begin.id)
  const own = operations.filter((o) => o.kind !== 'load' && (o.lineage === undefined ? begin === undefined || o.counter > begin.counter : o.lineage === lineage))
  const byOperation = new Map<string, Change[]>(own.map((o) => [o.id, []]))
  for (const change of changes) byOperation.get(change.operationId)?.push(change)
  return { operations: own.map((o) => ({ ...o, changes: (byOperation.get(o.id) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1)) })), foreign: own.some((o) => o.lineage !== undefined) }
}

/**
 * What the log says that the tables hold. A seat's own steps were written one after another, so the last one is right; with
 * steps of other seats among them, the result is what replay makes of all of them.
 */
export function logStates(stored: StoredLedger, current: (table: LedgerTable, id: RecordId) => StoredRecord | undefined): LogStates {
  const { operations, foreign } = operationsSinceLoad(stored)
  return foreign ? replayed(operations, current) : inOrder(operations)
}

interface Slot {
  readonly table: LedgerTable
  readonly id: RecordId
  whole: Fields | null | undefined
  fields: Fields
}

function inOrder(operations: readonly OperationWithChanges[]): LogStates {
  const states = new Map<string, Slot>()
  const broken: BrokenStep[] = []
  for (const operation of operations) {
    for (const change of operation.changes) {
      const key = keyOf(change.table, change.recordId)
      const slot = states.get(key) ?? { table: change.table, id: change.recordId, whole: undefined, fields: {} }
      states.set(key, slot)
      // What was put right or accepted goes on from what lay there, not from what the log said.
      if (operation.kind !== 'check' && !goesOn(slot, change)) broken.push({ operation, change })
      step(slot, change)
    }
  }
  return { states, broken }
}

function goesOn({ whole, fields }: Slot, { field, before }: Change): boolean {
  if (field === WHOLE_RECORD) return whole === undefined || (whole === null ? before === null : before === null ? false : agrees(whole, before as Fields))
  if (whole === null) return false
  const known = whole ?? fields
  return !(field in known) || sameValue(known[field], before)
}

function step(slot: Slot, { field, after }: Change): void {
  if (field === WHOLE_RECORD) {
    slot.whole = after === null ? null : { ...(after as Fields) }
    slot.fields = {}
  } else if (slot.whole === undefined || slot.whole === null) slot.fields[field] = after
  else slot.whole[field] = after
}

function replayed(operations: readonly OperationWithChanges[], current: (table: LedgerTable, id: RecordId) => StoredRecord | undefined): LogStates {
  const shared = operations.filter((o) => o.kind === 'edit' || o.kind === 'undo' || o.kind === 'redo') as readonly (OperationWithChanges & SeatOperation)[]
  const states = new Map<string, Slot>()
  const latest = new Map<string, number>()
  for (const { counter, changes } of shared) for (const c of changes) latest.set(keyOf(c.table, c.recordId), counter)
  const { records } = replay([...shared].sort(compareOperations), current as unknown as (table: LedgerTable, id: RecordId) => LedgerRecords[LedgerTable] | undefined)
  for (const { table, id, record } of records) states.set(keyOf(table, id), { table, id, whole: record === null ? null : { ...(record as unknown as Fields) }, fields: {} })
  for (const { kind, counter, changes } of operations) {
    if (kind !== 'check') continue
    for (const change of changes) {
      const key = keyOf(change.table, change.recordId)
      if (counter < (latest.get(key) ?? 0)) continue
      const slot = states.get(key) ?? { table: change.table, id: change.recordId, whole: undefined, fields: {} }
      states.set(key, slot)
      step(slot, change)
    }
  }
  return { states, broken: [] }
}

/**
 * Whether two records agree in every field that both have. A field that only one has came or went with a newer program;
 * whether a record has all of its fields is for its rule to say.
 */
export function agrees(a: Readonly<Fields>, b: Readonly<Fields>): boolean {
  return Object.keys(a).every((field) => !(field in b) || sameValue(a[field], b[field]))
}

/** The fields of a stored record that are not as the log has them. */
export function differingFields({ whole, fields }: LoggedState, record: StoredRecord): string[] {
  const logged = whole ?? fields
  return Object.keys(logged).filter((field) => field in record && !sameValue(logged[field], record[field]))
}
