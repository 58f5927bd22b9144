import { shownValue, type CellModel, type SheetModel } from '@/workbook/model'
import { COLUMN, type MonthlyColumnKey } from '@/workbook/monthly-columns'

/** What a cell shows: a formula shows its cached result. */
export function shown(cell: CellModel | null | undefined): string | number | null {
  return shownValue(cell?.value ?? null)
}

/** Row of the first cell in column A that is `label`; 0 where there is none. */
export function rowOf(sheet: SheetModel, label: string): number {
  return sheet.rows.findIndex((r) => shown(r.cells[0]) === label) + 1
}

export function cellAt(sheet: SheetModel, row: number, key: MonthlyColumnKey): CellModel | null | undefined {
  return sheet.rows[row - 1]?.cells[COLUMN[key] - 1]
}

/** The words of a sheet, row by row. */
export function wordsOf(sheet: SheetModel): string[] {
  return sheet.rows.map((r) => r.cells.map(shown).filter((v) => v !== null).join(' | '))
}
