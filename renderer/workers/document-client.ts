import type { Ledger } from '@/domain/ledger'
import type { DocumentWish } from './document-messages'
import { handLedger } from './ledger-slices'
import { runTask, type Task } from './task'

export type { DocumentWish, TaskChoice } from './document-messages'

function startWorker(): Worker {
  return new Worker(new URL('./document.worker.ts', import.meta.url), { type: 'module', name: 'document' })
}

/**
 * Makes a paper in Word off the UI thread; the Word library is loaded there alone.
 * @param onProgress share of the pages that are laid out; packing them, which takes as long again, cannot be told of
 */
export function makeDocument(ledger: Ledger, wish: DocumentWish, onProgress?: (share: number) => void, start: () => Worker = startWorker): Task<Uint8Array> {
  return runTask(start, async (post, wanted) => {
    if (await handLedger(ledger, post, wanted)) post(wish)
  }, { cancelled: '已取消，没有留下文件', failed: '文件没有做成，台账没有变。请再试一次' }, onProgress)
}
