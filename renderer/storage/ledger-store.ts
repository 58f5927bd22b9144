import { LEDGER_TABLES, LIST_TABLES, SETTINGS_ID, type LedgerData, type LedgerRecords, type LedgerTable } from '@/domain/model'
import type { LedgerDatabase } from './database'
import { StorageFullError, WriteCancelledError } from './errors'
import { isQuota, newId, sameValue, seatId, type Clock, type WriteWatch } from './operation'
import type { ChangeRow, OperationRow } from './rows'

type AnyRecord = LedgerRecords[LedgerTable]

/** Records that come in one answer: a page that reads a large ledger draws between two of them. */
const PAGE = 4000

/** Reads the whole ledger; null where none has been opened yet. */
export async function loadLedger(database: LedgerDatabase): Promise<LedgerData | null> {
  return database.transaction('r', [...LEDGER_TABLES], async () => {
    const settings = await database.settings.get(SETTINGS_ID)
    if (settings === undefined) return null
    const lists = await Promise.all(LIST_TABLES.map(async (table) => [table, await allOf(database, table)] as const))
    return { ...(Object.fromEntries(lists) as unknown as Omit<LedgerData, 'settings'>), settings }
  })
}

async function allOf(database: LedgerDatabase, table: LedgerTable): Promise<AnyRecord[]> {
  const store = database.table<AnyRecord, string>(table)
  const records = await store.limit(PAGE).toArray()
  for (let page = records; page.length === PAGE; ) {
    page = await store.where(':id').above(page[PAGE - 1]!.id).limit(PAGE).toArray()
    for (const record of page) records.push(record)
  }
  return records
}

/** The stored ledger with the counter of its last operation: what a step that rests on all of it is built on. */
export interface LedgerAt {
  readonly data: LedgerData
  readonly counter: number
}

export async function loadLedgerAt(database: LedgerDatabase): Promise<LedgerAt | null> {
  return database.transaction('r', [...LEDGER_TABLES, 'operations'], async () => {
    const data = await loadLedger(database)
    return data === null ? null : { data, counter: await lastCounter(database) }
  })
}

/** Counter of the last operation that was recorded; 0: none. */
export async function lastCounter(database: LedgerDatabase): Promise<number> {
  return (await database.operations.orderBy('counter').last())?.counter ?? 0
}

/**
 * Puts a whole ledger in the place of whatever is there, in one transaction: all or nothing. What is the same already is not written
 * again. The log says so in one operation of kind 'load', which undo never crosses. `data` must have been checked (exchange/package.ts);
 * `seen` is the stored ledger where it has been read before: it is read again if anything was recorded since.
 */
export async function replaceLedger(database: LedgerDatabase, clock: Clock, data: LedgerData, name: string, seen: LedgerAt | null = null, { signal, tell }: WriteWatch = {}): Promise<OperationRow> {
  const content = LEDGER_TABLES.map((table) => database.table(table))
  try {
    return await database.transaction('rw', [...content, database.operations, database.seat], async () => {
      const last = await database.operations.orderBy('counter').last()
      // Tables change together with the log and never without it.
      const known = seen !== null && seen.counter === last?.counter ? seen.data : null
      const differences: Difference[] = []
      for (const table of LEDGER_TABLES) differences.push(differenceOf(table, known === null ? await readable(database, table) : recordsOf(known, table), recordsOf(data, table)))
      const total = differences.reduce((sum, d) => sum + d.changed.length + d.added.length, 0)
      let written = 0
      for (const difference of differences) {
        await write(database, difference, (count) => {
          if (signal?.aborted === true) throw new WriteCancelledError()
          tell?.(written / total)
          written += count
        })
      }
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

/** What lies in a table that is about to be replaced. One that cannot be read any more is emptied: it must not keep a sound copy out. */
async function readable(database: LedgerDatabase, table: LedgerTable): Promise<AnyRecord[]> {
  try {
    return await allOf(database, table)
  } catch {
    await database.table(table).clear()
    return []
  }
}

/** How a table has to change. */
interface Difference {
  readonly table: LedgerTable
  /** Ids; 'all': nothing stays. */
  readonly gone: readonly string[] | 'all'
  readonly changed: readonly AnyRecord[]
  readonly added: readonly AnyRecord[]
}

function differenceOf(table: LedgerTable, before: readonly AnyRecord[], after: readonly AnyRecord[]): Difference {
  const gone = new Map(before.map((record) => [record.id, record]))
  const added: AnyRecord[] = []
  const changed: AnyRecord[] = []
  for (const record of after) {
    const old = gone.get(record.id)
    // Adding, not putting: two records of one id are refused.
    if (old === undefined) added.push(record)
    else if (!sameValue(old, record)) changed.push(record)
    gone.delete(record.id)
  }
  return { table, gone: gone.size > 0 && gone.size === before.length ? 'all' : [...gone.keys()], changed, added }
}

/** Records that are written between two looks at whether the write is still wanted. */
const PORTION = 2000

/** `portion` is told before each portion how many records it has. */
async function write(database: LedgerDatabase, { table, gone, changed, added }: Difference, portion: (count: number) => void): Promise<void> {
  const store = database.table<AnyRecord, string>(table)
  if (gone === 'all') await store.clear()
  else if (gone.length > 0) await store.bulkDelete([...gone])
  for (const [records, isNew] of [[changed, false], [added, true]] as const) {
    for (let at = 0; at < records.length; at += PORTION) {
      const own = records.slice(at, at + PORTION)
      portion(own.length)
      await (isNew ? store.bulkAdd(own) : store.bulkPut(own))
    }
  }
}

function recordsOf(data: LedgerData, table: LedgerTable): readonly AnyRecord[] {
  return table === 'settings' ? [data.settings] : data[table]
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
