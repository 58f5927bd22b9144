import { isPeriod } from '@/domain/period'
import { isFields } from '../package-records'
import { cellContent, cellMark, EMPTY_MARK, MARK_LENGTH, type PlainCell } from './plain-cell'
import type { ReadSheet } from './read-book'
import { SEAL_NAME, SEAL_TITLE, SEAL_VERSION, sealDigest, sheetDigest, type SealFacts } from './seal-sheet'

/** What the hidden sheet of a workbook of ours holds. */
export interface Seal {
  readonly facts: SealFacts
  /** Ids of the main sheet's projects in their order. */
  readonly projectIds: readonly string[]
  readonly sheets: readonly SealedSheet[]
}

export interface SealedSheet {
  readonly name: string
  readonly digest: string
  /** Marks of a row's cells, one after another. */
  readonly rows: readonly string[]
}

/** `none`: not a workbook of ours. `newer`: of a later program. `broken`: the hidden sheet itself was changed. */
export type SealReading = { readonly seal: Seal } | { readonly fault: 'none' | 'newer' | 'broken' }

export function readSeal(book: readonly ReadSheet[]): SealReading {
  const lines = book.find((s) => s.name === SEAL_NAME)?.rows.map((row) => [...(row ?? [])].map((cell) => String(cell?.value ?? '')))
  if (lines?.[0]?.[0] !== SEAL_TITLE) return { fault: 'none' }
  const facts = readFacts(lines.find(([kind]) => kind === 'facts')?.[1] ?? '')
  if (facts === null) return { fault: 'broken' }
  if (facts.seal > SEAL_VERSION) return { fault: 'newer' }
  const end = lines.findIndex(([kind]) => kind === 'end')
  // A row of nothing but empty texts may come back shorter than it was written.
  if (end < 0 || lines[end]?.[1] !== sealDigest(lines.slice(0, end).map(padded))) return { fault: 'broken' }
  const projectIds: string[] = []
  const sheets: { name: string; digest: string; rows: string[] }[] = []
  for (const [kind, first = '', second = ''] of lines) {
    if (kind === 'projects') projectIds.push(...first.split(','))
    else if (kind === 'sheet') sheets.push({ name: first, digest: second, rows: [] })
    else if (kind === 'row') sheets.at(-1)?.rows.push(first)
  }
  return { seal: { facts, projectIds, sheets } }
}

const CELLS: Readonly<Record<string, number>> = { sheet: 3, row: 2, projects: 2, facts: 2 }

function padded(line: readonly string[]): string[] {
  const wanted = CELLS[line[0] ?? ''] ?? line.length
  return Array.from({ length: Math.max(wanted, line.length) }, (_, i) => line[i] ?? '')
}

function readFacts(text: string): SealFacts | null {
  let facts: unknown
  try {
    facts = JSON.parse(text)
  } catch {
    return null
  }
  if (!isFields(facts)) return null
  const { seal, ledgerId, period, snapshot, options, writerVersion } = facts
  const sound = Number.isInteger(seal) && typeof ledgerId === 'string' && typeof period === 'string' && isPeriod(period) && (snapshot === null || typeof snapshot === 'string') && isFields(options) && Number.isInteger(writerVersion)
  return sound ? (facts as unknown as SealFacts) : null
}

/** Where a sheet is not as it was sealed: rows and columns from 0. `unnamed`: it differs, but no single cell can be told. */
export function brokenCells({ digest, rows }: SealedSheet, read: ReadSheet): { readonly cells: readonly { row: number; column: number }[]; readonly unnamed: boolean } {
  const contents = read.rows.map((row) => row?.map((cell: PlainCell | undefined) => (cell === undefined ? null : cellContent(cell))))
  if (sheetDigest(contents) === digest) return { cells: [], unnamed: false }
  const cells: { row: number; column: number }[] = []
  let withoutResult = false
  for (let row = 0; row < Math.max(rows.length, contents.length); row += 1) {
    const marks = rows[row] ?? ''
    const found = contents[row] ?? []
    for (let column = 0; column < Math.max(marks.length / MARK_LENGTH, found.length); column += 1) {
      const mark = marks.slice(column * MARK_LENGTH, (column + 1) * MARK_LENGTH) || EMPTY_MARK
      if (mark === cellMark(found[column] ?? null)) continue
      if (read.rows[row]?.[column]?.noResult === true && mark !== EMPTY_MARK) withoutResult = true
      else cells.push({ row, column })
    }
  }
  return { cells, unnamed: cells.length === 0 && !withoutResult }
}
