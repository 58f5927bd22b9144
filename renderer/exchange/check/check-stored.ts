import { LEDGER_TABLES, type RecordId } from '@/domain/model'
import { packageSums } from '../package-sums'
import { makeCheckpoint, unloggedChanges } from './checkpoint'
import { brokenSteps, disagreements, logShapeFaults, unloggedFaults } from './log-faults'
import { logStates, operationsSinceLoad } from './log-state'
import { keyOf, recordIndex, type CheckFault, type CheckReport, type StoredLedger } from './stored'
import { asLedger, referenceFaults, ruleFaults, snapshotFaults, sumFaults } from './table-faults'

/**
 * Checks a stored ledger against itself: every record by its rule, references, sums, 锁定数据, and the log against the tables.
 * Reads only. A fault that a person has accepted as it is (an operation of kind 'check' names its key) counts as accepted.
 */
export function checkStored(stored: StoredLedger): CheckReport {
  const { tables } = stored
  const index = recordIndex(tables)
  const nameOf = (id: RecordId): string | null => {
    const name = index.get(keyOf('projects', id))?.record['name']
    return typeof name === 'string' ? name : null
  }
  const rules = ruleFaults(tables, nameOf)
  const broken = new Set(rules.map((f) => f.id ?? ''))
  // Sums and the index in memory take for granted that every record holds its rule.
  const data = rules.length === 0 ? asLedger(tables) : null
  const overflow = data === null ? [] : sumFaults(data)
  const states = logStates(stored, (table, id) => index.get(keyOf(table, id))?.record)
  const disagreeing = disagreements(states, index, nameOf)
  const told = new Set(disagreeing.map((f) => keyOf(f.table ?? 'settings', f.id ?? '')))
  const unlogged = unloggedFaults(unloggedChanges(stored, operationsSinceLoad(stored).operations), index, nameOf)
  const faults = [
    ...rules, ...referenceFaults(tables, nameOf), ...overflow, ...logShapeFaults(stored), ...disagreeing, ...brokenSteps(states.broken, index, told, nameOf),
    ...snapshotFaults(tables, broken),
  ]
  // One fault a record is enough: what is put right or accepted is looked at again.
  const named = new Set(faults.map((f) => `${f.table ?? ''}/${f.id ?? ''}`))
  const all = onlyOnce([...faults, ...unlogged.filter((f) => !named.has(`${f.table ?? ''}/${f.id ?? ''}`))])
  const accepted = new Set(stored.operations.flatMap((o) => (o.kind === 'check' && o.target !== null ? [o.target] : [])))
  const open = all.filter((f) => !accepted.has(f.key))
  return {
    faults: open, accepted: all.length - open.length,
    counts: { records: LEDGER_TABLES.reduce((n, table) => n + tables[table].length, 0), operations: stored.operations.length, changes: stored.changes.length, snapshots: tables.snapshots.length },
    sums: data === null || overflow.length > 0 ? null : packageSums(data),
    operationId: stored.operations.at(-1)?.id ?? null,
    kept: stored.checkpoint,
    checkpoint: makeCheckpoint(stored),
  }
}

function onlyOnce(faults: readonly CheckFault[]): CheckFault[] {
  return [...new Map(faults.map((f) => [f.key, f])).values()]
}
