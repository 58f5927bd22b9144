
/** How a cell that the owner fills in is read: by the same rules as typing. Money in 万元. */
export type FillKind = 'completed' | 'amount' | 'text' | 'date'

/** A column to fill in: one field of one stored record. */
export interface FillColumn {
  /** As stored. */
  readonly field: string
  /** As command lines and docs/data-format.md call it. */
  readonly name: string
  /** Heading in the workbook; the column is found again by it. */
  readonly label: string
  readonly kind: FillKind
}

/** A column shown for reference: locked, and told where it comes back changed. */
export interface ShownColumn {
  readonly key: string
  readonly label: string
  readonly kind: 'money' | 'text' | 'date'
}

/** The tables whose records owners fill in. */
export type FilledTable = 'progressReports' | 'milestones' | 'issues'

/** One kind of sheet to fill in: a row a record. */
export interface FillTable {
  readonly table: FilledTable
  readonly sheetName: string
  /** Key of the shown column that names the row within its project; null: the row is the project's only one. */
  readonly rowKey: string | null
  readonly shown: readonly ShownColumn[]
  readonly columns: readonly FillColumn[]
}

/** Heading of the hidden column that carries each row's record. */
export const ID_LABEL = '编号（请勿改动）'
export const NAME_LABEL = '项目名称'
export const CHECK_LABEL = '检查'

export const MONTH_TABLE: FillTable = {
  table: 'progressReports', sheetName: '本月填报', rowKey: null,
  shown: [
    { key: 'totalInvestment', label: '总投资', kind: 'money' },
    { key: 'annualPlan', label: '年度计划投资', kind: 'money' },
    { key: 'lastMonth', label: '上月完成投资', kind: 'money' },
    { key: 'beforeThisMonth', label: '年初至上月累计', kind: 'money' },
  ],
  columns: [
    { field: 'completed', name: 'completedThisMonth', label: '本月完成投资', kind: 'completed' },
    { field: 'correctionReason', name: 'correctionReason', label: '冲减原因', kind: 'text' },
    { field: 'fundsInPlace', name: 'fundsInPlace', label: '到位资金', kind: 'amount' },
    { field: 'physicalProgress', name: 'physicalProgress', label: '形象进度', kind: 'text' },
    { field: 'problems', name: 'problems', label: '存在问题', kind: 'text' },
    { field: 'measures', name: 'measures', label: '下步措施', kind: 'text' },
    { field: 'remarks', name: 'remarks', label: '备注', kind: 'text' },
  ],
}

export const MILESTONE_TABLE: FillTable = {
  table: 'milestones', sheetName: '节点', rowKey: 'name',
  shown: [{ key: 'name', label: '节点', kind: 'text' }, { key: 'planStart', label: '计划开始', kind: 'date' }, { key: 'planFinish', label: '计划完成', kind: 'date' }],
  columns: [
    { field: 'forecastFinish', name: 'forecastFinish', label: '预计完成', kind: 'date' },
    { field: 'actualStart', name: 'actualStart', label: '实际开始', kind: 'date' },
    { field: 'actualFinish', name: 'actualFinish', label: '实际完成', kind: 'date' },
    { field: 'remarks', name: 'remarks', label: '节点备注', kind: 'text' },
  ],
}

export const ISSUE_TABLE: FillTable = {
  table: 'issues', sheetName: '问题', rowKey: 'title',
  shown: [{ key: 'title', label: '问题', kind: 'text' }, { key: 'category', label: '类别', kind: 'text' }, { key: 'deadline', label: '整改期限', kind: 'date' }],
  columns: [{ field: 'measures', name: 'measures', label: '整改措施和进展', kind: 'text' }],
}

export const FILL_TABLES: readonly FillTable[] = [MONTH_TABLE, MILESTONE_TABLE, ISSUE_TABLE]

export function fillTable(table: string): FillTable | null {
  return FILL_TABLES.find((t) => t.table === table) ?? null
}

/** The column that holds a field; throws for a field that no workbook has. */
export function fillColumn(table: FilledTable, field: string): FillColumn {
  const found = fillTable(table)?.columns.find((c) => c.field === field)
  if (found === undefined) throw new Error(`fillColumn: ${table}.${field} is in no workbook`)
  return found
}
