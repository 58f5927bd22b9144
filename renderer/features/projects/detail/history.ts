import { FIELD_LABELS } from '@/domain/labels'
import type { LedgerRecords, LedgerTable } from '@/domain/model'
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
  /** Which record and field, such as `2020-03 月报 · 到位资金`. */
  readonly what: string
  readonly before: string
  readonly after: string
}

const WHOLE_RECORD = '*'
/** Fields that say nothing to a reader: they name or order a record. */
const UNSPOKEN = new Set(['id', 'projectId', 'period', 'year', 'order', 'deletedAt'])

/** The history of a project as lines, newest first. `portfolioName` gives the short name of a portfolio's id. */
export function historyLines(operations: readonly LoggedOperation[], ids: ReadonlySet<string>, portfolioName: (id: string) => string): HistoryLine[] {
  return operations.flatMap(({ operation, changes }) =>
    changes.filter((c) => ids.has(c.recordId)).map((c) => ({
      key: c.id, at: operation.at, seat: operation.seat.slice(-4), operation: operation.name, reason: c.source === undefined ? operation.reason : `来自 ${c.source}`,
      what: [recordName(c), c.field === WHOLE_RECORD ? '' : fieldName(c)].filter(Boolean).join(' · '),
      before: words(c, c.before, portfolioName), after: words(c, c.after, portfolioName),
    })),
  )
}

function recordName({ table, recordId }: Change): string {
  if (table === 'progressReports') return `${recordId.slice(-7)} 月报`
  if (table === 'annualPlans') return `${recordId.slice(-4)} 年计划`
  return ''
}

function fieldName({ table, field }: Change): string {
  return FIELD_LABELS[table][field] ?? field
}

function words({ table, field }: Change, value: unknown, portfolioName: (id: string) => string): string {
  if (field === WHOLE_RECORD) return value === null ? '没有' : summary(table, value as LedgerRecords[LedgerTable], portfolioName)
  return fieldWords(table, field, value, portfolioName)
}

function fieldWords(table: LedgerTable, field: string, value: unknown, portfolioName: (id: string) => string): string {
  if (field === 'deletedAt') return value === null ? '在台账里' : '在回收站'
  if (field === 'portfolioIds' && Array.isArray(value)) return value.length === 0 ? '空' : value.map((id) => portfolioName(String(id))).join('、')
  if (field === 'curve' && Array.isArray(value)) return value.map((v) => showValue(table, field, v).replace(' 万元', '')).join('、')
  return showValue(table, field, value)
}

/** A new record by the fields that it came with. */
function summary(table: LedgerTable, record: LedgerRecords[LedgerTable], portfolioName: (id: string) => string): string {
  const filled = Object.entries(record).filter(([field, value]) => {
    if (UNSPOKEN.has(field) || value === null || value === false || value === '') return false
    return !Array.isArray(value) || value.some((v) => v !== null)
  })
  return `新建：${filled.map(([field, value]) => `${FIELD_LABELS[table][field] ?? field} ${fieldWords(table, field, value, portfolioName)}`).join('；') || '空白'}`
}
