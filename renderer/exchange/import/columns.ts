import { excerpt } from '@/domain/brand'
import { isPeriod, periodOf, yearOf, type Period } from '@/domain/period'
import type { MoneyUnit } from '@/domain/money'
import { columnLetters } from '../reading/model'
import type { ColumnChoice, Finding, SheetChoice } from './choices'
import { fieldRule, isImportField, type ImportField } from './fields'
import { headerPath, type HeaderPlace } from './find-header'
import type { Grid } from './grid'
import { headerUnit, meaningOfPath } from './header-words'
import type { SheetLines } from './sheet-lines'

/** A column and what it is taken for. */
export interface ImportColumn {
  /** From 0. */
  readonly index: number
  readonly letters: string
  readonly header: string
  /** Null: it is not taken in. */
  readonly field: ImportField | null
  /** Of a money column. Null while it has to be asked for, or where every cell carries its own. */
  readonly unit: MoneyUnit | null
  /** Of a month's own column. */
  readonly period: Period | null
  /** Who says so: the words of the header, or the person. */
  readonly by: 'header' | 'choice'
  readonly samples: readonly string[]
}

export interface ColumnContext {
  readonly grid: Grid
  readonly header: HeaderPlace
  readonly lines: SheetLines
  readonly period: Period | null
  readonly year: number | null
  readonly unit: MoneyUnit | null
  readonly firstDataRow: number
  readonly choice: SheetChoice
  readonly answers: Readonly<Record<string, string>>
}

export const NOT_TAKEN = '不导入这一列'

/** Matches every column that holds something. What is not certain becomes a question, and the column is left out until it is answered. */
export function matchColumns(context: ColumnContext): { columns: ImportColumn[]; questions: Finding[] } {
  const { grid, header, choice } = context
  const questions: Finding[] = []
  const columns: ImportColumn[] = []
  const unitless: ImportColumn[] = []
  for (let index = 0; index < grid.columnCount; index += 1) {
    const path = headerPath(grid, header, index)
    const samples = columnSamples(context, index)
    if (path.length === 0 && samples.length === 0) continue
    const letters = columnLetters(index)
    const chosen = choice.columns?.[letters]
    const { field, period } = chosen === undefined ? fieldByHeader(context, path, letters, questions) : { field: chosen.field, period: chosen.period ?? null }
    const unit = field !== null && fieldRule(field).kind === 'money' ? columnUnit(context, path, chosen, letters) : null
    const column: ImportColumn = { index, letters, header: path.join('／'), field, unit, period, by: chosen === undefined ? 'header' : 'choice', samples }
    columns.push(column)
    if (unit === null && field !== null && fieldRule(field).kind === 'money' && needsUnit(context, index)) unitless.push(column)
  }
  questions.push(...unitQuestions(context, unitless))
  return { columns: onePerField(context, columns, questions), questions }
}

function columnSamples({ grid, firstDataRow }: ColumnContext, column: number): string[] {
  const samples: string[] = []
  for (let row = firstDataRow; row < Math.min(grid.rowCount, firstDataRow + 60) && samples.length < 3; row += 1) {
    const text = grid.ownText(row, column)
    if (text !== '' && !samples.includes(text)) samples.push(excerpt(text, 20))
  }
  return samples
}

function fieldByHeader(context: ColumnContext, path: readonly string[], letters: string, questions: Finding[]): { field: ImportField | null; period: Period | null } {
  const meaning = path.length === 0 ? null : meaningOfPath(path)
  if (meaning === null) return { field: null, period: null }
  const { sheet } = context.grid
  const key = `${sheet.name}!${letters}#field`
  const fieldAnswer = context.answers[key]
  const words = excerpt(path.join('／'), 40)
  if (fieldAnswer !== undefined) return { field: fieldOfAnswer(fieldAnswer), period: null }
  if (meaning.among !== null) {
    // 累计完成投资 may be of the year or of the whole time: the words alone do not tell.
    questions.push({
      kind: 'question', key, sheet: sheet.name, cell: letters, field: meaning.field, value: words, message: `“${words}”是哪一种完成投资？`, proposal: null,
      choices: [...meaning.among.map((f) => fieldRule(f).label), NOT_TAKEN], free: false, cells: context.grid.rowCount - context.firstDataRow,
    })
    return { field: null, period: null }
  }
  const year = meaning.year ?? context.year
  const { field } = meaning
  if (field === 'completedBeforeYear' && meaning.year !== null && context.year !== null && meaning.year !== context.year - 1) return { field: null, period: null }
  if ((field === 'annualPlan' || field === 'completedYearToDate') && meaning.year !== null && context.year !== null && meaning.year !== context.year) return { field: null, period: null }
  if (meaning.month !== null && year !== null && (field === 'completedThisMonth' || field === 'completedYearToDate')) return { field, period: periodOf(year, meaning.month) }
  return { field, period: null }
}

function fieldOfAnswer(answer: string): ImportField | null {
  if (isImportField(answer)) return answer
  for (const field of ['completedSinceStart', 'completedYearToDate', 'completedThisMonth'] as const) if (fieldRule(field).label === answer) return field
  return null
}

