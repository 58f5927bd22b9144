import { formatMoney, moneyAsNumber, UNKNOWN_FIGURE, type Fen } from '@/domain/money'
import { formatPeriod, type DateOnly } from '@/domain/period'
import type { Light } from '@/domain/warning'
import type { StyleKind } from '../house-style'
import type { CellRange, PageLine, PrintModel, SheetModel } from '../model'
import type { MadeSheets } from '../sheet-book'
import { scopeWords, type ReportData } from '../report-data'
import { widthFor } from '../text-measure'
import { put, type Placed, type SheetBuilder } from './sheet-builder'

export const LIGHT_STYLES: Readonly<Record<Light, StyleKind>> = { 红: 'lightRed', 黄: 'lightYellow', 绿: 'lightGreen', 灰: 'lightGrey' }

/** Colours of the sheets' tabs. */
export const TABS = { leader: 'B3261E', table: '14546B', pages: '8A5A00', notes: '8A939E' } as const

/** A column of a table. */
export interface TableColumn {
  readonly label: string
  /** Least width. */
  readonly width: number
  /** Takes a share of the room that the page leaves. */
  readonly grows?: number
}

/** Heights of one page at full size, in points. */
const PAGE_HEIGHT = { A3: { landscape: 760, upright: 1110 }, A4: { landscape: 512, upright: 760 } } as const

/** Widths of one page at full size, in units of column width: a little less than the paper between its margins. */
const PAGE_UNITS = { A3: { landscape: 188, upright: 128 }, A4: { landscape: 129, upright: 88 } } as const

/** The columns' widths, those that may grow widened until the page is full. */
export function pageWidths(columns: readonly TableColumn[], paper: 'A3' | 'A4', landscape: boolean): number[] {
  const page = PAGE_UNITS[paper][landscape ? 'landscape' : 'upright']
  const least = columns.reduce((sum, c) => sum + c.width, 0)
  const shares = columns.reduce((sum, c) => sum + (c.grows ?? 0), 0)
  const room = Math.max(0, page - least)
  return columns.map((c) => Math.round((c.width + (shares === 0 ? 0 : (room * (c.grows ?? 0)) / shares)) * 10) / 10)
}

/** Width of a column that shows each amount on one line. */
export function moneyWidth(amounts: Iterable<Fen | null>, unit: '万元' | '亿元', least: number, size = 10): number {
  let units = 0
  for (const amount of amounts) units = Math.max(units, amount === null ? UNKNOWN_FIGURE.length * 2 : formatMoney(amount, unit).length)
  return Math.max(least, widthFor(units + 0.7, size))
}

/** An amount, or 待填报. `kind` is the kind's name for 万元. */
export function money(amount: Fen | null, unit: '万元' | '亿元', kind: 'money' | 'groupMoney' | 'totalMoney' = 'money'): Placed {
  const style = unit === '亿元' ? (`${kind}Yi` as const) : kind
  if (amount === null) return put(UNKNOWN_FIGURE, kind === 'money' ? (unit === '亿元' ? 'unknownYi' : 'unknown') : style)
  return put(moneyAsNumber(amount, unit), style)
}

/** A text, or 待填报 where it is not known. */
export function known(text: string | null, style: StyleKind = 'text'): Placed {
  return text === null ? put(UNKNOWN_FIGURE, 'unknown') : put(text, style)
}

/** A day, or the words for a missing one. */
export function dateCell(date: DateOnly | null, missing: string): Placed {
  return date === null ? put(missing, 'unknown') : put({ date }, 'date')
}

/** Filter buttons over a header and the `count` rows below it. */
export function filterOver(header: number, count: number, columns: number): Partial<SheetModel> {
  return count === 0 ? {} : { filter: { top: header, left: 1, bottom: header + count, right: columns } }
}

/** Title, scope (with 虚构演示数据), and the line with 填报单位, 报告期 and 单位. */
export function addHead(sheet: SheetBuilder, data: ReportData, title: string, measure: string | null = `单位：${data.options.unit}`): void {
  const { mark, ledger, options } = data
  const wide = sheet.columnCount
  sheet.line(title, 'title', 34)
  sheet.line(mark === null ? scopeWords(data) : `${scopeWords(data)}　【${mark}】`, mark === null ? 'subtitle' : 'subtitleDemo', 22)
  const third = thirds(sheet.widths)
  sheet.add([put(`填报单位：${ledger.settings.unitName}`, 'unitLine', third[0]), put(`报告期：${formatPeriod(options.period)}`, 'unitLineCentre', third[1]), put(measure, 'unitLineRight', wide - third[0] - third[1])], 20)
}

