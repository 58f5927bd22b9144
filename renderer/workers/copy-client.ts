import type { LedgerData, LedgerTable, RecordId } from '@/domain/model'
import type { ReadFile } from '@/exchange/package-file'
import type { DifferingProject, StoredFields } from '@/exchange/restore-projects'
import { StorageFullError, WriteCancelledError } from '@/storage/errors'
import type { WriteWatch } from '@/storage/operation'
import type { CopyAnswers, CopyAsk, CopyComparison, CopyFacts, CopyKind, CopyReply } from './copy-messages'

const CLOSED = '文件已经关上'

/** What is wrong with a copy or with a step on it; the message is a Chinese sentence. */
export class CopyFault extends Error {
  override readonly name = 'CopyFault'
}

/** A ledger that was read from a file and checked. It stands in a worker, so that reading, comparing and writing it hold no screen up. */
export interface OpenedCopy extends CopyFacts {
  compare(): Promise<CopyComparison>
  differing(): Promise<readonly DifferingProject[]>
  /** Files that came with it. */
  readonly file: ReadFile
  record(table: LedgerTable, id: RecordId): Promise<StoredFields | null>
  /** Puts it in place of the stored ledger in one atomic step. Rejects with StorageFullError, WriteCancelledError or CopyFault, and then nothing has changed. */
  put(name: string, at: string, watch?: WriteWatch): Promise<void>
  /** Lets it go. */
  close(): void
}

/**
 * Opens a copy from the bytes of a file, which are handed over, or from a ledger that is there. `toCompare`: it will be compared with what is
 * stored, which is read meanwhile. Rejects with CopyFault.
 */
export async function openCopy(source: { readonly bytes: Uint8Array } | { readonly data: LedgerData }, toCompare = false): Promise<OpenedCopy> {
  const worker = new Worker(new URL('./copy.worker.ts', import.meta.url), { type: 'module', name: 'copy' })
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(fault: Error): void; tell?: ((share: number) => void) | undefined }>()
  let last = 0
  let [putting, closed] = [false, false]

  worker.addEventListener('message', ({ data: reply }: MessageEvent<CopyReply>) => {
    const asker = waiting.get(reply.number)
    if ('share' in reply) return asker?.tell?.(reply.share)
    waiting.delete(reply.number)
    if ('answer' in reply) asker?.resolve(reply.answer)
    else asker?.reject(reply.code === 'full' ? new StorageFullError() : reply.code === 'cancelled' ? new WriteCancelledError() : new CopyFault(reply.fault))
  })
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    end(`这一步没有做成，现在的台账没有动（${event.message || '后台线程没有启动'}）`)
  })

  function end(why: string): void {
    worker.terminate()
    for (const { reject } of waiting.values()) reject(new CopyFault(why))
    waiting.clear()
  }

  function ask<K extends CopyKind>(kind: K, content: CopyAnswers[K]['ask'], transfer: Transferable[] = [], tell?: (share: number) => void): Promise<CopyAnswers[K]['answer']> {
    return new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve: resolve as (answer: unknown) => void, reject, tell })
      worker.postMessage({ kind, number: last, ...content } as unknown as CopyAsk, transfer)
    })
  }

  try {
    const facts = 'data' in source ? await ask('take', source) : await ask('read', { bytes: source.bytes, toCompare }, source.bytes.byteLength === source.bytes.buffer.byteLength ? [source.bytes.buffer as ArrayBuffer] : [])
    return {
      ...facts,
      compare: () => ask('compare', {}), differing: () => ask('differing', {}),
      file: (sha256) => ask('file', { sha256 }), record: (table, id) => ask('record', { table, id }),
      put: async (name, at, { signal, tell } = {}) => {
        if (signal?.aborted === true) throw new WriteCancelledError()
        const giveUp = (): void => worker.postMessage({ kind: 'giveUp' } satisfies CopyAsk)
        signal?.addEventListener('abort', giveUp)
        putting = true
        try {
          await ask('put', { name, at }, [], tell)
        } finally {
          putting = false
          signal?.removeEventListener('abort', giveUp)
          if (closed) end(CLOSED)
        }
      },
      // A write that is under way ends first: whoever asked for it has to know what became of it.
      close: () => {
        closed = true
        if (!putting) end(CLOSED)
      },
    }
  } catch (error) {
    end('')
    throw error
  }
}
