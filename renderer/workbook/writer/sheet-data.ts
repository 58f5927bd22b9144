import { dayNumber, type DateOnly } from '@/domain/period'
import { address, columnName } from '../addresses'
import { HOUSE_STYLE, type StyleKind } from '../house-style'
import { WorkbookError, type CellModel, type CellRange, type FormulaCell, type RowModel, type TextRun } from '../model'
import { cellText, escapeXml } from '../xml-text'
import { fontXml, type StyleTable } from './style-table'
import { MAIN, XML_HEAD } from './xml'
import type { PartSink } from './zip'

/** Days from Excel's day 0 to 1970-01-01. Counted without a Date object, so no time zone can move a day. */
const EXCEL_EPOCH = 25_569
/** Longest formula that Excel takes. */
const FORMULA_LIMIT = 8192

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
    return known ?? this.append(text, textXml(text))
  }

  /** A text in pieces; each piece carries the whole font, since a program takes what is missing from its own default. */
  placeRich(runs: readonly TextRun[], style: StyleKind): number {
    this.uses += 1
    cellText(runs.map((r) => r.text).join(''))
    const { font } = HOUSE_STYLE[style]
    const xml = runs.filter((r) => r.text !== '').map((run) => {
      const look = fontXml({ name: font.name, size: run.size ?? font.size, bold: run.bold ?? font.bold, struck: run.struck ?? font.struck, underlined: run.underlined ?? font.underlined, colour: run.colour ?? font.colour }, 'rFont')
      return `<r>${look}${textXml(run.text)}</r>`
    }).join('')
    // No text has U+0001 in it once it is cleaned, so pieces are never taken for a plain text.
    const key = `\u0001${xml}`
    return this.places.get(key) ?? this.append(key, xml === '' ? '<t/>' : xml)
  }

  write(sink: PartSink): void {
    sink.add(`${XML_HEAD}<sst xmlns="${MAIN}" count="${this.uses}" uniqueCount="${this.items.length}">`)
    for (const item of this.items) sink.add(item)
    sink.add('</sst>')
  }

  private append(key: string, xml: string): number {
    const place = this.items.length
    this.items.push(`<si>${xml}</si>`)
    this.places.set(key, place)
    return place
  }
}

function textXml(text: string): string {
  const written = cellText(text)
  return /^\s|\s$|\n/u.test(written) ? `<t xml:space="preserve">${written}</t>` : `<t>${written}</t>`
}

/** What a sheet's cells need of the workbook. */
export interface CellContext {
  readonly texts: SharedTexts
  readonly styles: StyleTable
  /** Resolves the sheets that a formula names. */
  readonly formula: (formula: string) => string
  /** Cells that take input whatever their style. */
  readonly unlocked: readonly CellRange[]
}

/** Writes the `<sheetData>` of a sheet. Throws WorkbookError, naming the cell, for NaN, ±Infinity and formulas without a result. */
export function writeSheetData(sink: PartSink, rows: readonly RowModel[], context: CellContext, onRow?: (done: number) => void): void {
  sink.add('<sheetData>')
  for (let r = 1; r <= rows.length; r += 1) {
    const row = rows[r - 1] as RowModel
    const { cells } = row
    let xml = `<row r="${r}"${rowLook(row, r)}>`
    for (let c = 1; c <= cells.length; c += 1) {
      const cell = cells[c - 1]
      if (cell !== null && cell !== undefined) xml += cellXml(cell, r, c, context)
    }
    sink.add(`${xml}</row>`)
    if (onRow !== undefined && r % 500 === 0) onRow(r)
  }
  sink.add('</sheetData>')
}

function rowLook({ height, hidden, outline, collapsed }: RowModel, row: number): string {
  let xml = height === null ? '' : ` ht="${finite(height, row, 1)}" customHeight="1"`
  if (hidden === true) xml += ' hidden="1"'
  if (outline !== undefined) xml += ` outlineLevel="${outline}"`
  if (collapsed === true) xml += ' collapsed="1"'
  return xml
}

/** Text that Excel would take for a formula if it were typed. */
function looksLikeFormula(text: string): boolean {
  const first = text.charCodeAt(0)
  return first === 61 || first === 43 || first === 45 || first === 64 || first === 39
}

function cellXml({ value, style }: CellModel, row: number, column: number, context: CellContext): string {
  const { texts, unlocked } = context
  const open = `<c r="${columnName(column)}${row}" s="`
  const free = unlocked.length > 0 && isWithin(unlocked, row, column)
  if (typeof value === 'string') return `${open}${styleNumber(context, style, looksLikeFormula(value), free)}" t="s"><v>${texts.place(value)}</v></c>`
  const start = `${open}${styleNumber(context, style, false, free)}"`
  if (value === null) return `${start}/>`
  if (typeof value === 'number') return `${start}><v>${finite(value, row, column)}</v></c>`
  if ('formula' in value) return start + formulaXml(value, row, column, context)
  if ('date' in value) return `${start}><v>${excelDay(value.date)}</v></c>`
  const quoted = looksLikeFormula(value.rich.map((r) => r.text).join(''))
  return `${open}${styleNumber(context, style, quoted, free)}" t="s"><v>${texts.placeRich(value.rich, style)}</v></c>`
}

function styleNumber({ styles }: CellContext, style: StyleKind, quoted: boolean, free: boolean): number {
  return free || quoted ? styles.special(style, quoted, free) : styles.number(style)
}

function isWithin(ranges: readonly CellRange[], row: number, column: number): boolean {
  return ranges.some((r) => row >= r.top && row <= r.bottom && column >= r.left && column <= r.right)
}

function formulaXml({ formula, result }: FormulaCell, row: number, column: number, context: CellContext): string {
  if (formula === '' || formula.startsWith('=')) throw new WorkbookError(`第 ${row} 行 ${columnName(column)} 列的公式写法不对，不能导出`)
  const resolved = context.formula(formula)
  if (resolved.length > FORMULA_LIMIT) throw new WorkbookError(`单元格 ${address(column, row)} 的公式长 ${resolved.length} 个字，超过了 Excel 的上限 ${FORMULA_LIMIT}，不能导出`)
  const written = `<f>${escapeXml(resolved)}</f>`
  if (typeof result === 'string') return ` t="str">${written}<v>${cellText(result)}</v></c>`
  return `>${written}<v>${finite(result, row, column)}</v></c>`
}

function finite(value: number, row: number, column: number): number {
  if (!Number.isFinite(value)) throw new WorkbookError(`单元格 ${address(column, row)} 的数不是有限的数（${String(value)}），不能导出`)
  return value === 0 ? 0 : value
}