/** 审核人, 填报人, 填报日期. */
export function addSignature(sheet: SheetBuilder, { ledger, options }: ReportData): void {
  const third = thirds(sheet.widths)
  const last = sheet.columnCount - third[0] - third[1]
  sheet.gap(10)
  const { reviewer, preparer } = ledger.settings
  const date = options.preparedOn === null ? '填报日期：　　　年　　月　　日' : `填报日期：${options.preparedOn}`
  sheet.add([put(`审核人：${reviewer ?? ''}`, 'signature', third[0]), put(`填报人：${preparer ?? ''}`, 'signature', third[1]), put(date, 'signatureRight', last)], 24)
}

/** Columns of the first two of three parts that are about equally wide, each at least one. */
function thirds(widths: readonly number[]): [number, number] {
  const total = widths.reduce((a, b) => a + b, 0)
  let [first, second, sum] = [0, 0, 0]
  for (const width of widths) {
    sum += width
    if (sum - width / 2 < total / 3) first += 1
    else if (sum - width / 2 < (2 * total) / 3) second += 1
  }
  return [Math.max(1, first), Math.max(1, second)]
}

/** The line at the top of every page: what it is, and 虚构演示数据 where it is. */
export function pageHeader({ ledger, options, mark }: ReportData, title: string): PageLine {
  return { left: [ledger.settings.unitName], right: [`${title} ${formatPeriod(options.period)}${mark === null ? '' : `（${mark}）`}`] }
}

/** `第 N 页 共 N 页`, and of a locked period the first digits by which the sheet can be checked; else that it is not locked. */
export function pageFooter({ options }: ReportData): PageLine {
  const frozen = options.frozen ?? null
  return { centre: ['第 ', { field: 'page' }, ' 页 共 ', { field: 'pages' }, ' 页'], right: [frozen === null ? '未锁定' : `锁定数据 SHA-256 前 12 位：${frozen.sha256.slice(0, 12)}`] }
}

export interface FrameOptions {
  readonly key: string
  readonly name: string
  readonly paper: 'A3' | 'A4'
  readonly landscape: boolean
  /** The header rows of the table, repeated on every page and frozen; null for a sheet of single pages. */
  readonly header: { readonly first: number; readonly last: number } | null
  readonly frozenColumns?: number
  readonly tab: string
  readonly onePage?: true
  readonly margins?: PrintModel['margins']
  readonly more?: Partial<SheetModel>
}

/** The finished sheet of a builder. */
export function finish(sheet: SheetBuilder, data: ReportData, { key, name, paper, landscape, header, frozenColumns = 0, tab, onePage, margins, more = {} }: FrameOptions): MadeSheets {
  const area: CellRange = { top: 1, left: 1, bottom: sheet.last, right: sheet.columnCount }
  const one = onePage === true || spillsOver(sheet, paper, landscape)
  const print: PrintModel = {
    paper, landscape, repeatedRows: header, area, header: pageHeader(data, name), footer: pageFooter(data),
    ...(margins === undefined ? {} : { margins }),
    ...(one ? { fit: { wide: 1, tall: 1 } } : sheet.breaks.length > 0 ? { rowBreaks: sheet.breaks.filter((row) => row < sheet.last) } : {}),
  }
  return {
    cut: sheet.cut,
    sheets: [{
      key, name, tabColour: tab, columns: sheet.widths.map((width) => ({ width })), rows: sheet.rows, merges: sheet.merges, links: sheet.links,
      frozen: header === null ? null : { rows: header.last, columns: frozenColumns }, print, ...more,
    }],
  }
}

/** How much more than a page a sheet may hold and still be shrunk to one: a signature alone on a second page is no page. A4 prints small already. */
const SHRINK_MOST = { A3: 1.35, A4: 1.18 } as const

/** Points of rows that a page holds, at the scale that its width asks for. */
export function pageCapacity(sheet: SheetBuilder, paper: 'A3' | 'A4', landscape: boolean): number {
  const way = landscape ? 'landscape' : 'upright'
  return PAGE_HEIGHT[paper][way] * Math.max(1, sheet.widths.reduce((a, b) => a + b, 0) / PAGE_UNITS[paper][way])
}

/** Whether a few rows would stand on a second page by themselves. */
function spillsOver(sheet: SheetBuilder, paper: 'A3' | 'A4', landscape: boolean): boolean {
  const pages = sheet.height / pageCapacity(sheet, paper, landscape)
  return pages > 1 && pages <= SHRINK_MOST[paper]
}

/** Repeats the labels of a one-level header; gives its row. */
export function addHeader(sheet: SheetBuilder, columns: readonly TableColumn[]): number {
  return sheet.add(columns.map((c) => put(c.label, 'header')), 26)
}
