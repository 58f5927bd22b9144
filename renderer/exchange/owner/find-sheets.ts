import { cellText, type PlainBook, type PlainSheet } from '../reading/model'
import { ID_LABEL, NAME_LABEL, type FillTable } from './fill-tables'

/** How far down a heading is looked for: rows may have been put in above it. */
const HEAD_ROWS = 40

/** Where the columns of a sheet to fill in stand; 0-based, by heading. */
export interface FoundSheet {
  readonly sheet: PlainSheet
  readonly table: FillTable
  readonly columns: ReadonlyMap<string, number>
  /** The row below the headings. */
  readonly firstRow: number
}

/** Text as headings and names are compared: without blanks, full-width letters as half-width ones. */
export function plainName(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase()
}

/** Every sheet of the book that has a table's headings, copies of it among them. */
export function findSheets(book: PlainBook, tables: readonly FillTable[]): FoundSheet[] {
  return book.sheets.filter((s) => !s.hidden).flatMap((sheet) => {
    for (const table of tables) {
      const found = findTable(book, sheet, table)
      if (found !== null) return [found]
    }
    return []
  })
}

function findTable(book: PlainBook, sheet: PlainSheet, table: FillTable): FoundSheet | null {
  const wanted = new Map([ID_LABEL, NAME_LABEL, ...table.shown.map((c) => c.label), ...table.columns.map((c) => c.label)].map((label) => [plainName(label), label]))
  const columns = new Map<string, number>()
  let firstRow = 0
  sheet.rows.slice(0, HEAD_ROWS).forEach((row, r) => {
    // A heading row holds several of the headings; a text that happens to read like one does not make it one.
    const here = (row ?? []).flatMap((cell, c): [string, number][] => {
      const label = wanted.get(plainName(cellText(cell, book.date1904)))
      return label === undefined ? [] : [[label, c]]
    })
    if (here.length < 3 || columns.size > 0) return
    for (const [label, column] of here) if (!columns.has(label)) columns.set(label, column)
    firstRow = r + 1
  })
  const filled = table.columns.filter((c) => columns.has(c.label)).length
  return filled >= Math.min(2, table.columns.length) && (columns.has(NAME_LABEL) || columns.has(ID_LABEL)) ? { sheet, table, columns, firstRow } : null
}
