import { MONEY_FIELDS } from '@/domain/labels'
import type { LedgerTable } from '@/domain/model'
import { fen, formatMoney } from '@/domain/money'

/** A stored value as a person reads it: money in 万元, an empty field as 空. For the conflict dialog, history and 操作记录. */
export function showValue(table: LedgerTable, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '空'
  if (typeof value === 'number' && MONEY_FIELDS[table]?.includes(field)) return `${formatMoney(fen(value))} 万元`
  if (Array.isArray(value)) return value.length === 0 ? '空' : value.map((v) => showValue(table, field, v)).join(typeof value[0] === 'object' && value[0] !== null ? '；' : '、')
  if (typeof value === 'boolean') return value ? '是' : '否'
  // A step of a problem, a reply, a dependency: what it says, without the ids that it holds.
  if (typeof value === 'object') return Object.entries(value).filter(([key, v]) => v !== null && !/^id$|Id$/u.test(key)).map(([, v]) => showValue(table, field, v)).join(' ')
  return String(value)
}
