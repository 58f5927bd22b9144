import { isRegistered, type Ledger } from '@/domain/ledger'
import type { Project, RecordId } from '@/domain/model'
import type { Period } from '@/domain/period'
import type { CollectFault } from './collect-model'
import { plainName } from './find-sheets'
import type { ReturnedBook, ReturnedRow } from './read-returned'
import { fillRows, type SentRow } from './sent-workbook'

/** A returned row and the record that it is about. `sent` is null where the hidden sheet is lost. */
export interface MatchedRow {
  readonly row: ReturnedRow
  readonly id: RecordId
  readonly projectId: RecordId
  readonly projectName: string
  readonly label: string
  readonly sent: SentRow | null
}

export interface MatchedRows {
  readonly rows: readonly MatchedRow[]
  readonly faults: readonly CollectFault[]
  readonly notes: readonly string[]
  /** Rows of this file's own projects that are not there any more. */
  readonly missing: readonly SentRow[]
}

/**
 * Finds the record of each row: by the hidden number, or by the name where the number is gone, belongs to no row of this
 * workbook, or contradicts a name that a person must have meant (columns sorted without the hidden one).
 */
export function matchRows(ledger: Ledger, book: ReturnedBook, period: Period): MatchedRows {
  // Only for what the hidden sheet does not tell: going through the whole ledger for each of 200 files would be most of the time.
  let all: Asked[] | null = null
  const asked = (): Asked[] => (all ??= askedOf(ledger, period))
  const own = book.sent?.rows ?? rowsByLedger(book, asked())
  const sentKnown = book.sent !== null
  const byId = new Map(own.map((r) => [r.id, r]))
  const byName = onlyOnes(own)
  const rows: MatchedRow[] = []
  const faults: CollectFault[] = []
  const notes: string[] = []
  for (const row of book.rows) {
    const named = byName.get(keyOfReturned(row)) ?? null
    const numbered = byId.get(row.id) ?? null
    const found = numbered !== null && named !== null && numbered.id !== named.id ? named : (numbered ?? named)
    if (found === null) {
      const fault = strangeRow(row, asked())
      if (fault !== null) faults.push(fault)
      continue
    }
    if (!isThere(ledger, found)) {
      faults.push({ kind: 'unknown-row', sheet: row.sheet, cell: row.name.cell, projectId: null, project: found.projectName, column: null, value: row.name.text, message: `“${found.label === '' ? found.projectName : found.label}”已不在这本台账里，这一行没有收` })
      continue
    }
    if (numbered !== null && named !== null && numbered.id !== named.id) notes.push(`“${row.sheet}”第 ${row.row + 1} 行的编号和项目名称对不上，按项目名称“${found.projectName}”收`)
    else if (numbered === null) notes.push(`“${row.sheet}”第 ${row.row + 1} 行没有编号，按项目名称“${found.projectName}”收`)
    rows.push({ row, id: found.id, projectId: found.projectId, projectName: found.projectName, label: found.label, sent: sentKnown ? found : null })
  }
  const present = new Set(rows.map((r) => r.id))
  return { rows, faults, notes: tooMany(notes), missing: sentKnown ? own.filter((r) => !present.has(r.id)) : [] }
}

/** Without the hidden sheet: what would be asked now of the owner whom most rows belong to. Nothing tells what was sent. */
function rowsByLedger(book: ReturnedBook, asked: readonly Asked[]): SentRow[] {
  const counts = new Map<string, number>()
  for (const row of book.rows) {
    const owner = ownerOf(row, asked)
    if (owner !== null) counts.set(owner, (counts.get(owner) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  const owner = book.owner !== null && counts.has(book.owner) ? book.owner : most?.[0]
  return asked.filter((a) => owner !== undefined && (a.project.owner ?? '') === owner).map(({ row }) => ({ ...row, values: {}, shown: {}, closed: null }))
}

interface Asked {
  readonly project: Project
  readonly row: SentRow
}

function askedOf(ledger: Ledger, period: Period): Asked[] {
  return [...ledger.entries.values()].filter((e) => isRegistered(e.project)).flatMap((e) => fillRows(e, period).map((row) => ({ project: e.project, row })))
}

function ownerOf(row: ReturnedRow, asked: readonly Asked[]): string | null {
  const found = asked.find((a) => a.row.id === row.id) ?? asked.find((a) => keyOfSent(a.row) === keyOfReturned(row))
  return found === undefined ? null : (found.project.owner ?? '')
}

/** A row by its names, which a person sees: its project, and what it is about. */
function keyOfSent({ table, projectName, label }: SentRow): string {
  return [table, plainName(projectName), plainName(label)].join('\n')
}

function keyOfReturned({ table, name, cells }: ReturnedRow): string {
  const shown = table.shown.find((c) => c.key === table.rowKey)
  return [table.table, plainName(name.text), shown === undefined ? '' : plainName(cells.get(shown.label)?.text ?? '')].join('\n')
}

/** Rows by name, without names that two of them share. */
function onlyOnes(rows: readonly SentRow[]): Map<string, SentRow> {
  const found = new Map<string, SentRow | null>()
  for (const row of rows) found.set(keyOfSent(row), found.has(keyOfSent(row)) ? null : row)
  return new Map([...found].filter((pair): pair is [string, SentRow] => pair[1] !== null))
}

/** Whether the row's record can still be written: a milestone or problem may have gone since. */
function isThere(ledger: Ledger, { table, id, projectId }: SentRow): boolean {
  const entry = ledger.entries.get(projectId)
  return entry !== undefined && (table === 'progressReports' || entry[table].get(id)?.deletedAt === null)
}

/** A row that is none of this workbook's: told where it holds something to fill in. */
function strangeRow(row: ReturnedRow, asked: readonly Asked[]): CollectFault | null {
  const filled = row.table.columns.map((c) => row.cells.get(c.label)).filter((c) => c !== undefined && c.text !== '')
  const project = (asked.find((a) => a.row.id === row.id) ?? asked.find((a) => plainName(a.row.projectName) === plainName(row.name.text)))?.project
  const at = { sheet: row.sheet, cell: row.name.cell, column: null, value: row.name.text }
  if (project !== undefined && row.table.rowKey === null) {
    return { ...at, kind: 'other-owner', projectId: project.id, project: project.name, message: `“${project.name ?? ''}”不在发给这个单位的项目里（台账里的项目单位是“${project.owner ?? '待填报'}”），这一行没有收` }
  }
  if (filled.length === 0) return null
  const what = row.table.rowKey === null ? '项目，这一行没有收。是新项目的话，请先在项目库里新增' : `${row.table.sheetName}，这一行没有收。新的${row.table.sheetName}请在台账里新增`
  return { ...at, kind: 'unknown-row', projectId: null, project: null, message: `认不出${row.name.text === '' ? '这一行' : `“${row.name.text}”`}是哪个${what}` }
}

/** Ten remarks are enough to see what happened. */
function tooMany(notes: readonly string[]): string[] {
  return notes.length <= 10 ? [...notes] : [...notes.slice(0, 9), `还有 ${notes.length - 9} 行也是这样`]
}
