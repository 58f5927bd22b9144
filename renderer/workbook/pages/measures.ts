import { HOUSE_STYLE } from '../house-style'
import type { SheetModel } from '../model'
import { MARGINS_MM, MM, PAPER_POINTS } from '../page-setup'
import { capacityOf, countLines, heightFor, UNIT_PX } from '../text-measure'

/** Points of one unit of column width: 8 pixels of 96 to the inch, as Excel shows a digit of 宋体 11. LibreOffice counts 5.5, its width unrounded. */
export const POINTS_PER_UNIT = 6
/** What Excel gives a row without a height: a line of 宋体 11. */
const DEFAULT_HEIGHT = 13.5
/** Points of one step of indent. */
export const INDENT = 6.75

/** A run of rows or columns, from 1, both ends included. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** Width of a column, in points; 0 where it is hidden. */
export function columnWidth(sheet: SheetModel, column: number, unit = POINTS_PER_UNIT): number {
  const model = sheet.columns[column - 1]
  return model?.hidden === true ? 0 : (model?.width ?? 8.38) * unit
}

/** Height of a row, in points: as given, or as its wrapped text needs; 0 where it is hidden. */
export function rowHeight(sheet: SheetModel, row: number): number {
  const model = sheet.rows[row - 1]
  if (model === undefined) return DEFAULT_HEIGHT
  if (model.hidden === true) return 0
  if (model.height !== null) return model.height
  let height = DEFAULT_HEIGHT
  model.cells.forEach((cell, i) => {
    if (typeof cell?.value !== 'string') return
    const { font, wrap } = HOUSE_STYLE[cell.style]
    const lines = wrap === true ? countLines(cell.value, capacityOf(sheet.columns[i]?.width ?? 8, font.size, UNIT_PX)) : 1
    height = Math.max(height, heightFor(lines, font.size, DEFAULT_HEIGHT))
  })
  return height
}

/** Sum of the sizes of a span. */
export function sizeOf(span: Span, size: (place: number) => number): number {
  let sum = 0
  for (let place = span.first; place <= span.last; place += 1) sum += size(place)
  return sum
}

/** The paper as it lies, its margins and the room between them, in points. */
export interface PaperRoom {
  readonly paper: { readonly width: number; readonly height: number }
  readonly margins: Readonly<Record<keyof typeof MARGINS_MM, number>>
  readonly width: number
  readonly height: number
}

export function paperRoom({ print }: SheetModel): PaperRoom {
  const upright = PAPER_POINTS[print.paper]
  const paper = print.landscape ? { width: upright.height, height: upright.width } : upright
  const given = print.margins ?? MARGINS_MM
  const margins = { left: given.left * MM, right: given.right * MM, top: given.top * MM, bottom: given.bottom * MM, header: given.header * MM, footer: given.footer * MM }
  return { paper, margins, width: paper.width - margins.left - margins.right, height: paper.height - margins.top - margins.bottom }
}
