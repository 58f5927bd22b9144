import { columnName } from './addresses'

/** Cannot stand in any text of a file, so no formula holds it by chance. */
const ROW = '\u0002'

/**
 * `D` and the number of the row in which the formula stands. A formula of such cells is one text for a whole column: the
 * writer prepares it once.
 */
export function hereIn(column: number): string {
  return `${columnName(column)}${ROW}`
}

/** What stands before, between and behind the row's numbers in the formula; one part where there are none. */
export function partsAroundRow(formula: string): string[] {
  return formula.split(ROW)
}

/** The formula as it stands in a row, from 1. */
export function formulaInRow(formula: string, row: number): string {
  return formula.includes(ROW) ? formula.replaceAll(ROW, String(row)) : formula
}
