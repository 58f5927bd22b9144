import { dateOnly } from '@/domain/period'
import type { StyleKind } from '@/workbook/house-style'
import type { CellValue, SheetModel, WorkbookModel } from '@/workbook/model'

/** A sheet of the given cells, all of one kind. */
export function sheetOf(values: readonly (readonly CellValue[])[], change: Partial<SheetModel> = {}, style: StyleKind = 'text'): SheetModel {
  const width = Math.max(1, ...values.map((v) => v.length))
  return {
    name: '表', columns: Array.from({ length: width }, () => ({ width: 12 })),
    rows: values.map((row) => ({ height: null, cells: row.map((value) => ({ value, style })) })),
    merges: [], frozen: null,
    print: { paper: 'A4', landscape: false, repeatedRows: null, area: { top: 1, left: 1, bottom: Math.max(1, values.length), right: width }, header: {}, footer: {} },
    ...change,
  }
}

export function bookOf(...sheets: readonly SheetModel[]): WorkbookModel {
  return { title: '试', author: '某局', madeOn: dateOnly('2020-03-31'), sheets }
}
