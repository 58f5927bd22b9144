import { demoLedger } from '@/data/demo'
import { LIST_TABLES, type LedgerData, type LedgerTable } from '@/domain/model'
import type { Change, Operation } from '@/domain/change-log'
import type { StoredLedger, StoredRecord } from '@/exchange/check/stored'

/** One locked month stands for all: opening nine of them is most of a check's time. */
const DEMO: LedgerData = ((data) => ({ ...data, snapshots: data.snapshots.filter((s) => s.number === 1).slice(0, 1) }))(demoLedger())

type Tables = Record<LedgerTable, StoredRecord[]>

/** A stored ledger that can be damaged: tables, log and the last checkpoint, all of them copies. */
export class Stored {
  readonly tables: Tables
  readonly operations: Operation[] = [operation('LOAD', 1, { kind: 'load', name: '打开台账' })]
  changes: Change[] = []
  checkpoint: StoredLedger['checkpoint'] = null

  constructor(data: LedgerData = DEMO) {
    this.tables = structuredClone({ ...Object.fromEntries(LIST_TABLES.map((t) => [t, data[t]])), settings: [data.settings] }) as unknown as Tables
  }

  record(table: LedgerTable, at = 0): Record<string, unknown> & { id: string } {
    return this.tables[table][at] as Record<string, unknown> & { id: string }
  }

  /** Sets fields of a record as the program does it: in the table and in the log. */
  edit(table: LedgerTable, id: string, set: Record<string, unknown>, about: Partial<Operation> = {}): void {
    const counter = this.operations.length + 1
    const record = this.tables[table].find((r) => r.id === id) as unknown as Record<string, unknown>
    this.operations.push(operation(`OP${String(counter).padStart(5, '0')}`, counter, about))
    for (const [field, after] of Object.entries(set)) {
      this.log({ table, recordId: id, field, before: record[field], after })
      record[field] = after
    }
  }

  /** Makes a record, or takes one out (after null). */
  whole(table: LedgerTable, before: StoredRecord | null, after: StoredRecord | null, about: Partial<Operation> = {}): void {
    const counter = this.operations.length + 1
    this.operations.push(operation(`OP${String(counter).padStart(5, '0')}`, counter, about))
    const id = (after ?? before)!.id
    this.log({ table, recordId: id, field: '*', before: structuredClone(before), after: structuredClone(after) })
    this.tables[table] = [...this.tables[table].filter((r) => r.id !== id), ...(after === null ? [] : [structuredClone(after)])]
  }

  private log(change: Omit<Change, 'id' | 'operationId'>): void {
    this.changes.push({ ...structuredClone(change), id: `C${String(this.changes.length).padStart(6, '0')}`, operationId: this.operations.at(-1)!.id })
  }
}

export function operation(id: string, counter: number, about: Partial<Operation> = {}): Operation {
  return { id, kind: 'edit', name: `第 ${counter} 步`, target: null, reason: null, seat: 'S1', counter, at: '2020-12-31T08:00:00.000Z', ...about }
}
