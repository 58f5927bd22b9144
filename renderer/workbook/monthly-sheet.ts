import { formatPeriod } from '@/domain/period'
import type { StyleKind } from './house-style'
import type { CellLink, CellModel, CellRange, RowModel } from './model'
import { COLUMN, COLUMN_COUNT, MONTHLY_COLUMNS, type MonthlyColumn, type MonthlyColumnKey } from './monthly-columns'
import { scopeWords, type ReportData } from './report-data'
import { CARDS_KEY, type BookPlan, type CutText, type MadeSheets } from './sheet-book'
import { pageFooter, pageHeader, TABS } from './suite/sheet-frame'
import { HEADER_ROWS, monthlyLayout, monthlyNames, MONTHLY_KEY } from './monthly-layout'
import { MoneyWidths, projectCells, sumCells } from './monthly-rows'
import { capacityOf, countLines, heightFor, mostLines, widthFor } from './text-measure'

export const MONTHLY_TITLE = '项目进展情况月报表'

const BODY_SIZE = 10

/** `项目进展情况月报表`, and the texts that it cannot show whole. A project's name leads to its card where the book has the cards. */
export function monthlySheets({ data, cardRows }: BookPlan): MadeSheets {
  const { options } = data
  const layout = monthlyLayout(data)
  const widths = new MoneyWidths(options.unit)
  const rows: RowModel[] = [...headRows(data), ...headerRows()]
  const merges: CellRange[] = [...headMerges(), ...headerMerges(), labelMerge(layout.totalRow)]
  const links: CellLink[] = []
  rows.push({ height: 24, cells: [] })

  const projectRows: { cells: CellModel[]; row: number; name: string }[] = []
  let number = 0
  for (const { group: { label, items }, row: groupRow, span } of layout.groups) {
    rows.push({ height: 22, cells: sumCells({ label, level: 'group', items, spans: [span], groupRows: [] }, options, widths) })
    merges.push(labelMerge(groupRow))
    items.forEach((item, i) => {
      number += 1
      const row = span.first + i
      const card = cardRows.get(item.entry.project.id)
      const cells = projectCells(item, number, options, widths, card !== undefined)
      if (card !== undefined) links.push(...cardLinks(item.name, row, card, options.paper))
      projectRows.push({ cells, row, name: item.name })
      rows.push({ height: null, cells })
    })
  }
  const filled = layout.groups.filter((g) => g.group.items.length > 0)
  const total = { label: '合计', level: 'total', items: data.items, spans: filled.map((g) => g.span), groupRows: filled.map((g) => g.row) } as const
  rows[layout.totalRow - 1] = { height: 24, cells: sumCells(total, options, widths) }

  const columnWidths = MONTHLY_COLUMNS.map((c) => (c.kind === 'money' ? Math.max(c.width[options.paper], widthFor(widths.of(c.key) + 0.7, BODY_SIZE)) : c.width[options.paper]))
  const capacities = columnWidths.map((w) => capacityOf(w, BODY_SIZE))
  const cut: CutText[] = []
  for (const { cells, row, name } of projectRows) rows[row - 1] = { height: rowHeight(cells, capacities, name, cut), cells }
  rows[HEADER_ROWS.last - 1] = { ...(rows[HEADER_ROWS.last - 1] as RowModel), height: headerHeight(columnWidths) }

  const signature = signatureRow(data)
  rows.push({ height: 10, cells: [] }, signature.row)
  merges.push(...signature.merges(rows.length))
  return {
    cut,
    sheets: [{
      key: MONTHLY_KEY, name: MONTHLY_TITLE, tabColour: TABS.table,
      columns: columnWidths.map((width) => ({ width })),
      rows, merges, links,
      frozen: { rows: HEADER_ROWS.last, columns: COLUMN.name },
      names: monthlyNames(layout),
      print: {
        paper: options.paper, landscape: true, repeatedRows: HEADER_ROWS,
        area: { top: 1, left: 1, bottom: rows.length, right: COLUMN_COUNT },
        header: pageHeader(data, MONTHLY_TITLE), footer: pageFooter(data),
      },
    }],
  }
}

/** To the card: from 序号, and from the name where that stands on one line, since LibreOffice does not break a linked text. */
function cardLinks(name: string, row: number, card: number, paper: 'A3' | 'A4'): CellLink[] {
  const nameWidth = (MONTHLY_COLUMNS[COLUMN.name - 1] as MonthlyColumn).width[paper]
  const columns = countLines(name, capacityOf(nameWidth, BODY_SIZE)) === 1 ? [COLUMN.index, COLUMN.name] : [COLUMN.index]
  return columns.map((column) => ({ row, column, to: { sheet: CARDS_KEY, row: card, column: 1 }, tip: '到这个项目的卡片' }))
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
