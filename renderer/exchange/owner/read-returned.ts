import { periodOf, type Period } from '@/domain/period'
import { cellAddress, cellText, type PlainBook, type PlainCell } from '../reading/model'
import { FILL_TABLES, ID_LABEL, NAME_LABEL, type FillTable } from './fill-tables'
import { findSheets, plainName, type FoundSheet } from './find-sheets'
import { HIDDEN_SHEET, readHiddenLines } from './hidden-lines'
import type { SentWorkbook } from './sent-workbook'

/** A cell as it came back. */
export interface ReturnedCell {
  readonly sheet: string
  /** `H7`. */
  readonly cell: string
  /** What a person sees; empty where nothing stands. */
  readonly text: string
  /** Whether it holds a formula's error or a formula without a result. */
  readonly broken: boolean
}

/** A row that holds something, by headings. */
export interface ReturnedRow {
  readonly table: FillTable
  readonly sheet: string
  /** 0-based. */
  readonly row: number
  readonly id: string
  readonly name: ReturnedCell
  /** By heading; absent where the column was deleted. */
  readonly cells: ReadonlyMap<string, ReturnedCell>
}

/** A returned workbook before it is compared with the ledger. */
export interface ReturnedBook {
  /** What was sent, from the hidden sheet; null where that is lost or damaged. */
  readonly sent: SentWorkbook | null
  readonly hidden: 'whole' | 'lost' | 'newer'
  /** From the sheet's own lines, for when the hidden sheet is lost. */
  readonly period: Period | null
  readonly owner: string | null
  readonly rows: readonly ReturnedRow[]
  readonly sheets: readonly string[]
}

/** Takes a book apart; null where no sheet of it is one to fill in. */
export async function readReturned(book: PlainBook): Promise<ReturnedBook | null> {
  const found = findSheets(book, FILL_TABLES)
  const lines = book.sheets.find((s) => s.name === HIDDEN_SHEET)?.rows.map((row) => cellText(row?.[0], book.date1904)) ?? []
  const hidden = await readHiddenLines(lines.filter((line) => line !== ''))
  if (found.length === 0 && !hidden.ok) return null
  return {
    sent: hidden.ok ? hidden.sent : null, hidden: hidden.ok ? 'whole' : hidden.fault,
    period: statedPeriod(book), owner: statedAfter(book, '项目单位'),
    rows: found.flatMap((f) => rowsOf(book, f)), sheets: found.map((f) => f.sheet.name),
  }
}

function rowsOf(book: PlainBook, { sheet, table, columns, firstRow }: FoundSheet): ReturnedRow[] {
  const rows: ReturnedRow[] = []
  for (let r = firstRow; r < sheet.rows.length; r += 1) {
    const row = sheet.rows[r]
    if (row === undefined) continue
    const at = (label: string): ReturnedCell | undefined => {
      const column = columns.get(label)
      return column === undefined ? undefined : returnedCell(book, sheet.name, r, column, row[column])
    }
    const name = at(NAME_LABEL) ?? { sheet: sheet.name, cell: cellAddress(r, 0), text: '', broken: false }
    const id = at(ID_LABEL)?.text ?? ''
    const cells = new Map([...table.shown, ...table.columns].flatMap(({ label }) => {
      const cell = at(label)
      return cell === undefined ? [] : [[label, cell] as const]
    }))
    const empty = id === '' && name.text === '' && [...cells.values()].every((c) => c.text === '' && !c.broken)
    if (!empty && !isHeading(name.text)) rows.push({ table, sheet: sheet.name, row: r, id, name, cells })
  }
  return rows
}

/** Headings may be repeated, and owners add a 合计 line. */
function isHeading(name: string): boolean {
  return [NAME_LABEL, '合计', '总计', '小计'].some((word) => plainName(word) === plainName(name))
}

function returnedCell(book: PlainBook, sheet: string, row: number, column: number, cell: PlainCell | undefined): ReturnedCell {
  return { sheet, cell: cellAddress(row, column), text: cellText(cell, book.date1904).replace(/\r\n?/gu, '\n').trim(), broken: cell?.kind === 'error' || cell?.kind === 'missing' }
}

function* headTexts(book: PlainBook): Generator<string> {
  for (const sheet of book.sheets) {
    if (sheet.hidden) continue
    for (const row of sheet.rows.slice(0, 20)) for (const cell of row ?? []) if (cell !== undefined) yield cellText(cell, book.date1904)
  }
}

function statedPeriod(book: PlainBook): Period | null {
  for (const text of headTexts(book)) {
    const match = /报告期[：:]\s*(\d{4})\s*年\s*(\d{1,2})\s*月/u.exec(text)
    if (match === null) continue
    const [year, month] = [Number(match[1]), Number(match[2])]
    if (month >= 1 && month <= 12) return periodOf(year, month)
  }
  return null
}

function statedAfter(book: PlainBook, word: string): string | null {
  for (const text of headTexts(book)) {
    const match = new RegExp(`^${word}[：:]\\s*(.+)$`, 'u').exec(text.trim())
    if (match?.[1] !== undefined) return match[1].trim()
  }
  return null
}

