import { SnapshotError } from '@/exchange/snapshot'
import { WorkbookError } from '@/workbook/model'
import { ExportError } from '@/workbook/report-data'

/** What to tell a person about a sheet that could not be made. */
export function failureWords(error: unknown): string {
  if (error instanceof ExportError || error instanceof WorkbookError || error instanceof SnapshotError) return error.message
  if (error instanceof Error && error.name === 'MoneyError') return '金额之和超过了可记的上限 90 万亿元，请检查台账中的金额'
  return `导出没有完成，台账没有变，请再试一次；如果还不行，请把这句话发给维护的人：${error instanceof Error ? error.message : String(error)}`
}
