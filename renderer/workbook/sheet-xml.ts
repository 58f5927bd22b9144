import { dayNumber, type DateOnly } from '@/domain/period'
import { address, columnName } from './addresses'
import type { ByteSink } from './byte-sink'
import type { StyleKind } from './house-style'
import { WorkbookError, type CellModel, type FormulaCell, type RowModel } from './model'
import { cellText, escapeXml } from './xml-text'

/** Days from Excel's day 0 to 1970-01-01. Counted without a Date object, so no time zone can move a day. */
const EXCEL_EPOCH = 25_569

/** Excel's number of a day; right from 1900-03-01 on, and the ledger begins in 1949. */
export function excelDay(date: DateOnly): number {
  return dayNumber(date) + EXCEL_EPOCH
}

/** Every text of the workbook once; cells name it by its place. */
export class SharedTexts {
  private readonly places = new Map<string, number>()
  private readonly items: string[] = []
  private uses = 0

  place(text: string): number {
    this.uses += 1
    const known = this.places.get(text)
    if (known !== undefined) return known
    const place = this.items.length
    const written = cellText(text)
    this.items.push(/^\s|\s$|\n/u.test(written) ? `<si><t xml:space="preserve">${written}</t></si>` : `<si><t>${written}</t></si>`)
    this.places.set(text, place)
    return place
  }

  write(sink: ByteSink): void {
    sink.add(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${this.uses}" uniqueCount="${this.items.length}">`)
    for (let i = 0; i < this.items.length; i += 1000) sink.add(this.items.slice(i, i + 1000).join(''))
    sink.add('</sst>')
  }
}

/** The number of a kind's style in the file; `quoted` for text that a person's F2 and Enter must not turn into a formula. */
export type StyleNumbers = (kind: StyleKind, quoted: boolean) => number

/** Text that Excel would take for a formula if it were typed. */
function looksLikeFormula(text: string): boolean {
  const first = text.charCodeAt(0)
  return first === 61 || first === 43 || first === 45 || first === 64 || first === 39
}

/** Writes the `<sheetData>` of a sheet. Throws WorkbookError, naming the cell, for NaN, ±Infinity and formulas without a result. */
export function writeSheetData(sink: ByteSink, rows: readonly RowModel[], texts: SharedTexts, styles: StyleNumbers, onRow?: (done: number) => void): void {
  sink.add('<sheetData>')
  for (let r = 1; r <= rows.length; r += 1) {
    const { height, cells } = rows[r - 1] as RowModel
    let xml = height === null ? `<row r="${r}">` : `<row r="${r}" ht="${finite(height, r, 1)}" customHeight="1">`
    for (let c = 1; c <= cells.length; c += 1) {
      const cell = cells[c - 1]
      if (cell !== null && cell !== undefined) xml += cellXml(cell, r, c, texts, styles)
    }
    sink.add(`${xml}</row>`)
    if (onRow !== undefined && r % 500 === 0) onRow(r)
  }
  sink.add('</sheetData>')
}

function cellXml({ value, style }: CellModel, row: number, column: number, texts: SharedTexts, styles: StyleNumbers): string {
  const open = `<c r="${columnName(column)}${row}" s="`
  if (typeof value === 'string') return `${open}${styles(style, looksLikeFormula(value))}" t="s"><v>${texts.place(value)}</v></c>`
  const start = `${open}${styles(style, false)}"`
  if (value === null) return `${start}/>`
  if (typeof value === 'number') return `${start}><v>${finite(value, row, column)}</v></c>`
  if ('date' in value) return `${start}><v>${excelDay(value.date)}</v></c>`
  return start + formulaXml(value, row, column)
}

function formulaXml({ formula, result }: FormulaCell, row: number, column: number): string {
  if (formula === '' || formula.startsWith('=')) throw new WorkbookError(`第 ${row} 行 ${columnName(column)} 列的公式写法不对，不能导出`)
  const written = `<f>${escapeXml(formula)}</f>`
  if (typeof result === 'string') return ` t="str">${written}<v>${cellText(result)}</v></c>`
  return `>${written}<v>${finite(result, row, column)}</v></c>`
}

function finite(value: number, row: number, column: number): number {
  if (!Number.isFinite(value)) throw new WorkbookError(`单元格 ${address(column, row)} 的数不是有限的数（${String(value)}），不能导出`)
  return value === 0 ? 0 : value
}
