import type { Ledger } from '@/domain/ledger'
import type { Parcel } from '@/exchange/owner/send'
import { handLedger } from './ledger-slices'
import type { Outbox, SendRequest } from './send-messages'
import { runTask, type Task } from './task'

function startWorker(): Worker {
  return new Worker(new URL('./send.worker.ts', import.meta.url), { type: 'module', name: 'send' })
}

/**
 * Makes the workbooks that go out off the UI thread.
 * @param onProgress share of the workbooks that are made, 0 to 1
 */
export function makeOutbox(ledger: Ledger, parcels: readonly Parcel[], { period, due, as }: Pick<Extract<SendRequest, { kind: 'send' }>, 'period' | 'due' | 'as'>, onProgress?: (share: number) => void, start: () => Worker = startWorker): Task<Outbox> {
  const orders = parcels.map(({ entries, ...parcel }) => ({ ...parcel, projectIds: entries.map((e) => e.project.id) }))
  return runTask(start, async (post, wanted) => {
    if (await handLedger(ledger, post, wanted)) post({ kind: 'send', parcels: orders, period, due, as } satisfies SendRequest)
  }, { cancelled: '已取消，没有发出', failed: '填报表没有做完，台账没有变。请再试一次' }, onProgress)
}
