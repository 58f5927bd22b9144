import { LEDGER_TABLES, LIST_TABLES, type LedgerData, type LedgerRecords, type LedgerTable, type RecordId } from '@/domain/model'
import type { LedgerDatabase } from './database'
import { StorageFullError } from './errors'
import { isQuota, newId, seatId, type Clock } from './operation'
import type { ChangeRow, OperationRow, SeatRow } from './rows'

/** The part of the log that seats exchange: everything since the ledger's common beginning. */
export interface SeatLog {
  readonly seat: string
  /** Id of the operation with which the ledger began on its first seat. Seats of one lineage can exchange changes. */
  readonly lineage: string
  readonly operations: readonly (OperationRow & { readonly changes: readonly ChangeRow[] })[]
  readonly peers: readonly SeatRow[]
  /** What the log consisted of when it was read: a write that rests on it is refused once it has grown. */
  readonly mark: string
}

const PEER = 'peer:'

/** Reads it; null where no ledger is open. */
export async function readSeatLog(database: LedgerDatabase, clock: Clock): Promise<SeatLog | null> {
  return database.transaction('rw', [database.operations, database.changes, database.seat], async () => {
    const all = await database.operations.orderBy('counter').toArray()
    const begin = all.findLast((o) => o.kind === 'load')
    if (begin === undefined) return null
    const lineage = begin.target ?? begin.id
    const own = all.filter((o) => o.kind !== 'load' && o.kind !== 'check' && (o.lineage === undefined ? o.counter > begin.counter : o.lineage === lineage))
    const byOperation = new Map<string, ChangeRow[]>(own.map((o) => [o.id, []]))
    // All of them in one read: a look-up by operation takes many times longer.
    for (const change of await database.changes.toArray()) byOperation.get(change.operationId)?.push(change)
    const operations = own.map((o) => ({ ...o, changes: (byOperation.get(o.id) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1)) }))
    return { seat: await seatId(database, clock), lineage, operations, peers: await database.seat.where('key').startsWith(PEER).toArray(), mark: markOf(all) }
  })
}

function markOf(operations: readonly OperationRow[]): string {
  return `${operations.length}/${operations.at(-1)?.id ?? ''}`
}

/** The log has grown since it was read: read it again. Nothing was written. */
export class SeatLogMovedError extends Error {
  override readonly name = 'SeatLogMovedError'
}

export interface ReceivedChanges {
  readonly operations: readonly (OperationRow & { readonly changes: readonly ChangeRow[] })[]
  /** Records as they stand after the merge; null: taken back. */
  readonly records: readonly { readonly table: LedgerTable; readonly id: RecordId; readonly record: LedgerRecords[LedgerTable] | null }[]
  readonly peer: Omit<SeatRow, 'key'>
}

/** Writes what a merge came to: the other seats' operations into the log, and the records. All of it or nothing. */
export async function receiveOperations(database: LedgerDatabase, log: SeatLog, { operations, records, peer }: ReceivedChanges): Promise<void> {
  const tables = LEDGER_TABLES.map((table) => database.table(table))
  await guarded(() =>
    database.transaction('rw', [...tables, database.operations, database.changes, database.seat], async () => {
      if (markOf(await database.operations.orderBy('counter').toArray()) !== log.mark) throw new SeatLogMovedError()
      await addToLog(database, operations, log.lineage)
      for (const table of LEDGER_TABLES) {
        const own = records.filter((r) => r.table === table)
        await database.table(table).bulkPut(own.flatMap((r) => (r.record === null ? [] : [r.record])))
        await database.table(table).bulkDelete(own.flatMap((r) => (r.record === null ? [r.id] : [])))
      }
      await database.seat.put({ key: `${PEER}${peer.seat}`, ...peer })
    }),
  )
}

/** Takes a whole ledger over from another seat with its log, so that from now on both can exchange changes. A wall for undo. */
export async function joinLedger(database: LedgerDatabase, clock: Clock, data: LedgerData, lineage: string, operations: ReceivedChanges['operations'], peer: Omit<SeatRow, 'key'>, name: string): Promise<void> {
  const content = LEDGER_TABLES.map((table) => database.table(table))
  await guarded(() =>
    database.transaction('rw', [...content, database.operations, database.changes, database.seat], async () => {
      for (const table of content) await table.clear()
      for (const table of LIST_TABLES) await database.table(table).bulkAdd([...data[table]])
      await database.settings.add(data.settings)
      const seat = await seatId(database, clock)
      await addToLog(database, operations, lineage)
      const last = await database.operations.orderBy('counter').last()
      await database.operations.add({ id: newId(clock), kind: 'load', name, target: lineage, reason: null, seat, counter: (last?.counter ?? 0) + 1, at: clock().toISOString() })
      await database.seat.bulkDelete((await database.seat.where('key').startsWith(PEER).primaryKeys()))
      await database.seat.put({ key: `${PEER}${peer.seat}`, ...peer })
    }),
  )
}

async function addToLog(database: LedgerDatabase, operations: ReceivedChanges['operations'], lineage: string): Promise<void> {
  const known = new Set((await database.operations.bulkGet(operations.map((o) => o.id))).flatMap((o) => (o === undefined ? [] : [o.id])))
  const fresh = operations.filter((o) => !known.has(o.id))
  await database.operations.bulkAdd(fresh.map(({ changes: _changes, ...row }) => ({ ...row, lineage })))
  await database.changes.bulkAdd(fresh.flatMap((o) => [...o.changes]))
}

async function guarded(write: () => PromiseLike<void>): Promise<void> {
  try {
    await write()
  } catch (cause) {
    throw isQuota(cause) ? new StorageFullError({ cause }) : cause
  }
}
