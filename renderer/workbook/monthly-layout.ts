import type { RecordId } from '@/domain/model'
import { columnName } from './addresses'
import { COLUMN, MONTHLY_COLUMNS, type MonthlyColumnKey } from './monthly-columns'
import type { NamedRange } from './model'
import type { RowSpan } from './monthly-formulas'
import type { ReportData, ReportGroup } from './report-data'

/** Key of 项目进展情况月报表 in a workbook. */
export const MONTHLY_KEY = 'monthly'
export const HEADER_ROWS = { first: 4, last: 5 } as const

/** Where everything stands in the month's sheet; other sheets of the same book point there. */
export interface MonthlyLayout {
  readonly totalRow: number
  readonly groups: readonly { readonly group: ReportGroup; readonly row: number; readonly span: RowSpan }[]
  readonly rowOf: ReadonlyMap<RecordId, number>
  /** From the first group's row to the last project. */
  readonly body: RowSpan
}

export function monthlyLayout({ groups }: ReportData): MonthlyLayout {
  const totalRow = HEADER_ROWS.last + 1
  const rowOf = new Map<RecordId, number>()
  let next = totalRow + 1
  const placed = groups.map((group) => {
    const row = next
    group.items.forEach((item, i) => rowOf.set(item.entry.project.id, row + 1 + i))
    next = row + 1 + group.items.length
    return { group, row, span: { first: row + 1, last: row + group.items.length } }
  })
  return { totalRow, groups: placed, rowOf, body: { first: totalRow + 1, last: Math.max(totalRow + 1, next - 1) } }
}

/** The defined name of a column of the month's sheet: `月报_总投资`. */
export function columnRangeName(key: MonthlyColumnKey): string {
  return `月报_${(MONTHLY_COLUMNS[COLUMN[key] - 1]?.label ?? key).replace('%', '')}`
}

const NAMED: readonly MonthlyColumnKey[] = [
  'name', 'responsibleUnit', 'sponsoringLeader', 'totalInvestment', 'completedBeforeYear', 'annualPlan', 'completedThisMonth', 'completedYearToDate', 'completionRate', 'schedule', 'completedSinceStart', 'shareOfTotal', 'fundsInPlace', 'light',
]

export function monthlyNames({ body }: MonthlyLayout): NamedRange[] {
  return NAMED.map((key) => ({ name: columnRangeName(key), range: { top: body.first, bottom: body.last, left: COLUMN[key], right: COLUMN[key] } }))
}

/** Cells of a column over the rows of a span, without the sheet's name. */
export function columnCells(key: MonthlyColumnKey, { first, last }: RowSpan): string {
  const column = columnName(COLUMN[key])
  return first === last ? `${column}${first}` : `${column}${first}:${column}${last}`
}
