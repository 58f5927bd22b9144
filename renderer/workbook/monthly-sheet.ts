import { formatPeriod } from '@/domain/period'
import { FILTER_LABELS } from '@/domain/report-catalogue'
import type { StyleKind } from './house-style'
import type { CellModel, CellRange, RowModel, SheetModel } from './model'
import { COLUMN, COLUMN_COUNT, MONTHLY_COLUMNS, type MonthlyColumn, type MonthlyColumnKey } from './monthly-columns'
import type { ReportData } from './report-data'
import type { BookPlan, CutText, MadeSheets } from './sheet-book'
import type { RowSpan } from './monthly-formulas'
import { MoneyWidths, projectCells, sumCells } from './monthly-rows'
import { capacityOf, countLines, heightFor, mostLines, widthFor } from './text-measure'

export const MONTHLY_TITLE = '项目进展情况月报表'

const BODY_SIZE = 10
const HEADER_ROWS = { first: 4, last: 5 } as const

/** The maker of `项目进展情况月报表`. */
export function monthlySheets({ data }: BookPlan): MadeSheets {
  const { sheet, cut } = monthlySheet(data)
  return { sheets: [sheet], cut }
}

/** `项目进展情况月报表`, and the texts that it cannot show whole. */
export function monthlySheet(data: ReportData): { sheet: SheetModel; cut: CutText[] } {
  const { options, groups } = data
  const widths = new MoneyWidths(options.unit)
  const rows: RowModel[] = [...headRows(data), ...headerRows()]
  const merges: CellRange[] = [...headMerges(), ...headerMerges()]
  const totalRow = rows.length + 1
  rows.push({ height: 24, cells: [] })
  merges.push(labelMerge(totalRow))

  const projectRows: { cells: CellModel[]; row: number; name: string }[] = []
  const spans: RowSpan[] = []
  const groupRows: number[] = []
  let number = 0
  for (const { label, items } of groups) {
    const groupRow = rows.length + 1
    const span = { first: groupRow + 1, last: groupRow + items.length }
    rows.push({ height: 22, cells: sumCells({ label, level: 'group', items, spans: [span], groupRows: [] }, options, widths) })
    merges.push(labelMerge(groupRow))
    for (const item of items) {
      number += 1
      const row = rows.length + 1
      const cells = projectCells(item, number, row, options, widths)
      projectRows.push({ cells, row, name: item.name })
      rows.push({ height: null, cells })
    }
    if (items.length === 0) continue
    spans.push(span)
    groupRows.push(groupRow)
  }
  rows[totalRow - 1] = { height: 24, cells: sumCells({ label: '合计', level: 'total', items: data.items, spans, groupRows }, options, widths) }

  const columnWidths = MONTHLY_COLUMNS.map((c) => (c.kind === 'money' ? Math.max(c.width[options.paper], widthFor(widths.of(c.key) * 1.08 + 0.7, BODY_SIZE)) : c.width[options.paper]))
  const capacities = columnWidths.map((w) => capacityOf(w, BODY_SIZE))
  const cut: CutText[] = []
  for (const { cells, row, name } of projectRows) rows[row - 1] = { height: rowHeight(cells, capacities, name, cut), cells }
  rows[HEADER_ROWS.last - 1] = { ...(rows[HEADER_ROWS.last - 1] as RowModel), height: headerHeight(columnWidths) }

  const signature = signatureRow(data)
  rows.push({ height: 10, cells: [] }, signature.row)
  merges.push(...signature.merges(rows.length))
  return {
    cut,
    sheet: {
      name: MONTHLY_TITLE,
      columns: columnWidths.map((width) => ({ width })),
      rows, merges,
      frozen: { rows: HEADER_ROWS.last, columns: COLUMN.name },
      print: {
        paper: options.paper, landscape: true, repeatedRows: HEADER_ROWS,
        area: { top: 1, left: 1, bottom: rows.length, right: COLUMN_COUNT },
        header: pageHeader(data),
        footer: { centre: ['第 ', { field: 'page' }, ' 页 共 ', { field: 'pages' }, ' 页'] },
      },
    },
  }
}

/** The line at the top of every page: what it is, and 虚构演示数据 where it is. */
export function pageHeader({ options, ledger, mark }: ReportData): { left: string[]; right: string[] } {
  return { left: [ledger.settings.unitName], right: [`${MONTHLY_TITLE} ${formatPeriod(options.period)}${mark === null ? '' : `（${mark}）`}`] }
}

/** Which projects, in words: the portfolio, and what the sheet is narrowed to. */
export function scopeWords({ scopeName, options }: ReportData): string {
  const filter = options.filter ?? null
  return filter === null ? scopeName : `${scopeName}（${FILTER_LABELS[filter.by]}：${filter.value.trim()}）`
}

function blankRow(style: StyleKind): CellModel[] {
  return Array.from({ length: COLUMN_COUNT }, () => ({ value: null, style }))
}

