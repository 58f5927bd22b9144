import { TEXT_LIMITS } from '@/domain/fields'
import { dateOnly, formatPeriod, type DateOnly } from '@/domain/period'
import { columnName } from '@/workbook/addresses'
import type { StyleKind } from '@/workbook/house-style'
import type { CellModel, CellRange, RowModel, SheetModel, ValidationModel } from '@/workbook/model'
import { capacityOf, countLines, heightFor } from '@/workbook/text-measure'
import { ID_LABEL, NAME_LABEL, type FillColumn, type FillTable, type ShownColumn } from './fill-tables'
import type { FillValue, SentRow, SentWorkbook } from './sent-workbook'

const BODY_SIZE = 10
const HEADER = { first: 3, last: 3 } as const
const FIRST_DAY = dateOnly('1949-01-01')
const LAST_DAY = dateOnly('2199-12-31')

/** 节点 or 问题: a row a record, what is known in grey and what is asked in yellow. Null where the workbook has none. */
export function recordSheet(sent: SentWorkbook, table: FillTable, mark: string | null): SheetModel | null {
  const own = sent.rows.filter((r) => r.table === table.table)
  if (own.length === 0) return null
  const labels = [ID_LABEL, '序号', NAME_LABEL, ...table.shown.map((c) => c.label), ...table.columns.map((c) => c.label)]
  const widths = [12, 5, 28, ...table.shown.map(widthOf), ...table.columns.map(widthOf)]
  const asked = new Set(table.columns.map((c) => c.label))
  const wide = (value: string | null, style: StyleKind): CellModel[] => labels.map((_, i) => ({ value: i === 1 ? value : null, style }))
  const rows: RowModel[] = [
    { height: 34, cells: wide(`${formatPeriod(sent.period)}${table.sheetName}`, 'title') },
    { height: 22, cells: wide(`只填浅黄色的格子；项目单位：${sent.owner}${mark === null ? '' : `　【${mark}】`}`, mark === null ? 'subtitle' : 'subtitleDemo') },
    { height: 32, cells: labels.map((value) => ({ value, style: asked.has(value) ? 'askedHeader' : 'header' })) },
    ...own.map((row, i) => bodyRow(row, i + 1, table, widths)),
  ]
  const [first, last] = [HEADER.last + 1, rows.length]
  const columnOf = (label: string): number => labels.indexOf(label) + 1
  const range = (label: string): CellRange => ({ top: first, left: columnOf(label), bottom: last, right: columnOf(label) })
  const start = columnOf('实际开始')
  return {
    name: table.sheetName, columns: widths.map((width, i) => (i === 0 ? { width, hidden: true } : { width })), rows,
    merges: [1, 2].map((row) => ({ top: row, left: 2, bottom: row, right: labels.length })), frozen: { rows: HEADER.last, columns: 3 },
    print: {
      paper: 'A4', landscape: true, repeatedRows: HEADER, area: { top: 1, left: 1, bottom: last, right: labels.length },
      header: { left: [sent.owner], ...(mark === null ? {} : { right: [mark] }) }, footer: { centre: ['第 ', { field: 'page' }, ' 页 共 ', { field: 'pages' }, ' 页'] },
    },
    tabColour: 'F5B800', protection: { allow: ['sort', 'filter', 'formatColumns', 'formatRows'] },
    validations: table.columns.map((column) => validation(column, range(column.label))),
    // A finish before its start cannot be right.
    conditions: start === 0 ? [] : [{ ranges: [range('实际完成')], formula: `AND(ISNUMBER($${columnName(start)}${first}),ISNUMBER($${columnName(columnOf('实际完成'))}${first}),$${columnName(columnOf('实际完成'))}${first}<$${columnName(start)}${first})`, look: { fill: 'FBD5D5', colour: '9B1C1C' } }],
  }
}

function widthOf({ kind }: FillColumn | ShownColumn): number {
  return kind === 'date' ? 13 : 30
}

function bodyRow(row: SentRow, index: number, table: FillTable, widths: readonly number[]): RowModel {
  const cells: CellModel[] = [
    { value: row.id, style: 'shownText' }, { value: index, style: 'shownCentre' }, { value: row.projectName, style: 'shownName' },
    ...table.shown.map(({ key, kind }) => cell(row.shown[key] ?? null, kind === 'date', 'shown')), ...table.columns.map(({ field, kind }) => cell(row.values[field] ?? null, kind === 'date', 'asked')),
  ]
  const lines = cells.map(({ value }, i) => (typeof value === 'string' && i > 0 ? countLines(value, capacityOf(widths[i] ?? 10, BODY_SIZE)) : 1))
  return { height: heightFor(Math.max(...lines), BODY_SIZE, 30), cells }
}

function cell(value: FillValue, isDate: boolean, role: 'shown' | 'asked'): CellModel {
  if (!isDate) return { value: value as string | null, style: `${role}Text` }
  return { value: value === null ? null : { date: value as DateOnly }, style: `${role}Date` }
}

function validation({ label, kind }: FillColumn, range: CellRange): ValidationModel {
  return kind === 'date'
    ? { ranges: [range], rule: { kind: 'date', min: FIRST_DAY, max: LAST_DAY }, prompt: { title: label, text: '填日期，如 2020-4-15；还没有就空着' }, error: { title: '看不懂这个日期', text: '请填存在的一天，如 2020-4-15' } }
    : { ranges: [range], rule: { kind: 'textLength', min: null, max: TEXT_LIMITS.long }, error: { title: '太长了', text: `“${label}”最多 ${TEXT_LIMITS.long} 个字，请删短` } }
}
