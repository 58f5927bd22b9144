import { WHOLE_RECORD, type Change, type OperationKind } from '@/domain/change-log'
import type { Ledger } from '@/domain/ledger'
import { FIELD_LABELS, TABLE_LABELS } from '@/domain/labels'
import { FREE_TABLES, PROJECT_TABLES, type FreeTable, type ProjectTable } from '@/domain/method-records'
import { projectOfFigures, type LedgerTable } from '@/domain/model'
import { orderLabel } from '@/domain/order-number'
import { formatPeriod, isPeriod } from '@/domain/period'
import { showValue } from '@/shared/field-values'
import { localDate } from '@/shared/clock'
import type { LoggedOperation } from '@/stores/ledger'

/** What a person filters 操作记录 by. Empty text and null let everything through. */
export interface LogFilter {
  readonly text: string
  readonly kind: OperationKind | null
  /** First and last day by the PC's calendar, 'YYYY-MM-DD' or ''. */
  readonly from: string
  readonly to: string
  /** A table, or a table and field as `projects.owner`. */
  readonly field: string
}


export const NO_FILTER: LogFilter = { text: '', kind: null, from: '', to: '', field: '' }
export const KIND_LABELS: Readonly<Record<OperationKind, string>> = { edit: '修改', undo: '撤销', redo: '重做', load: '换台账', check: '检查后处理' }

/** One field of one record, ready to be read. */
export interface LogChange {
  readonly key: string
  /** Project that it is about, for the link; null for portfolios and 设置. */
  readonly projectId: string | null
  readonly subject: string
  readonly field: string
  readonly before: string
  readonly after: string
  readonly table: LedgerTable
  readonly fieldName: string
}

export interface LogEntry {
  readonly operation: LoggedOperation['operation']
  readonly changes: readonly LogChange[]
  /** Whether it stands undone now. */
  readonly undone: boolean
}

/** What a new record consists of beside what a person filled in. */
const NOT_FILLED_IN = new Set(['id', 'projectId', 'period', 'year', 'order', 'deletedAt', 'ledgerId', 'writerVersion', 'content'])

/** Puts operations, newest first, into words. `states` goes on from page to page: see undoStates. */
export function describeLog(logged: readonly LoggedOperation[], ledger: Ledger, states: Map<string, boolean>): LogEntry[] {
  return logged.map(({ operation, changes }) => {
    noteUndo(operation, states)
    return { operation, changes: changes.flatMap((change) => describeChange(change, ledger)), undone: states.get(operation.id) ?? false }
  })
}

/** The log is read newest first: the first undo or redo of an operation that is met is how it stands. */
function noteUndo(operation: LoggedOperation['operation'], states: Map<string, boolean>): void {
  if (operation.target !== null && !states.has(operation.target)) states.set(operation.target, operation.kind === 'undo')
}

function describeChange(change: Change, ledger: Ledger): LogChange[] {
  const { table } = change
  const projectId = projectOf(change, ledger)
  const base = { projectId, subject: subjectOf(change, projectId, ledger), table }
  const suffix = suffixOf(change, ledger)
  if (change.field !== WHOLE_RECORD) {
    return [{ ...base, key: change.id, field: `${FIELD_LABELS[table][change.field] ?? change.field}${suffix}`, fieldName: change.field, ...shown(table, change.field, change.before, change.after) }]
  }
  if (change.before !== null && change.after !== null) return differences(change, { ...base, suffix })
  const record = (change.after ?? change.before) as Record<string, unknown>
  const filled = Object.entries(record).filter(([field, value]) => !NOT_FILLED_IN.has(field) && !isBlank(value))
  const whole = { ...base, key: change.id, field: `${TABLE_LABELS[table]}${suffix}`, fieldName: WHOLE_RECORD, before: change.before === null ? '无' : '有', after: change.after === null ? '无' : '新建' }
  return [whole, ...filled.map(([field, value]) => ({
    ...base, key: `${change.id}.${field}`, field: `${FIELD_LABELS[table][field] ?? field}${suffix}`, fieldName: field,
    ...(change.after === null ? shown(table, field, value, null) : shown(table, field, null, value)),
  }))]
}

/** A record that was put right as a whole: the fields that differ. */
function differences(change: Change, { suffix, ...base }: Pick<LogChange, 'projectId' | 'subject' | 'table'> & { readonly suffix: string }): LogChange[] {
  const { table } = change
  const [before, after] = [change.before as Record<string, unknown>, change.after as Record<string, unknown>]
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
  return fields.map((field) => ({ ...base, key: `${change.id}.${field}`, field: `${FIELD_LABELS[table][field] ?? field}${suffix}`, fieldName: field, ...shown(table, field, before[field], after[field]) }))
}

function isBlank(value: unknown): boolean {
  return value === null || value === false || (Array.isArray(value) && value.every((v) => v === null))
}

