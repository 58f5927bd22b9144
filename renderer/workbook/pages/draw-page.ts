import { HOUSE_STYLE } from '../house-style'
import type { PageWord, SheetModel, WorkbookModel } from '../model'
import { MARGINS_MM, MM } from '../page-setup'
import { textUnits } from '../text-measure'
import { cellLines } from './cell-lines'
import type { PagePlan } from './paginate'
import { pageContentWidth, placeCells, type Box, type PlacedCell } from './place-cells'

/** A page as plain drawing: what the screen and the printer show, with nothing left to decide. Lengths in points. */
export interface PageDrawing {
  readonly width: number
  readonly height: number
  /** Where the cells' top left stands on the paper, and how small they are. Fills, borders and texts are in their natural size. */
  readonly left: number
  readonly top: number
  readonly scale: number
  readonly fills: readonly Stroke[]
  readonly borders: readonly Ruled[]
  readonly texts: readonly DrawnText[]
  /** Edges that texts name by their place. */
  readonly clips: readonly Box[]
  /** Header and footer, in points of the paper. */
  readonly lines: readonly DrawnText[]
}

/** Everything of one colour as one path. */
export interface Stroke {
  /** RRGGBB */
  readonly colour: string
  readonly path: string
}

/** Everything that is drawn with one pen as one path. */
export interface Ruled extends Stroke {
  readonly width: number
  /** As SVG writes it; null is a whole line. */
  readonly dash: string | null
}

export interface DrawnText {
  readonly text: string
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  /** Width that the named font gives it: kept where another font has to stand in. */
  readonly length: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly font: string
  readonly size: number
  readonly bold: boolean
  readonly line: 'underline' | 'line-through' | null
  readonly colour: string
  readonly clip: number | null
}

const BORDER = '8A94A3'
/** Points of a thin line. */
const THIN = 0.6

/** Draws one page; `number` of `count` is what header and footer say. */
export function drawPage(model: WorkbookModel, plan: PagePlan, number: number, count: number): PageDrawing {
  const sheet = model.sheets[plan.sheet] as SheetModel
  const cells = placeCells(sheet, plan)
  const clips: Box[] = []
  const printable = plan.width - (MARGINS_MM.left + MARGINS_MM.right) * MM
  return {
    width: plan.width, height: plan.height, scale: plan.scale,
    left: round(MARGINS_MM.left * MM + Math.max(0, printable - pageContentWidth(sheet, plan) * plan.scale) / 2),
    top: round(MARGINS_MM.top * MM),
    fills: fillsOf(cells), borders: bordersOf(cells), texts: cells.flatMap((c) => textsOf(c, clips)), clips,
    lines: [...headLine(sheet, plan, number, count), ...footLine(sheet, plan, number, count)],
  }
}

function fillsOf(cells: readonly PlacedCell[]): Stroke[] {
  const paths = new Map<string, string>()
  for (const { cell, box } of cells) {
    const { fill } = HOUSE_STYLE[cell.style]
    if (fill !== undefined) paths.set(fill, (paths.get(fill) ?? '') + rectangle(box))
  }
  return [...paths].map(([colour, path]) => ({ colour, path }))
}

function bordersOf(cells: readonly PlacedCell[]): Ruled[] {
  const path = cells.filter(({ cell }) => HOUSE_STYLE[cell.style].border === true).map(({ box }) => rectangle(box)).join('')
  return path === '' ? [] : [{ colour: BORDER, path, width: THIN, dash: null }]
}

function rectangle({ x, y, width, height }: Box): string {
  return `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`
}

/** Points between a cell's edge and its text. */
const PADDING = 2.25
/** Height of a line and of its baseline, in sizes of the font: as 宋体 is drawn. */
const LINE = 1.25
const BASELINE = 0.985

function textsOf(placed: PlacedCell, clips: Box[]): DrawnText[] {
  const { cell, box, whole, spill } = placed
  const style = HOUSE_STYLE[cell.style]
  const lines = cellLines(cell, whole.width)
  if (lines.length === 0) return []
  const { size } = style.font
  const pitch = size * LINE
  const high = lines.length * pitch
  const y = style.vertical === 'top' ? whole.y + 1 : whole.y + (whole.height - high) / 2
  const widest = Math.max(...lines.map((l) => textUnits(l) * size)) / 2
  const room = { x: whole.x - spill.left, y: box.y, width: whole.width + spill.left + spill.right, height: box.height }
  const outside = widest > room.width - 2 * PADDING || high > whole.height + 1 || box.height !== whole.height
  const clip = outside ? clips.push(mapBox(room)) - 1 : null
  return lines.flatMap((line, i) => {
    const start = line.length - line.trimStart().length
    const end = line.length - line.trimEnd().length
    const text = line.trim()
    if (text === '') return []
    const at = { left: whole.x + PADDING + textUnits(line.slice(0, start)) * size / 2, center: whole.x + whole.width / 2, right: whole.x + whole.width - PADDING - textUnits(line.slice(line.length - end)) * size / 2 }[style.horizontal]
    return [{
      text, x: round(at), y: round(y + i * pitch + size * BASELINE), length: round((textUnits(text) * size) / 2), anchor: ANCHORS[style.horizontal],
      font: style.font.name, size, bold: style.font.bold === true, line: null, colour: style.font.colour ?? '000000', clip,
    }]
  })
}

const ANCHORS = { left: 'start', center: 'middle', right: 'end' } as const

/** Font and size of headers and footers: see page-line.ts. */
const LINE_SIZE = 9

function headLine(sheet: SheetModel, plan: PagePlan, number: number, count: number): DrawnText[] {
  return pageLine(sheet.print.header, plan, MARGINS_MM.header * MM + LINE_SIZE * BASELINE, number, count)
}

function footLine(sheet: SheetModel, plan: PagePlan, number: number, count: number): DrawnText[] {
  return pageLine(sheet.print.footer, plan, plan.height - MARGINS_MM.footer * MM - LINE_SIZE * (LINE - BASELINE), number, count)
}

function pageLine(line: SheetModel['print']['header'], plan: PagePlan, y: number, number: number, count: number): DrawnText[] {
  const places = [['start', line.left, MARGINS_MM.left * MM], ['middle', line.centre, plan.width / 2], ['end', line.right, plan.width - MARGINS_MM.right * MM]] as const
  return places.flatMap(([anchor, words, x]) => {
    const text = (words ?? []).map((w) => pageWord(w, number, count)).join('')
    if (text === '') return []
    return [{ text, x: round(x), y: round(y), length: round((textUnits(text) * LINE_SIZE) / 2), anchor, font: '宋体', size: LINE_SIZE, bold: false, line: null, colour: '000000', clip: null }]
  })
}

function pageWord(word: PageWord, number: number, count: number): string {
  if (typeof word === 'string') return word.replace(/\s+/gu, ' ')
  return String(word.field === 'page' ? number : count)
}

function mapBox({ x, y, width, height }: Box): Box {
  return { x: round(x), y: round(y), width: round(width), height: round(height) }
}

/** Hundredths of a point: finer than any printer, and short in the drawing. */
function round(value: number): number {
  return Math.round(value * 100) / 100
}
