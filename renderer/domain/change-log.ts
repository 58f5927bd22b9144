import type { LedgerTable, RecordId } from './model'

/**
 * 'edit' by a person; 'undo' and 'redo' of an edit; 'load' opened or replaced the whole ledger and is a wall for undo; 'check': what a
 * person decided about a fault that a check had found: undo passes it over, and it stays on this seat.
 */
export type OperationKind = 'edit' | 'undo' | 'redo' | 'load' | 'check'

/** One user intent: one transaction, one group of changes. */
export interface Operation {
  readonly id: string
  readonly kind: OperationKind
  /** In the person's words, such as 填报 北门小学 3 月. */
  readonly name: string
  /** The operation that an undo or redo is about. */
  readonly target: string | null
  readonly reason: string | null
  readonly seat: string
  /** Lamport counter: one above every counter this ledger has seen, so that a clock set back does not disturb the order. */
  readonly counter: number
  /** ISO time of the seat's clock; for people, nothing is decided by it. */
  readonly at: string
  /** Set on an operation that came from another seat: the common beginning that it goes on from (storage/seat-log.ts). */
  readonly lineage?: string
}

/** One field of one record, before and after. The audit trail, undo, the check and the merge all read these; never write around them. */
export interface Change {
  readonly id: string
  readonly operationId: string
  readonly table: LedgerTable
  readonly recordId: RecordId
  /** A field's name, or WHOLE_RECORD. */
  readonly field: string
  readonly before: unknown
  readonly after: unknown
  /** Whose file the value came from, in words: `某公司 的 某公司_2020-04_填报表.xlsx`. Absent where a person typed it. */
  readonly source?: string
}

/** Stands for the whole record in a change: it came to be (before null) or was taken back (after null). */
export const WHOLE_RECORD = '*'
