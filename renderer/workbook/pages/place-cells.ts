import type { CellModel, CellRange, SheetModel } from '../model'
import { columnWidth, rowHeight, sizeOf, type Span } from './measures'
import type { PagePlan } from './paginate'

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

/** Rows or columns that stand beside each other on the page without a gap in their numbers, and where each begins. */
interface Band extends Span {
  readonly at: (place: number) => number
}

/** The cells of a page, row by row, the repeated ones first. Empty cells without a style are left out. */
export function placeCells(sheet: SheetModel, plan: PagePlan): PlacedCell[] {
  const across = columnBands(sheet, plan)
  const merges = mergeIndex(sheet, [plan.rows, plan.repeatedRows])
  return rowBands(sheet, plan).flatMap((down) => across.flatMap((columns) => placeBlock(sheet, down, columns, merges)))
}

/** Size of all cells of the page, the repeated ones included, in natural points. */
export function contentSize(sheet: SheetModel, plan: PagePlan): { width: number; height: number } {
  const end = (bands: readonly Band[]): number => bands.at(-1)!.at(bands.at(-1)!.last + 1)
  return { width: end(columnBands(sheet, plan)), height: end(rowBands(sheet, plan)) }
}

/** Where the upper left corner of a cell stands on the page; it may lie outside of the page's own cells. */
export function cornerOf(sheet: SheetModel, plan: PagePlan, row: number, column: number): { x: number; y: number } {
  const down = rowBands(sheet, plan).at(-1)!
  const across = columnBands(sheet, plan).at(-1)!
  const before = (band: Band, place: number, size: (p: number) => number): number =>
    place >= band.first ? band.at(band.first) + sizeOf({ first: band.first, last: place - 1 }, size) : band.at(band.first) - sizeOf({ first: place, last: band.first - 1 }, size)
  return { x: before(across, column, (c) => columnWidth(sheet, c)), y: before(down, row, (r) => rowHeight(sheet, r)) }
}

function rowBands(sheet: SheetModel, plan: PagePlan): Band[] {
  return bands(plan.repeatedRows, plan.rows, (r) => rowHeight(sheet, r))
}

function columnBands(sheet: SheetModel, plan: PagePlan): Band[] {
  return bands(plan.repeatedColumns, plan.columns, (c) => columnWidth(sheet, c))
}

function bands(repeated: Span | null, own: Span, size: (place: number) => number): Band[] {
  const band = (span: Span, start: number): Band => {
    const edges = [start]
    for (let place = span.first; place <= span.last; place += 1) edges.push(edges.at(-1)! + size(place))
    return { ...span, at: (place) => edges[place - span.first]! }
  }
  if (repeated === null) return [band(own, 0)]
  const first = band(repeated, 0)
  return [first, band(own, first.at(repeated.last + 1))]
}

function boxOf(range: CellRange, down: Band, across: Band): Box {
  const x = across.at(range.left)
  const y = down.at(range.top)
  return { x, y, width: across.at(range.right + 1) - x, height: down.at(range.bottom + 1) - y }
}

function placeBlock(sheet: SheetModel, down: Band, across: Band, merges: MergeIndex): PlacedCell[] {
  const placed: PlacedCell[] = []
  for (let row = down.first; row <= down.last; row += 1) {
    const cells = sheet.rows[row - 1]?.cells ?? []
    for (let column = across.first; column <= across.last; column += 1) {
      const merge = merges(row, column)
      if (merge === undefined) {
        const cell = cells[column - 1] ?? null
        if (cell === null) continue
        const range = { top: row, left: column, bottom: row, right: column }
        const box = boxOf(range, down, across)
        placed.push({ cell, range, box, whole: box, spill: spillOf(cells, row, column, across, merges) })
        continue
      }
      // The merge is placed once a block, by its first cell there.
      const range = { top: Math.max(merge.top, down.first), left: Math.max(merge.left, across.first), bottom: Math.min(merge.bottom, down.last), right: Math.min(merge.right, across.last) }
      const master = sheet.rows[merge.top - 1]?.cells[merge.left - 1] ?? null
      if (row !== range.top || column !== range.left || master === null) continue
      const box = boxOf(range, down, across)
      placed.push({ cell: master, range, box, whole: wholeOf(sheet, merge, range, box), spill: { left: 0, right: 0 } })
    }
  }
  return placed
}

function wholeOf(sheet: SheetModel, merge: CellRange, range: CellRange, box: Box): Box {
  const above = sizeOf({ first: merge.top, last: range.top - 1 }, (r) => rowHeight(sheet, r))
  const below = sizeOf({ first: range.bottom + 1, last: merge.bottom }, (r) => rowHeight(sheet, r))
  const before = sizeOf({ first: merge.left, last: range.left - 1 }, (c) => columnWidth(sheet, c))
  const after = sizeOf({ first: range.right + 1, last: merge.right }, (c) => columnWidth(sheet, c))
  return above + below + before + after === 0 ? box : { x: box.x - before, y: box.y - above, width: box.width + before + after, height: box.height + above + below }
}

function spillOf(cells: readonly (CellModel | null)[], row: number, column: number, across: Band, merges: MergeIndex): PlacedCell['spill'] {
  const value = cells[column - 1]?.value
  if (typeof value !== 'string' && !(typeof value === 'object' && value !== null && 'rich' in value)) return { left: 0, right: 0 }
  const empty = (c: number): boolean => (cells[c - 1]?.value ?? null) === null && merges(row, c) === undefined
  let left = column
  let right = column
  while (left > across.first && empty(left - 1)) left -= 1
  while (right < across.last && empty(right + 1)) right += 1
  return { left: across.at(column) - across.at(left), right: across.at(right + 1) - across.at(column + 1) }
}

type MergeIndex = (row: number, column: number) => CellRange | undefined

/** The merges that touch some rows, found by cell. */
function mergeIndex(sheet: SheetModel, spans: readonly (Span | null)[]): MergeIndex {
  const byRow = new Map<number, CellRange[]>()
  for (const merge of sheet.merges) {
    if (!spans.some((s) => s !== null && merge.top <= s.last && merge.bottom >= s.first)) continue
    for (let row = merge.top; row <= merge.bottom; row += 1) {
      const known = byRow.get(row)
      if (known === undefined) byRow.set(row, [merge])
      else known.push(merge)
    }
  }
  return (row, column) => byRow.get(row)?.find((m) => m.left <= column && column <= m.right)
}
