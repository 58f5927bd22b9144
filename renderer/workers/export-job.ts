import { reportFileName } from '@/domain/report-catalogue'
import { WorkbookError } from '@/workbook/model'
import { ExportError } from '@/workbook/report-data'
import { buildReport } from '@/workbook/reports'
import { writeWorkbook } from '@/workbook/write-workbook'
import type { ExportReply, ExportRequest } from './export-messages'

/** Share of the whole that deriving the figures takes, before the writing begins. */
const BUILD_SHARE = 0.3

/** Does one export and tells of it; never throws. Apart from the worker, so that it can be tested without one. */
export async function runExportJob(request: ExportRequest, tell: (reply: ExportReply) => void): Promise<void> {
  try {
    tell({ kind: 'progress', share: 0 })
    const { model, summary } = buildReport(request.ledger, request.options)
    const fileName = reportFileName(request.options, request.today)
    if (request.deliver === 'model') return tell({ kind: 'previewed', preview: { model, summary, fileName } })
    tell({ kind: 'progress', share: BUILD_SHARE })
    const bytes = await writeWorkbook(model, { onProgress: (share) => tell({ kind: 'progress', share: BUILD_SHARE + (1 - BUILD_SHARE) * share }) })
    tell({ kind: 'done', workbook: { bytes, summary, fileName } })
  } catch (error) {
    tell({ kind: 'failed', message: failureWords(error) })
  }
}

function failureWords(error: unknown): string {
  if (error instanceof ExportError || error instanceof WorkbookError) return error.message
  if (error instanceof Error && error.name === 'MoneyError') return '金额之和超过了可记的上限 90 万亿元，请检查台账中的金额'
  return `导出没有完成，台账没有变，请再试一次；如果还不行，请把这句话发给维护的人：${error instanceof Error ? error.message : String(error)}`
}
