import { WHOLE_RECORD } from '@/domain/change-log'
import { fileSize } from '@/domain/attachment'
import { FIELD_LABELS, TABLE_LABELS } from '@/domain/labels'
import type { Ledger, ProjectEntry } from '@/domain/ledger'
import { PROJECT_TABLES, type ProjectTable } from '@/domain/method-records'
import { planId, reportId, type LedgerRecords, type LedgerTable, type RecordId } from '@/domain/model'
import { orderLabel } from '@/domain/order-number'
import type { Period } from '@/domain/period'
import { showValue } from '@/shared/field-values'
import type { LoggedOperation } from '@/stores/ledger'

type Change = LoggedOperation['changes'][number]

/** One line of 修改记录. */
export interface HistoryLine {
  readonly key: string
  readonly at: string
  readonly seat: string
  readonly operation: string
  readonly reason: string | null
  /** Which record and field, such as `2020-03 月报 · 到位资金` or `问题“征地未交付” · 办理过程`. */
  readonly what: string
  readonly before: string
  readonly after: string
}

/** What the history has to call things by. */
export interface HistoryNames {
  /** Short name of a portfolio. */
  readonly portfolio: (id: RecordId) => string
  /** Name of a milestone, procedure, problem, file … or the document number of a 督办单; null where it is not there any more. */
  readonly record: (table: LedgerTable, id: RecordId) => string | null
}

/** Fields that say nothing to a reader: they name or order a record, or another one that is said already. */
const UNSPOKEN = new Set(['id', 'projectId', 'period', 'year', 'number', 'order', 'deletedAt', 'table', 'recordId', 'sha256', 'type', 'eventId', 'follows', 'version'])

/**
 * Ids of everything that belongs to a project: itself, its plans and reports, what hangs on it, the 督办单 and 集中开复工 that name it, and
 * the files of all these. Also those of months and years that hold nothing now: a report that was undone has a history too.
 */
export function historyIds(ledger: Ledger, entry: ProjectEntry, periods: readonly Period[]): Set<RecordId> {
  const { project, plans, reports } = entry
  const years = new Set([...plans.keys(), ...periods.map((p) => Number(p.slice(0, 4)))])
  const ids = new Set([project.id, ...[...years].map((y) => planId(project.id, y)), ...[...new Set([...reports.keys(), ...periods])].map((p) => reportId(project.id, p))])
  for (const table of PROJECT_TABLES) for (const id of entry[table].keys()) ids.add(id)
  for (const order of ledger.supervisionOrders.values()) if (order.items.some((i) => i.projectId === project.id || (i.issueId !== null && entry.issues.has(i.issueId)))) ids.add(order.id)
  for (const event of ledger.constructionEvents.values()) if (event.projects.some((p) => p.projectId === project.id)) ids.add(event.id)
  for (const file of ledger.attachments.values()) if (ids.has(file.recordId)) ids.add(file.id)
  return ids
}

/** Names as they stand in the ledger now. */
export function historyNames(ledger: Ledger, entry: ProjectEntry): HistoryNames {
  return {
    portfolio: (id) => ledger.portfolios.get(id)?.shortName ?? id,
    record: (table, id) => {
      if (table === 'supervisionOrders') return orderName(id, ledger.settings.orderPattern)
      const found = (PROJECT_TABLES as readonly string[]).includes(table) ? entry[table as ProjectTable].get(id) : table === 'attachments' ? ledger.attachments.get(id) : table === 'constructionEvents' ? ledger.constructionEvents.get(id) : undefined
      return found === undefined ? null : nameOf(found)
    },
  }
}

function nameOf(record: object): string | null {
  const { name, title, version } = record as { readonly name?: unknown; readonly title?: unknown; readonly version?: unknown }
  const told = name ?? title
  return typeof told === 'string' ? told : typeof version === 'number' ? `第 ${version} 版` : null
}

function orderName(id: RecordId, pattern: string): string | null {
  const [, year, number] = /^(\d+)-(\d+)$/u.exec(id) ?? []
  return year === undefined ? null : orderLabel({ year: Number(year), number: Number(number) }, pattern)
}

