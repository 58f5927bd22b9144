import type { LedgerTable, RecordId } from '@/domain/model'

/** Why the ledger did not open. None of these ever leads to an empty new ledger. */
export type OpenFailure = 'newer-version' | 'blocked' | 'damaged' | 'no-storage'

/** The ledger is there but did not open; `message` says what happened and what to do. */
export class LedgerOpenError extends Error {
  override readonly name = 'LedgerOpenError'
  constructor(readonly failure: OpenFailure, message: string, options?: ErrorOptions) {
    super(message, options)
  }
}

/** One field that has changed since the writer looked at it. */
export interface StaleField {
  readonly table: LedgerTable
  readonly recordId: RecordId
  readonly field: string
  /** What the writer had seen. */
  readonly expected: unknown
  /** What stands in the ledger now. */
  readonly current: unknown
  /** What the writer wanted to put there. */
  readonly attempted: unknown
}

/** The write rested on values that are no longer so. Nothing was written; `fields` holds everything needed to choose. */
export class StaleWriteError extends Error {
  override readonly name = 'StaleWriteError'
  constructor(readonly fields: readonly StaleField[]) {
    super('这几处已被别的窗口改过，没有覆盖')
  }
}

/** A record would break a rule of its table. Nothing was written. `message` is for people. */
export class InvalidRecordError extends Error {
  override readonly name = 'InvalidRecordError'
  constructor(readonly table: LedgerTable, readonly recordId: RecordId, readonly field: string, message: string) {
    super(message)
  }
}

/** The person gave the write up while it was under way. Nothing was written. */
export class WriteCancelledError extends Error {
  override readonly name = 'WriteCancelledError'
  constructor() {
    super('已取消，什么都没有写')
  }
}

/** The disk or the browser's quota is full. Nothing was written. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError'
  constructor(options?: ErrorOptions) {
    super('磁盘空间不足，这一步没有存上。请清理磁盘后再试，已填的内容还在原处', options)
  }
}
