import type { LedgerData } from '@/domain/model'
import { InvalidRecordError } from '@/storage/errors'
import type { OperationRequest } from '@/storage/operation'
import { lockMonth, unlockMonth, withSnapshots } from './lock-edits'
import type { LockReply, LockRequest } from './lock-messages'

/** The stored ledger and the counter of its last operation; null where there is none. */
type Load = () => Promise<{ readonly data: LedgerData; readonly counter: number } | null>

/** Builds one step on what is stored now; never throws. Apart from the worker, so that it can be tested without one. */
export async function runLockJob(asked: LockRequest, load: Load, tell: (reply: LockReply) => void): Promise<void> {
  try {
    const stored = await load()
    if (stored === null) throw new Error('no ledger is open')
    tell({ kind: 'done', result: { ok: true, request: { ...build(asked, stored.data), builtOn: stored.counter } } })
  } catch (error) {
    if (error instanceof InvalidRecordError) {
      const { table, recordId, field, message } = error
      return tell({ kind: 'done', result: { ok: false, table, recordId, field, message } })
    }
    console.error(error)
    tell({ kind: 'failed', message: `没有做成，台账没有变，请再试一次；仍不行，请把这句话发给维护的人：${error instanceof Error ? error.message : String(error)}` })
  }
}

function build({ wish, time }: LockRequest, data: LedgerData): OperationRequest {
  if (wish.kind === 'lock') return lockMonth(data, wish.month, wish.preparedOn, time)
  return wish.kind === 'unlock' ? unlockMonth(data, wish.month, wish.reason, time) : withSnapshots(wish.request, data, time)
}
