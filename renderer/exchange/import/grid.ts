import { cellText, type PlainCell, type PlainRange, type PlainSheet } from '../reading/model'

/** A sheet as a person sees it: a merged cell shows its content in each of its places. */
export class Grid {
  readonly rowCount: number
  readonly columnCount: number
  /** Merges that touch a row, from left to right; most rows have none. */
  private readonly merges: (PlainRange[] | undefined)[] = []

  constructor(readonly sheet: PlainSheet, readonly date1904: boolean) {
    this.rowCount = sheet.rows.length
    this.columnCount = sheet.columnCount
    // By rows and not by places: one merge may cover fifty million of them.
    for (const range of [...sheet.merges].sort((a, b) => a.left - b.left)) {
      for (let row = range.top; row <= range.bottom; row += 1) (this.merges[row] ??= []).push(range)
    }
  }

  /** What stands in the place itself. */
  own(row: number, column: number): PlainCell | undefined {
    return this.sheet.rows[row]?.[column]
  }

  /** What a person sees in the place. */
  cell(row: number, column: number): PlainCell | undefined {
    const own = this.sheet.rows[row]?.[column]
    if (own !== undefined || this.merges[row] === undefined) return own
    const range = this.mergeAt(row, column)
    return range === null ? undefined : this.sheet.rows[range.top]?.[range.left]
  }

  text(row: number, column: number): string {
    return cellText(this.cell(row, column), this.date1904).trim()
  }

  ownText(row: number, column: number): string {
    return cellText(this.own(row, column), this.date1904).trim()
  }

  /** Whether a merge touches the row. */
  hasMerge(row: number): boolean {
    return this.merges[row] !== undefined
  }

  /** Where the content of a place comes from: itself, or the corner of its merge. */
  origin(row: number, column: number): readonly [number, number] {
    const range = this.mergeAt(row, column)
    return range === null ? [row, column] : [range.top, range.left]
  }

  /** How many columns the content that begins here spans. */
  span(row: number, column: number): number {
    const range = this.mergeAt(row, column)
    return range !== null && range.top === row && range.left === column ? range.right - range.left + 1 : 1
  }

  /** Whether nothing stands in the row. */
  isEmpty(row: number): boolean {
    const cells = this.sheet.rows[row]
    return cells === undefined || !cells.some((c) => c !== undefined)
  }

  private mergeAt(row: number, column: number): PlainRange | null {
    const ranges = this.merges[row]
    if (ranges === undefined) return null
    let [low, high] = [0, ranges.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const range = ranges[middle] as PlainRange
      if (range.right < column) low = middle + 1
      else if (range.left > column) high = middle - 1
      else return range
    }
    return null
  }
}

/** Letters that squeezing leaves as they are: ASCII without blanks, Chinese, and the marks that have no other width. */
const AS_IT_IS = /^[\x21-\x7e\u4e00-\u9fff、。《》【】—“”·]*$/u

/** Text for comparing: half-width, without blanks. */
export function squeezed(text: string): string {
  if (AS_IT_IS.test(text)) return text
  return text.normalize('NFKC').replace(/\s+/gu, '')
}
