import type { CellPlace, CellRange } from './model'
import type { FontName } from './house-style'

export type DrawingModel = ChartModel | PictureModel

/** Over whole cells, or from a cell's upper left corner on with a size in mm. */
export type Anchor = CellRange | (CellPlace & { readonly width: number; readonly height: number })

interface Drawing {
  /** What the selection pane calls it. */
  readonly name: string
  /** For people who do not see it: what it shows, in words. */
  readonly alternative: string
  readonly at: Anchor
}

export interface PictureModel extends Drawing {
  readonly kind: 'picture'
  readonly png: Uint8Array
}

/** A native chart that people can go on working with. Its figures stand in cells; the writer reads the cached ones there. */
export interface ChartModel extends Drawing {
  readonly kind: 'line' | 'column'
  readonly title: string | null
  /** One row or one column of cells: the labels below the chart. */
  readonly categories: DataRange
  readonly series: readonly ChartSeries[]
  readonly categoryAxis: { readonly title: string | null }
  readonly valueAxis: AxisModel
  readonly legend: 'bottom' | 'right' | 'top' | null
  /** Left out: 宋体. */
  readonly font?: FontName
  /** In points; the title is 1.4 times as large. Left out: 10. */
  readonly fontSize?: number
}

export interface AxisModel {
  readonly title: string | null
  /** Number format of the labels. */
  readonly format: string
  readonly min?: number
  readonly max?: number
}

export interface ChartSeries {
  /** A text, or the cell that holds it. */
  readonly name: string | (CellPlace & { readonly sheet?: string })
  /** As long as the categories. An empty cell is a gap in the line; a text is refused, since it would be drawn as 0. */
  readonly values: DataRange
  /** RRGGBB. */
  readonly colour: string
  readonly dash?: 'dash' | 'dot'
  /** Of the line, in points; left out: 2.25. */
  readonly width?: number
  /** A dot at each value of a line. */
  readonly markers?: true
}

/** Cells of a sheet, by its key; left out: the sheet that the chart stands on. */
export interface DataRange {
  readonly sheet?: string
  readonly range: CellRange
}
