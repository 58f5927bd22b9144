import type { LedgerRecords, LedgerTable } from '@/domain/model'
import type { LedgerDatabase } from './database'
import type { ChangedRecord, RemovedRecord } from '@/domain/ledger'
import type { RecordedOperation } from './operation'
import type { OperationRow } from './rows'

/** What one window tells the others after a write has been committed. */
export type LedgerMessage =
  /** The records that it touched, as the writer left them: the receiver reads what stands there now (see readTouched). */
  | { readonly kind: 'operation'; readonly operation: OperationRow; readonly touched: readonly RemovedRecord[] }
  /** The whole ledger was replaced, or so much of it that it is as well read anew. */
  | { readonly kind: 'load' }

export interface LedgerChannel {
  send(message: LedgerMessage): void
  close(): void
}

/** Joins the windows of one ledger. Messages reach the other windows only, never the sender. */
export function openChannel(name: string, receive: (message: LedgerMessage) => void): LedgerChannel {
  const channel = new BroadcastChannel(name)
  channel.onmessage = (event: MessageEvent<LedgerMessage>) => receive(event.data)
  return { send: (message) => channel.postMessage(message), close: () => channel.close() }
}

/** More records than these are read sooner as a whole ledger than one by one, and telling of each of them would hold both windows up. */
const MANY = 2_000

export function operationMessage({ operation, changed, removed }: RecordedOperation): LedgerMessage {
  return changed.length + removed.length > MANY ? { kind: 'load' } : { kind: 'operation', operation, touched: [...changed, ...removed] }
}

/**
 * The touched records as they stand in the ledger now. A message may arrive after this window has itself written to the
 * same record, so the values it carries may be old already.
 */
export async function readTouched(database: LedgerDatabase, touched: readonly RemovedRecord[]): Promise<{ changed: ChangedRecord[]; removed: RemovedRecord[] }> {
  const changed: ChangedRecord[] = []
  const removed: RemovedRecord[] = []
  for (const { table, record } of touched) {
    const current = await database.table<LedgerRecords[LedgerTable], string>(table).get(record.id)
    if (current === undefined) removed.push({ table, record })
    else changed.push({ table, record: current } as ChangedRecord)
  }
  return { changed, removed }
}
