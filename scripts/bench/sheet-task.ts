import { demoLedger } from '@/data/demo'
import { buildLedger, type Ledger } from '@/domain/ledger'
import { PORTFOLIO_3367 } from '@/domain/model'
import { period } from '@/domain/period'
import type { ReportOptions } from '@/domain/report-catalogue'
import { shownValue, type WorkbookModel } from '@/workbook/model'
import { buildReport } from '@/workbook/reports'
import { largeLedger } from './large-ledger'

export type Plain = string | number

const OPTIONS: ReportOptions = { report: 'monthly', period: period('2016-03'), scope: PORTFOLIO_3367, unit: '万元', paper: 'A3', preparedOn: null }

/** A workbook to be written, and the least that any writer of it would have to do. */
export interface SheetTask {
  readonly model: WorkbookModel
  readonly makeModel: () => WorkbookModel
  /** What each cell shows: the same text that the real sheet carries, without styles or formulas. */
  readonly texts: readonly (readonly Plain[])[]
}

export function sheetTask(projects: number): SheetTask {
  return taskOf(buildLedger(largeLedger(projects, 3)), OPTIONS)
}

/** Every report of the demonstration in one book: 65 projects, all of the methods' records. */
export function suiteTask(): SheetTask {
  return taskOf(buildLedger(demoLedger()), { ...OPTIONS, report: 'all', period: period('2020-09'), scope: 'all' })
}

function taskOf(ledger: Ledger, options: ReportOptions): SheetTask {
  const makeModel = (): WorkbookModel => buildReport(ledger, options).model
  const model = makeModel()
  return { model, makeModel, texts: model.sheets.flatMap((sheet) => sheet.rows.map((row) => row.cells.flatMap((cell) => (cell === null ? [] : [shownValue(cell.value) ?? ''])))) }
}

/** Minimal sheet XML; deflated natively it is the floor. */
export function floorXml(rows: readonly (readonly Plain[])[]): string {
  const parts: string[] = ['<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>']
  for (const row of rows) {
    parts.push('<row>')
    for (const cell of row) parts.push(typeof cell === 'number' ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${escape(cell)}</t></is></c>`)
    parts.push('</row>')
  }
  parts.push('</sheetData></worksheet>')
  return parts.join('')
}

function escape(text: string): string {
  return /[&<]/u.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text
}
