import { UNKNOWN_FIGURE } from '@/domain/money'
import { address, columnName } from './addresses'
import { COLUMN, type MonthlyColumnKey } from './monthly-columns'
import { hereIn } from './row-formulas'

/** Rows of the projects of one group, both ends included. */
export interface RowSpan {
  readonly first: number
  readonly last: number
}

export const NO_RATE = '—'

const cell = (key: MonthlyColumnKey, row: number): string => address(COLUMN[key], row)
const range = (key: MonthlyColumnKey, { first, last }: RowSpan): string => `${columnName(COLUMN[key])}${first}:${columnName(COLUMN[key])}${last}`

/** A subtotal: text (待填报) is left out by SUM, and a column of nothing but text has no sum. */
export function subtotalFormula(key: MonthlyColumnKey, span: RowSpan): string {
  const addends = range(key, span)
  return `IF(COUNT(${addends})=0,"${UNKNOWN_FIGURE}",SUM(${addends}))`
}

/** 合计 as the sum of the group subtotals. */
export function totalFormula(key: MonthlyColumnKey, groupRows: readonly number[]): string {
  const addends = groupRows.map((row) => cell(key, row)).join(',')
  return `IF(COUNT(${addends})=0,"${UNKNOWN_FIGURE}",SUM(${addends}))`
}

/** part ÷ whole of the formula's row where both are known and the whole is above 0. */
export function rowRateFormula(part: MonthlyColumnKey, whole: MonthlyColumnKey): string {
  const [p, w] = [hereIn(COLUMN[part]), hereIn(COLUMN[whole])]
  return `IF(COUNT(${p},${w})<2,"${NO_RATE}",IF(${w}>0,${p}/${w},"${NO_RATE}"))`
}

/** 开工以来 = 截至上年底 + 年初至今, in the formula's row. */
export function sinceStartFormula(): string {
  const [before, now] = [hereIn(COLUMN.completedBeforeYear), hereIn(COLUMN.completedYearToDate)]
  return `IF(COUNT(${before},${now})<2,"${UNKNOWN_FIGURE}",${before}+${now})`
}

/** Names a range of the sheet that the formula stands on; another sheet's formulas put its name before. */
const here = (cells: string): string => cells

/** part ÷ whole over the projects whose whole is above 0: what has no plan stays out, above and below the line. */
export function groupRateFormula(part: MonthlyColumnKey, whole: MonthlyColumnKey, spans: readonly RowSpan[], where = here): string {
  const [parts, wholes] = [spans.map((s) => where(range(part, s))), spans.map((s) => where(range(whole, s)))]
  const counted = wholes.map((w, i) => `COUNTIFS(${w},">0",${parts[i] ?? ''},"<>${UNKNOWN_FIGURE}")`).join('+')
  const done = wholes.map((w, i) => `SUMIF(${w},">0",${parts[i] ?? ''})`).join('+')
  const all = wholes.map((w) => `SUMIF(${w},">0")`).join('+')
  const divided = spans.length === 1 ? `${done}/${all}` : `(${done})/(${all})`
  return `IF(${counted}=0,"${NO_RATE}",${divided})`
}

/** 序时进度 of a group: each project's weighted with its plan; without any plan the months that have passed. */
export function groupScheduleFormula(month: number, spans: readonly RowSpan[], where = here): string {
  const plans = spans.map((s) => `SUM(${where(range('annualPlan', s))})`).join('+')
  const due = spans.map((s) => `SUMPRODUCT(${where(range('annualPlan', s))},${where(range('schedule', s))})`).join('+')
  const divided = spans.length === 1 ? `${due}/${plans}` : `(${due})/(${plans})`
  return `IF(${plans}>0,${divided},${month}/12)`
}