function headRows(data: ReportData): RowModel[] {
  const { options, ledger, mark } = data
  const title = blankRow('title')
  title[0] = { value: MONTHLY_TITLE, style: 'title' }
  const subtitleStyle = mark === null ? 'subtitle' : 'subtitleDemo'
  const subtitle = blankRow(subtitleStyle)
  subtitle[0] = { value: mark === null ? scopeWords(data) : `${scopeWords(data)}　【${mark}】`, style: subtitleStyle }
  const line = blankRow('unitLine')
  line[0] = { value: `填报单位：${ledger.settings.unitName}`, style: 'unitLine' }
  line[COLUMN.totalInvestment - 1] = { value: `报告期：${formatPeriod(options.period)}`, style: 'unitLineCentre' }
  line[COLUMN.problems - 1] = { value: `单位：${options.unit}`, style: 'unitLineRight' }
  return [{ height: 34, cells: title }, { height: 22, cells: subtitle }, { height: 20, cells: line }]
}

function headMerges(): CellRange[] {
  const whole = (row: number): CellRange => ({ top: row, left: 1, bottom: row, right: COLUMN_COUNT })
  return [
    whole(1), whole(2),
    { top: 3, left: 1, bottom: 3, right: COLUMN.plannedCompletion },
    { top: 3, left: COLUMN.totalInvestment, bottom: 3, right: COLUMN.physicalProgress },
    { top: 3, left: COLUMN.problems, bottom: 3, right: COLUMN_COUNT },
  ]
}

function headerRows(): RowModel[] {
  const upper = MONTHLY_COLUMNS.map((c, i): CellModel => ({ value: c.band === null ? c.label : MONTHLY_COLUMNS[i - 1]?.band === c.band ? null : c.band, style: 'header' }))
  const lower = MONTHLY_COLUMNS.map((c): CellModel => ({ value: c.band === null ? null : c.label, style: 'header' }))
  return [{ height: 20, cells: upper }, { height: 30, cells: lower }]
}

function headerMerges(): CellRange[] {
  const merges: CellRange[] = []
  MONTHLY_COLUMNS.forEach((c, i) => {
    if (c.band === null) merges.push({ top: HEADER_ROWS.first, left: i + 1, bottom: HEADER_ROWS.last, right: i + 1 })
    else if (MONTHLY_COLUMNS[i - 1]?.band !== c.band) {
      const width = MONTHLY_COLUMNS.filter((other) => other.band === c.band).length
      merges.push({ top: HEADER_ROWS.first, left: i + 1, bottom: HEADER_ROWS.first, right: i + width })
    }
  })
  return merges
}

/** The lower header row is as high as its longest label needs; a label over both rows has 20 points more. */
function headerHeight(columnWidths: readonly number[]): number {
  const needs = MONTHLY_COLUMNS.map((c: MonthlyColumn, i) => heightFor(countLines(c.label, capacityOf(columnWidths[i] as number, BODY_SIZE)), BODY_SIZE, 20) - (c.band === null ? 20 : 0))
  return Math.max(30, ...needs)
}

function labelMerge(row: number): CellRange {
  return { top: row, left: COLUMN.index, bottom: row, right: COLUMN.name }
}

const LEAST_HEIGHT = 24

function rowHeight(cells: readonly CellModel[], capacities: readonly number[], project: string, cut: CutText[]): number {
  let most = 1
  cells.forEach(({ value }, i) => {
    if (typeof value !== 'string') return
    const lines = countLines(value, capacities[i] as number)
    if (lines > mostLines(BODY_SIZE)) cut.push({ project, column: (MONTHLY_COLUMNS[i] as MonthlyColumn).label, text: value })
    if (lines > most) most = lines
  })
  return heightFor(most, BODY_SIZE, LEAST_HEIGHT)
}

function signatureRow({ ledger, options }: ReportData): { row: RowModel; merges: (row: number) => CellRange[] } {
  const cells = blankRow('signature')
  const put = (key: MonthlyColumnKey, cell: CellModel): void => {
    cells[COLUMN[key] - 1] = cell
  }
  put('index', { value: `审核人：${ledger.settings.reviewer ?? ''}`, style: 'signature' })
  put('totalInvestment', { value: `填报人：${ledger.settings.preparer ?? ''}`, style: 'signature' })
  put('problems', { value: '填报日期：', style: 'signatureRight' })
  put('measures', options.preparedOn === null ? { value: '　　　年　　月　　日', style: 'signature' } : { value: { date: options.preparedOn }, style: 'signatureDate' })
  return {
    row: { height: 26, cells },
    merges: (row) => [
      { top: row, left: 1, bottom: row, right: COLUMN.plannedCompletion },
      { top: row, left: COLUMN.totalInvestment, bottom: row, right: COLUMN.physicalProgress },
      { top: row, left: COLUMN.measures, bottom: row, right: COLUMN_COUNT },
    ],
  }
}
