import { excelDay } from '@/workbook/excel-day'
import type { CellValue } from '@/workbook/model'
import { formulaInRow } from '@/workbook/row-formulas'
import { resolveSheets } from '@/workbook/sheet-keys'
import { cleanText } from '@/workbook/xml-text'

/** A cell by its content alone: what has to be the same after Excel, WPS or LibreOffice have saved the file again. */
export interface PlainCell {
  readonly value: string | number | boolean
  /** Without the leading `=`; null for a typed value. */
  readonly formula: string | null
  /** `#DIV/0!` and the like. */
  readonly error?: true
  /** A formula whose result is not in the file: some programs save without reckoning. */
  readonly noResult?: true
}

/** The cell of a model as it will stand in a row (from 1) of the file; null for an empty one. */
export function modelCell(value: CellValue, row: number, nameOf: (key: string) => string): PlainCell | null {
  if (value === null || value === '') return null
  if (typeof value === 'number') return { value, formula: null }
  if (typeof value === 'string') return textCell(value)
  if ('date' in value) return { value: excelDay(value.date), formula: null }
  if ('formula' in value) return { value: typeof value.result === 'string' ? cleanText(value.result) : value.result, formula: formulaInRow(resolveSheets(value.formula, nameOf), row) }
  return textCell(value.rich.map((run) => run.text).join(''))
}

function textCell(text: string): PlainCell | null {
  const plain = cleanText(text)
  return plain === '' ? null : { value: plain, formula: null }
}

/**
 * One way of writing a formula: programs that save a file again put spaces and quotes about sheet names otherwise, and
 * write the names of functions large.
 */
export function plainFormula(formula: string): string {
  return formula
    .split(/("(?:[^"]|"")*")/u)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/\s+|_xlfn\.|\$/gu, '').replace(/'((?:[^']|'')*)'!/gu, '$1!').toUpperCase()))
    .join('')
}

/** LibreOffice writes 15 digits of a typed number: money has no more, a rate may. */
const SIGNIFICANT_TYPED = 15
/** Results of formulas are worked out anew by each program: their last binary digits may differ. */
const SIGNIFICANT = 10

function plainValue({ value, formula }: PlainCell): string {
  if (typeof value === 'number') return `n${String(Number(value.toPrecision(formula === null ? SIGNIFICANT_TYPED : SIGNIFICANT)))}`
  return typeof value === 'boolean' ? `b${String(value)}` : `s${value.replace(/\r\n?/gu, '\n')}`
}

/** The cell's content as one text: equal texts are equal cells. */
export function cellContent(cell: PlainCell): string {
  return cell.formula === null ? plainValue(cell) : `=${plainFormula(cell.formula)}\u0000${plainValue(cell)}`
}

export function sameCell(a: PlainCell | null, b: PlainCell | null): boolean {
  if (a === null || b === null) return a === b
  if (cellContent(a) === cellContent(b)) return true
  if (a.formula !== null && b.formula !== null && plainFormula(a.formula) === plainFormula(b.formula) && (a.noResult === true || b.noResult === true)) return true
  // Where rounding falls on the edge, two results that are as good as equal would look different.
  return a.formula !== null && b.formula !== null && plainFormula(a.formula) === plainFormula(b.formula) && typeof a.value === 'number' && typeof b.value === 'number' &&
    Math.abs(a.value - b.value) <= 1e-9 * Math.max(1, Math.abs(a.value))
}

/** What a person is shown of a cell: its formula, or where two formulas are the same their results. */
export function shownCells(expected: PlainCell | null, found: PlainCell | null): [string | number | boolean | null, string | number | boolean | null] {
  const byResult = expected !== null && found !== null && expected.formula !== null && found.formula !== null && plainFormula(expected.formula) === plainFormula(found.formula)
  const show = (cell: PlainCell | null): string | number | boolean | null => (cell === null ? null : cell.formula === null || byResult ? cell.value : `=${cell.formula}`)
  return [show(expected), show(found)]
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Stands for an empty cell. */
export const EMPTY_MARK = '...'
export const MARK_LENGTH = EMPTY_MARK.length

/** 18 bits of a cell's content as three letters (FNV-1a, folded): one in 262,144 changes goes unseen here, and none in the sheet's SHA-256. */
export function cellMark(content: string | null): string {
  if (content === null) return EMPTY_MARK
  let hash = 0x811c9dc5
  for (let i = 0; i < content.length; i += 1) hash = Math.imul(hash ^ content.charCodeAt(i), 0x01000193)
  // FNV's low bits of the last characters are weak: stir once.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash ^= hash >>> 13
  return LETTERS[hash & 63]! + LETTERS[(hash >>> 6) & 63]! + LETTERS[(hash >>> 12) & 63]!
}
