import type { ProjectEntry } from '@/domain/ledger'
import { DOMAINS } from '@/domain/model'
import { UNKNOWN_FIGURE } from '@/domain/money'

export const GROUPINGS = ['domain', 'leader', 'unit', 'none'] as const
export type Grouping = (typeof GROUPINGS)[number]
export const GROUPING_LABELS: Readonly<Record<Grouping, string>> = { domain: '按领域', leader: '按包联领导', unit: '按责任单位', none: '不分组' }

/** A line of the grid: a heading with its sums, or a project with its place among the projects. */
export type GridRow = { readonly kind: 'group'; readonly label: string; readonly entries: readonly ProjectEntry[] } | { readonly kind: 'project'; readonly entry: ProjectEntry; readonly row: number }

const NUMERALS = ['一', '二', '三'] as const

function groupOf({ project }: ProjectEntry, grouping: Grouping): string {
  if (grouping === 'domain') return project.domain === null ? '四、未分领域' : `${NUMERALS[DOMAINS.indexOf(project.domain)]}、${project.domain}`
  return (grouping === 'leader' ? project.sponsoringLeader : project.responsibleUnit) ?? UNKNOWN_FIGURE
}

/** The lines of the grid: 合计, then each group's heading and projects. `entries` come in the order of every sheet. */
export function gridRows(entries: readonly ProjectEntry[], grouping: Grouping): GridRow[] {
  const total: GridRow = { kind: 'group', label: '合计', entries }
  if (grouping === 'none') return [total, ...entries.map((entry, row): GridRow => ({ kind: 'project', entry, row }))]
  const groups = new Map<string, ProjectEntry[]>()
  for (const entry of entries) {
    const label = groupOf(entry, grouping)
    const own = groups.get(label)
    if (own === undefined) groups.set(label, [entry])
    else own.push(entry)
  }
  let row = 0
  return [total, ...[...groups].flatMap(([label, own]): GridRow[] => [{ kind: 'group', label, entries: own }, ...own.map((entry): GridRow => ({ kind: 'project', entry, row: row++ }))])]
}
