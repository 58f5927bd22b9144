import { LEDGER_TABLES, type LedgerData } from '@/domain/model'
import type { LedgerDatabase } from './database'
import { StorageFullError } from './errors'
import { replaceLedger } from './ledger-store'
import { isQuota, recordOperation, type Clock, type OperationRequest, type WriteWatch } from './operation'

/** Opens a new ledger together with the first step in it, in one transaction: both or neither. Undo takes the step back and leaves the new ledger. */
export async function startLedger(database: LedgerDatabase, clock: Clock, data: LedgerData, name: string, request: OperationRequest, watch?: WriteWatch): Promise<void> {
  const scope = [...LEDGER_TABLES.map((table) => database.table(table)), database.operations, database.changes, database.seat]
  try {
    await database.transaction('rw', scope, async () => {
      await replaceLedger(database, clock, data, name)
      await recordOperation(database, clock, request, watch)
    })
  } catch (cause) {
    throw isQuota(cause) ? new StorageFullError({ cause }) : cause
  }
}
