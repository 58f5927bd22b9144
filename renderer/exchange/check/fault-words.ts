import { excerpt } from '@/domain/brand'
import { FIELD_LABELS, MONEY_FIELDS, TABLE_LABELS } from '@/domain/labels'
import type { LedgerTable, RecordId } from '@/domain/model'
import { formatMoney, type Fen } from '@/domain/money'
import { formatPeriod, isPeriod } from '@/domain/period'
import { projectOf, type StoredRecord } from './stored'

const LONGEST = 40

/** A record by the name that the office knows: `“北门小学”2020年3月的月报`. `nameOf` gives the name of a project. */
export function recordWords(table: LedgerTable, id: RecordId, record: StoredRecord | null, nameOf: (projectId: RecordId) => string | null): string {
  const projectId = record === null ? null : projectOf(table, record)
  const named = table === 'projects' && typeof record?.['name'] === 'string' ? record['name'] : null
  const project = named ?? (projectId === null ? null : nameOf(projectId))
  const of = project === null ? '' : `“${excerpt(project, LONGEST)}”`
  if (table === 'projects') return `项目${of === '' ? ` ${excerpt(id, LONGEST)}` : of}`
  if (table === 'progressReports') return `${of}${isPeriod(id.slice(-7)) ? formatPeriod(id.slice(-7) as never) : ''}的月报`
  if (table === 'annualPlans') return `${of}${id.slice(-4)}年的年度计划`
  if (table === 'settings') return '设置'
  const own = record?.['name'] ?? record?.['title'] ?? record?.['owner']
  return `${of === '' ? '' : `${of}的`}${TABLE_LABELS[table]}${typeof own === 'string' ? `“${excerpt(own, LONGEST)}”` : ` ${excerpt(id, LONGEST)}`}`
}

export function fieldLabel(table: LedgerTable, field: string): string {
  return FIELD_LABELS[table][field] ?? '内容'
}

/** A stored value for people; money in 万元. What is no plain value is only named. */
export function valueWords(table: LedgerTable, field: string, value: unknown): string {
  if (value === null || value === undefined) return '空'
  if (typeof value === 'number') return MONEY_FIELDS[table]?.includes(field) === true && Number.isSafeInteger(value) ? `${formatMoney(value as Fen)} 万元` : String(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'string' ? `“${excerpt(value, LONGEST)}”` : '另一组内容'
}