function columnUnit({ unit, answers, grid }: ColumnContext, path: readonly string[], chosen: ColumnChoice | undefined, letters: string): MoneyUnit | null {
  if (chosen?.unit !== undefined) return chosen.unit
  const answered = answers[`${grid.sheet.name}!${letters}#unit`] ?? answers[`${grid.sheet.name}!#unit`]
  const said = path.map(headerUnit).findLast((u) => u !== null) ?? null
  if (said !== null && said !== 'other') return isUnit(answers[`${grid.sheet.name}!${letters}#unit`]) ? (answers[`${grid.sheet.name}!${letters}#unit`] as MoneyUnit) : said
  if (isUnit(answered)) return answered
  return said === 'other' ? null : unit
}

export function isUnit(text: string | undefined): text is MoneyUnit {
  return text === '元' || text === '万元' || text === '亿元'
}

/** Whether any cell of the column is a number without a unit of its own. */
function needsUnit({ grid, firstDataRow }: ColumnContext, column: number): boolean {
  for (let row = firstDataRow; row < grid.rowCount; row += 1) {
    const cell = grid.own(row, column)
    if (cell !== undefined && (cell.kind === 'number' || (cell.kind === 'text' && /\d/u.test(String(cell.value).normalize('NFKC')) && !/[亿万元]/u.test(String(cell.value))))) return true
  }
  return false
}

function unitQuestions({ grid, lines }: ColumnContext, unitless: readonly ImportColumn[]): Finding[] {
  const [first] = unitless
  if (first === undefined) return []
  const base = { kind: 'question', sheet: grid.sheet.name, proposal: null, choices: ['万元', '亿元', '元'], free: false } as const
  const cells = (grid.rowCount) * unitless.length
  const why = lines.units.length > 1 ? `表里写了不同的单位（${lines.units.map((u) => (u === 'other' ? '千元' : u)).join('、')}）` : lines.units[0] === 'other' ? '表里的单位是千元，本程序不收' : '表里没有写金额单位'
  return [{ ...base, key: `${grid.sheet.name}!#unit`, cell: '', field: first.field, value: unitless.map((c) => c.letters).join('、'), message: `${why}，“${excerpt(first.header)}”等 ${unitless.length} 列的数是按什么单位填的？`, cells }]
}

/** Two columns for one figure: the person says which. A month's own column stands beside the others. */
function onePerField({ grid, answers }: ColumnContext, columns: readonly ImportColumn[], questions: Finding[]): ImportColumn[] {
  const groups = new Map<string, ImportColumn[]>()
  for (const column of columns) {
    if (column.field === null || fieldRule(column.field).kind === 'derived') continue
    const group = `${column.field}/${column.period ?? ''}`
    groups.set(group, [...(groups.get(group) ?? []), column])
  }
  const dropped = new Set<ImportColumn>()
  for (const same of groups.values()) {
    const [first, ...others] = same
    if (first === undefined || others.length === 0) continue
    const field = first.field as ImportField
    const key = `${grid.sheet.name}!${first.letters}#twice`
    const choices = same.map((c) => `${c.letters} 列 ${excerpt(c.header, 24)}`)
    const at = choices.indexOf(answers[key] ?? '')
    same.forEach((column, i) => {
      if (i !== at) dropped.add(column)
    })
    if (at < 0 && answers[key] === undefined) questions.push({ kind: 'question', key, sheet: grid.sheet.name, cell: first.letters, field, value: same.map((c) => c.letters).join('、'), message: `有 ${same.length} 列都像是“${fieldRule(field).label}”，用哪一列？`, proposal: null, choices: [...choices, NOT_TAKEN], free: false, cells: grid.rowCount })
  }
  return columns.map((column) => (dropped.has(column) ? { ...column, field: null } : column))
}

/** The period of a sheet by what stands in it and what the person said; a question where they differ. */
export function settlePeriod(grid: Grid, lines: SheetLines, said: Period | null, monthOfName: number | null, answers: Readonly<Record<string, string>>): { period: Period | null; year: number | null; question: Finding | null } {
  const key = `${grid.sheet.name}!#period`
  const answer = answers[key]
  if (answer !== undefined && isPeriod(answer)) return { period: answer, year: yearOf(answer), question: null }
  const found = [...lines.periods]
  const [onlyYear] = lines.years
  if (found.length === 0 && monthOfName !== null && lines.years.length === 1 && onlyYear !== undefined) found.push(periodOf(onlyYear, monthOfName))
  const [first] = found
  if (said !== null && (found.length === 0 || found.includes(said))) return { period: said, year: yearOf(said), question: null }
  if (said === null && found.length === 1 && first !== undefined) return { period: first, year: yearOf(first), question: null }
  if (found.length === 0) return { period: null, year: lines.years.length === 1 ? (onlyYear ?? null) : null, question: null }
  const choices = [...new Set([...(said === null ? [] : [said]), ...found])]
  return { period: null, year: null, question: { kind: 'question', key, sheet: grid.sheet.name, cell: '', field: null, value: found.join('、'), message: said === null ? '表里写了不止一个月份，数是哪个月的？' : `选的报告期是 ${said}，表里写的是 ${found.join('、')}，数是哪个月的？`, proposal: null, choices, free: false, cells: grid.rowCount } }
}
