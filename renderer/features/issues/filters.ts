import type { IssueLine, OrderLine } from '@/domain/issue-list'
import { isOpen } from '@/domain/issue-steps'
import { ISSUE_CATEGORIES, ISSUE_LEVELS, ORDER_KINDS } from '@/domain/method-records'
import { UNKNOWN_FIGURE } from '@/domain/money'
import { orderLabel } from '@/domain/order-number'
import { matchesName, type PinyinIndex } from '@/shared/pinyin'

/** The buttons above the 问题台账; each shows its count and is the door to its rows. */
export const SHOWN = ['未销号', '逾期', '快到期', '待交办', '待验收', '待销号', '待回头看', '反弹过', '全部'] as const
export const SHOWN_ORDERS = ['全部', '未办结', '逾期', '待回复', '已办结', '已作废'] as const

export function shows(line: IssueLine, shown: string): boolean {
  switch (shown) {
    case '未销号': return isOpen(line.state)
    case '逾期': case '快到期': return line.due === shown
    case '待回头看': return line.state === '已销号'
    case '反弹过': return line.rebounds > 0
    case '全部': return true
    default: return line.state === shown
  }
}

export function showsOrder(line: OrderLine, shown: string): boolean {
  return shown === '全部' || (shown === '未办结' ? line.due !== '已办结' : shown === '逾期' ? line.due === '逾期' : line.state === shown)
}

/** Keys of the address: other screens link here by them. */
export const FILTER_KEYS = ['q', 'category', 'level', 'unit', 'kind', 'project'] as const
export type FilterKey = (typeof FILTER_KEYS)[number]
/** Active filters; a key that is absent does not filter. */
export type IssueFilters = Partial<Readonly<Record<FilterKey, string>>>
const ADMITTED: Readonly<Record<FilterKey, readonly string[] | null>> = { q: null, category: ISSUE_CATEGORIES, level: ISSUE_LEVELS, unit: null, kind: ORDER_KINDS, project: null }

/** Reads the filters of an address. Unknown keys and values are left out. */
export function filtersOf(query: Readonly<Record<string, unknown>>): IssueFilters {
  return Object.fromEntries(FILTER_KEYS.flatMap((key) => {
    const value = query[key]
    return typeof value === 'string' && value.trim() !== '' && (ADMITTED[key]?.includes(value) ?? true) ? [[key, value]] : []
  }))
}

export function queryOf(filters: IssueFilters): Record<string, string> {
  return Object.fromEntries(FILTER_KEYS.flatMap((key) => (filters[key]?.trim() ? [[key, filters[key]]] : [])))
}

export function passes({ issue, entry: { project } }: IssueLine, wanted: IssueFilters, pinyin: PinyinIndex | null): boolean {
  if (wanted.category !== undefined && issue.category !== wanted.category) return false
  if (wanted.level !== undefined && issue.level !== wanted.level) return false
  if (wanted.unit !== undefined && (issue.responsibleUnit ?? UNKNOWN_FIGURE) !== wanted.unit) return false
  if (wanted.project !== undefined && project.id !== wanted.project) return false
  return wanted.q === undefined || [issue.title, project.name, issue.responsibleUnit, issue.responsiblePerson].some((text) => text !== null && matchesName(text, wanted.q ?? '', pinyin))
}

export function passesOrder({ order }: OrderLine, wanted: IssueFilters, pattern: string): boolean {
  if (wanted.kind !== undefined && order.kind !== wanted.kind) return false
  if (wanted.unit !== undefined && order.addressee !== wanted.unit) return false
  if (wanted.project !== undefined && !order.items.some((i) => i.projectId === wanted.project)) return false
  const q = wanted.q?.trim() ?? ''
  return q === '' || [orderLabel(order, pattern), order.title, order.addressee, ...order.items.map((i) => i.text)].some((t) => t.includes(q))
}
