import type { Paper } from './model'

/** The columns of 项目进展情况月报表, in the order that PRODUCT.md fixes. */
export type MonthlyColumnKey =
  | 'index' | 'name' | 'nature' | 'scale' | 'owner' | 'responsibleUnit' | 'sponsoringLeader' | 'startDate' | 'plannedCompletion' | 'totalInvestment'
  | 'completedBeforeYear' | 'annualPlan' | 'completedThisMonth' | 'completedYearToDate' | 'completionRate' | 'schedule' | 'completedSinceStart' | 'shareOfTotal'
  | 'fundsInPlace' | 'physicalProgress' | 'problems' | 'measures' | 'light' | 'remarks'

export interface MonthlyColumn {
  readonly key: MonthlyColumnKey
  readonly label: string
  /** The cell above it in the two-level header; null: its own label stands over both levels. */
  readonly band: '单位及包联' | '建设工期' | '本年度投资' | '开工以来投资' | '工程进展' | null
  readonly kind: 'index' | 'text' | 'centre' | 'date' | 'money' | 'percent' | 'light'
  /** Least width on each paper; money columns grow with their figures. A4 wraps more so that its print stays legible. */
  readonly width: Readonly<Record<Paper, number>>
}

export const MONTHLY_COLUMNS: readonly MonthlyColumn[] = [
  { key: 'index', label: '序号', band: null, kind: 'index', width: { A3: 5, A4: 4.2 } },
  { key: 'name', label: '项目名称', band: null, kind: 'text', width: { A3: 19, A4: 14 } },
  { key: 'nature', label: '建设性质', band: null, kind: 'centre', width: { A3: 6.5, A4: 5.5 } },
  { key: 'scale', label: '建设内容及规模', band: null, kind: 'text', width: { A3: 22, A4: 15 } },
  { key: 'owner', label: '项目单位', band: '单位及包联', kind: 'text', width: { A3: 12, A4: 8.8 } },
  { key: 'responsibleUnit', label: '责任单位', band: '单位及包联', kind: 'text', width: { A3: 11, A4: 8 } },
  { key: 'sponsoringLeader', label: '包联领导', band: '单位及包联', kind: 'centre', width: { A3: 8, A4: 7 } },
  { key: 'startDate', label: '开工时间', band: '建设工期', kind: 'date', width: { A3: 10.5, A4: 10.1 } },
  { key: 'plannedCompletion', label: '计划竣工', band: '建设工期', kind: 'date', width: { A3: 10.5, A4: 10.1 } },
  { key: 'totalInvestment', label: '总投资', band: null, kind: 'money', width: { A3: 9, A4: 8 } },
  { key: 'completedBeforeYear', label: '截至上年底累计完成', band: null, kind: 'money', width: { A3: 9, A4: 8 } },
  { key: 'annualPlan', label: '年度计划', band: '本年度投资', kind: 'money', width: { A3: 9, A4: 8 } },
  { key: 'completedThisMonth', label: '本月完成', band: '本年度投资', kind: 'money', width: { A3: 9, A4: 8 } },
  { key: 'completedYearToDate', label: '年初至今累计', band: '本年度投资', kind: 'money', width: { A3: 9, A4: 8 } },
  { key: 'completionRate', label: '占年度计划%', band: '本年度投资', kind: 'percent', width: { A3: 7.5, A4: 7 } },
  { key: 'schedule', label: '序时进度%', band: '本年度投资', kind: 'percent', width: { A3: 7.5, A4: 7 } },
  { key: 'completedSinceStart', label: '开工以来累计', band: '开工以来投资', kind: 'money', width: { A3: 9, A4: 8 } },
  { key: 'shareOfTotal', label: '占总投资%', band: '开工以来投资', kind: 'percent', width: { A3: 7.5, A4: 7 } },
  { key: 'fundsInPlace', label: '到位资金', band: '开工以来投资', kind: 'money', width: { A3: 9, A4: 8 } },
  { key: 'physicalProgress', label: '形象进度', band: '工程进展', kind: 'text', width: { A3: 17, A4: 12.5 } },
  { key: 'problems', label: '存在问题', band: '工程进展', kind: 'text', width: { A3: 17, A4: 12.5 } },
  { key: 'measures', label: '下步措施', band: '工程进展', kind: 'text', width: { A3: 17, A4: 12.5 } },
  { key: 'light', label: '预警', band: null, kind: 'light', width: { A3: 5, A4: 4.5 } },
  { key: 'remarks', label: '备注', band: null, kind: 'text', width: { A3: 12, A4: 9 } },
]

export const COLUMN_COUNT = MONTHLY_COLUMNS.length

/** Place of a column from 1. */
export const COLUMN: Readonly<Record<MonthlyColumnKey, number>> = Object.fromEntries(MONTHLY_COLUMNS.map((c, i) => [c.key, i + 1])) as Record<MonthlyColumnKey, number>

/** Columns whose group and total rows add up the projects. */
export const SUMMED = ['totalInvestment', 'completedBeforeYear', 'annualPlan', 'completedThisMonth', 'completedYearToDate', 'completedSinceStart', 'fundsInPlace'] as const
export type SummedKey = (typeof SUMMED)[number]
