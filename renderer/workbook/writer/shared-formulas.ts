import { rangeAddress } from '../addresses'
import type { RowModel } from '../model'
import { movesWithRow } from '../row-formulas'

/** How a formula stands in its cell: with its text after `xml`, or (`written`) without, for a row above has it. */
export interface FormulaPlace {
  readonly xml: string
  readonly written: boolean
}

const ALONE: FormulaPlace = { xml: '<f>', written: false }

interface Run {
  readonly formula: string
  readonly lastRow: number
  /** In the further rows, up to the result. */
  readonly further: FormulaPlace
}

/**
 * Formulas that stand in rows one below the other and differ by the row alone are in the file once, as Excel writes what
 * was filled down: a sheet of 10,000 projects is an eighth smaller by it.
 */
export class SharedFormulas {
  private readonly runs: (Run | undefined)[] = []
  private count = 0

  constructor(private readonly rows: readonly RowModel[]) {}

  /** Asked for once a cell, row by row. Row and column from 1. */
  place(formula: string, row: number, column: number): FormulaPlace {
    const run = this.runs[column]
    if (run !== undefined && run.formula === formula && row <= run.lastRow) return run.further
    if (!movesWithRow(formula)) return ALONE
    let lastRow = row
    while (formulaOf(this.rows[lastRow]?.cells[column - 1]) === formula) lastRow += 1
    if (lastRow === row) return ALONE
    const number = this.count
    this.count += 1
    this.runs[column] = { formula, lastRow, further: { xml: `<f t="shared" si="${number}"/><v>`, written: true } }
    return { written: false, xml: `<f t="shared" ref="${rangeAddress({ top: row, left: column, bottom: lastRow, right: column })}" si="${number}">` }
  }
}

function formulaOf(cell: RowModel['cells'][number] | undefined): string | null {
  const value = cell?.value
  return typeof value === 'object' && value !== null && 'formula' in value ? value.formula : null
}
