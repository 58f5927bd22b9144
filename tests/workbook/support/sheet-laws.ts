import { HOUSE_STYLE } from '@/workbook/house-style'
import type { CellModel, SheetModel, WorkbookModel } from '@/workbook/model'
import { capacityOf, countLines, mostLines } from '@/workbook/text-measure'
import { address } from '@/workbook/addresses'

/** Laws that every sheet of every report keeps, as sentences of what is broken; empty where all hold. */
export function brokenLaws(model: WorkbookModel): string[] {
  return model.sheets.flatMap((sheet) => [...printLaws(sheet), ...cellLaws(sheet), ...linkLaws(sheet, model)].map((fault) => `${sheet.name}: ${fault}`))
}

/** Everything lies in the one print area, on numbered pages, with the header repeated where the sheet scrolls below one. */
function printLaws({ rows, columns, print, frozen }: SheetModel): string[] {
  const faults: string[] = []
  const widest = Math.max(...rows.map((r) => r.cells.length))
  if (print.area.bottom !== rows.length || print.area.right < widest || columns.length < widest) faults.push('the print area does not hold every cell')
  if (!JSON.stringify(print.footer).includes('"pages"')) faults.push('pages are not numbered')
  if (frozen !== null && print.repeatedRows?.last !== frozen.rows) faults.push('the frozen header is not the repeated one')
  if (print.rowBreaks?.some((row) => row >= rows.length) === true) faults.push('a page begins below the last row')
  return faults
}

function cellLaws(sheet: SheetModel): string[] {
  const faults: string[] = []
  const spans = new Map(sheet.merges.map((m) => [`${m.top}:${m.left}`, m]))
  sheet.rows.forEach((row, r) => row.cells.forEach((cell, c) => {
    const merge = spans.get(`${r + 1}:${c + 1}`)
    const height = merge === undefined ? (row.height ?? 0) : sheet.rows.slice(merge.top - 1, merge.bottom).reduce((sum, x) => sum + (x.height ?? 0), 0)
    const width = sheet.columns.slice(c, merge?.right ?? c + 1).reduce((sum, x) => sum + x.width, 0)
    if (cell !== null && row.height !== null) faults.push(...textFaults(cell, width, height).map((f) => `${address(c + 1, r + 1)} ${f}`))
  }))
  return faults
}

/** A wrapped text has room for all its lines; a number has room on one; a formula has a result. */
function textFaults({ value, style }: CellModel, width: number, height: number): string[] {
  const { font, wrap, format } = HOUSE_STYLE[style]
  const shown = typeof value === 'object' && value !== null && 'formula' in value ? value.result : value
  if (typeof shown === 'number') {
    if (!Number.isFinite(shown)) return ['is no finite number']
    if (format === undefined || !format.startsWith('#,##0.00')) return []
    const digits = shown.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: format.includes('########') ? 10 : 6 })
    return digits.length > capacityOf(width, font.size) ? [`shows #### for ${digits}`] : []
  }
  if (typeof shown !== 'string' || wrap !== true) return []
  const lines = countLines(shown, capacityOf(width, font.size))
  return lines <= mostLines(font.size) && lines * font.size * 1.25 > height ? [`cuts “${shown.slice(0, 20)}”: ${lines} lines in ${height} points`] : []
}

/** A link leads to a cell that is there. */
function linkLaws({ links }: SheetModel, model: WorkbookModel): string[] {
  return (links ?? []).flatMap(({ row, column, to }) => {
    const target = model.sheets.find((s) => (s.key ?? s.name) === to.sheet)
    return (target?.rows[to.row - 1]?.cells[to.column - 1] ?? null) === null ? [`${address(column, row)} leads nowhere`] : []
  })
}
