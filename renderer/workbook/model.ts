import type { DateOnly } from '@/domain/period'
import type { DrawingModel } from './drawing-model'
import type { ConditionModel, ProtectionModel, ValidationModel } from './entry-model'
import type { StyleKind } from './house-style'
import type { PrintModel } from './print-model'

export type { Anchor, AxisModel, ChartModel, ChartSeries, DataRange, DrawingModel, PictureModel } from './drawing-model'
export type { AllowedAction, ConditionModel, ListSource, ProtectionModel, ValidationMessage, ValidationModel, ValidationRule } from './entry-model'
export type { PageLine, PageWord, Paper, PrintModel } from './print-model'

/** A workbook as plain data: everything that writeWorkbook puts in the file, and nothing of how it is done. */
export interface WorkbookModel {
  /** Shown under 文件 → 信息, as are subject to company. */
  readonly title: string
  readonly subject?: string
  readonly keywords?: readonly string[]
  readonly category?: string
  /** 填报单位, as the file's author. Never a person. */
  readonly author: string
  readonly company?: string
  /** The file's created and modified day. Given, never the clock's: the same model is the same bytes. */
  readonly madeOn: DateOnly
  /** What a program reads from the file: the ledger's id, checksums. Each name once. */
  readonly properties?: readonly CustomProperty[]
  readonly sheets: readonly SheetModel[]
  /** Key of the sheet that is in front when the file is opened; left out: the first that is not hidden. */
  readonly opensAt?: string
  /** Sheets cannot be added, removed, renamed or unhidden. */
  readonly lockStructure?: true
}

export interface CustomProperty {
  /** ASCII letters, digits, `.`, `-` and `_`. */
  readonly name: string
  /** At most 255 UTF-16 units: Excel cuts the rest when it saves the file again. */
  readonly value: string
}

export interface SheetModel {
  /** As wished; cleaned by the writer where Excel would refuse it (see sheet-names.ts). */
  readonly name: string
  /** What links, charts and formulas call this sheet; left out: its wished name. Needed where two wish for one name. */
  readonly key?: string
  readonly columns: readonly ColumnModel[]
  readonly rows: readonly RowModel[]
  readonly merges: readonly CellRange[]
  /** Rows above and columns left of which the sheet scrolls. */
  readonly frozen: { readonly rows: number; readonly columns: number } | null
  readonly print: PrintModel
  readonly notes?: readonly CellNote[]
  /** Names that formulas and people may use for a range of this sheet, anywhere in the workbook. */
  readonly names?: readonly NamedRange[]
  readonly links?: readonly CellLink[]
  /** Header row and rows below that carry filter buttons. */
  readonly filter?: CellRange
  /** `veryHidden`: people cannot unhide it without a program. */
  readonly hidden?: 'hidden' | 'veryHidden'
  /** RRGGBB. */
  readonly tabColour?: string
  /** Percent, 10 to 400. */
  readonly zoom?: number
  /** The cell that is selected at opening; left out: the first below and right of the frozen ones. */
  readonly activeCell?: CellPlace
  /** Left out: hidden, for the sheet draws its own lines. */
  readonly gridlines?: true
  /** Rows of an outline are summed by the row above them; left out: by the row below. */
  readonly summaryAbove?: true
  readonly drawings?: readonly DrawingModel[]
  readonly protection?: ProtectionModel
  readonly validations?: readonly ValidationModel[]
  readonly conditions?: readonly ConditionModel[]
}

export interface ColumnModel {
  /** In widths of a digit of 宋体 11, as Excel counts it. */
  readonly width: number
  readonly hidden?: true
  /** 1 to 7: how deep in the outline. */
  readonly outline?: number
  /** Of the cells that the sheet does not write, down to the last row. */
  readonly style?: StyleKind
}

export interface RowModel {
  /** In points; null leaves it to the program that opens the file. */
  readonly height: number | null
  /** From column A; null is no cell at all. */
  readonly cells: readonly (CellModel | null)[]
  readonly hidden?: true
  /** 1 to 7: how deep in the outline. */
  readonly outline?: number
  /** The outline below (or, with summaryAbove, under this row) is closed; its rows must be hidden. */
  readonly collapsed?: true
}

export interface CellModel {
  readonly value: CellValue
  readonly style: StyleKind
}

/** Text is always text, whatever it begins with. Null is an empty cell that still has its borders. */
export type CellValue = null | string | number | DateCell | FormulaCell | RichText

export interface DateCell {
  readonly date: DateOnly
}

export interface FormulaCell {
  /** Without the leading `=`. Cells of another sheet are named by `onSheet` (sheet-keys.ts), those of its own row by `hereIn` (row-formulas.ts). */
  readonly formula: string
  /** What the formula gives: written beside it, for viewers that do not calculate. */
  readonly result: number | string
}

/** A text in pieces that look different. */
export interface RichText {
  readonly rich: readonly TextRun[]
}

/** What is left out is as the cell's style has it. */
export interface TextRun {
  readonly text: string
  readonly bold?: boolean
  /** Struck out. */
  readonly struck?: boolean
  readonly underlined?: boolean
  /** RRGGBB. */
  readonly colour?: string
  /** In points. */
  readonly size?: number
}

/** What a cell shows without its number format: a date as YYYY-MM-DD, a formula by its result. */
export function shownValue(value: CellValue): string | number | null {
  if (value === null || typeof value !== 'object') return value
  if ('date' in value) return value.date
  return 'formula' in value ? value.result : value.rich.map((run) => run.text).join('')
}

/** Row and column from 1. */
export interface CellPlace {
  readonly row: number
  readonly column: number
}

/** Rows and columns from 1, both ends included. */
export interface CellRange {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export interface CellNote extends CellPlace {
  readonly text: string
}

export interface NamedRange {
  readonly name: string
  readonly range: CellRange
}

/** A cell that leads to another cell of the workbook. */
export interface CellLink extends CellPlace {
  /** `sheet` is the key of a sheet. */
  readonly to: CellPlace & { readonly sheet: string }
  /** Shown while the pointer rests on the cell. */
  readonly tip?: string
}

/** Thrown where a model cannot become a sound file; the message is a Chinese sentence. */
export class WorkbookError extends Error {
  override readonly name = 'WorkbookError'
}
