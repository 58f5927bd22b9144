import type { CheckReply } from './check-messages'

/** Checks the stored ledger off the UI thread. Resolves with `failed` where the worker did not start. */
export async function checkInWorker(): Promise<CheckReply> {
  const worker = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module', name: 'check' })
  try {
    return await new Promise((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<CheckReply>) => resolve(data))
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        resolve({ kind: 'failed', message: `台账没有检查成，内容没有动过（${event.message || '检查线程没有启动'}）` })
      })
    })
  } finally {
    worker.terminate()
  }
}
