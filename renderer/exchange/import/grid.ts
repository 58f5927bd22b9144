import { cellText, type PlainCell, type PlainSheet } from '../reading/model'

/** A sheet as a person sees it: a merged cell shows its content in each of its places. */
export class Grid {
  readonly rowCount: number
  readonly columnCount: number
  /** Origin of the merge that covers a place, by row and column; only merged places are in it. */
  private readonly covered = new Map<number, readonly [number, number]>()
  /** How many columns the merge that begins at a place spans. */
  private readonly spans = new Map<number, number>()

  constructor(readonly sheet: PlainSheet, readonly date1904: boolean) {
    this.rowCount = sheet.rows.length
    this.columnCount = sheet.columnCount
    for (const { top, left, bottom, right } of sheet.merges) {
      this.spans.set(this.place(top, left), right - left + 1)
      for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) this.covered.set(this.place(row, column), [top, left])
    }
  }

  private place(row: number, column: number): number {
    return row * 1024 + column
  }

  /** What stands in the place itself. */
  own(row: number, column: number): PlainCell | undefined {
    return this.sheet.rows[row]?.[column]
  }

  /** What a person sees in the place. */
  cell(row: number, column: number): PlainCell | undefined {
    const own = this.sheet.rows[row]?.[column]
    if (own !== undefined || this.covered.size === 0) return own
    const origin = this.covered.get(this.place(row, column))
    return origin === undefined ? undefined : this.sheet.rows[origin[0]]?.[origin[1]]
  }

  text(row: number, column: number): string {
    return cellText(this.cell(row, column), this.date1904).trim()
  }

  ownText(row: number, column: number): string {
    return cellText(this.own(row, column), this.date1904).trim()
  }

  /** Where the content of a place comes from: itself, or the corner of its merge. */
  origin(row: number, column: number): readonly [number, number] {
    return this.covered.get(this.place(row, column)) ?? [row, column]
  }

  /** How many columns the content that begins here spans. */
  span(row: number, column: number): number {
    return this.spans.get(this.place(row, column)) ?? 1
  }

  /** Whether nothing stands in the row. */
  isEmpty(row: number): boolean {
    const cells = this.sheet.rows[row]
    return cells === undefined || cells.every((c) => c === undefined)
  }
}

/** Text for comparing: half-width, without blanks. */
export function squeezed(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '')
}
