import { MONEY_FIELDS } from '@/domain/labels'
import type { LedgerTable } from '@/domain/model'
import { fen, formatMoney } from '@/domain/money'

/** A stored value as a person reads it: money in 万元, an empty field as 空. For the conflict dialog, history and 操作记录. */
export function showValue(table: LedgerTable, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '空'
  if (typeof value === 'number' && MONEY_FIELDS[table]?.includes(field)) return `${formatMoney(fen(value))} 万元`
  if (Array.isArray(value)) return value.map((v) => showValue(table, field, v)).join('、')
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'object') return '整条'
  return String(value)
}
