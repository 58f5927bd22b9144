import type { MoneyUnit } from '@/domain/money'
import type { Period } from '@/domain/period'
import { READING_LIMITS, type PlainBook } from '../reading/model'
import type { Finding, ImportChoices, SheetChoice } from './choices'
import { isUnit, matchColumns, settlePeriod, type ImportColumn } from './columns'
import { fieldRule } from './fields'
import { findHeader, type HeaderPlace } from './find-header'
import { Grid, squeezed } from './grid'
import { classifyRows, type RowKind } from './rows'
import { monthOfSheetName, readSheetLines } from './sheet-lines'

/** What the program makes of one sheet before it looks at its values. Rows from 0. */
export interface SheetAnalysis {
  readonly name: string
  readonly used: boolean
  /** Why it is not used, in words. */
  readonly reason: string | null
  readonly hidden: boolean
  readonly hiddenRows: readonly number[]
  readonly notes: readonly string[]
  readonly header: HeaderPlace | null
  readonly data: { readonly first: number; readonly last: number } | null
  readonly period: Period | null
  /** The year of plans and of 年初至今; known even where only `2020年` stands in the title. */
  readonly year: number | null
  readonly unit: MoneyUnit | null
  readonly columns: readonly ImportColumn[]
  readonly rows: readonly RowKind[]
  readonly questions: readonly Finding[]
  /** The header's words: what a saved matching is filed under. */
  readonly fingerprint: string
  readonly grid: Grid
}

/** Finds header, unit, period and columns of every sheet, and settles with `choices` what was in doubt. */
export function analyseBook(book: PlainBook, choices: ImportChoices): SheetAnalysis[] {
  return book.sheets.map((sheet) => analyseSheet(new Grid(sheet, book.date1904), choices))
}

function analyseSheet(grid: Grid, choices: ImportChoices): SheetAnalysis {
  const { sheet } = grid
  const choice: SheetChoice = choices.sheets?.[sheet.name] ?? {}
  const answers = choices.answers ?? {}
  const header = choice.headerRows === undefined ? findHeader(grid) : placed(choice.headerRows, grid.rowCount)
  const unused = (reason: string): SheetAnalysis => ({
    name: sheet.name, used: false, reason, hidden: sheet.hidden, hiddenRows: sheet.hiddenRows, notes: sheet.notes, header, data: null, period: null, year: null, unit: null, columns: [], rows: [], questions: [], fingerprint: '', grid,
  })
  if (choice.use === false) return unused('没有选')
  if (choice.use !== true && sheet.hidden) return unused('隐藏的工作表，没有选')
  if (grid.rowCount === 0) return unused('没有内容')
  if (header === null) return unused('没有找到表头')
  const lines = readSheetLines(grid, header)
  const { period, year, question } = settlePeriod(grid, lines, choice.period ?? choices.period ?? null, monthOfSheetName(sheet.name), answers)
  const said = answers[`${sheet.name}!#unit`]
  const unit = choice.unit ?? (isUnit(said) ? said : lines.units.length === 1 && lines.units[0] !== 'other' ? (lines.units[0] ?? null) : null)
  const data = choice.dataRows === undefined ? { first: header.last + 1, last: grid.rowCount - 1 } : placed(choice.dataRows, grid.rowCount)
  const { columns, questions } = matchColumns({ grid, header, lines, period, year, unit, firstDataRow: data.first, choice, answers })
  const fields = columns.filter((c) => c.field !== null && fieldRule(c.field).kind !== 'derived')
  if (choice.use !== true && (!fields.some((c) => c.field === 'name') || fields.length + questions.length < 2)) return unused('没有找到“项目名称”和别的列')
  const all = [...questions]
  if (question !== null) all.unshift(question)
  else if (period === null) all.unshift(...missingPeriod(sheet.name, columns, year))
  if (!fields.some((c) => c.field === 'name')) all.unshift({ kind: 'question', key: `${sheet.name}!#name`, sheet: sheet.name, cell: '', field: 'name', value: '', message: '没有找到“项目名称”这一列，请在“对应列”里指定', proposal: null, choices: [], free: false, cells: 0 })
  const rows = classifyRows(grid, header, columns, data.first, data.last)
  // Signatures below the table are no part of it.
  const last = choice.dataRows === undefined ? (rows.findLast((r) => r.kind !== 'other')?.row ?? data.first) : data.last
  return {
    name: sheet.name, used: true, reason: null, hidden: sheet.hidden, hiddenRows: sheet.hiddenRows, notes: sheet.notes, header, data: { first: data.first, last }, period, year, unit, columns,
    rows, questions: all, fingerprint: columns.map((c) => squeezed(c.header)).join('|'), grid,
  }
}

function placed([first, last]: readonly [number, number], rowCount: number): HeaderPlace {
  const [from, to] = [Math.min(first, last), Math.max(first, last)]
  return { first: Math.max(0, Math.min(from - 1, rowCount - 1)), last: Math.max(0, Math.min(to - 1, rowCount - 1, READING_LIMITS.rows)) }
}

/** Figures of a month without a month. */
function missingPeriod(sheet: string, columns: readonly ImportColumn[], year: number | null): Finding[] {
  const dated = columns.filter((c) => c.field !== null && c.period === null && (fieldRule(c.field).dated === 'month' || (fieldRule(c.field).dated === 'year' && year === null)))
  const [first] = dated
  if (first === undefined) return []
  return [{ kind: 'question', key: `${sheet}!#period`, sheet, cell: '', field: first.field, value: dated.map((c) => c.letters).join('、'), message: `表里没有写报告期，“${first.header}”等 ${dated.length} 列是哪个月的？请写成 2020-03`, proposal: null, choices: [], free: true, cells: dated.length }]
}
