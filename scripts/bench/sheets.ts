import { deflateRawSync } from 'node:zlib'
import { buildLedger } from '@/domain/ledger'
import { PORTFOLIO_3367 } from '@/domain/model'
import { period } from '@/domain/period'
import { shownValue, type WorkbookModel } from '@/workbook/model'
import { buildReport } from '@/workbook/reports'
import { writeWorkbook } from '@/workbook/write-workbook'
import { largeLedger } from './large-ledger'
import { inTurn, median, type BenchRow } from './timing'

const RUNS = 9

/** The month sheet, from ledger to bytes, against the least that could be done: the same texts in minimal XML, deflated natively. */
export async function benchSheets(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const [projects, target, allowed] of [
    [60, '≤ 5× 底线 + 100 ms', (floor: number) => 5 * floor + 100],
    [10_000, '≤ 4.5× 底线', (floor: number) => 4.5 * floor],
  ] as const) {
    const ledger = buildLedger(largeLedger(projects, 3))
    const options = { report: 'monthly', period: period('2016-03'), scope: PORTFOLIO_3367, unit: '万元', paper: 'A3', preparedOn: null } as const
    const texts = cellTexts(buildReport(ledger, options).model)
    const { a, b } = await inTurn(RUNS, () => writeWorkbook(buildReport(ledger, options).model), () => floorSheet(texts))
    const [value, floor] = [median(a), median(b)]
    rows.push({ name: `月报表 ${projects} 行（台账到文件）`, value, unit: 'ms', floor, ratio: value / floor, target, met: value <= allowed(floor), runs: RUNS })
  }
  return rows
}

type Plain = string | number

/** What each cell shows: the same text that the real sheet carries, without styles or formulas. */
function cellTexts(model: WorkbookModel): Plain[][] {
  return model.sheets.flatMap((sheet) => sheet.rows.map((row) => row.cells.flatMap((cell) => (cell === null ? [] : [shownValue(cell.value) ?? '']))))
}

/** Minimal sheet XML, deflated natively at the level that workbooks use. */
function floorSheet(rows: readonly (readonly Plain[])[]): Uint8Array {
  const parts: string[] = ['<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>']
  for (const row of rows) {
    parts.push('<row>')
    for (const cell of row) parts.push(typeof cell === 'number' ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${escape(cell)}</t></is></c>`)
    parts.push('</row>')
  }
  parts.push('</sheetData></worksheet>')
  return deflateRawSync(Buffer.from(parts.join(''), 'utf8'), { level: 6 })
}

function escape(text: string): string {
  return /[&<]/u.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text
}
