import type { LedgerTable, RecordId } from '@/domain/model'
import type { DateOnly, Period } from '@/domain/period'
import type { OperationRequest } from '@/storage/operation'
import type { StepTime } from './lock-edits'
import type { TaskReply } from './task'

/** A step that rests on the whole ledger: 锁定本期, 解锁本期, or one that locks or unlocks some projects' reports. */
export type LockWish =
  | { readonly kind: 'lock'; readonly month: Period; readonly preparedOn: DateOnly }
  | { readonly kind: 'unlock'; readonly month: Period; readonly reason: string }
  | { readonly kind: 'reports'; readonly request: OperationRequest }

/** What the page asks the worker for, which reads the stored ledger itself and writes nothing. */
export interface LockRequest {
  readonly wish: LockWish
  /** By the page's clock; the worker looks at none. */
  readonly time: StepTime
}

export type BuiltLock =
  /** What the page is to write, with the state of the log that it was built on. */
  | { readonly ok: true; readonly request: OperationRequest }
  /** A rule stands against it, in words. */
  | { readonly ok: false; readonly table: LedgerTable; readonly recordId: RecordId; readonly field: string; readonly message: string }

export type LockReply = TaskReply<BuiltLock>