function shown(table: LedgerTable, field: string, before: unknown, after: unknown): { before: string; after: string } {
  if (field === 'deletedAt') return { before: before === null ? '在台账' : '在回收站', after: after === null ? '在台账' : '在回收站' }
  return { before: showValue(table, field, before), after: showValue(table, field, after) }
}

function projectOf(change: Change, ledger: Ledger): string | null {
  const { table, recordId } = change
  if (table === 'projects') return recordId
  if (isOfProject(table)) return methodRecord(change, ledger)?.projectId ?? null
  return table === 'annualPlans' || table === 'progressReports' ? projectOfFigures(recordId) : null
}

function isOfProject(table: LedgerTable): table is ProjectTable {
  return (PROJECT_TABLES as readonly string[]).includes(table)
}

/** The milestone, problem … that a change is about: as the change holds it, else as it stands in the ledger. */
function methodRecord({ table, recordId, field, before, after }: Change, ledger: Ledger): { readonly projectId?: string; readonly name?: string; readonly title?: string } | null {
  if (field === WHOLE_RECORD) return (after ?? before) as object
  if (!isOfProject(table)) return (FREE_TABLES as readonly string[]).includes(table) ? ((ledger[table as FreeTable].get(recordId) as { readonly name?: string } | undefined) ?? null) : null
  for (const entry of ledger.entries.values()) {
    const record = entry[table].get(recordId)
    if (record !== undefined) return record
  }
  return null
}

function subjectOf(change: Change, projectId: string | null, ledger: Ledger): string {
  const { table, recordId, before, after, field } = change
  if (table === 'supervisionOrders') return recordId.replace(/^(\d+)-(\d+)$/u, (_all, year: string, number: string) => orderLabel({ year: Number(year), number: Number(number) }, ledger.settings.orderPattern))
  if ((FREE_TABLES as readonly string[]).includes(table)) return methodRecord(change, ledger)?.name ?? TABLE_LABELS[table]
  if (table === 'settings') return '设置'
  if (table === 'snapshots') return '锁定数据'
  if (table === 'sentWorkbooks') return ledger.sentWorkbooks.get(recordId)?.owner ?? '发出的填报表'
  if (table === 'portfolios') return ledger.portfolios.get(recordId)?.shortName ?? '项目盘子'
  const entry = ledger.entries.get(projectId ?? '')
  if (entry !== undefined) return entry.project.name ?? '待录入项目'
  const record = field === WHOLE_RECORD && table === 'projects' ? ((after ?? before) as { name?: string | null }) : null
  return record?.name ?? '已不在本台账的项目'
}

function suffixOf(change: Change, ledger: Ledger): string {
  const { table, recordId } = change
  if (isOfProject(table)) {
    const record = methodRecord(change, ledger)
    const name = record?.name ?? record?.title
    return name === undefined ? `（${TABLE_LABELS[table]}）` : `（${TABLE_LABELS[table]}“${name}”）`
  }
  if (table === 'progressReports') {
    const at = recordId.slice(-7)
    return isPeriod(at) ? `（${formatPeriod(at)}）` : ''
  }
  if (table === 'snapshots') {
    const at = recordId.slice(0, 7)
    return isPeriod(at) ? `（${formatPeriod(at)}第 ${recordId.slice(8)} 次）` : ''
  }
  return table === 'annualPlans' ? `（${recordId.slice(-4)} 年）` : ''
}

/** Whether an operation passes the filter: by its own words, or by any of its changes. */
export function passes({ operation, changes }: LogEntry, filter: LogFilter): boolean {
  if (filter.kind !== null && operation.kind !== filter.kind) return false
  const day = localDate(new Date(operation.at))
  if ((filter.from !== '' && day < filter.from) || (filter.to !== '' && day > filter.to)) return false
  if (filter.field !== '' && !changes.some((c) => matchesField(c, filter.field))) return false
  const text = filter.text.trim().toLowerCase()
  if (text === '') return true
  return [operation.name, operation.reason ?? ''].some((t) => t.toLowerCase().includes(text)) || changes.some((c) => [c.subject, c.field, c.before, c.after].some((t) => t.toLowerCase().includes(text)))
}

/** Changes of an operation that the filter is about; all of them where it names no field. */
export function shownChanges(entry: LogEntry, filter: LogFilter): readonly LogChange[] {
  return filter.field === '' ? entry.changes : entry.changes.filter((c) => matchesField(c, filter.field))
}

function matchesField(change: LogChange, field: string): boolean {
  return field === change.table || field === `${change.table}.${change.fieldName}`
}

/** `12 个项目 36 处`, or the one subject. */
export function summarise(changes: readonly LogChange[]): string {
  const subjects = new Set(changes.map((c) => c.subject))
  const places = changes.filter((c) => c.fieldName !== WHOLE_RECORD).length
  const [only] = subjects
  return subjects.size === 1 && only !== undefined ? `${only}，${places} 处` : `${subjects.size} 个项目，${places} 处`
}

/** The last four characters tell the seats of an office apart. */
export function shortSeat(seat: string): string {
  return seat.slice(-4)
}
