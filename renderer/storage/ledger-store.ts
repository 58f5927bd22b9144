import { LEDGER_TABLES, LIST_TABLES, SETTINGS_ID, type LedgerData } from '@/domain/model'
import type { LedgerDatabase } from './database'
import { StorageFullError } from './errors'
import { isQuota, newId, seatId, type Clock } from './operation'
import type { ChangeRow, OperationRow } from './rows'

/** Reads the whole ledger; null where none has been opened yet. */
export async function loadLedger(database: LedgerDatabase): Promise<LedgerData | null> {
  return database.transaction('r', [...LEDGER_TABLES], async () => {
    const settings = await database.settings.get(SETTINGS_ID)
    if (settings === undefined) return null
    const lists = await Promise.all(LIST_TABLES.map(async (table) => [table, await database.table(table).toArray()] as const))
    return { ...(Object.fromEntries(lists) as unknown as Omit<LedgerData, 'settings'>), settings }
  })
}

/** The stored ledger with the counter of its last operation: what a step that rests on all of it is built on. */
export async function loadLedgerAt(database: LedgerDatabase): Promise<{ data: LedgerData; counter: number } | null> {
  return database.transaction('r', [...LEDGER_TABLES, 'operations'], async () => {
    const data = await loadLedger(database)
    const last = await database.operations.orderBy('counter').last()
    return data === null ? null : { data, counter: last?.counter ?? 0 }
  })
}

/**
 * Puts a whole ledger in the place of whatever is there, in one transaction: all or nothing. The log says so in one
 * operation of kind 'load', which undo never crosses. `data` must have been checked (exchange/package.ts).
 */
export async function replaceLedger(database: LedgerDatabase, clock: Clock, data: LedgerData, name: string): Promise<OperationRow> {
  const content = LEDGER_TABLES.map((table) => database.table(table))
  try {
    return await database.transaction('rw', [...content, database.operations, database.seat], async () => {
      for (const table of content) await table.clear()
      for (const table of LIST_TABLES) await database.table(table).bulkAdd([...data[table]])
      await database.settings.add(data.settings)
      const last = await database.operations.orderBy('counter').last()
      const operation: OperationRow = {
        id: newId(clock), kind: 'load', name, target: null, reason: null, seat: await seatId(database, clock), counter: (last?.counter ?? 0) + 1, at: clock().toISOString(),
      }
      await database.operations.add(operation)
      return operation
    })
  } catch (cause) {
    throw isQuota(cause) ? new StorageFullError({ cause }) : cause
  }
}

/** A page of the 操作记录, newest first, each operation with its changes. */
export interface LoggedOperation {
  readonly operation: OperationRow
  readonly changes: readonly ChangeRow[]
}

/** Reads operations newest first. `beforeCounter` pages on; `accept` filters. */
export async function readLog(
  database: LedgerDatabase,
  { limit, beforeCounter = Number.MAX_SAFE_INTEGER, accept = () => true }: { limit: number; beforeCounter?: number; accept?: (operation: OperationRow) => boolean },
): Promise<LoggedOperation[]> {
  const operations = await database.operations.where('counter').below(beforeCounter).reverse().filter(accept).limit(limit).toArray()
  return withChanges(database, operations)
}

/** Everything that ever happened to the given records, newest first: a project's history with its plans and reports. */
export async function readHistory(database: LedgerDatabase, recordIds: readonly string[]): Promise<LoggedOperation[]> {
  const changes = await database.changes.where('recordId').anyOf([...recordIds]).toArray()
  const operations = await database.operations.bulkGet([...new Set(changes.map((c) => c.operationId))])
  return operations
    .filter((o) => o !== undefined)
    .sort((a, b) => b.counter - a.counter)
    .map((operation) => ({ operation, changes: changes.filter((c) => c.operationId === operation.id) }))
}

async function withChanges(database: LedgerDatabase, operations: readonly OperationRow[]): Promise<LoggedOperation[]> {
  const changes = await database.changes.where('operationId').anyOf(operations.map((o) => o.id)).toArray()
  const byOperation = new Map<string, ChangeRow[]>(operations.map((o) => [o.id, []]))
  for (const change of changes) byOperation.get(change.operationId)?.push(change)
  return operations.map((operation) => ({ operation, changes: byOperation.get(operation.id) ?? [] }))
}
