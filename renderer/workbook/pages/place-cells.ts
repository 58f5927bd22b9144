import type { CellModel, CellRange, SheetModel } from '../model'
import { columnWidths, rowHeight, type PagePlan } from './paginate'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A cell on a page, in points of the sheet's natural size from the top left of the page's cells. */
export interface PlacedCell {
  readonly cell: CellModel
  /** The rows and columns that it takes on this page: more than one where cells are merged. */
  readonly range: CellRange
  /** What of it stands on this page. */
  readonly box: Box
  /** All of it, where a merged cell goes on over the page's end: its text is placed in the whole. */
  readonly whole: Box
  /** Room beyond its left and right edge that text without wrapping may run over: the empty cells beside it. */
  readonly spill: { readonly left: number; readonly right: number }
}

/** Rows that stand below each other on the page without a gap in their numbers. */
interface Band {
  readonly first: number
  readonly last: number
  readonly y: number
}

/** The cells of a page, row by row, the repeated rows first. Empty cells without borders are left out. */
export function placeCells(sheet: SheetModel, plan: PagePlan): PlacedCell[] {
  const widths = columnWidths(sheet)
  const xs = edges(plan.columns.first, plan.columns.last, (c) => widths[c - 1] ?? 0)
  const merges = mergeIndex(sheet, plan)
  return bandsOf(sheet, plan).flatMap((band) => placeBand(sheet, plan, band, xs, merges))
}

/** Height of all rows of the page, the repeated ones included, in natural points. */
export function pageContentHeight(sheet: SheetModel, plan: PagePlan): number {
  const last = bandsOf(sheet, plan).at(-1) as Band
  return last.y + edges(last.first, last.last, (r) => rowHeight(sheet, r)).at(-1)!
}

export function pageContentWidth(sheet: SheetModel, plan: PagePlan): number {
  return columnWidths(sheet).slice(plan.columns.first - 1, plan.columns.last).reduce((sum, w) => sum + w, 0)
}

function bandsOf(sheet: SheetModel, { repeated, rows }: PagePlan): Band[] {
  if (repeated === null) return [{ ...rows, y: 0 }]
  return [{ ...repeated, y: 0 }, { ...rows, y: edges(repeated.first, repeated.last, (r) => rowHeight(sheet, r)).at(-1)! }]
}

/** Where each of a run of rows or columns begins, and where the last ends. */
function edges(first: number, last: number, size: (place: number) => number): number[] {
  const found = [0]
  for (let place = first; place <= last; place += 1) found.push((found.at(-1) as number) + size(place))
  return found
}

function placeBand(sheet: SheetModel, plan: PagePlan, band: Band, xs: readonly number[], merges: MergeIndex): PlacedCell[] {
  const ys = edges(band.first, band.last, (r) => rowHeight(sheet, r)).map((y) => y + band.y)
  const placed: PlacedCell[] = []
  const { first, last } = plan.columns
  for (let row = band.first; row <= band.last; row += 1) {
    const cells = sheet.rows[row - 1]?.cells ?? []
    for (let column = first; column <= last; column += 1) {
      const merge = merges(row, column)
      if (merge === undefined) {
        const cell = cells[column - 1] ?? null
        if (cell === null) continue
        const box = { x: xs[column - first]!, y: ys[row - band.first]!, width: xs[column - first + 1]! - xs[column - first]!, height: ys[row - band.first + 1]! - ys[row - band.first]! }
        placed.push({ cell, range: { top: row, left: column, bottom: row, right: column }, box, whole: box, spill: spillOf(cells, row, column, plan, xs, merges) })
        continue
      }
      // The merge is placed once a page, by its first cell there.
      const range = { top: Math.max(merge.top, band.first), left: Math.max(merge.left, first), bottom: Math.min(merge.bottom, band.last), right: Math.min(merge.right, last) }
      const master = sheet.rows[merge.top - 1]?.cells[merge.left - 1] ?? null
      if (row !== range.top || column !== range.left || master === null) continue
      const box = { x: xs[range.left - first]!, y: ys[range.top - band.first]!, width: xs[range.right - first + 1]! - xs[range.left - first]!, height: ys[range.bottom - band.first + 1]! - ys[range.top - band.first]! }
      placed.push({ cell: master, range, box, whole: wholeOf(sheet, merge, range, box), spill: { left: 0, right: 0 } })
    }
  }
  return placed
}

function wholeOf(sheet: SheetModel, merge: CellRange, range: CellRange, box: Box): Box {
  if (merge.top === range.top && merge.bottom === range.bottom) return box
  const above = edges(merge.top, range.top - 1, (r) => rowHeight(sheet, r)).at(-1)!
  const below = edges(range.bottom + 1, merge.bottom, (r) => rowHeight(sheet, r)).at(-1)!
  return { ...box, y: box.y - above, height: box.height + above + below }
}

function spillOf(cells: readonly (CellModel | null)[], row: number, column: number, plan: PagePlan, xs: readonly number[], merges: MergeIndex): PlacedCell['spill'] {
  if (typeof cells[column - 1]?.value !== 'string') return { left: 0, right: 0 }
  const { first, last } = plan.columns
  const empty = (c: number): boolean => (cells[c - 1]?.value ?? null) === null && merges(row, c) === undefined
  let left = column
  let right = column
  while (left > first && empty(left - 1)) left -= 1
  while (right < last && empty(right + 1)) right += 1
  return { left: xs[column - first]! - xs[left - first]!, right: xs[right - first + 1]! - xs[column - first + 1]! }
}

type MergeIndex = (row: number, column: number) => CellRange | undefined

/** The merges that touch a page, found by cell. */
function mergeIndex(sheet: SheetModel, { rows, repeated }: PagePlan): MergeIndex {
  const byRow = new Map<number, CellRange[]>()
  const touches = (merge: CellRange, band: { first: number; last: number } | null): boolean => band !== null && merge.top <= band.last && merge.bottom >= band.first
  for (const merge of sheet.merges) {
    if (!touches(merge, rows) && !touches(merge, repeated)) continue
    for (let row = merge.top; row <= merge.bottom; row += 1) {
      const known = byRow.get(row)
      if (known === undefined) byRow.set(row, [merge])
      else known.push(merge)
    }
  }
  return (row, column) => byRow.get(row)?.find((m) => m.left <= column && column <= m.right)
}
