import type { LedgerTable, RecordId } from '@/domain/model'

/**
 * 'edit' by a person; 'undo' and 'redo' of an edit; 'load' opened or replaced the whole ledger and is a wall for undo; 'check': what a
 * person decided about a fault that a check had found (check-store.ts): undo passes it over, and it stays on this seat.
 */
export type OperationKind = 'edit' | 'undo' | 'redo' | 'load' | 'check'

/** One user intent: one transaction, one entry group in `changes`. */
export interface OperationRow {
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
  /** ISO time of the seat's clock. */
  readonly at: string
  /** Set on an operation that came from another seat: the common beginning that it goes on from (seat-log.ts). */
  readonly lineage?: string
}

/** Stands for the whole record in a change entry: it came to be (before null) or was taken back (after null). */
export const WHOLE_RECORD = '*'

/** One field of one record, before and after. The audit trail, undo and later the merge all read these; never write around them. */
export interface ChangeRow {
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

/** The bytes of an attached file; attachment records name it by its hash. */
export interface FileRow {
  /** Of the bytes, lower-case hexadecimal: the key. */
  readonly sha256: string
  /** A Blob: the browser keeps it on the disk, and reading the row does not read the bytes. */
  readonly bytes: Blob
  readonly size: number
  /** A small JPEG of a picture; null: none was made yet, or it is no picture. */
  readonly thumbnail: Blob | null
  /** ISO time at which it was put here the last time. */
  readonly addedAt: string
}

/** What belongs to this seat alone and is no part of the ledger: its own id, under `peer:<seat>` what another seat has, and what the last check left. */
export interface SeatRow {
  readonly key: string
  readonly seat: string
  /** Of another seat: its name as it calls itself. */
  readonly name?: string
  /** Of another seat: by seat, up to which counter it has its operations. */
  readonly heads?: Readonly<Record<string, number>>
  /** Of another seat: ISO time at which it was heard of last. */
  readonly at?: string
  /** Under `checkpoint`: how the ledger stood at the last check without a fault (check-store.ts). */
  readonly checkpoint?: unknown
}
