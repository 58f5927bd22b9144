import { buildLedger, type Ledger } from '@/domain/ledger'
import { emptyLedger } from '@/exchange/import/empty-ledger'
import type { ImportEdit } from '@/exchange/import/working'
import { useLedgerStore, type Edit, type OperationRequest, type RecordOutcome, type WriteWatch } from './ledger'

/** One operation for a whole import, so that one undo takes it back. */
export function importOperation(source: string, edits: readonly ImportEdit[]): OperationRequest {
  return { name: `从 Excel 导入 ${source}`, edits: edits as readonly Edit[] }
}

/** The ledger that an import goes into: the open one, or at first start a new one that is opened only when the import is written. */
export function importTarget(): Ledger {
  const store = useLedgerStore()
  return store.ledger ?? buildLedger(emptyLedger(store.newId))
}

/** Writes an import. At first start the new ledger is opened with it, in one step with two names: undo then leaves it empty. */
export function writeImport(target: Ledger, source: string, edits: readonly ImportEdit[], watch?: WriteWatch): Promise<RecordOutcome> {
  const store = useLedgerStore()
  const request = importOperation(source, edits)
  if (store.ledger !== null) return store.record(request, watch)
  const { portfolios, settings } = target
  return store.startWith({ ...emptyLedger(store.newId), portfolios: [...portfolios.values()], settings }, '新建台账', request, watch)
}
