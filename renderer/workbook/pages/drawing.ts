import type { Box } from './place-cells'

/** A page as plain drawing: what the screen and the printer show, with nothing left to decide. Lengths in points, colours RRGGBB. */
export interface PageDrawing {
  readonly width: number
  readonly height: number
  /** Where the cells' top left stands on the paper, and how small they are. What stands in `cells` and `over` is in its natural size. */
  readonly left: number
  readonly top: number
  readonly scale: number
  readonly cells: Graphic
  /** Charts, in front of the cells. */
  readonly over: readonly Graphic[]
  readonly pictures: readonly { readonly box: Box; readonly source: string; readonly words: string }[]
  /** Edges that texts of the cells name by their place. */
  readonly clips: readonly Box[]
  /** Header and footer, in points of the paper. */
  readonly lines: readonly DrawnText[]
}

export interface Graphic {
  readonly fills: readonly Stroke[]
  readonly rules: readonly Ruled[]
  readonly texts: readonly DrawnText[]
}

/** Everything of one colour as one path. */
export interface Stroke {
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
  readonly line: 'underline' | 'line-through' | 'underline line-through' | null
  readonly colour: string
  readonly clip: number | null
}

/** Hundredths of a point: finer than any printer, and short in the drawing. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}

export function roundBox({ x, y, width, height }: Box): Box {
  return { x: round(x), y: round(y), width: round(width), height: round(height) }
}

export function rectangle({ x, y, width, height }: Box): string {
  return `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`
}

/** Height of a line of text and of its baseline, in sizes of the font: as 宋体 is drawn. */
export const LINE = 1.25
export const BASELINE = 0.985
