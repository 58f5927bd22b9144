import { buildLedger, type ProjectEntry } from '@/domain/ledger'
import type { AnnualPlan, LedgerData, ProgressReport, Project, RecordId } from '@/domain/model'
import { canonicalJson } from './canonical-json'

/** A project of a copy that is not as it is now. */
export interface DifferingProject {
  readonly copy: ProjectEntry
  /** As it is now; null: it is not there. */
  readonly now: ProjectEntry | null
  /** How it differs, for the person: `项目信息，2 个年度计划，3 个月报`. */
  readonly words: string
}

/** Projects of `copy` whose facts, plans or reports are not as they are now, in the copy's order. Slots without a name are left out. */
export function differingProjects(now: LedgerData, copy: LedgerData): DifferingProject[] {
  const present = buildLedger(now).entries
  return [...buildLedger(copy).entries.values()].flatMap((entry) => {
    if (entry.project.name === null) return []
    const current = present.get(entry.project.id) ?? null
    const words = differenceWords(entry, current)
    return words === '' ? [] : [{ copy: entry, now: current, words }]
  })
}

function differenceWords(copy: ProjectEntry, now: ProjectEntry | null): string {
  if (now === null) return '现在没有这个项目'
  const parts = [
    canonicalJson(copy.project) === canonicalJson(now.project) ? '' : copy.project.deletedAt === null && now.project.deletedAt !== null ? '现在在回收站' : '项目信息',
    countWords(copy.plans, now.plans, '个年度计划'),
    countWords(copy.reports, now.reports, '个月报'),
  ]
  return parts.filter((p) => p !== '').join('，')
}

function countWords<K, V>(copy: ReadonlyMap<K, V>, now: ReadonlyMap<K, V>, what: string): string {
  const keys = new Set([...copy.keys(), ...now.keys()])
  const count = [...keys].filter((key) => canonicalJson(copy.get(key) ?? null) !== canonicalJson(now.get(key) ?? null)).length
  return count === 0 ? '' : `${count} ${what}`
}

/** One record to be put back as the copy has it. `now` null: it is made anew. */
export type RestoredRecord =
  | { readonly table: 'projects'; readonly id: RecordId; readonly copy: Project; readonly now: Project | null }
  | { readonly table: 'annualPlans'; readonly id: RecordId; readonly copy: AnnualPlan | null; readonly now: AnnualPlan | null }
  | { readonly table: 'progressReports'; readonly id: RecordId; readonly copy: ProgressReport | null; readonly now: ProgressReport | null }

/** What has to change so that a project is again as the copy has it; `copy` null: the record was not there then. */
export function recordsToRestore({ copy, now }: DifferingProject): RestoredRecord[] {
  const found: RestoredRecord[] = []
  if (now === null || canonicalJson(copy.project) !== canonicalJson(now.project)) found.push({ table: 'projects', id: copy.project.id, copy: copy.project, now: now?.project ?? null })
  for (const year of new Set([...copy.plans.keys(), ...(now?.plans.keys() ?? [])])) {
    const [was, is] = [copy.plans.get(year) ?? null, now?.plans.get(year) ?? null]
    if (canonicalJson(was) !== canonicalJson(is)) found.push({ table: 'annualPlans', id: (was ?? is)?.id ?? '', copy: was, now: is })
  }
  for (const period of new Set([...copy.reports.keys(), ...(now?.reports.keys() ?? [])])) {
    const [was, is] = [copy.reports.get(period) ?? null, now?.reports.get(period) ?? null]
    if (canonicalJson(was) !== canonicalJson(is)) found.push({ table: 'progressReports', id: (was ?? is)?.id ?? '', copy: was, now: is })
  }
  return found
}
