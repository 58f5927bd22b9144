import { formatMoney, UNKNOWN_FIGURE, type Fen, type PartialSum } from '@/domain/money'
import { formatPeriod, monthOf, type Period } from '@/domain/period'
import { compareRatio, formatPercent, type Ratio } from '@/domain/ratio'
import type { ScopeSums } from '@/domain/reconcile'
import { reportStateLabel } from '@/domain/report'
import { compareAttention } from '@/domain/warning'
import type { ProjectRow } from './rows'

type Value = string | Fen | Ratio | null

/** One column of the list. Amounts are 分 and shown in 万元. */
export interface Column {
  readonly id: ColumnId
  readonly label: string
  readonly width: number
  readonly kind: 'text' | 'money' | 'rate' | 'bar' | 'name' | 'light' | 'report'
  /** Shown from the start. */
  readonly initial: boolean
  readonly value: (row: ProjectRow) => Value
  /** What an unknown text shows; amounts always show 待填报. */
  readonly blank?: string
  /** How the figure was made, in words. */
  readonly how?: (row: ProjectRow, at: Period) => string
  readonly compare?: (a: ProjectRow, b: ProjectRow) => number
  readonly sum?: (sums: ScopeSums) => PartialSum
}

export const COLUMN_IDS = [
  'light', 'name', 'portfolios', 'domain', 'nature', 'owner', 'responsibleUnit', 'responsiblePerson', 'sponsoringLeader', 'contractor', 'state', 'startDate', 'plannedCompletion', 'totalInvestment', 'completedBeforeYear',
  'annualPlan', 'completedThisMonth', 'completedYearToDate', 'completionRate', 'schedule', 'completedSinceStart', 'shareOfTotal', 'fundsInPlace', 'physicalProgress', 'problems', 'report', 'reason', 'flagged', 'remarks',
] as const
export type ColumnId = (typeof COLUMN_IDS)[number]

/** Always shown, at the left, and not scrolled away. */
export const FROZEN: readonly ColumnId[] = ['light', 'name']

const text = (id: ColumnId, label: string, width: number, value: (row: ProjectRow) => string | null, more: Partial<Column> = {}): Column => ({ id, label, width, kind: 'text', initial: false, value, ...more })
const money = (id: ColumnId, label: string, value: (row: ProjectRow) => Fen | null, more: Partial<Column> = {}): Column => ({ id, label, width: 104, kind: 'money', initial: false, value, ...more })
const shown = (amount: Fen | null): string => (amount === null ? UNKNOWN_FIGURE : formatMoney(amount))

