import { dateOfDay, dateOnly, isDateOnly, type DateOnly } from '@/domain/period'
import { EXCEL_EPOCH, excelDay } from '@/workbook/excel-day'

/**
 * A table as it stands in a file: no opinion yet on what it means. Rows and columns count from 0.
 * `missing` is a formula whose result is not in the file; `error` one whose result is `#DIV/0!` and the like.
 */
export interface PlainCell {
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'missing'
  /** A date is the day number of its workbook (1900 or 1904 system); see serialDate. */
  readonly value: string | number | boolean
  /** Number format, such as `0.00%`; null for General and for text. */
  readonly format: string | null
}

/** Both ends inclusive. */
export interface PlainRange {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export interface PlainSheet {
  readonly name: string
  readonly hidden: boolean
  /** Sparse: a row or cell that holds nothing is absent. */
  readonly rows: readonly (readonly (PlainCell | undefined)[] | undefined)[]
  /** One more than the last column that holds something. */
  readonly columnCount: number
  /** Within the used range, none overlapping another. */
  readonly merges: readonly PlainRange[]
  readonly hiddenRows: readonly number[]
  readonly hiddenColumns: readonly number[]
  /** What was left out on the way, in Chinese sentences. */
  readonly notes: readonly string[]
}

export interface PlainBook {
  readonly kind: 'xlsx' | 'xls' | 'text'
  /** The day numbers of its dates count from 1904 (files from old Macs). */
  readonly date1904: boolean
  /** Of a text file: how its characters were read. */
  readonly encoding: 'UTF-8' | 'UTF-16' | 'GBK' | null
  readonly sheets: readonly PlainSheet[]
}

/** Told how far the reading is, from 0 to 1. */
export type ReadingProgress = (share: number) => void

export type ReadingFault =
  | 'empty' | 'too-large' | 'not-a-table' | 'truncated' | 'damaged' | 'encrypted' | 'bomb' | 'bad-name' | 'entities'
  | 'too-many-cells' | 'too-many-columns' | 'too-many-rows' | 'shared-strings' | 'merges' | 'encoding'

/** A file that is not read. The message is one Chinese sentence or two that say what is wrong and what to do. */
export class ReadingError extends Error {
  override readonly name = 'ReadingError'
  constructor(readonly fault: ReadingFault, message: string, options?: ErrorOptions) {
    super(message, options)
  }
}

/** What a file may hold. Above any of these it is refused before it is parsed; docs/import.md states the memory that follows. */
export const READING_LIMITS = {
  fileBytes: 50_000_000,
  entries: 2_000,
  /** All parts that are read, unpacked. */
  unpackedBytes: 200_000_000,
  /** Unpacked to packed, of a part that unpacks to more than `ratioFrom` bytes. */
  ratio: 200,
  ratioFrom: 4_000_000,
  /** Cells that hold something, in all sheets together. */
  cells: 1_000_000,
  rows: 100_000,
  columns: 512,
  merges: 50_000,
  sheets: 200,
} as const

/** Column letters of a 0-based index: 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) letters = String.fromCharCode(65 + (rest % 26)) + letters
  return letters
}

/** `B7` of 0-based row 6, column 1. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`
}

/** 0-based row and column of `B7`; null for anything else. */
export function parseAddress(address: string): { row: number; column: number } | null {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/u.exec(address)
  if (match === null) return null
  let column = 0
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(match[2]) - 1, column: column - 1 }
}

/**
 * The day that a day number stands for; null outside 1949 to 2199, or where Excel's calendar has a day that never was
 * (1900-02-29). A time of day is dropped.
 */
export function serialDate(serial: number, date1904: boolean): DateOnly | null {
  if (!Number.isFinite(serial)) return null
  const day = Math.floor(serial) + (date1904 ? 1462 : 0)
  // 17899 is 1949-01-01 and 109574 is 2199-12-31 in the 1900 system.
  if (day < 17_899 || day > 109_574) return null
  return dateOfDay(day - EXCEL_EPOCH)
}

/** Day number of a date that is written out (`2020-03-05T00:00:00`), as the strict form of .xlsx has them; null for anything else. */
export function serialOfText(text: string, date1904: boolean): number | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:T|$)/u.exec(text.trim())?.[1]
  return day === undefined || !isDateOnly(day) ? null : excelDay(dateOnly(day)) - (date1904 ? 1462 : 0)
}

/** What a person sees in a cell, near enough to show it and to read words from it. */
export function cellText(cell: PlainCell | undefined, date1904: boolean): string {
  if (cell === undefined) return ''
  const { kind, value, format } = cell
  if (kind === 'text' || kind === 'error') return String(value)
  if (kind === 'missing') return ''
  if (kind === 'boolean') return value === true ? '是' : '否'
  if (kind === 'date') return serialDate(value as number, date1904) ?? String(value)
  if (format !== null && format.includes('%')) return `${plainNumber((value as number) * 100)}%`
  return plainNumber(value as number)
}

/** A double as decimal digits, without the dust of binary arithmetic (0.1 + 0.2) and without an exponent. */
export function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(15))
  const text = String(rounded)
  return text.includes('e') ? rounded.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text
}
