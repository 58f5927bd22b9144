import { rangeAddress } from '../addresses'
import type { RowModel } from '../model'

/** How a formula stands in its cell. */
export interface FormulaPlace {
  /** What its text follows; with `written` all that there is of it, since a row above has the text. */
  readonly xml: string
  readonly written: boolean
}

/** Shorter runs are written out row by row: whoever edits them outside Excel, without knowing of shared formulas, breaks nothing. */
const LEAST_ROWS = 100
export const ALONE: FormulaPlace = { xml: '<f>', written: false }

interface Run {
  readonly formula: string
  readonly lastRow: number
  /** In the rows after the first. */
  readonly further: FormulaPlace
}

/**
 * Formulas that stand in many rows one below the other and differ by the row alone are in the file once, as Excel writes
 * what was filled down: a sheet of 10,000 projects is a fifth smaller by it.
 */
export class SharedFormulas {
  private readonly runs: (Run | undefined)[] = []
  private count = 0

  constructor(private readonly rows: readonly RowModel[]) {}

  /** For a formula that moves with its row. Asked for once a cell, row by row; row and column from 1. */
  place(formula: string, row: number, column: number): FormulaPlace {
    const run = this.runs[column]
    if (run !== undefined && run.formula === formula && row <= run.lastRow) return run.further
    let lastRow = row
    while (formulaOf(this.rows[lastRow]?.cells[column - 1]) === formula) lastRow += 1
    if (lastRow - row + 1 < LEAST_ROWS) {
      this.runs[column] = { formula, lastRow, further: ALONE }
      return ALONE
    }
    const number = this.count
    this.count += 1
    this.runs[column] = { formula, lastRow, further: { xml: `<f t="shared" si="${number}"/><v>`, written: true } }
    return { xml: `<f t="shared" ref="${rangeAddress({ top: row, left: column, bottom: lastRow, right: column })}" si="${number}">`, written: false }
  }
}

function formulaOf(cell: RowModel['cells'][number] | undefined): string | null {
  const value = cell?.value
  return typeof value === 'object' && value !== null && 'formula' in value ? value.formula : null
}
