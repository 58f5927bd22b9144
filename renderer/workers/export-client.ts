import type { ExportedWorkbook, ExportMessage, ExportRequest } from './export-messages'
import { handLedger } from './ledger-slices'
import { runTask, type Task } from './task'

export type { ExportedWorkbook, ExportRequest } from './export-messages'

function startWorker(): Worker {
  return new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module', name: 'export' })
}

/**
 * Makes a workbook off the UI thread, one worker an export.
 * @param onProgress share of the work that is done, 0 to 1
 */
export function exportWorkbook({ ledger, ...request }: ExportRequest, onProgress?: (share: number) => void, start: () => Worker = startWorker): Task<ExportedWorkbook> {
  return runTask(start, async (post, wanted) => {
    if (await handLedger(ledger, post, wanted)) post({ kind: 'export', ...request } satisfies ExportMessage)
  }, { cancelled: '导出已取消', failed: '导出没有完成，台账没有变，请再试一次' }, onProgress)
}
