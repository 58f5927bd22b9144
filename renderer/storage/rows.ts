import type { Change, Operation } from '@/domain/change-log'

/** As `operations` and `changes` hold them. */
export type OperationRow = Operation
export type ChangeRow = Change

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
