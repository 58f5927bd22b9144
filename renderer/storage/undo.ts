import type { LedgerRecords, LedgerTable } from '@/domain/model'
import type { LedgerDatabase } from './database'
import { recordOperation, type Clock, type Edit, type RecordedOperation, type Removal } from './operation'
import { WHOLE_RECORD, type ChangeRow, type OperationRow } from './rows'

/** What Ctrl+Z and Ctrl+Y would do now, newest last. */
export interface UndoState {
  readonly undo: readonly OperationRow[]
  readonly redo: readonly OperationRow[]
}

/** Follows the log from oldest to newest. A load is a wall: nothing before it can be undone. */
export function undoState(operations: Iterable<OperationRow>): UndoState {
  let undo: OperationRow[] = []
  let redo: OperationRow[] = []
  const byId = new Map<string, OperationRow>()
  for (const operation of operations) {
    byId.set(operation.id, operation)
    const target = operation.target === null ? undefined : byId.get(operation.target)
    if (operation.kind === 'load') {
      undo = []
      redo = []
    } else if (operation.kind === 'edit') {
      undo.push(operation)
      redo = []
    } else if (operation.kind === 'undo' && target !== undefined) {
      undo = undo.filter((o) => o.id !== target.id)
      redo.push(target)
    } else if (operation.kind === 'redo' && target !== undefined) {
      redo = redo.filter((o) => o.id !== target.id)
      undo.push(target)
    }
  }
  return { undo, redo }
}

/** How many operations of the log are read for undo: more than anyone steps back. */
export const UNDO_DEPTH = 500

/** The undo state from the stored log. */
export async function readUndoState(database: LedgerDatabase): Promise<UndoState> {
  return undoState((await database.operations.orderBy('counter').reverse().limit(UNDO_DEPTH).toArray()).reverse())
}

/** Undoes an operation as one new operation. Throws StaleWriteError where its values have been changed since. */
export async function undoOperation(database: LedgerDatabase, clock: Clock, target: OperationRow): Promise<RecordedOperation | null> {
  const changes = await database.changes.where('operationId').equals(target.id).toArray()
  return recordOperation(database, clock, { kind: 'undo', target: target.id, name: `撤销「${target.name}」`, ...reversed(changes) })
}

/** Does an undone operation again. */
export async function redoOperation(database: LedgerDatabase, clock: Clock, target: OperationRow): Promise<RecordedOperation | null> {
  const changes = await database.changes.where('operationId').equals(target.id).toArray()
  return recordOperation(database, clock, { kind: 'redo', target: target.id, name: `重做「${target.name}」`, edits: changes.map(repeated) })
}

function reversed(changes: readonly ChangeRow[]): { edits: Edit[]; removals: Removal[] } {
  const edits: Edit[] = []
  const removals: Removal[] = []
  for (const { table, recordId, field, before, after } of [...changes].reverse()) {
    if (field === WHOLE_RECORD) removals.push({ table, id: recordId, expect: after })
    else edits.push({ table, id: recordId, set: { [field]: before }, expect: { [field]: after } } as Edit)
  }
  return { edits, removals }
}

function repeated({ table, recordId, field, before, after }: ChangeRow): Edit {
  if (field === WHOLE_RECORD) {
    const record = after as LedgerRecords[LedgerTable]
    return { table, id: recordId, set: {}, blank: record } as Edit
  }
  return { table, id: recordId, set: { [field]: after }, expect: { [field]: before } } as Edit
}
