import { checkStored } from '@/exchange/check/check-stored'
import type { StoredLedger } from '@/exchange/check/stored'
import { readForCheck, saveCheckpoint } from '@/storage/check-store'
import { openDatabase } from '@/storage/database'
import type { CheckReply } from './check-messages'

const scope = self as unknown as DedicatedWorkerGlobalScope

void check().then((reply) => scope.postMessage(reply))

/** Reads the stored ledger itself: what is checked is what lies on the disk, not what a page holds of it. */
async function check(): Promise<CheckReply> {
  try {
    const database = await openDatabase()
    const start = performance.now()
    const stored = await readForCheck(database)
    const read = performance.now()
    const report = checkStored(stored as unknown as StoredLedger)
    const done = performance.now()
    if (report.faults.length === 0 && report.checkpoint !== null) await saveCheckpoint(database, report.checkpoint)
    database.close()
    return { kind: 'checked', report, ms: { read: read - start, check: done - read } }
  } catch (error) {
    return { kind: 'failed', message: `台账没有检查成，内容没有动过（${error instanceof Error ? error.message : String(error)}）` }
  }
}
