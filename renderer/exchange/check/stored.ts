import type { Change, Operation } from '@/domain/change-log'
import { LEDGER_TABLES, type LedgerTable, type RecordId } from '@/domain/model'
import { PROJECT_TABLES } from '@/domain/method-records'
import type { PackageSums } from '../package-sums'

/** A record as it lies in its table, of which nothing is taken for granted but its id. */
export type StoredRecord = Readonly<Record<string, unknown>> & { readonly id: RecordId }

/** Everything that a check looks at, read in one transaction. */
export interface StoredLedger {
  readonly tables: Readonly<Record<LedgerTable, readonly StoredRecord[]>>
  /** By counter. */
  readonly operations: readonly Operation[]
  readonly changes: readonly Change[]
  /** What the last check without a fault left behind; null: none has been made since the ledger was opened. */
  readonly checkpoint: Checkpoint | null
}

/** How the ledger stood after an operation: a hash of each record. */
export interface Checkpoint {
  readonly formatVersion: number
  /** Id of the last operation that it takes in. */
  readonly operationId: string
  /** How many operations of other seats the log held then: more of them make it worthless. */
  readonly foreign: number
  /** By table and id; NOT_KNOWN where a person has put the record right since: it is taken as it is until the next sound check. */
  readonly records: Readonly<Record<string, number>>
}

export const NOT_KNOWN = -1

/** What is checked, in the order in which it is told. */
export const CHECK_PARTS = ['records', 'references', 'sums', 'log', 'snapshots'] as const
export type CheckPart = (typeof CHECK_PARTS)[number]

/** Something that is not as it must be. Told with a proposal; nothing is repaired in silence. */
export interface CheckFault {
  /** Names the fault with the content that it is about: accepting it does not accept another one at the same place. */
  readonly key: string
  readonly part: CheckPart
  readonly table: LedgerTable | null
  /** The record; null: several, or none. */
  readonly id: RecordId | null
  /** The project that it belongs to, where it belongs to one. */
  readonly projectId: RecordId | null
  /** What is wrong, in plain words. */
  readonly message: string
  /** As it lies in the table; null: it is not there. */
  readonly stored: StoredRecord | null
  /** As the log has it, whole and sound; null: the log says that it must not be there; left out: the log does not tell. */
  readonly logged?: StoredRecord | null
}

export interface CheckReport {
  readonly faults: readonly CheckFault[]
  /** How many faults a person has accepted as they are. */
  readonly accepted: number
  readonly counts: { readonly records: number; readonly operations: number; readonly changes: number; readonly snapshots: number }
  readonly sums: PackageSums | null
  /** Id of the newest operation that the check saw. */
  readonly operationId: string | null
  /** The checkpoint that this check began from. */
  readonly kept: Checkpoint | null
  /** To be kept where there is no fault. */
  readonly checkpoint: Checkpoint | null
}

/** The project that a record belongs to; null where it belongs to none. */
export function projectOf(table: LedgerTable, record: StoredRecord): RecordId | null {
  if (table === 'projects') return record.id
  const { projectId } = record
  return typeof projectId === 'string' && (table === 'annualPlans' || table === 'progressReports' || (PROJECT_TABLES as readonly string[]).includes(table)) ? projectId : null
}

export function keyOf(table: LedgerTable, id: RecordId): string {
  return `${table}/${id}`
}

/** Every stored record by table and id. */
export function recordIndex(tables: StoredLedger['tables']): Map<string, { readonly table: LedgerTable; readonly record: StoredRecord }> {
  const index = new Map<string, { table: LedgerTable; record: StoredRecord }>()
  for (const table of LEDGER_TABLES) for (const record of tables[table]) index.set(keyOf(table, record.id), { table, record })
  return index
}
