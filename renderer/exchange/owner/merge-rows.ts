import type { Ledger } from '@/domain/ledger'
import { excerpt, type Parsed } from '@/domain/brand'
import { parseCompleted, parseOptionalAmount, parseOptionalDate, parseText } from '@/domain/fields'
import { formatMoneyOrUnknown, parseMoney, type Fen } from '@/domain/money'
import type { Period } from '@/domain/period'
import { draftReport, refuseEdit } from '@/domain/report'
import { recordFault } from '@/domain/schema'
import { isNotKnown, NOT_KNOWN, outcomeOf, type NotKnown, type Side } from '../merge/three-way'
import { takesOwner, type CollectedValue, type CollectFault } from './collect-model'
import { fillColumn, type FillColumn, type FilledTable } from './fill-tables'
import { plainName } from './find-sheets'
import type { MatchedRow } from './match-rows'
import type { ReturnedCell } from './read-returned'
import type { FillValue } from './sent-workbook'

/** A record that a row is about. */
export interface Place {
  readonly table: FilledTable
  readonly id: string
  readonly projectId: string
}

/** What stands here: what the ledger holds, under what the files before this one are about to write. */
export interface Standing {
  value(at: Place, field: string): FillValue
  /** Why the record takes nothing, in words; null where it does. */
  closed(at: Place): string | null
  /** The whole record with some fields set, for the rules that span several. */
  withSet(at: Place, set: Readonly<Record<string, FillValue>>): unknown
}

/** Whose value a conflict takes; null: not chosen yet. */
export type Choose = (id: string, field: string) => Side | null

/** The records of a period as they stand. `pending` holds what earlier files of the same collecting write, by `id/field`. */
export function standing(ledger: Ledger, period: Period, pending: ReadonlyMap<string, FillValue>): Standing {
  const report = (projectId: string) => ledger.entries.get(projectId)?.reports.get(period) ?? draftReport(projectId, period)
  const record = ({ table, id, projectId }: Place) => (table === 'progressReports' ? report(projectId) : ledger.entries.get(projectId)?.[table].get(id))
  return {
    value: (at, field) => {
      const later = pending.get(`${at.id}/${field}`)
      return later === undefined ? ((record(at) as unknown as Record<string, FillValue> | undefined)?.[field] ?? null) : later
    },
    closed: (at) => (at.table === 'progressReports' ? refuseEdit(report(at.projectId)) : null),
    withSet: (at, set) => ({ ...record(at), ...set }),
  }
}

/** Compares every cell of the rows with what was sent and what stands. */
export function mergeRows(rows: readonly MatchedRow[], here: Standing, choose: Choose): { values: CollectedValue[]; faults: CollectFault[] } {
  const values: CollectedValue[] = []
  const faults: CollectFault[] = []
  for (const copies of byRecord(rows)) {
    const [first] = copies as [MatchedRow]
    for (const row of copies) faults.push(...shownFaults(row))
    const own: CollectedValue[] = []
    for (const column of first.row.table.columns) {
      const read = readColumn(copies, column, here)
      if (read === null) continue
      if ('kind' in read) faults.push(read)
      else own.push(compare(read.row, column, read.cell, read.value, here, choose))
    }
    const [open, refused] = refuseClosed(own, here)
    faults.push(...refused)
    const [sound, broken] = refuseUnsound(open, here)
    faults.push(...broken)
    values.push(...sound.filter((v) => v.outcome !== 'unchanged'))
  }
  return { values, faults }
}

function placeOf({ row, id, projectId }: MatchedRow): Place {
  return { table: row.table.table, id, projectId }
}

function byRecord(rows: readonly MatchedRow[]): MatchedRow[][] {
  const groups = new Map<string, MatchedRow[]>()
  for (const row of rows) groups.set(row.id, [...(groups.get(row.id) ?? []), row])
  return [...groups.values()]
}

type ReadColumn = { readonly row: MatchedRow; readonly cell: ReturnedCell; readonly value: FillValue }

/** A field from every place where it stands: a copied sheet or row counts where it alone differs from what was sent. */
function readColumn(copies: readonly MatchedRow[], column: FillColumn, here: Standing): ReadColumn | CollectFault | null {
  const reads = copies.flatMap((row): (ReadColumn | CollectFault)[] => {
    const cell = row.row.cells.get(column.label)
    if (cell === undefined) return []
    const parsed = cell.broken ? ({ ok: false, message: `这一格的公式没有算出结果（${cell.text || '空'}），请直接填数` } as const) : parseCell(column, cell.text, row, here)
    return [parsed.ok ? { row, cell, value: parsed.value } : faultOf('bad-value', row, column, cell, parsed.message)]
  })
  const faulty = reads.find((r): r is CollectFault => 'kind' in r)
  if (faulty !== undefined) return faulty
  const good = reads as ReadColumn[]
  const changed = good.filter((r) => r.row.sent === null || (r.row.sent.values[column.field] ?? null) !== r.value)
  const distinct = changed.filter((r, i) => changed.findIndex((o) => o.value === r.value) === i)
  const [one, other] = distinct
  if (one !== undefined && other !== undefined) {
    return faultOf('twice', other.row, column, other.cell, `“${column.label}”在 ${one.cell.sheet} ${one.cell.cell} 填的是“${excerpt(one.cell.text) || '空'}”，在 ${other.cell.sheet} ${other.cell.cell} 填的是“${excerpt(other.cell.text) || '空'}”，没有收，请核实`)
  }
  return one ?? good[0] ?? null
}

