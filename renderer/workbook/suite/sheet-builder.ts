import { HOUSE_STYLE, type StyleKind } from '../house-style'
import type { CellLink, CellModel, CellRange, CellValue, RowModel } from '../model'
import { CARDS_KEY, type CutText } from '../sheet-book'
import { capacityOf, countLines, heightFor, HIGHEST_ROW, mostLines } from '../text-measure'

/** A cell over one or more columns. */
export interface Placed {
  readonly value: CellValue
  readonly style: StyleKind
  /** Columns that it takes; the first of them holds the value. */
  readonly span: number
}

export function put(value: CellValue, style: StyleKind, span = 1): Placed {
  return { value, style, span }
}

/** Whose text it is, for 说明 where it cannot be shown whole. */
export interface RowSubject {
  readonly project: string
  /** Label of each column, from A. */
  readonly labels: readonly string[]
}

/** Lays rows below each other; each row is as high as its longest text needs in the columns that it takes. */
export class SheetBuilder {
  readonly rows: RowModel[] = []
  readonly merges: CellRange[] = []
  readonly links: CellLink[] = []
  readonly breaks: number[] = []
  readonly cut: CutText[] = []

  /** @param widths of the columns, from A */
  constructor(readonly widths: readonly number[]) {}

  /** Number of the row that was added last. */
  get last(): number {
    return this.rows.length
  }

  get next(): number {
    return this.rows.length + 1
  }

  get columnCount(): number {
    return this.widths.length
  }

  /** Adds a row; gives its number. Columns that nothing takes stay without a cell. */
  add(cells: readonly Placed[], least: number, subject?: RowSubject): number {
    const row = this.next
    const written: CellModel[] = []
    let height = least
    for (const { value, style, span } of cells) {
      const column = written.length + 1
      written.push({ value, style })
      for (let i = 1; i < span; i += 1) written.push({ value: null, style })
      if (span > 1) this.merges.push({ top: row, left: column, bottom: row, right: column + span - 1 })
      height = Math.max(height, this.heightOf(value, style, column, span, least))
      if (subject !== undefined) this.noteCut(value, style, column, span, subject)
    }
    this.rows.push({ height: Math.min(HIGHEST_ROW, height), cells: written })
    return row
  }

  /** One cell over the whole width. */
  line(value: CellValue, style: StyleKind, least: number): number {
    return this.add([put(value, style, this.columnCount)], least)
  }

  gap(height: number): void {
    this.rows.push({ height, cells: [] })
  }

  /** Joins the cells of several rows into one that holds a value; the rows hold the style already. */
  mergeDown(value: CellValue, range: CellRange): void {
    const row = this.rows[range.top - 1]
    if (row === undefined) return
    this.rows[range.top - 1] = { ...row, cells: row.cells.map((c, i) => (i === range.left - 1 && c !== null ? { ...c, value } : c)) }
    if (range.bottom > range.top || range.right > range.left) this.merges.push(range)
  }

  /** Height of all rows, in points. */
  get height(): number {
    return this.rows.reduce((sum, r) => sum + (r.height ?? 0), 0)
  }

  /** A link from a cell to one of another sheet, by its key. */
  link(row: number, column: number, to: CellLink['to'], tip: string): void {
    this.links.push({ row, column, to, tip })
  }

  /** Whether a text stands on one line in its columns. */
  fitsOneLine(text: string, column: number, span: number, size: number): boolean {
    return countLines(text, this.capacity(column, span, size)) === 1
  }

  /**
   * Leads from a project's row to its card: from its first cell, and from its name where that stands on one line.
   * LibreOffice draws a linked text as one unbroken piece, which would cut a name of several lines.
   * @param numbered whether the first cell holds the row's number
   */
  linkCard(row: number, name: { readonly column: number; readonly span?: number; readonly text: string }, card: number | undefined, numbered = true): void {
    if (card === undefined) return
    const fits = this.fitsOneLine(name.text, name.column, name.span ?? 1, 10)
    const columns = [...(numbered || !fits ? [1] : []), ...(fits ? [name.column] : [])]
    for (const column of columns) this.link(row, column, { sheet: CARDS_KEY, row: card, column: 1 }, '到这个项目的卡片')
  }

  /** Begins a new page below the last row. */
  breakPage(): void {
    if (this.rows.length > 0 && this.breaks.at(-1) !== this.rows.length) this.breaks.push(this.rows.length)
  }

  capacity(column: number, span: number, size: number): number {
    return capacityOf(this.widths.slice(column - 1, column - 1 + span).reduce((a, b) => a + b, 0), size)
  }

  private heightOf(value: CellValue, style: StyleKind, column: number, span: number, least: number): number {
    const { wrap, font } = HOUSE_STYLE[style]
    const text = textOf(value)
    if (wrap !== true || text === null) return least
    return heightFor(countLines(text, this.capacity(column, span, font.size)), font.size, least)
  }

  private noteCut(value: CellValue, style: StyleKind, column: number, span: number, { project, labels }: RowSubject): void {
    const { wrap, font } = HOUSE_STYLE[style]
    if (typeof value !== 'string' || wrap !== true) return
    if (countLines(value, this.capacity(column, span, font.size)) > mostLines(font.size)) this.cut.push({ project, column: labels[column - 1] ?? '', text: value })
  }
}

function textOf(value: CellValue): string | null {
  if (typeof value === 'string') return value
  if (value === null || typeof value === 'number' || 'date' in value) return null
  if ('rich' in value) return value.rich.map((r) => r.text).join('')
  return typeof value.result === 'string' ? value.result : null
}
