/** A page that the wall chart is drawn on; every measure in the page's own unit. */
export interface SheetSize {
  readonly name: string
  /** mm on paper, px on a screen. */
  readonly unit: 'mm' | 'px'
  readonly width: number
  readonly height: number
  readonly margin: number
  readonly row: number
  /** Width of names, lights and rates. */
  readonly left: number
}

/** Landscape. Rows are as high as can be read from where such a sheet hangs. */
export const PAPERS = {
  A3: { name: 'A3', unit: 'mm', width: 420, height: 297, margin: 10, row: 5.4, left: 92 },
  A1: { name: 'A1', unit: 'mm', width: 841, height: 594, margin: 18, row: 7.2, left: 140 },
  A0: { name: 'A0', unit: 'mm', width: 1189, height: 841, margin: 24, row: 10.2, left: 198 },
} as const satisfies Record<string, SheetSize>
export type Paper = keyof typeof PAPERS

/** 投屏: a wide screen, whatever its resolution. */
export const SCREEN_SIZE: SheetSize = { name: '投屏', unit: 'px', width: 1920, height: 1080, margin: 36, row: 42, left: 560 }

/** Height of title, axis and legend, counted in rows. */
const FRAME_ROWS = 6.4

/** How many lines a page holds. */
export function linesOf({ height, margin, row }: SheetSize): number {
  return Math.max(2, Math.floor((height - 2 * margin) / row - FRAME_ROWS))
}

/** What stands around the chart on each of its pages. */
export interface PageWords {
  readonly title: string
  readonly note: string
  /** 虚构演示数据, or null. */
  readonly mark: string | null
  /** 截至 */
  readonly day: string
}

/** Where the parts of a page stand, in its unit. */
export interface PageFrame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly chartLeft: number
  readonly chartTop: number
  /** Below the last of `lines`. */
  readonly chartEnd: number
}

export function frameOf({ width, height, margin, row, left }: SheetSize, lines: number): PageFrame {
  const chartTop = margin + row * 4.6
  return { left: margin, right: width - margin, top: margin, bottom: height - margin, chartLeft: margin + left, chartTop, chartEnd: chartTop + lines * row }
}
