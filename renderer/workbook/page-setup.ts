import type { Paper } from './model'

/** One millimetre in points. */
export const MM = 72 / 25.4

/** Width and height of the upright paper, in points. */
export const PAPER_POINTS: Readonly<Record<Paper, { readonly width: number; readonly height: number }>> = {
  A3: { width: 297 * MM, height: 420 * MM },
  A4: { width: 210 * MM, height: 297 * MM },
}

/** Margins of every sheet, in millimetres. `header` and `footer` are the distances of those lines from the paper's edges. */
export const MARGINS_MM = { left: 8, right: 8, top: 14, bottom: 13, header: 6, footer: 6 } as const
