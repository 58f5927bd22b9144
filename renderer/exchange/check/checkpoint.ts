import { WHOLE_RECORD, type Change } from '@/domain/change-log'
import type { LedgerTable } from '@/domain/model'
import { FORMAT_VERSION } from '../package-records'
import { hashOf } from './hash'
import type { OperationWithChanges } from './log-state'
import { keyOf, NOT_KNOWN, recordIndex, type Checkpoint, type StoredLedger, type StoredRecord } from './stored'

type Index = ReturnType<typeof recordIndex>

/** How many operations of other seats a log holds. */
function foreignCount(stored: StoredLedger): number {
  return stored.operations.filter((o) => o.lineage !== undefined).length
}

/** How the ledger stands now; null where nothing has been opened yet. */
export function makeCheckpoint(stored: StoredLedger): Checkpoint | null {
  const last = stored.operations.at(-1)
  return last === undefined ? null : { formatVersion: FORMAT_VERSION, operationId: last.id, foreign: foreignCount(stored), records: hashes(recordIndex(stored.tables)) }
}

function hashes(index: Index): Record<string, number> {
  return Object.fromEntries([...index].map(([key, { record }]) => [key, hashOf(record)]))
}

/** A record that is not as it was at the checkpoint, beyond what the log says. */
export interface UnloggedChange {
  readonly key: string
  readonly kind: 'changed' | 'lost' | 'new'
}

/**
 * What changed since the checkpoint without a step in the log: taken back to the checkpoint by the log, a sound ledger has the same
 * hashes. Nothing where the checkpoint does not speak of this ledger any more (another one was opened, another seat's steps came in).
 */
export function unloggedChanges(stored: StoredLedger, operations: readonly OperationWithChanges[]): UnloggedChange[] {
  const { checkpoint } = stored
  if (checkpoint === null || checkpoint.formatVersion !== FORMAT_VERSION || checkpoint.foreign !== foreignCount(stored)) return []
  const at = stored.operations.findIndex((o) => o.id === checkpoint.operationId)
  if (at < 0 || stored.operations.findLastIndex((o) => o.kind === 'load') > at) return []
  const since = new Set(stored.operations.slice(at + 1).map((o) => o.id))
  const then = recordIndex(stored.tables)
  for (const change of operations.filter((o) => since.has(o.id)).flatMap((o) => o.changes).reverse()) takeBack(then, change)
  const now = hashes(then)
  return [...new Set([...Object.keys(now), ...Object.keys(checkpoint.records)])].sort().flatMap((key): UnloggedChange[] => {
    const [was, is] = [checkpoint.records[key], now[key]]
    if (was === is || was === NOT_KNOWN) return []
    return [{ key, kind: was === undefined ? 'new' : is === undefined ? 'lost' : 'changed' }]
  })
}

function takeBack(index: Index, { table, recordId, field, before }: Change): void {
  const key = keyOf(table, recordId)
  if (field === WHOLE_RECORD) {
    if (before === null) index.delete(key)
    else index.set(key, { table: table as LedgerTable, record: before as StoredRecord })
    return
  }
  const found = index.get(key)
  if (found !== undefined) index.set(key, { table, record: { ...found.record, [field]: before } })
}
