import type { DateOnly } from '@/domain/period'
import type { StyleKind } from './house-style'

/** A workbook as plain data: everything that writeWorkbook puts in the file, and nothing of how it is done. */
export interface WorkbookModel {
  /** Shown under 文件 → 信息. */
  readonly title: string
  /** 填报单位, as the file's author. */
  readonly author: string
  /** The file's created and modified day. Given, never the clock's: the same model is the same bytes. */
  readonly madeOn: DateOnly
  readonly sheets: readonly SheetModel[]
}

export interface SheetModel {
  /** As wished; cleaned by the writer where Excel would refuse it (see sheet-names.ts). */
  readonly name: string
  readonly columns: readonly ColumnModel[]
  readonly rows: readonly RowModel[]
  readonly merges: readonly CellRange[]
  /** Rows above and columns left of which the sheet scrolls. */
  readonly frozen: { readonly rows: number; readonly columns: number } | null
  readonly print: PrintModel
  readonly notes?: readonly CellNote[]
  /** Names that formulas and people may use for a range of this sheet. */
  readonly names?: readonly NamedRange[]
}

export interface ColumnModel {
  /** In widths of a digit of 宋体 11, as Excel counts it. */
  readonly width: number
}

export interface RowModel {
  /** In points; null leaves it to the program that opens the file. */
  readonly height: number | null
  /** From column A; null is no cell at all. */
  readonly cells: readonly (CellModel | null)[]
}

export interface CellModel {
  readonly value: CellValue
  readonly style: StyleKind
}

/** Text is always text, whatever it begins with. Null is an empty cell that still has its borders. */
export type CellValue = null | string | number | DateCell | FormulaCell

export interface DateCell {
  readonly date: DateOnly
}

export interface FormulaCell {
  /** Without the leading `=`. */
  readonly formula: string
  /** What the formula gives: written beside it, for viewers that do not calculate. */
  readonly result: number | string
}

/** Rows and columns from 1, both ends included. */
export interface CellRange {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export interface CellNote {
  readonly row: number
  readonly column: number
  readonly text: string
}

export interface NamedRange {
  readonly name: string
  readonly range: CellRange
}

export type Paper = 'A3' | 'A4'

export interface PrintModel {
  readonly paper: Paper
  readonly landscape: boolean
  /** Rows repeated at the top of every page, from 1, both ends included. */
  readonly repeatedRows: { readonly first: number; readonly last: number } | null
  /** The one print area; one page wide, as many tall as needed. */
  readonly area: CellRange
  readonly header: PageLine
  readonly footer: PageLine
}

export interface PageLine {
  readonly left?: readonly PageWord[]
  readonly centre?: readonly PageWord[]
  readonly right?: readonly PageWord[]
}

/** Text as it is, or the number of the page, or of all pages. */
export type PageWord = string | { readonly field: 'page' | 'pages' }

/** Thrown where a model cannot become a sound file; the message is a Chinese sentence. */
export class WorkbookError extends Error {
  override readonly name = 'WorkbookError'
}
