import type { SheetModel, WorkbookModel } from '../model'
import { columnWidth, paperRoom, POINTS_PER_UNIT, rowHeight, sizeOf, type Span } from './measures'

/** One printed page of a sheet: which rows and columns stand on it, and how small. */
export interface PagePlan {
  /** Place of the sheet in the workbook, from 0. */
  readonly sheet: number
  /** What its header and footer call it. */
  readonly number: number
  /** Rows and columns of the page's own. */
  readonly rows: Span
  readonly columns: Span
  /** Header rows and columns that stand again at the top and left, where they are not the page's own. */
  readonly repeatedRows: Span | null
  readonly repeatedColumns: Span | null
  /** Share of the natural size, at most 1: whole percents, as Excel prints. */
  readonly scale: number
  /** The paper as it lies, in points. */
  readonly width: number
  readonly height: number
}

/** Excel prints no smaller. */
const LEAST_SCALE = 0.1
/** Points that the sums of fractions may be wrong by. */
const SLACK = 0.01

/** All pages of a workbook, in the order in which they are printed and numbered; hidden sheets have none. */
export function bookPages(model: WorkbookModel, unit = POINTS_PER_UNIT): PagePlan[] {
  const pages: PagePlan[] = []
  model.sheets.forEach((sheet, i) => {
    if (sheet.hidden === undefined) pages.push(...sheetPages(sheet, i, (sheet.print.firstPage ?? pages.length + 1), unit))
  })
  return pages
}

/** The pages of a sheet: shrunk to the pages that it asks for, never enlarged, broken between rows and columns. */
export function sheetPages(sheet: SheetModel, place: number, firstNumber = 1, unit = POINTS_PER_UNIT): PagePlan[] {
  const { print } = sheet
  const room = paperRoom(sheet)
  const width = (column: number): number => columnWidth(sheet, column, unit)
  const height = (row: number): number => rowHeight(sheet, row)
  const scale = fitScale(sheet, room, width, height)
  const rows = runs({ first: print.area.top, last: print.area.bottom }, height, room.height / scale, print.repeatedRows, print.rowBreaks ?? [])
  const columns = runs({ first: print.area.left, last: print.area.right }, width, room.width / scale, print.repeatedColumns ?? null, print.columnBreaks ?? [])
  const pairs = print.overThenDown === true ? rows.flatMap((r) => columns.map((c) => [r, c] as const)) : columns.flatMap((c) => rows.map((r) => [r, c] as const))
  return pairs.map(([r, c], i) => ({
    sheet: place, number: firstNumber + i, rows: r.span, columns: c.span, repeatedRows: r.repeated, repeatedColumns: c.repeated, scale, width: room.paper.width, height: room.paper.height,
  }))
}

type Size = (place: number) => number

function fitScale({ print }: SheetModel, room: { width: number; height: number }, width: Size, height: Size): number {
  const { wide, tall } = print.fit ?? { wide: 1, tall: null }
  const across = wide === null ? 1 : (room.width * wide) / Math.max(1, sizeOf({ first: print.area.left, last: print.area.right }, width))
  const down = tall === null ? 1 : (room.height * tall) / Math.max(1, sizeOf({ first: print.area.top, last: print.area.bottom }, height))
  const share = Math.min(1, across, down)
  return share >= 1 ? 1 : Math.max(LEAST_SCALE, Math.floor(share * 100 + 1e-9) / 100)
}

/** A span page by page. A row or column that is larger than a page stands on one alone and is cut there, as Excel cuts it. */
function runs(span: Span, size: Size, room: number, repeated: Span | null, breaks: readonly number[]): { span: Span; repeated: Span | null }[] {
  const found: { span: Span; repeated: Span | null }[] = []
  const again = repeated === null ? 0 : sizeOf(repeated, size)
  const ends = new Set(breaks)
  let first = span.first
  while (first <= span.last) {
    const head = repeated !== null && first > repeated.last && again < room ? repeated : null
    let left = room - (head === null ? 0 : again) - size(first)
    let last = first
    while (last < span.last && !ends.has(last) && left - size(last + 1) >= -SLACK) {
      last += 1
      left -= size(last)
    }
    found.push({ span: { first, last }, repeated: head })
    first = last + 1
  }
  return found
}
