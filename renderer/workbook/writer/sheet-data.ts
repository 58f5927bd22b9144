import { dayNumber, type DateOnly } from '@/domain/period'
import { address, columnName } from '../addresses'
import { HOUSE_STYLE, type StyleKind } from '../house-style'
import { WorkbookError, type CellModel, type CellRange, type FormulaCell, type RowModel, type TextRun } from '../model'
import { cellText, cleanText, escapeXml, refuseLong } from '../xml-text'
import { fontXml, type StyleTable } from './style-table'
import { MAIN, XML_HEAD } from './xml'
import type { PartSink } from './zip'

/** Days from Excel's day 0 to 1970-01-01. Counted without a Date object, so no time zone can move a day. */
const EXCEL_EPOCH = 25_569
/** Begins a text in pieces: no text has it once it is cleaned. */
const RICH = '\u0001'
/** Longest formula that Excel takes. */
const FORMULA_LIMIT = 8192

/** Excel's number of a day; right from 1900-03-01 on, and the ledger begins in 1949. */
export function excelDay(date: DateOnly): number {
  return dayNumber(date) + EXCEL_EPOCH
}

/** Every text of the workbook once; cells name it by its place. */
export class SharedTexts {
  /** Plain texts as they are, texts in pieces as the XML that they become behind a mark that no text has. */
  private readonly places = new Map<string, number>()
  private uses = 0

  place(text: string): number {
    refuseLong(text.length)
    // XML cannot carry the mark; a text that begins with it is written without, never taken for XML.
    return this.keep(text.startsWith(RICH) ? cleanText(text) : text)
  }

  private keep(key: string): number {
    this.uses += 1
    let place = this.places.get(key)
    if (place === undefined) this.places.set(key, (place = this.places.size))
    return place
  }

  /** A text in pieces; each piece carries the whole font, since a program takes what is missing from its own default. */
  placeRich(runs: readonly TextRun[], style: StyleKind): number {
    refuseLong(runs.reduce((n, r) => n + r.text.length, 0))
    const { font } = HOUSE_STYLE[style]
    const xml = runs.filter((r) => r.text !== '').map((run) => {
      const look = fontXml({ name: font.name, size: run.size ?? font.size, bold: run.bold ?? font.bold, struck: run.struck ?? font.struck, underlined: run.underlined ?? font.underlined, colour: run.colour ?? font.colour }, 'rFont')
      return `<r>${look}${textXml(run.text)}</r>`
    }).join('')
    return this.keep(`${RICH}${xml === '' ? '<t/>' : xml}`)
  }

  write(sink: PartSink): void {
    sink.add(`${XML_HEAD}<sst xmlns="${MAIN}" count="${this.uses}" uniqueCount="${this.places.size}">`)
    for (const text of this.places.keys()) {
      sink.add('<si>')
      sink.add(text.startsWith(RICH) ? text.slice(RICH.length) : textXml(text))
      sink.add('</si>')
    }
    sink.add('</sst>')
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

/**
 * Writes the `<sheetData>` of a sheet. Throws WorkbookError, naming the cell, for NaN, ±Infinity and formulas without a
 * result. Piece by piece into the sink: joining the pieces of 250,000 cells first would take half as long again.
 */
export function writeSheetData(sink: PartSink, rows: readonly RowModel[], context: CellContext, onRow?: (done: number) => void): void {
  sink.add('<sheetData>')
  for (let r = 1; r <= rows.length; r += 1) {
    const row = rows[r - 1] as RowModel
    const { cells } = row
    const place = `${r}" s="`
    sink.add(`<row r="${r}"${rowLook(row, r)}>`)
    for (let c = 1; c <= cells.length; c += 1) {
      const cell = cells[c - 1]
      if (cell === null || cell === undefined) continue
      sink.add(cellStart(c))
      sink.add(place)
      writeCell(sink, cell, r, c, context)
    }
    sink.add('</row>')
    if (onRow !== undefined && r % 500 === 0) onRow(r)
  }
  sink.add('</sheetData>')
}

const starts: string[] = []

/** `<c r="AB`. */
function cellStart(column: number): string {
  return (starts[column] ??= `<c r="${columnName(column)}`)
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

/** A cell from its style's number on. */
function writeCell(sink: PartSink, { value, style }: CellModel, row: number, column: number, context: CellContext): void {
  const { texts, unlocked } = context
  const free = unlocked.length > 0 && isWithin(unlocked, row, column)
  if (typeof value === 'string') return writeValue(sink, styleNumber(context, style, looksLikeFormula(value), free), '" t="s"><v>', texts.place(value))
  const number = styleNumber(context, style, false, free)
  if (typeof value === 'number') return writeValue(sink, number, '"><v>', finite(value, row, column))
  if (value === null) {
    sink.addNumber(number)
    return sink.add('"/>')
  }
  if ('formula' in value) return writeFormula(sink, value, number, row, column, context)
  if ('date' in value) return writeValue(sink, number, '"><v>', excelDay(value.date))
  const quoted = looksLikeFormula(value.rich.map((r) => r.text).join(''))
  writeValue(sink, styleNumber(context, style, quoted, free), '" t="s"><v>', texts.placeRich(value.rich, style))
}

function writeValue(sink: PartSink, style: number, between: string, value: number): void {
  sink.addNumber(style)
  sink.add(between)
  sink.addNumber(value)
  sink.add('</v></c>')
}

function styleNumber({ styles }: CellContext, style: StyleKind, quoted: boolean, free: boolean): number {
  return free || quoted ? styles.special(style, quoted, free) : styles.number(style)
}

function isWithin(ranges: readonly CellRange[], row: number, column: number): boolean {
  return ranges.some((r) => row >= r.top && row <= r.bottom && column >= r.left && column <= r.right)
}

function writeFormula(sink: PartSink, { formula, result }: FormulaCell, style: number, row: number, column: number, context: CellContext): void {
  if (formula === '' || formula.startsWith('=')) throw new WorkbookError(`第 ${row} 行 ${columnName(column)} 列的公式写法不对，不能导出`)
  const resolved = context.formula(formula)
  if (resolved.length > FORMULA_LIMIT) throw new WorkbookError(`单元格 ${address(column, row)} 的公式长 ${resolved.length} 个字，超过了 Excel 的上限 ${FORMULA_LIMIT}，不能导出`)
  sink.addNumber(style)
  sink.add(typeof result === 'string' ? '" t="str"><f>' : '"><f>')
  sink.add(escapeXml(resolved))
  sink.add('</f><v>')
  if (typeof result === 'string') sink.add(cellText(result))
  else sink.addNumber(finite(result, row, column))
  sink.add('</v></c>')
}

function finite(value: number, row: number, column: number): number {
  if (!Number.isFinite(value)) throw new WorkbookError(`单元格 ${address(column, row)} 的数不是有限的数（${String(value)}），不能导出`)
  return value === 0 ? 0 : value
}
