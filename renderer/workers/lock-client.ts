import { InvalidRecordError } from '@/storage/errors'
import type { OperationRequest } from '@/storage/operation'
import type { BuiltLock, LockRequest } from './lock-messages'
import { runTask } from './task'

function startWorker(): Worker {
  return new Worker(new URL('./lock.worker.ts', import.meta.url), { type: 'module', name: 'lock' })
}

/**
 * Builds a step that rests on the whole ledger, 锁定数据 among it, off the UI thread. What comes back is written by the page, or refused there
 * where anything was written since. Rejects with InvalidRecordError or TaskFailure.
 */
export async function buildLock(request: LockRequest, signal?: AbortSignal, start: () => Worker = startWorker): Promise<OperationRequest> {
  const task = runTask<BuiltLock>(start, (post) => post(request), { cancelled: '已取消，台账没有变', failed: '没有做成，台账没有变，请再试一次' })
  signal?.addEventListener('abort', task.cancel)
  if (signal?.aborted === true) task.cancel()
  const built = await task.result
  if (!built.ok) throw new InvalidRecordError(built.table, built.recordId, built.field, built.message)
  return built.request
}
