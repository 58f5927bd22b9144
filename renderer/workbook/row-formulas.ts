import { columnName } from './addresses'

/** Cannot stand in any text of a file, so no formula holds it by chance. */
const ROW = '\u0002'

/**
 * `D` and the number of the row in which the formula stands. A formula of such cells is one text for a whole column, so
 * the writer writes it once and lets the rows below share it, as Excel does for a formula that was filled down.
 */
export function hereIn(column: number): string {
  return `${columnName(column)}${ROW}`
}

/** Whether the formula has cells of its own row. */
export function movesWithRow(formula: string): boolean {
  return formula.includes(ROW)
}

/** The formula as it stands in a row, from 1. */
export function formulaInRow(formula: string, row: number): string {
  return formula.includes(ROW) ? formula.replaceAll(ROW, String(row)) : formula
}
