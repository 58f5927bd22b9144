import type { LedgerData, LedgerTable } from '@/domain/model'
import { LEDGER_TABLES } from '@/domain/model'
import type { BackupMessage, BackupReply } from './backup-messages'
import { breath } from './breath'

/** Thrown where a backup could not be packed; the message is a Chinese sentence. */
export class BackupFailure extends Error {
  override readonly name = 'BackupFailure'
}

/** Records handed over between two frames: copying them takes a few milliseconds. */
const SLICE = 2000

/**
 * Packs a ledger off the UI thread. The records go over in slices with a breath between them, so that a ledger of
 * 120,000 reports is copied without a frame that anyone would notice.
 */
export async function packInWorker(data: LedgerData): Promise<Extract<BackupReply, { kind: 'packed' }>> {
  const worker = new Worker(new URL('./backup.worker.ts', import.meta.url), { type: 'module', name: 'backup' })
  const tell = (message: BackupMessage): void => worker.postMessage(message)
  try {
    for (const table of LEDGER_TABLES) {
      const records = recordsOf(data, table)
      for (let at = 0; at < records.length; at += SLICE) {
        tell({ kind: 'records', table, records: records.slice(at, at + SLICE) })
        await breath()
      }
    }
    return await new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data: reply }: MessageEvent<BackupReply>) => (reply.kind === 'packed' ? resolve(reply) : reject(new BackupFailure(reply.message))))
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        reject(new BackupFailure(`备份没有做成，台账没有受影响（${event.message || '备份线程没有启动'}）`))
      })
      tell({ kind: 'pack' })
    })
  } finally {
    worker.terminate()
  }
}

function recordsOf(data: LedgerData, table: LedgerTable): readonly unknown[] {
  return table === 'settings' ? [data.settings] : data[table]
}
