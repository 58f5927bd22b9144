import { WHOLE_RECORD } from '@/domain/change-log'
import { LEDGER_TABLES, type LedgerRecords, type LedgerTable, type RecordId } from '@/domain/model'
import type { ChangedRecord, RemovedRecord } from '@/domain/ledger'
import { recordFault } from '@/domain/schema'
import type { LedgerDatabase } from './database'
import { InvalidRecordError, StaleWriteError, StorageFullError } from './errors'
import { appendOperation, isQuota, newId, sameValue, type Clock, type RecordedOperation } from './operation'
import type { ChangeRow, OperationRow } from './rows'

type AnyRecord = LedgerRecords[LedgerTable]
const CHECKPOINT = 'checkpoint'

/** Everything that a check of the ledger looks at, of one moment. */
export interface LedgerForCheck {
  readonly tables: Readonly<Record<LedgerTable, readonly AnyRecord[]>>
  /** By counter. */
  readonly operations: readonly OperationRow[]
  readonly changes: readonly ChangeRow[]
  /** As saveCheckpoint kept it; null: none. */
  readonly checkpoint: unknown
}

export async function readForCheck(database: LedgerDatabase): Promise<LedgerForCheck> {
  return database.transaction('r', [...LEDGER_TABLES, 'operations', 'changes', 'seat'], async () => {
    const lists = await Promise.all(LEDGER_TABLES.map(async (table) => [table, await database.table<AnyRecord, string>(table).toArray()] as const))
    const [operations, changes, seat] = await Promise.all([database.operations.orderBy('counter').toArray(), database.changes.toArray(), database.seat.get(CHECKPOINT)])
    return { tables: Object.fromEntries(lists) as unknown as LedgerForCheck['tables'], operations, changes, checkpoint: seat?.checkpoint ?? null }
  })
}

/** Keeps how the ledger stood at a check, for the next one: this seat's own, no part of the ledger. */
export async function saveCheckpoint(database: LedgerDatabase, checkpoint: unknown): Promise<void> {
  await database.seat.put({ key: CHECKPOINT, seat: '', checkpoint })
}

/** A record that a person puts right after a check, or accepts as it lies there. */
export interface ResolvedRecord {
  readonly table: LedgerTable
  readonly id: RecordId
  /** As the check found it: refused where something else lies there now. Null: nothing. */
  readonly found: unknown
  /** For the log: what it goes on from. */
  readonly before: unknown
  /** What shall lie there, null: nothing. The same as `found` where it is accepted. */
  readonly after: unknown
}

export interface Resolution {
  readonly name: string
  readonly reason: string
  /** Key of the fault. */
  readonly target: string
  readonly records: readonly ResolvedRecord[]
  /** Put in place of the kept one, where the fault rests on that. */
  readonly checkpoint?: unknown
}

/**
 * Records what a person decided about a fault, as an operation of kind 'check': no rule of months or states is asked, for what
 * lies there broke them already; but what is written must hold the rule of its table. Undo passes it over.
 */
export async function resolveFault(database: LedgerDatabase, clock: Clock, { name, reason, target, records, checkpoint }: Resolution): Promise<RecordedOperation> {
  const scope = [...new Set(records.map((r) => r.table))].map((table) => database.table(table))
  try {
    return await database.transaction('rw', [...scope, database.operations, database.changes, database.seat], async () => {
      const changed: ChangedRecord[] = []
      const removed: RemovedRecord[] = []
      for (const { table, id, found, after } of records) {
        const store = database.table<AnyRecord, string>(table)
        const current = (await store.get(id)) ?? null
        if (!sameValue(current, found)) throw new StaleWriteError([{ table, recordId: id, field: WHOLE_RECORD, expected: found, current, attempted: after }])
        if (sameValue(after, found)) continue
        if (after === null) {
          await store.delete(id)
          removed.push({ table, record: current as AnyRecord })
          continue
        }
        const fault = recordFault(table, after)
        if (fault !== null) throw new InvalidRecordError(table, id, fault.field, fault.message)
        await store.put(after as AnyRecord)
        changed.push({ table, record: after } as ChangedRecord)
      }
      const operation = await appendOperation(database, clock, { name, reason, target, kind: 'check', edits: [] })
      const changes = records.map(({ table, id, before, after }): ChangeRow => ({ id: newId(clock), operationId: operation.id, table, recordId: id, field: WHOLE_RECORD, before, after }))
      await database.changes.bulkAdd(changes)
      if (checkpoint !== undefined) await saveCheckpoint(database, checkpoint)
      return { operation, changes, changed, removed }
    })
  } catch (cause) {
    throw isQuota(cause) ? new StorageFullError({ cause }) : cause
  }
}
