import { address, rangeAddress } from '../addresses'
import type { CellPlace, ColumnModel, SheetModel } from '../model'
import { WorkbookError } from '../model'
import type { StyleTable } from './style-table'
import { MAIN, RELATIONS, tag, XML_HEAD } from './xml'

/** What stands before the `<sheetData>` of a sheet, from the head on. `active`: it is in front when the file is opened. */
export function sheetHead(sheet: SheetModel, active: boolean, styles: StyleTable): string {
  const width = sheet.rows.reduce((most, row) => Math.max(most, row.cells.length), 1)
  return [
    `${XML_HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">`,
    propertiesXml(sheet),
    tag('dimension', { ref: rangeAddress({ top: 1, left: 1, bottom: Math.max(1, sheet.rows.length), right: width }) }),
    tag('sheetViews', {}, viewXml(sheet, active)),
    tag('sheetFormatPr', { defaultRowHeight: 15, outlineLevelRow: deepest(sheet.rows), outlineLevelCol: deepest(sheet.columns) }),
    sheet.columns.length === 0 ? '' : tag('cols', {}, ...sheet.columns.map((column, i) => columnXml(column, i + 1, styles))),
  ].join('')
}

function propertiesXml({ tabColour, summaryAbove, print }: SheetModel): string {
  const fits = print.fit === undefined || print.fit.wide !== null || print.fit.tall !== null
  return tag('sheetPr', {},
    tabColour === undefined ? undefined : tag('tabColor', { rgb: `FF${tabColour}` }),
    summaryAbove === true ? tag('outlinePr', { summaryBelow: '0' }) : undefined,
    fits ? tag('pageSetUpPr', { fitToPage: true }) : undefined)
}

function viewXml(sheet: SheetModel, active: boolean): string {
  const { frozen, zoom, gridlines } = sheet
  if (zoom !== undefined && !(zoom >= 10 && zoom <= 400)) throw new WorkbookError(`工作表“${sheet.name}”的显示比例 ${String(zoom)}% 超出 10% 到 400%，不能导出`)
  const split = frozen !== null && (frozen.rows > 0 || frozen.columns > 0) ? frozen : null
  const first: CellPlace = { row: (split?.rows ?? 0) + 1, column: (split?.columns ?? 0) + 1 }
  const cell = address((sheet.activeCell ?? first).column, (sheet.activeCell ?? first).row)
  const pane = split === null ? undefined : split.rows > 0 && split.columns > 0 ? 'bottomRight' : split.rows > 0 ? 'bottomLeft' : 'topRight'
  return tag('sheetView', { showGridLines: gridlines === true ? undefined : '0', tabSelected: active, zoomScale: zoom, zoomScaleNormal: zoom, workbookViewId: '0' },
    split === null ? undefined : tag('pane', { xSplit: split.columns || undefined, ySplit: split.rows || undefined, topLeftCell: address(first.column, first.row), activePane: pane, state: 'frozen' }),
    tag('selection', { pane, activeCell: cell, sqref: cell }))
}

function columnXml({ width, hidden, outline, style }: ColumnModel, at: number, styles: StyleTable): string {
  return tag('col', { min: at, max: at, width, style: style === undefined ? undefined : styles.number(style), hidden, customWidth: true, outlineLevel: outline })
}

function deepest(list: readonly { readonly outline?: number }[]): number | undefined {
  const most = list.reduce((n, { outline = 0 }) => Math.max(n, outline), 0)
  if (most > 7) throw new WorkbookError(`分级显示最多 7 级，这里有 ${most} 级，不能导出`)
  return most === 0 ? undefined : most
}
