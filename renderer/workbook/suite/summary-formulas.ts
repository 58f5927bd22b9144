import { UNKNOWN_FIGURE } from '@/domain/money'
import type { Light } from '@/domain/warning'
import { address, columnName } from '../addresses'
import type { MonthlyColumnKey } from '../monthly-columns'
import { groupRateFormula, groupScheduleFormula, NO_RATE, type RowSpan } from '../monthly-formulas'
import { columnCells, columnRangeName, MONTHLY_KEY } from '../monthly-layout'
import { onSheet } from '../sheet-keys'
import type { SummarySource } from './summary-blocks'

/** The place of each figure in 汇总表, from column A. */
export const SUMMARY_KEYS = [
  'index', 'name', 'count', 'totalInvestment', 'annualPlan', 'completedThisMonth', 'completedYearToDate', 'completionRate', 'schedule', 'behind', 'completedSinceStart', 'shareOfTotal', 'fundsInPlace', '红', '黄', '绿', '灰',
] as const
export type SummaryKey = (typeof SUMMARY_KEYS)[number]
type MoneyKey = 'totalInvestment' | 'annualPlan' | 'completedThisMonth' | 'completedYearToDate' | 'completedSinceStart' | 'fundsInPlace'

export function summaryColumn(key: SummaryKey): number {
  return SUMMARY_KEYS.indexOf(key) + 1
}

const there = (cells: string): string => onSheet(MONTHLY_KEY, cells)

/** The formula of a figure that is made from the month's sheet; null where there is none for this source. */
export function sourceFormula(source: SummarySource, key: SummaryKey, row: number, month: number): string | null {
  if (key === 'behind') return behindFormula(row)
  switch (source.kind) {
    case 'row': return rowFormula(source.row, source.span, key)
    case 'named': return namedFormula(columnRangeName(source.by), address(summaryColumn('name'), row).replace(/^/u, '$'), key, month)
    case 'spans': return spansFormula(source.spans, key, month)
    case 'none': return null
  }
}

function rowFormula(row: number, span: RowSpan | null, key: SummaryKey): string | null {
  if (key === 'count') return span === null ? null : `ROWS(${there(columnCells('name', span))})`
  if (isLight(key)) return span === null ? null : `COUNTIF(${there(columnCells('light', span))},"${key}")`
  return key === 'index' || key === 'name' || key === 'behind' ? null : there(columnCells(key, { first: row, last: row }))
}

function namedFormula(names: string, name: string, key: SummaryKey, month: number): string | null {
  const column = (k: MonthlyColumnKey): string => columnRangeName(k)
  const only = `${names},${name}`
  if (key === 'count') return `COUNTIFS(${only})`
  if (isLight(key)) return `COUNTIFS(${only},${column('light')},"${key}")`
  const plan = column('annualPlan')
  const rate = (part: MonthlyColumnKey, whole: MonthlyColumnKey): string =>
    `IF(COUNTIFS(${only},${column(whole)},">0",${column(part)},"<>${UNKNOWN_FIGURE}")=0,"${NO_RATE}",SUMIFS(${column(part)},${only},${column(whole)},">0")/SUMIFS(${column(whole)},${only},${column(whole)},">0"))`
  if (key === 'completionRate') return rate('completedYearToDate', 'annualPlan')
  if (key === 'shareOfTotal') return rate('completedSinceStart', 'totalInvestment')
  if (key === 'schedule') return `IF(SUMIFS(${plan},${only})>0,SUMPRODUCT((${names}=${name})*1,${plan},${column('schedule')})/SUMIFS(${plan},${only}),${month}/12)`
  if (key === 'index' || key === 'name' || key === 'behind') return null
  return `IF(COUNTIFS(${only},${column(key)},"<>${UNKNOWN_FIGURE}")=0,"${UNKNOWN_FIGURE}",SUMIFS(${column(key)},${only}))`
}

function spansFormula(spans: readonly RowSpan[], key: SummaryKey, month: number): string | null {
  const cells = (k: MonthlyColumnKey): string[] => spans.map((s) => there(columnCells(k, s)))
  if (key === 'count') return cells('name').map((c) => `ROWS(${c})`).join('+')
  if (isLight(key)) return cells('light').map((c) => `COUNTIF(${c},"${key}")`).join('+')
  if (key === 'completionRate') return groupRateFormula('completedYearToDate', 'annualPlan', spans, there)
  if (key === 'shareOfTotal') return groupRateFormula('completedSinceStart', 'totalInvestment', spans, there)
  if (key === 'schedule') return groupScheduleFormula(month, spans, there)
  if (key === 'index' || key === 'name' || key === 'behind') return null
  const addends = cells(key).join(',')
  return `IF(COUNT(${addends})=0,"${UNKNOWN_FIGURE}",SUM(${addends}))`
}

/** 落后百分点 = 序时进度 − 完成率. */
export function behindFormula(row: number): string {
  const [rate, schedule] = [address(summaryColumn('completionRate'), row), address(summaryColumn('schedule'), row)]
  return `IF(COUNT(${rate},${schedule})<2,"${NO_RATE}",(${schedule}-${rate})*100)`
}

/** 合计 of a block from its own rows; rates are weighted with the plan or the total to which they belong. */
export function blockTotalFormula(key: SummaryKey, { first, last }: RowSpan, row: number, month: number): string | null {
  const range = (k: SummaryKey): string => `${columnName(summaryColumn(k))}${first}:${columnName(summaryColumn(k))}${last}`
  const weighted = (rate: SummaryKey, whole: MoneyKey): string => `IF(COUNT(${range(rate)})=0,"${NO_RATE}",SUMPRODUCT(${range(whole)},${range(rate)})/SUM(${range(whole)}))`
  if (key === 'behind') return behindFormula(row)
  if (key === 'index' || key === 'name') return null
  if (key === 'count' || isLight(key)) return `SUM(${range(key)})`
  if (key === 'completionRate') return weighted('completionRate', 'annualPlan')
  if (key === 'shareOfTotal') return weighted('shareOfTotal', 'totalInvestment')
  if (key === 'schedule') return `IF(SUM(${range('annualPlan')})>0,SUMPRODUCT(${range('annualPlan')},${range('schedule')})/SUM(${range('annualPlan')}),${month}/12)`
  return `IF(COUNT(${range(key)})=0,"${UNKNOWN_FIGURE}",SUM(${range(key)}))`
}

export function isLight(key: SummaryKey): key is Light {
  return key === '红' || key === '黄' || key === '绿' || key === '灰'
}
