import { WHOLE_RECORD } from '@/domain/change-log'
import type { LedgerRecords, LedgerTable } from '@/domain/model'
import type { LedgerDatabase } from './database'
import { recordOperation, type Clock, type Edit, type RecordedOperation, type Removal } from './operation'
import type { ChangeRow, OperationRow } from './rows'

/** What Ctrl+Z and Ctrl+Y would do now, newest last. */
export interface UndoState {
  readonly undo: readonly OperationRow[]
  readonly redo: readonly OperationRow[]
}

export const NOTHING_TO_UNDO: UndoState = { undo: [], redo: [] }

/** The state after one more operation. A load is a wall: nothing before it can be undone. */
export function nextUndoState(state: UndoState, operation: OperationRow): UndoState {
  const { undo, redo } = state
  // What another seat did is not taken back from here.
  if (operation.lineage !== undefined) return state
  if (operation.kind === 'load') return NOTHING_TO_UNDO
  if (operation.kind === 'check') return state
  if (operation.kind === 'edit') return { undo: [...undo, operation], redo: [] }
  const from = operation.kind === 'undo' ? undo : redo
  const target = from.find((o) => o.id === operation.target)
  if (target === undefined) return state
  const rest = from.filter((o) => o !== target)
  return operation.kind === 'undo' ? { undo: rest, redo: [...redo, target] } : { undo: [...undo, target], redo: rest }
}

/** How many operations of the log are read for undo: more than anyone steps back. */
export const UNDO_DEPTH = 500

/** The undo state from the stored log. */
export async function readUndoState(database: LedgerDatabase): Promise<UndoState> {
  const latest = await database.operations.orderBy('counter').reverse().limit(UNDO_DEPTH).toArray()
  return latest.reverse().reduce(nextUndoState, NOTHING_TO_UNDO)
}

/** Undoes an operation as one new operation. Throws StaleWriteError where its values have been changed since. */
export async function undoOperation(database: LedgerDatabase, clock: Clock, target: OperationRow): Promise<RecordedOperation | null> {
  const changes = await database.changes.where('operationId').equals(target.id).toArray()
  return recordOperation(database, clock, { kind: 'undo', target: target.id, name: `撤销「${target.name}」`, ...reversed(changes) })
}

/** Does an undone operation again. */
export async function redoOperation(database: LedgerDatabase, clock: Clock, target: OperationRow): Promise<RecordedOperation | null> {
  const changes = await database.changes.where('operationId').equals(target.id).toArray()
  return recordOperation(database, clock, { kind: 'redo', target: target.id, name: `重做「${target.name}」`, edits: repeated(changes) })
}

function reversed(changes: readonly ChangeRow[]): { edits: Edit[]; removals: Removal[] } {
  const backwards = [...changes].reverse()
  return {
    edits: editsOf(backwards.map((c) => ({ ...c, from: c.after, to: c.before }))),
    removals: backwards.filter((c) => c.field === WHOLE_RECORD).map(({ table, recordId, after }) => ({ table, id: recordId, expect: after })),
  }
}

function repeated(changes: readonly ChangeRow[]): Edit[] {
  const made = changes.filter((c) => c.field === WHOLE_RECORD).map(({ table, recordId, after }) => ({ table, id: recordId, set: {}, blank: after as LedgerRecords[LedgerTable] }) as Edit)
  return [...made, ...editsOf(changes.map((c) => ({ ...c, from: c.before, to: c.after })))]
}

/** One edit a record: its fields change together, for a rule may span several (a negative month and its reason). */
function editsOf(steps: readonly (ChangeRow & { readonly from: unknown; readonly to: unknown })[]): Edit[] {
  const edits = new Map<string, Edit>()
  for (const { table, recordId, field, from, to } of steps) {
    if (field === WHOLE_RECORD) continue
    const key = `${table}/${recordId}`
    const before = edits.get(key)
    edits.set(key, { table, id: recordId, set: { ...before?.set, [field]: to }, expect: { [field]: from, ...before?.expect } } as Edit)
  }
  return [...edits.values()]
}
