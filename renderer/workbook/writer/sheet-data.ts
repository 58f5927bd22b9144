import { address, columnName } from '../addresses'
import { excelDay } from '../excel-day'
import type { StyleKind } from '../house-style'
import { WorkbookError, type CellModel, type CellRange, type FormulaCell, type RowModel } from '../model'
import { formulaInRow, partsAroundRow } from '../row-formulas'
import { cellText, escapeXml } from '../xml-text'
import { CellPieces, EMPTY, NOTHING, VALUE, type CellEnd } from './cell-pieces'
import { ALONE, SharedFormulas } from './shared-formulas'
import type { SharedTexts } from './shared-texts'
import type { StyleTable } from './style-table'
import { Piece, type PartSink } from './zip'

/** Shorter formulas come again as they are: `3/12`. */
const KEPT_LENGTH = 16
/** Longest formula that Excel takes. */
const FORMULA_LIMIT = 8192

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
  const cells = new CellWriter(sink, rows, context)
  sink.add('<sheetData>')
  for (let r = 1; r <= rows.length; r += 1) {
    cells.writeRow(rows[r - 1] as RowModel, r)
    if (onRow !== undefined && r % 500 === 0) onRow(r)
  }
  sink.add('</sheetData>')
}

class CellWriter {
  private readonly pieces = new CellPieces()
  /** The number of the row that is written. */
  private place = ''
  private readonly formulas = new Map<string, Formula>()
  private readonly shared: SharedFormulas

  constructor(private readonly sink: PartSink, rows: readonly RowModel[], private readonly context: CellContext) {
    this.shared = new SharedFormulas(rows)
  }

  writeRow(row: RowModel, r: number): void {
    const { sink, pieces } = this
    const { cells } = row
    const place = String(r)
    this.place = place
    sink.addPiece(pieces.text('<row r="'))
    sink.add(place)
    sink.addPiece(pieces.text(`"${rowLook(row, r)}>`))
    let end: CellEnd = NOTHING
    for (let c = 1; c <= cells.length; c += 1) {
      const cell = cells[c - 1]
      if (cell === null || cell === undefined) continue
      sink.addPiece(pieces.start(end, c))
      sink.add(place)
      end = this.writeCell(cell, r, c)
    }
    sink.addPiece(pieces.rowEnd(end))
  }

  /** A cell from its style's number on, without its end; gives what that is. */
  private writeCell({ value, style }: CellModel, row: number, column: number): CellEnd {
    const { unlocked, texts } = this.context
    const free = unlocked.length > 0 && isWithin(unlocked, row, column)
    if (typeof value === 'string') return this.addText(texts.place(value), this.style(style, looksLikeFormula(value), free), column)
    const number = this.style(style, false, free)
    if (typeof value === 'number') return this.addNumber(finite(value, row, column), number, column)
    if (value === null) {
      this.sink.addPiece(this.pieces.style('empty', column, number))
      return EMPTY
    }
    if ('formula' in value) return this.writeFormula(value, number, row, column)
    if ('date' in value) return this.addNumber(excelDay(value.date), number, column)
    const quoted = looksLikeFormula(value.rich.map((r) => r.text).join(''))
    return this.addText(texts.placeRich(value.rich, style), this.style(style, quoted, free), column)
  }

  private style(style: StyleKind, quoted: boolean, free: boolean): number {
    const { styles } = this.context
    return free || quoted ? styles.special(style, quoted, free) : styles.number(style)
  }

  private addText(place: number, style: number, column: number): CellEnd {
    this.sink.addPiece(this.pieces.style('text', column, style))
    this.sink.addNumber(place)
    return VALUE
  }

  private addNumber(value: number, style: number, column: number): CellEnd {
    this.sink.addPiece(this.pieces.style('number', column, style))
    this.sink.addNumber(value)
    return VALUE
  }

  private writeFormula({ formula, result }: FormulaCell, style: number, row: number, column: number): CellEnd {
    const { sink, pieces } = this
    sink.addPiece(pieces.style(typeof result === 'string' ? 'textFormula' : 'formula', column, style))
    const { parts, moves } = this.formulas.get(formula) ?? this.prepare(formula, row, column)
    const { xml, written } = moves ? this.shared.place(formula, row, column) : ALONE
    sink.addPiece(pieces.text(xml))
    for (let i = 0; i < parts.length && !written; i += 1) {
      if (i > 0) sink.add(this.place)
      sink.addPiece(parts[i]!)
    }
    if (typeof result === 'string') sink.add(cellText(result))
    else sink.addNumber(finite(result, row, column))
    return VALUE
  }

  /** The formula as it is written, kept for the other rows that have it. */
  private prepare(formula: string, row: number, column: number): Formula {
    const resolved = this.context.formula(formula)
    checkFormula(formulaInRow(resolved, row), row, column)
    const texts = partsAroundRow(resolved).map(escapeXml)
    const last = texts.length - 1
    const prepared = { parts: texts.map((xml, i) => new Piece(i === last ? `${xml}</f><v>` : xml)), moves: last > 0 }
    if (prepared.moves || formula.length <= KEPT_LENGTH) this.formulas.set(formula, prepared)
    return prepared
  }
}

/** A formula's XML between the numbers of its own row, and whether it has any. */
interface Formula {
  readonly parts: readonly Piece[]
  readonly moves: boolean
}

function checkFormula(formula: string, row: number, column: number): void {
  if (formula === '' || formula.startsWith('=')) throw new WorkbookError(`第 ${row} 行 ${columnName(column)} 列的公式写法不对，不能导出`)
  if (formula.length > FORMULA_LIMIT) throw new WorkbookError(`单元格 ${address(column, row)} 的公式长 ${formula.length} 个字，超过了 Excel 的上限 ${FORMULA_LIMIT}，不能导出`)
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

function isWithin(ranges: readonly CellRange[], row: number, column: number): boolean {
  return ranges.some((r) => row >= r.top && row <= r.bottom && column >= r.left && column <= r.right)
}

function finite(value: number, row: number, column: number): number {
  if (!Number.isFinite(value)) throw new WorkbookError(`单元格 ${address(column, row)} 的数不是有限的数（${String(value)}），不能导出`)
  return value === 0 ? 0 : value
}
