import { HOUSE_STYLE, type BorderLine, type CellStyle, type Side } from '../house-style'
import type { CellModel, SheetModel } from '../model'
import { rectangle, round, type Ruled, type Stroke } from './drawing'
import type { Box, PlacedCell } from './place-cells'

/** The line of cells whose style says no more than that they have one. */
const HOUSE_LINE: BorderLine = { line: 'thin', colour: '8A94A3' }

/** Width in points, and dashes, of Excel's lines. */
const PENS: Readonly<Record<BorderLine['line'], { readonly width: number; readonly dash: string | null }>> = {
  hair: { width: 0.25, dash: null }, thin: { width: 0.6, dash: null }, medium: { width: 1.3, dash: null }, thick: { width: 2, dash: null },
  dashed: { width: 0.6, dash: '3 1.5' }, dotted: { width: 0.6, dash: '0.8 1.2' }, double: { width: 0.5, dash: null },
}
/** Between the two lines of a double one. */
const DOUBLE_GAP = 1.2
const SIDES: readonly Side[] = ['left', 'right', 'top', 'bottom']

/** The grounds of cells, a path a colour. */
export function drawFills(cells: readonly PlacedCell[]): Stroke[] {
  const paths = new Map<string, string>()
  for (const { cell, box } of cells) {
    const { fill } = HOUSE_STYLE[cell.style]
    if (fill !== undefined && box.width > 0 && box.height > 0) paths.set(fill, (paths.get(fill) ?? '') + rectangle(box))
  }
  return [...paths].map(([colour, path]) => ({ colour, path }))
}

/** The lines around cells, a path a pen. */
export function drawBorders(sheet: SheetModel, cells: readonly PlacedCell[]): Ruled[] {
  const pens = new Map<string, { pen: Omit<Ruled, 'path'>; path: string }>()
  const draw = ({ line, colour = '000000' }: BorderLine, path: string): void => {
    const { width, dash } = PENS[line]
    const key = `${colour} ${width} ${dash ?? ''}`
    const known = pens.get(key)
    if (known === undefined) pens.set(key, { pen: { colour, width, dash }, path })
    else known.path += path
  }
  for (const placed of cells) {
    const { border } = HOUSE_STYLE[placed.cell.style]
    if (placed.box.width <= 0 || placed.box.height <= 0) continue
    if (border === true) draw(HOUSE_LINE, rectangle(placed.box))
    else for (const side of SIDES) {
      const line = sideOf(sheet, placed, side)
      if (line !== undefined) draw(line, sidePath(placed.box, side, line))
    }
  }
  return [...pens.values()].map(({ pen, path }) => ({ ...pen, path }))
}

/** Of merged cells, each side is the outermost cell's. */
function sideOf(sheet: SheetModel, { cell, range }: PlacedCell, side: Side): BorderLine | undefined {
  const at = (row: number, column: number): CellModel | null => sheet.rows[row - 1]?.cells[column - 1] ?? null
  const outermost = side === 'right' ? at(range.top, range.right) : side === 'bottom' ? at(range.bottom, range.left) : null
  return lineOf(HOUSE_STYLE[(outermost ?? cell).style], side) ?? lineOf(HOUSE_STYLE[cell.style], side)
}

function lineOf({ border }: CellStyle, side: Side): BorderLine | undefined {
  return border === true ? HOUSE_LINE : border?.[side]
}

function sidePath({ x, y, width, height }: Box, side: Side, { line }: BorderLine): string {
  const upright = side === 'left' || side === 'right'
  const at = { left: x, right: x + width, top: y, bottom: y + height }[side]
  const stroke = (shift: number): string => (upright ? `M${round(at + shift)} ${round(y)}v${round(height)}` : `M${round(x)} ${round(at + shift)}h${round(width)}`)
  return line === 'double' ? stroke(-DOUBLE_GAP / 2) + stroke(DOUBLE_GAP / 2) : stroke(0)
}
