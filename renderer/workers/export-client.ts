import type { ExportedWorkbook, ExportReply, ExportRequest } from './export-messages'

export type { ExportedWorkbook, ExportRequest } from './export-messages'

/** Thrown where an export fails or is cancelled; the message is a Chinese sentence. */
export class ExportFailure extends Error {
  override readonly name = 'ExportFailure'
  constructor(message: string, readonly cancelled: boolean) {
    super(message)
  }
}

export interface ExportTask {
  /** Rejects with ExportFailure. */
  readonly result: Promise<ExportedWorkbook>
  /** Ends the worker at once; `result` rejects with `cancelled` true. Without effect once it has ended. */
  cancel(): void
}

function startWorker(): Worker {
  return new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module', name: 'export' })
}

/**
 * Makes a workbook off the UI thread, one worker an export.
 * @param onProgress share of the work that is done, 0 to 1
 */
export function exportWorkbook(request: ExportRequest, onProgress: (share: number) => void = () => undefined, start: () => Worker = startWorker): ExportTask {
  const worker = start()
  let cancel = (): void => undefined
  const result = new Promise<ExportedWorkbook>((resolve, reject) => {
    const end = (settle: () => void): void => {
      worker.terminate()
      cancel = () => undefined
      settle()
    }
    cancel = () => end(() => reject(new ExportFailure('导出已取消', true)))
    worker.addEventListener('message', ({ data }: MessageEvent<ExportReply>) => {
      if (data.kind === 'progress') return onProgress(data.share)
      if (data.kind === 'done') end(() => resolve(data.workbook))
      else end(() => reject(new ExportFailure(data.message, false)))
    })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      end(() => reject(new ExportFailure(`导出没有完成，台账没有变，请再试一次（${event.message || '导出线程没有启动'}）`, false)))
    })
    worker.addEventListener('messageerror', () => end(() => reject(new ExportFailure('导出没有完成，台账没有变，请再试一次', false))))
    try {
      worker.postMessage(request)
    } catch (error) {
      end(() => reject(new ExportFailure(`导出没有开始，请刷新页面后再试（${error instanceof Error ? error.message : String(error)}）`, false)))
    }
  })
  return { result, cancel: () => cancel() }
}