/** All columns, in the order in which they stand. `portfolioName` gives the short name of a portfolio's id. */
export function projectColumns(portfolioName: (id: string) => string): readonly Column[] {
  return [
    { id: 'light', label: '预警', width: 56, kind: 'light', initial: true, value: (r) => r.warning.light, compare: (a, b) => compareAttention(a.warning, b.warning) },
    text('name', '项目名称', 232, (r) => r.project.name, { kind: 'name', initial: true }),
    text('portfolios', '项目盘子', 140, (r) => r.project.portfolioIds.map(portfolioName).join('、') || null, { blank: '' }),
    text('domain', '领域', 80, (r) => r.project.domain, { initial: true }),
    text('nature', '建设性质', 80, (r) => r.project.nature),
    text('owner', '项目单位', 140, (r) => r.project.owner),
    text('responsibleUnit', '责任单位', 104, (r) => r.project.responsibleUnit, { initial: true }),
    text('responsiblePerson', '责任人', 80, (r) => r.project.responsiblePerson),
    text('sponsoringLeader', '包联领导', 80, (r) => r.project.sponsoringLeader, { initial: true }),
    text('contractor', '施工单位', 140, (r) => r.project.contractor),
    text('state', '项目状态', 80, (r) => r.project.state),
    text('startDate', '开工时间', 96, (r) => r.project.startDate),
    text('plannedCompletion', '计划竣工', 96, (r) => r.project.plannedCompletion),
    money('totalInvestment', '总投资', (r) => r.project.totalInvestment, { initial: true, sum: (s) => s.totalInvestment }),
    money('completedBeforeYear', '截至上年底', (r) => r.figures.completedBeforeYear, { sum: (s) => s.completedBeforeYear, how: () => '截至上年底累计完成：填写的，或按以往月报推算' }),
    money('annualPlan', '年度计划', (r) => r.figures.annualPlan, { initial: true, sum: (s) => s.annualPlan }),
    money('completedThisMonth', '本月完成', (r) => r.figures.completedThisMonth, { initial: true, sum: (s) => s.completedThisMonth, how: (_, at) => `${formatPeriod(at)}月报填写的本月完成投资` }),
    money('completedYearToDate', '年初至今', (r) => r.figures.completedYearToDate, { initial: true, sum: (s) => s.completedYearToDate, how: yearToDateWords }),
    { id: 'completionRate', label: '占年度计划', width: 136, kind: 'bar', initial: true, value: (r) => r.figures.completionRate, how: (r) => `年初至今 ${shown(r.figures.completedYearToDate)} ÷ 年度计划 ${shown(r.figures.annualPlan)}；应达 ${formatPercent(r.figures.schedule)}` },
    { id: 'schedule', label: '序时进度', width: 80, kind: 'rate', initial: false, value: (r) => r.figures.schedule, how: (r, at) => (r.figures.ownCurve ? '本项目分月计划的累计 ÷ 年度计划' : `${monthOf(at)} 个月 ÷ 12`) },
    money('completedSinceStart', '开工以来', (r) => r.figures.completedSinceStart, { sum: (s) => s.completedSinceStart, how: (r) => `截至上年底 ${shown(r.figures.completedBeforeYear)} ＋ 年初至今 ${shown(r.figures.completedYearToDate)}` }),
    { id: 'shareOfTotal', label: '占总投资', width: 80, kind: 'rate', initial: false, value: (r) => r.figures.shareOfTotal, how: (r) => `开工以来 ${shown(r.figures.completedSinceStart)} ÷ 总投资 ${shown(r.project.totalInvestment)}` },
    money('fundsInPlace', '到位资金', (r) => r.figures.fundsInPlace, { sum: (s) => s.fundsInPlace }),
    text('physicalProgress', '形象进度', 200, (r) => r.figures.report?.physicalProgress ?? null, { blank: '' }),
    text('problems', '存在问题', 200, (r) => r.figures.report?.problems ?? null, { blank: '' }),
    { id: 'report', label: '月报状态', width: 80, kind: 'report', initial: true, value: (r) => reportStateLabel(r.figures.report) },
    text('reason', '预警原因', 340, (r) => r.warning.reason, { initial: true }),
    text('flagged', '挂牌', 64, (r) => (r.project.flagged ? '挂牌' : null), { blank: '' }),
    text('remarks', '备注', 160, (r) => r.project.remarks, { blank: '' }),
  ]
}

function yearToDateWords(row: ProjectRow, at: Period): string {
  const missing = row.figures.missingMonths.map((m) => `${monthOf(m)}月`)
  return `1–${monthOf(at)} 月本月完成之和${missing.length > 0 ? `，其中 ${missing.join('、')}待填报` : ''}`
}

export interface Sort {
  readonly column: ColumnId
  readonly direction: 'ascending' | 'descending'
}

const collator = new Intl.Collator('zh-CN', { numeric: true })

/** The rows in order; without a sort, in the order of every sheet. Unknown values stand last in both directions. */
export function sortRows(rows: readonly ProjectRow[], columns: readonly Column[], sort: Sort | null): readonly ProjectRow[] {
  const column = sort === null ? undefined : columns.find((c) => c.id === sort.column)
  if (sort === null || column === undefined) return rows
  const sign = sort.direction === 'ascending' ? 1 : -1
  if (column.compare !== undefined) {
    const { compare } = column
    return [...rows].sort((a, b) => sign * compare(a, b))
  }
  const keyed = rows.map((row) => ({ row, value: column.value(row) }))
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1
    return sign * compareValues(a.value, b.value)
  })
  return keyed.map(({ row }) => row)
}

function compareValues(a: NonNullable<Value>, b: NonNullable<Value>): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'object' && typeof b === 'object') return compareRatio(a, b)
  return collator.compare(String(a), String(b))
}
