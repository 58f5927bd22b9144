import { isRegistered, type Ledger } from '@/domain/ledger'
import { UNKNOWN_FIGURE } from '@/domain/money'
import { PROCEDURE_DOORS, type ProcedureDoor, type ProcedureRow } from '@/domain/procedure-matrix'
import { matchesName, type PinyinIndex } from '@/shared/pinyin'

/** Keys of the address: other screens link here by them. */
const FILTER_KEYS = ['q', 'portfolio', 'unit', 'leader', 'authority', 'project'] as const
export type FilterKey = (typeof FILTER_KEYS)[number]
/** Active filters; a key that is absent does not filter. */
export type ProcedureFilters = Partial<Readonly<Record<FilterKey, string>>>

export function filtersOf(query: Readonly<Record<string, unknown>>): ProcedureFilters {
  return Object.fromEntries(FILTER_KEYS.flatMap((key) => {
    const value = query[key]
    return typeof value === 'string' && value.trim() !== '' ? [[key, value]] : []
  }))
}

export function queryOf(filters: ProcedureFilters, door: ProcedureDoor): Record<string, string> {
  return { ...(door === '全部' ? {} : { shown: door }), ...Object.fromEntries(FILTER_KEYS.flatMap((key) => (filters[key]?.trim() ? [[key, filters[key]]] : []))) }
}

export function doorOf(value: unknown): ProcedureDoor {
  return PROCEDURE_DOORS.find((door) => door === value) ?? '全部'
}

export function passes({ entry: { project }, cells }: ProcedureRow, wanted: ProcedureFilters, pinyin: PinyinIndex | null): boolean {
  if (wanted.portfolio !== undefined && !project.portfolioIds.includes(wanted.portfolio)) return false
  if (wanted.unit !== undefined && (project.responsibleUnit ?? UNKNOWN_FIGURE) !== wanted.unit) return false
  if (wanted.leader !== undefined && (project.sponsoringLeader ?? UNKNOWN_FIGURE) !== wanted.leader) return false
  if (wanted.project !== undefined && project.id !== wanted.project) return false
  if (wanted.authority !== undefined && ![...cells.values()].some((c) => c.procedure.authority === wanted.authority)) return false
  return wanted.q === undefined || [project.name, project.owner].some((text) => text !== null && matchesName(text, wanted.q ?? '', pinyin))
}

/** Values of a field of the projects, or of 审批部门, in Chinese order; what came with the address stays choosable. */
export function choices(ledger: Ledger, rows: readonly ProcedureRow[], key: 'unit' | 'leader' | 'authority', now: string | undefined): { value: string; label: string }[] {
  const found = new Set<string>(now === undefined ? [] : [now])
  if (key === 'authority') for (const { cells } of rows) for (const { procedure } of cells.values()) if (procedure.authority !== null) found.add(procedure.authority)
  if (key !== 'authority') for (const { project } of ledger.entries.values()) if (isRegistered(project)) found.add((key === 'unit' ? project.responsibleUnit : project.sponsoringLeader) ?? UNKNOWN_FIGURE)
  return [...found].sort(new Intl.Collator('zh-CN').compare).map((value) => ({ value, label: value }))
}
