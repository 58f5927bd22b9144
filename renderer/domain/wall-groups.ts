import type { ProjectEntry } from './ledger'
import type { SupervisionOrder } from './method-records'
import { DOMAINS } from './model'
import { UNKNOWN_FIGURE } from './money'
import type { DateOnly, Period } from './period'
import type { LightRules } from './warning'

export const WALL_GROUPINGS = ['按领域', '按包联领导', '按责任单位'] as const
export type WallGrouping = (typeof WALL_GROUPINGS)[number]

/** Rows under one heading of a wall chart. */
export interface WallGroupOf<Row> {
  readonly label: string
  readonly rows: readonly Row[]
}

/** What a wall chart is of. */
export interface WallView {
  readonly period: Period
  /** The day on which everything is judged; the lights, which are the period's, on its last day at the latest. */
  readonly day: DateOnly
  readonly rules: LightRules & { readonly dueSoonDays: number }
}

/** Tells two views apart: for what is remembered by entry. */
function viewKey({ period, day, rules }: WallView): string {
  return `${period} ${day} ${rules.yellowPoints} ${rules.redPoints} ${rules.overdueRedDays} ${rules.dueSoonDays}`
}

const NUMERALS = ['一', '二', '三', '四'] as const
const NO_DOMAIN = '未分领域'

/** Derives rows of projects, each remembered as long as its entry, the 督办单 about it and the view stay: the charts ask for all of them at each change. */
export function rememberedRows<Row>(derive: (entry: ProjectEntry, view: WallView, orders: readonly SupervisionOrder[]) => Row): typeof derive {
  const remembered = new WeakMap<ProjectEntry, { readonly key: string; readonly orders: readonly SupervisionOrder[]; readonly row: Row }>()
  return (entry, view, orders) => {
    const key = viewKey(view)
    const known = remembered.get(entry)
    if (known?.key === key && known.orders.length === orders.length && known.orders.every((o, i) => o === orders[i])) return known.row
    const row = derive(entry, view, orders)
    remembered.set(entry, { key, orders, row })
    return row
  }
}

/** Rows under their headings: domains in their order, leaders and units by how many projects they have. */
export function groupedRows<Row extends { readonly entry: ProjectEntry }>(rows: readonly Row[], grouping: WallGrouping): WallGroupOf<Row>[] {
  const byLabel = new Map<string, Row[]>()
  for (const row of rows) {
    const label = labelOf(row.entry, grouping)
    const found = byLabel.get(label)
    if (found === undefined) byLabel.set(label, [row])
    else found.push(row)
  }
  const groups = [...byLabel].map(([label, own]) => ({ label, rows: own }))
  if (grouping !== '按领域') return groups.sort((a, b) => Number(a.label === UNKNOWN_FIGURE) - Number(b.label === UNKNOWN_FIGURE) || b.rows.length - a.rows.length || (a.label < b.label ? -1 : 1))
  const order: readonly string[] = [...DOMAINS, NO_DOMAIN]
  return groups.sort((a, b) => order.indexOf(a.label) - order.indexOf(b.label)).map((g) => ({ label: `${NUMERALS[order.indexOf(g.label)] ?? ''}、${g.label}`, rows: g.rows }))
}

function labelOf({ project }: ProjectEntry, grouping: WallGrouping): string {
  if (grouping === '按领域') return project.domain ?? NO_DOMAIN
  return (grouping === '按包联领导' ? project.sponsoringLeader : project.responsibleUnit) ?? UNKNOWN_FIGURE
}
