import type { AnnualPlan, LedgerRecords, LedgerTable, ProgressReport, RecordId } from '@/domain/model'
import { emptyPlan } from '@/domain/plan'
import { draftReport } from '@/domain/report'
import type { SeatOperation } from './seat-operation'

export type AnyRecord = LedgerRecords[LedgerTable]
export type Fields = Record<string, unknown>

/**
 * Why a change does not stand. `overtaken`: another seat wrote the same field without knowing of it, and comes later in the
 * common order. `handed-in`: the report had been handed in or locked before. `locked`: its month is locked as a whole, and whoever
 * locked it did not know of the change; or two seats locked the same month. `invalid`: it would break a rule, said in
 * `message`, together with what others wrote. `kept`: it took a record back that others had gone on to use.
 */
export type LossReason = 'overtaken' | 'handed-in' | 'locked' | 'invalid' | 'kept'

/** A change that does not stand. Nothing is dropped in silence: it stays in the log and is listed. */
export interface Loss {
  readonly table: LedgerTable
  readonly recordId: RecordId
  readonly field: string
  readonly reason: LossReason
  readonly message: string
  /** What it had written. */
  readonly lost: unknown
  /** What stands in its place, then. */
  readonly kept: unknown
  readonly by: SeatOperation
  /** The operation that it gave way to; null where a rule refused it. */
  readonly over: SeatOperation | null
  /** Whether the field has not been written again since: someone may still want to choose. */
  readonly open: boolean
}

/** One record on its way through the log. `gone` keeps a record that was taken back, in case others go on to use it. */
export interface Slot {
  readonly table: LedgerTable
  readonly id: RecordId
  live: Fields | null
  gone: Fields | null
  born: Fields | null
  readonly writers: Map<string, SeatOperation>
}

/** The log on its way to the ledger. */
export interface Log {
  readonly slots: ReadonlyMap<string, Slot>
  readonly losses: Omit<Loss, 'open'>[]
  readonly locks: readonly Slot[]
  readonly current: (table: LedgerTable, id: RecordId) => AnyRecord | undefined
}

export function keyOf(table: LedgerTable, id: RecordId): string {
  return `${table}/${id}`
}

/** Marks a field whose first value is known, before anyone has written it. */
export const NOBODY: SeatOperation = { id: '', kind: 'edit', name: '', target: null, reason: null, seat: '', counter: 0, at: '', changes: [] }

/** What a record looks like before anyone has filled it in. */
export function blankOf(slot: Slot, made: Fields): Fields {
  if (slot.table === 'progressReports') return draftReport((made as unknown as ProgressReport).projectId, (made as unknown as ProgressReport).period) as unknown as Fields
  if (slot.table === 'annualPlans') return emptyPlan((made as unknown as AnnualPlan).projectId, (made as unknown as AnnualPlan).year) as unknown as Fields
  return slot.born ?? made
}
