import { openDatabase } from '@/storage/database'
import { loadLedgerAt } from '@/storage/ledger-store'
import { runLockJob } from './lock-job'
import type { LockReply, LockRequest } from './lock-messages'

const scope = self as unknown as DedicatedWorkerGlobalScope

scope.addEventListener('message', ({ data }: MessageEvent<LockRequest>) => void runLockJob(data, load, (reply: LockReply) => scope.postMessage(reply)))

async function load(): ReturnType<typeof loadLedgerAt> {
  const database = await openDatabase()
  try {
    return await loadLedgerAt(database)
  } finally {
    database.close()
  }
}