/** By the same rules as typing. */
function parseCell({ kind, label }: FillColumn, text: string, row: MatchedRow, here: Standing): Parsed<FillValue> {
  if (kind === 'amount') return parseOptionalAmount(text)
  if (kind === 'date') return parseOptionalDate(text)
  if (kind === 'text') return parseText(text)
  const reason = row.row.cells.get(fillColumn(row.row.table.table, 'correctionReason').label)?.text ?? (here.value(placeOf(row), 'correctionReason') as string | null)
  const parsed = parseCompleted(text, reason)
  return parsed.ok || parsed.code !== 'negative-without-reason' ? parsed : { ...parsed, message: `${label} ${parsed.message}` }
}

function compare(row: MatchedRow, column: FillColumn, cell: ReturnedCell, owner: FillValue, here: Standing, choose: Choose): CollectedValue {
  const versions = { asSent: row.sent === null ? NOT_KNOWN : (row.sent.values[column.field] ?? null), here: here.value(placeOf(row), column.field), owner }
  const outcome = outcomeOf(versions)
  return {
    table: row.row.table.table, id: row.id, projectId: row.projectId, projectName: row.projectName, label: row.label, column, sheet: cell.sheet, cell: cell.cell,
    ...versions, outcome, choice: outcome === 'conflict' ? choose(row.id, column.field) : null,
  } as CollectedValue
}

/** A report that was handed in or locked keeps its figures; what the owner wrote is told. */
function refuseClosed(values: readonly CollectedValue[], here: Standing): [CollectedValue[], CollectFault[]] {
  const [first] = values
  const closed = first === undefined ? null : here.closed(first)
  if (closed === null) return [[...values], []]
  const refused = values.filter((v) => v.outcome === 'owner' || v.outcome === 'conflict')
  return [values.filter((v) => !refused.includes(v)), refused.map((v) => valueFault('closed', v, `${closed}。对方填的“${showFill(v.column, v.owner)}”没有收`))]
}

/** Rules that span several fields, such as a negative month without its reason: what the owner set in that record is told instead. */
function refuseUnsound(values: readonly CollectedValue[], here: Standing): [CollectedValue[], CollectFault[]] {
  const [first] = values
  if (first === undefined) return [[], []]
  const set = Object.fromEntries(values.filter(takesOwner).map((v) => [v.column.field, v.owner]))
  const fault = recordFault(first.table, here.withSet(first, set))
  if (fault === null) return [[...values], []]
  const related = values.filter((v) => takesOwner(v) && (fault.field === v.column.field || ['completed', 'correctionReason'].includes(v.column.field)))
  const out = related.length > 0 ? related : values.filter(takesOwner)
  return [values.filter((v) => !out.includes(v)), out.map((v) => valueFault('bad-value', v, fault.message))]
}

function shownFaults({ row, sent, projectName, projectId }: MatchedRow): CollectFault[] {
  if (sent === null) return []
  const told = (cell: ReturnedCell, label: string, was: string): CollectFault => ({
    kind: 'shown', sheet: cell.sheet, cell: cell.cell, projectId, project: projectName, column: null, value: cell.text,
    message: `“${label}”是参考，发出时是“${excerpt(was)}”，对方改成了“${excerpt(cell.text) || '空'}”，没有采用。核实后请在台账里改`,
  })
  const faults = plainName(row.name.text) === plainName(projectName) || row.name.text === '' ? [] : [told(row.name, '项目名称', projectName)]
  for (const { key, label, kind } of row.table.shown) {
    const cell = row.cells.get(label)
    const was = sent.shown[key] ?? null
    if (cell === undefined || (kind === 'money' ? sameMoney(cell.text, was as Fen | null) : plainName(cell.text) === plainName(String(was ?? '')))) continue
    faults.push(told(cell, label, kind === 'money' ? formatMoneyOrUnknown(was as Fen | null) : String(was ?? '空')))
  }
  return faults
}

function sameMoney(text: string, was: Fen | null): boolean {
  const parsed = parseMoney(text)
  return was === null ? !parsed.ok : parsed.ok && parsed.value === was
}

function faultOf(kind: CollectFault['kind'], row: MatchedRow, column: FillColumn, cell: ReturnedCell, message: string): CollectFault {
  return { kind, sheet: cell.sheet, cell: cell.cell, projectId: row.projectId, project: row.projectName, column, value: cell.text, message }
}

function valueFault(kind: CollectFault['kind'], v: CollectedValue, message: string): CollectFault {
  return { kind, sheet: v.sheet, cell: v.cell, projectId: v.projectId, project: v.projectName, column: v.column, value: showFill(v.column, v.owner), message }
}

/** A value as it is shown to people. */
export function showFill({ kind }: FillColumn, value: FillValue | NotKnown): string {
  if (isNotKnown(value)) return '不知道'
  if (value === null) return '空'
  return kind === 'text' || kind === 'date' ? String(value) : `${formatMoneyOrUnknown(value as Fen)} 万元`
}
