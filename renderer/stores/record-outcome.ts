import { InvalidRecordError, LedgerOpenError, StaleWriteError, StorageFullError, WriteCancelledError, type StaleField } from '@/storage/errors'
import { StorageHeldError } from '@/storage/rescue'
import { SeatLogMovedError } from '@/storage/seat-log'
import { CopyFault } from '@/workers/copy-client'
import { TaskFailure } from '@/workers/task'

/** Why a write was refused. Nothing was written. */
export type RecordRefusal =
  /** Someone changed the same field meanwhile; the conflict dialog has been opened. */
  | { readonly ok: false; readonly kind: 'stale'; readonly fields: readonly StaleField[]; readonly message: string }
  | { readonly ok: false; readonly kind: 'invalid'; readonly field: string; readonly message: string }
  /** The person gave it up. */
  | { readonly ok: false; readonly kind: 'cancelled'; readonly message: string }
  | { readonly ok: false; readonly kind: 'failed'; readonly message: string }

/** What became of a write. `changed` is false where every value was already so. */
export type RecordOutcome = { readonly ok: true; readonly changed: boolean } | RecordRefusal

/** What to tell of a write that did not come about. */
export function refusalOf(error: unknown): RecordRefusal {
  if (error instanceof StaleWriteError) return { ok: false, kind: 'stale', fields: error.fields, message: error.message }
  if (error instanceof InvalidRecordError) return { ok: false, kind: 'invalid', field: error.field, message: error.message }
  if (error instanceof WriteCancelledError) return { ok: false, kind: 'cancelled', message: error.message }
  if (error instanceof TaskFailure) return { ok: false, kind: error.cancelled ? 'cancelled' : 'failed', message: error.message }
  if (error instanceof StorageFullError || error instanceof CopyFault) return { ok: false, kind: 'failed', message: error.message }
  if (error instanceof StorageHeldError) return { ok: false, kind: 'failed', message: '原来的存储正被另一个窗口占用，没有恢复。请关掉其他窗口再试' }
  if (error instanceof LedgerOpenError) return { ok: false, kind: 'failed', message: '浏览器在这台电脑上建不起新的存储，没有恢复成。请重启电脑再试；备份和存下的文件都还在' }
  if (error instanceof SeatLogMovedError) return { ok: false, kind: 'failed', message: '本机刚刚又有改动，没有收进。请再收一次' }
  console.error(error)
  return { ok: false, kind: 'failed', message: '没有存上，已填的内容还在原处。请再试一次；仍不行，请先导出一份台账再重开程序' }
}