/** The history of a project as lines, newest first. */
export function historyLines(operations: readonly LoggedOperation[], ids: ReadonlySet<string>, names: HistoryNames): HistoryLine[] {
  return operations.flatMap(({ operation, changes }) =>
    changes.filter((c) => ids.has(c.recordId)).map((c) => ({
      key: c.id, at: operation.at, seat: operation.seat.slice(-4), operation: operation.name, reason: c.source === undefined ? operation.reason : `来自 ${c.source}`,
      what: [recordName(c, names), c.field === WHOLE_RECORD ? '' : (FIELD_LABELS[c.table][c.field] ?? c.field)].filter(Boolean).join(' · '),
      ...sides(c, names),
    })),
  )
}

function recordName({ table, recordId, field, before, after }: Change, names: HistoryNames): string {
  if (table === 'projects') return ''
  if (table === 'progressReports') return `${recordId.slice(-7)} 月报`
  if (table === 'annualPlans') return `${recordId.slice(-4)} 年计划`
  const name = names.record(table, recordId) ?? (field === WHOLE_RECORD ? nameOf((after ?? before) as object) : null)
  return name === null ? TABLE_LABELS[table] : `${TABLE_LABELS[table]}“${name}”`
}

function sides(change: Change, names: HistoryNames): { before: string; after: string } {
  const { table, field, before, after } = change
  if (field === WHOLE_RECORD) return { before: before === null ? '没有' : summary(table, before as LedgerRecords[LedgerTable], names), after: after === null ? '没有' : `新建：${summary(table, after as LedgerRecords[LedgerTable], names)}` }
  if (isGrowing(before) && isGrowing(after)) {
    // Of a list only what came and what went: the steps of a problem, replies, dependencies.
    const [was, is] = [new Set(before.map((v) => JSON.stringify(v))), new Set(after.map((v) => JSON.stringify(v)))]
    const [gone, come] = [before.filter((v) => !is.has(JSON.stringify(v))), after.filter((v) => !was.has(JSON.stringify(v)))]
    return { before: gone.length === 0 ? '没有' : fieldWords(table, field, gone, names), after: come.length === 0 ? '去掉' : fieldWords(table, field, come, names) }
  }
  return { before: fieldWords(table, field, before, names), after: fieldWords(table, field, after, names) }
}

function isGrowing(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.every((v) => typeof v === 'object' && v !== null)
}

function fieldWords(table: LedgerTable, field: string, value: unknown, names: HistoryNames): string {
  if (field === 'deletedAt') return value === null ? '在台账里' : '在回收站'
  if (field === 'size' && typeof value === 'number') return fileSize(value)
  if (!Array.isArray(value)) return showValue(table, field, value)
  if (value.length === 0) return '空'
  if (field === 'portfolioIds') return value.map((id) => names.portfolio(String(id))).join('、')
  if (field === 'blockedBy') return value.map((id) => names.record('procedures', String(id)) ?? '已删除的手续').join('、')
  if (table === 'procedures' && field === 'documents') return (value as { name: string; ready: boolean }[]).map((d) => `${d.name}${d.ready ? '（已备齐）' : '（还缺）'}`).join('、')
  if (table === 'milestones' && field === 'after') return (value as { id: string; lag: number }[]).map(({ id, lag }) => `${names.record('milestones', id) ?? '已删除的节点'}之后${lag > 0 ? ` ${lag} 天` : ''}`).join('、')
  if (table === 'constructionEvents' && field === 'projects') return `${value.length} 个项目`
  if (field === 'curve') return value.map((v) => showValue(table, field, v).replace(' 万元', '')).join('、')
  return showValue(table, field, value)
}

/** A record by the fields that it came with. */
function summary(table: LedgerTable, record: LedgerRecords[LedgerTable], names: HistoryNames): string {
  const filled = Object.entries(record).filter(([field, value]) => {
    if (UNSPOKEN.has(field) || value === null || value === false || value === '') return false
    return !Array.isArray(value) || value.some((v) => v !== null)
  })
  return filled.map(([field, value]) => `${FIELD_LABELS[table][field] ?? field} ${fieldWords(table, field, value, names)}`).join('；') || '空白'
}
