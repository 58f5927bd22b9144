import type { ProgressReport } from '@/domain/model'

/** The fields of a report that are typed in the grid. */
export type TypedField = keyof Pick<ProgressReport, 'completed' | 'fundsInPlace' | 'physicalProgress' | 'problems' | 'measures' | 'correctionReason'>

export interface Column {
  readonly key: string
  readonly label: string
  /** What the label leaves out, for those who hear it. */
  readonly spoken: string
  /** The field that is typed here; null: shown only. */
  readonly field: TypedField | null
  readonly number: boolean
  readonly width: number
  /** Stays in sight while the others are scrolled: at the left, and the state at the right. */
  readonly frozen: boolean
  readonly pinned: boolean
  /** Takes its share of a wide screen. */
  readonly grows: boolean
}

function shown(key: string, label: string, width: number, { number = false, frozen = false, pinned = false, grows = false, spoken = label } = {}): Column {
  return { key, label, spoken, field: null, number, width, frozen, pinned, grows }
}

function typed(field: TypedField, label: string, width: number, { number = false, spoken = label } = {}): Column {
  return { key: field, label, spoken, field, number, width, frozen: false, pinned: false, grows: !number }
}

/** What is typed stands side by side, so that a block from Excel lands on it without a gap; last month's figure is next to this month's. */
export const COLUMNS: readonly Column[] = [
  shown('index', '#', 40, { frozen: true, spoken: '序号' }),
  shown('name', '项目', 196, { frozen: true, grows: true }),
  shown('owner', '项目单位', 104, { grows: true }),
  shown('annualPlan', '年度计划', 104, { number: true, spoken: '年度计划投资（万元）' }),
  shown('yearToDate', '年初至今', 104, { number: true, spoken: '年初至今累计完成（万元）' }),
  shown('rate', '占计划', 62, { number: true, spoken: '占年度计划' }),
  shown('lastMonth', '上月完成', 92, { number: true, spoken: '上月完成投资（万元）' }),
  typed('completed', '本月完成', 100, { number: true, spoken: '本月完成投资（万元）' }),
  typed('fundsInPlace', '到位资金', 104, { number: true, spoken: '到位资金（万元）' }),
  typed('physicalProgress', '形象进度', 176),
  typed('problems', '存在问题', 140),
  typed('measures', '下步措施', 140),
  typed('correctionReason', '冲减原因', 110),
  shown('state', '状态', 72, { pinned: true }),
]

export function columnOf(field: TypedField): number {
  return COLUMNS.findIndex((c) => c.field === field)
}
