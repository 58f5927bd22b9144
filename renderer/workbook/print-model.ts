import type { CellRange } from './model'

export type Paper = 'A3' | 'A4'

export interface PrintModel {
  readonly paper: Paper
  readonly landscape: boolean
  /** Rows repeated at the top of every page, from 1, both ends included. */
  readonly repeatedRows: { readonly first: number; readonly last: number } | null
  /** Columns repeated at the left of every page. */
  readonly repeatedColumns?: { readonly first: number; readonly last: number }
  /** The one print area. */
  readonly area: CellRange
  readonly header: PageLine
  readonly footer: PageLine
  /** Pages across and down that the area is shrunk to; null is as many as needed. Left out: one across, any number down. */
  readonly fit?: { readonly wide: number | null; readonly tall: number | null }
  /** Rows after which a new page begins. With them `fit` must leave the height free. */
  readonly rowBreaks?: readonly number[]
  readonly columnBreaks?: readonly number[]
  /** Left out: horizontally alone. */
  readonly centred?: { readonly horizontally: boolean; readonly vertically: boolean }
  /** Number of the first page; left out: counted on from the sheet before, where several are printed. */
  readonly firstPage?: number
  /** Several pages across and down: left out, down first. */
  readonly overThenDown?: true
  /** In mm; left out: 8 at the sides, 14 above, 13 below, header and footer at 6. */
  readonly margins?: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number; readonly header: number; readonly footer: number }
}

export interface PageLine {
  readonly left?: readonly PageWord[]
  readonly centre?: readonly PageWord[]
  readonly right?: readonly PageWord[]
}

/** Text as it is, or the number of the page, or of all pages. */
export type PageWord = string | { readonly field: 'page' | 'pages' }
