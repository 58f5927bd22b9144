import type { LedgerTable } from '@/domain/model'

/** How a cell that the owner fills in is read: by the same rules as typing. Money in 万元. */
export type FillKind = 'completed' | 'amount' | 'text'

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
  readonly kind: 'money' | 'text'
}

/** One kind of sheet to fill in: a row a record. */
export interface FillTable {
  readonly table: LedgerTable
  readonly sheetName: string
  readonly shown: readonly ShownColumn[]
  readonly columns: readonly FillColumn[]
}

/** Heading of the hidden column that carries each row's record. */
export const ID_LABEL = '编号（请勿改动）'
export const NAME_LABEL = '项目名称'
export const CHECK_LABEL = '检查'

export const MONTH_TABLE: FillTable = {
  table: 'progressReports', sheetName: '本月填报',
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

export const FILL_TABLES: readonly FillTable[] = [MONTH_TABLE]

export function fillTable(table: LedgerTable): FillTable | null {
  return FILL_TABLES.find((t) => t.table === table) ?? null
}

/** The column that holds a field; throws for a field that no workbook has. */
export function fillColumn(table: LedgerTable, field: string): FillColumn {
  const found = fillTable(table)?.columns.find((c) => c.field === field)
  if (found === undefined) throw new Error(`fillColumn: ${table}.${field} is in no workbook`)
  return found
}
