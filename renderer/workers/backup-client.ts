import { ledgerPortions, type Ledger } from '@/domain/ledger'
import type { BackupMessage, BackupReply } from './backup-messages'
import { breath } from './breath'

/** Thrown where a backup could not be packed; the message is a Chinese sentence. */
export class BackupFailure extends Error {
  override readonly name = 'BackupFailure'
}

/** Records handed over between two frames: copying them takes a few milliseconds. */
const PORTION = 1000

/**
 * Packs a ledger off the UI thread. The records go over in portions with a breath between them, so that a ledger of
 * 120,000 reports is copied without a frame that anyone would notice.
 */
export async function packInWorker(ledger: Ledger): Promise<Extract<BackupReply, { kind: 'packed' }>> {
  const worker = new Worker(new URL('./backup.worker.ts', import.meta.url), { type: 'module', name: 'backup' })
  const tell = (message: BackupMessage): void => worker.postMessage(message)
  try {
    for (const portion of ledgerPortions(ledger, PORTION)) {
      tell({ kind: 'records', ...portion })
      await breath()
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
