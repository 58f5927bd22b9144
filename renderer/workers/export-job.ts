import { reportFileName } from '@/domain/report-catalogue'
import { buildSealedReport } from '@/exchange/seal/sealed-report'
import { writeWorkbook } from '@/workbook/write-workbook'
import { failureWords } from './failure-words'
import type { ExportReply, ExportRequest } from './export-messages'

/** Share of the whole that deriving the figures takes, before the writing begins. */
const BUILD_SHARE = 0.3

/** Does one export and tells of it; never throws. Apart from the worker, so that it can be tested without one. */
export async function runExportJob(request: ExportRequest, tell: (reply: ExportReply) => void): Promise<void> {
  try {
    tell({ kind: 'progress', share: 0 })
    const fileName = reportFileName(request.options, request.today)
    const { model, summary } = buildSealedReport(request.ledger, request.options)
    tell({ kind: 'progress', share: BUILD_SHARE })
    const bytes = await writeWorkbook(model, { onProgress: (share) => tell({ kind: 'progress', share: BUILD_SHARE + (1 - BUILD_SHARE) * share }) })
    tell({ kind: 'done', result: { bytes, summary, fileName } })
  } catch (error) {
    tell({ kind: 'failed', message: failureWords(error) })
  }
}
