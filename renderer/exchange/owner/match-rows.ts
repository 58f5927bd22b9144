import { isRegistered, type Ledger } from '@/domain/ledger'
import { reportId, type RecordId } from '@/domain/model'
import type { Period } from '@/domain/period'
import type { CollectFault } from './collect-model'
import { plainName } from './find-sheets'
import type { ReturnedBook, ReturnedRow } from './read-returned'
import type { SentRow } from './sent-workbook'

/** A returned row and the record that it is about. `sent` is null where the hidden sheet is lost. */
export interface MatchedRow {
  readonly row: ReturnedRow
  readonly id: RecordId
  readonly projectId: RecordId
  readonly projectName: string
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
  const own = book.sent?.rows ?? rowsByLedger(ledger, book, period)
  const sentKnown = book.sent !== null
  const byId = new Map(own.map((r) => [r.id, r]))
  const byName = onlyOnes(own)
  const rows: MatchedRow[] = []
  const faults: CollectFault[] = []
  const notes: string[] = []
  for (const row of book.rows) {
    const named = byName.get(plainName(row.name.text)) ?? null
    const numbered = byId.get(row.id) ?? null
    const found = numbered !== null && named !== null && numbered.id !== named.id ? named : (numbered ?? named)
    if (found === null) {
      const fault = strangeRow(ledger, row, period)
      if (fault !== null) faults.push(fault)
      continue
    }
    if (!ledger.entries.has(found.projectId)) {
      faults.push({ kind: 'unknown-row', sheet: row.sheet, cell: row.name.cell, projectId: null, project: found.projectName, column: null, value: row.name.text, message: `“${found.projectName}”已不在这本台账里，这一行没有收` })
      continue
    }
    if (numbered !== null && named !== null && numbered.id !== named.id) notes.push(`“${row.sheet}”第 ${row.row + 1} 行的编号和项目名称对不上，按项目名称“${found.projectName}”收`)
    else if (numbered === null) notes.push(`“${row.sheet}”第 ${row.row + 1} 行没有编号，按项目名称“${found.projectName}”收`)
    rows.push({ row, id: found.id, projectId: found.projectId, projectName: found.projectName, sent: sentKnown ? found : null })
  }
  const present = new Set(rows.map((r) => r.id))
  return { rows, faults, notes: tooMany(notes), missing: sentKnown ? own.filter((r) => !present.has(r.id)) : [] }
}

/** Without the hidden sheet: the projects of the owner whom most rows belong to. */
function rowsByLedger(ledger: Ledger, book: ReturnedBook, period: Period): SentRow[] {
  const registered = [...ledger.entries.values()].filter(({ project }) => isRegistered(project))
  const ids = new Map(registered.map((e) => [reportId(e.project.id, period), e.project]))
  const names = new Map<string, string>()
  for (const { project } of registered) names.set(plainName(project.name ?? ''), project.owner ?? '')
  const counts = new Map<string, number>()
  for (const row of book.rows) {
    const owner = ids.get(row.id)?.owner ?? names.get(plainName(row.name.text))
    if (owner !== undefined && owner !== null) counts.set(owner, (counts.get(owner) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  const owner = book.owner !== null && counts.has(book.owner) ? book.owner : most?.[0]
  return registered.filter(({ project }) => owner !== undefined && (project.owner ?? '') === owner)
    .map(({ project }) => ({ table: 'progressReports', id: reportId(project.id, period), projectId: project.id, projectName: project.name ?? '', values: {}, shown: {}, closed: null }))
}

/** Rows by name, without names that two of them share. */
function onlyOnes(rows: readonly SentRow[]): Map<string, SentRow> {
  const found = new Map<string, SentRow | null>()
  for (const row of rows) {
    const name = plainName(row.projectName)
    found.set(name, found.has(name) ? null : row)
  }
  return new Map([...found].filter((pair): pair is [string, SentRow] => pair[1] !== null && pair[0] !== ''))
}

/** A row that is none of this workbook's: told where it holds something to fill in. */
function strangeRow(ledger: Ledger, row: ReturnedRow, period: Period): CollectFault | null {
  const filled = row.table.columns.map((c) => row.cells.get(c.label)).filter((c) => c !== undefined && c.text !== '')
  const registered = [...ledger.entries.values()].filter(({ project }) => isRegistered(project))
  const project = registered.find((e) => reportId(e.project.id, period) === row.id)?.project ?? registered.find((e) => plainName(e.project.name ?? '') === plainName(row.name.text))?.project
  const at = { sheet: row.sheet, cell: row.name.cell, column: null, value: row.name.text }
  if (project !== undefined) {
    return { ...at, kind: 'other-owner', projectId: project.id, project: project.name, message: `“${project.name ?? ''}”不在发给这个单位的项目里（台账里的项目单位是“${project.owner ?? '待填报'}”），这一行没有收` }
  }
  if (filled.length === 0) return null
  return { ...at, kind: 'unknown-row', projectId: null, project: null, message: `认不出${row.name.text === '' ? '这一行' : `“${row.name.text}”`}是哪个项目，这一行没有收。是新项目的话，请先在项目库里新增` }
}

/** Ten remarks are enough to see what happened. */
function tooMany(notes: readonly string[]): string[] {
  return notes.length <= 10 ? [...notes] : [...notes.slice(0, 9), `还有 ${notes.length - 9} 行也是这样`]
}
