import type { CellRange, SheetModel, WorkbookModel } from '../model'
import { MARGINS_MM, MM, PAPER_POINTS } from '../page-setup'
import { countLines, capacityOf, heightFor } from '../text-measure'
import { HOUSE_STYLE } from '../house-style'

/** One printed page of a sheet: which rows and columns stand on it, and how small. */
export interface PagePlan {
  /** Place of the sheet in the workbook, from 0. */
  readonly sheet: number
  /** Rows of the page's own, from 1, both ends included. */
  readonly rows: { readonly first: number; readonly last: number }
  readonly columns: { readonly first: number; readonly last: number }
  /** Header rows that stand again at the top, where they are not the page's own. */
  readonly repeated: { readonly first: number; readonly last: number } | null
  /** Share of the natural size, at most 1: whole percents, as Excel prints. */
  readonly scale: number
  /** The paper as it lies, in points. */
  readonly width: number
  readonly height: number
}

/** Points of one unit of column width: 8 pixels of 96 to the inch, as Excel shows a digit of 宋体 11. LibreOffice counts 5.5, its width unrounded. */
export const POINTS_PER_UNIT = 6
/** What Excel gives a row without a height: a line of 宋体 11. */
const DEFAULT_HEIGHT = 13.5
/** Excel prints no smaller. */
const LEAST_SCALE = 0.1

/** Width of each column of a sheet, in points. */
export function columnWidths(sheet: SheetModel, unit = POINTS_PER_UNIT): number[] {
  return sheet.columns.map(({ width }) => width * unit)
}

/** Height of a row, in points: as given, or as its wrapped text needs. */
export function rowHeight(sheet: SheetModel, row: number): number {
  const model = sheet.rows[row - 1]
  if (model === undefined) return DEFAULT_HEIGHT
  if (model.height !== null) return model.height
  let height = DEFAULT_HEIGHT
  model.cells.forEach((cell, i) => {
    if (typeof cell?.value !== 'string') return
    const { font, wrap } = HOUSE_STYLE[cell.style]
    const lines = wrap === true ? countLines(cell.value, capacityOf(sheet.columns[i]?.width ?? 8, font.size)) : 1
    height = Math.max(height, heightFor(lines, font.size, DEFAULT_HEIGHT))
  })
  return height
}

/** The room between the margins, in points of the paper. */
export function printableSize(sheet: SheetModel): { paperWidth: number; paperHeight: number; width: number; height: number } {
  const { width, height } = PAPER_POINTS[sheet.print.paper]
  const [paperWidth, paperHeight] = sheet.print.landscape ? [height, width] : [width, height]
  return { paperWidth, paperHeight, width: paperWidth - (MARGINS_MM.left + MARGINS_MM.right) * MM, height: paperHeight - (MARGINS_MM.top + MARGINS_MM.bottom) * MM }
}

/** All pages of a workbook, in the order in which they are printed and numbered. */
export function bookPages(model: WorkbookModel, unit = POINTS_PER_UNIT): PagePlan[] {
  return model.sheets.flatMap((sheet, i) => sheetPages(sheet, i, unit))
}

/** The pages of a sheet: one page wide, never enlarged, broken between rows. */
export function sheetPages(sheet: SheetModel, place: number, unit = POINTS_PER_UNIT): PagePlan[] {
  const { area } = sheet.print
  const room = printableSize(sheet)
  const scale = fitScale(columnWidths(sheet, unit), area, room.width)
  const columns = { first: area.left, last: area.right }
  return rowRuns(sheet, room.height / scale).map(({ first, last, repeated }) => ({ sheet: place, rows: { first, last }, columns, repeated, scale, width: room.paperWidth, height: room.paperHeight }))
}

function fitScale(widths: readonly number[], area: CellRange, room: number): number {
  const natural = widths.slice(area.left - 1, area.right).reduce((sum, w) => sum + w, 0)
  if (natural <= room) return 1
  return Math.max(LEAST_SCALE, Math.floor((room / natural) * 100) / 100)
}

/** Rows page by page. A row that is higher than a page stands on one alone and is cut there, as Excel cuts it. */
function rowRuns(sheet: SheetModel, room: number): { first: number; last: number; repeated: PagePlan['repeated'] }[] {
  const { area, repeatedRows } = sheet.print
  const runs: { first: number; last: number; repeated: PagePlan['repeated'] }[] = []
  const repeatedHeight = repeatedRows === null ? 0 : heightOf(sheet, repeatedRows.first, repeatedRows.last)
  let first = area.top
  while (first <= area.bottom) {
    const repeated = repeatedRows !== null && first > repeatedRows.last && repeatedHeight < room ? repeatedRows : null
    let left = room - (repeated === null ? 0 : repeatedHeight)
    let last = first
    left -= rowHeight(sheet, first)
    while (last < area.bottom && !breaksAfter(sheet, last) && left - rowHeight(sheet, last + 1) >= -SLACK) {
      last += 1
      left -= rowHeight(sheet, last)
    }
    runs.push({ first, last, repeated })
    first = last + 1
  }
  return runs
}

/** Points that the sums of fractions may be wrong by. */
const SLACK = 0.01

function breaksAfter(sheet: SheetModel, row: number): boolean {
  return (sheet.print as { breaks?: readonly number[] }).breaks?.includes(row) ?? false
}

/** Height of rows `first` to `last`, in points. */
export function heightOf(sheet: SheetModel, first: number, last: number): number {
  let sum = 0
  for (let row = first; row <= last; row += 1) sum += rowHeight(sheet, row)
  return sum
}
