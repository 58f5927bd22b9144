import { isRegistered, type Ledger } from '@/domain/ledger'
import type { Project } from '@/domain/model'

export const SUGGESTED_FIELDS = ['owner', 'responsibleUnit', 'responsiblePerson', 'sponsoringLeader', 'contractor'] as const
export type SuggestedField = (typeof SUGGESTED_FIELDS)[number]
export type UsedValues = Readonly<Record<SuggestedField, readonly string[]>>

const collator = new Intl.Collator('zh-CN')
let last: { readonly projects: readonly Project[]; readonly values: UsedValues } | null = null

/**
 * Values that the ledger's projects already use, in Chinese order: what a field suggests and a filter offers. The same
 * object as before where no project has changed, as after every edit of a report.
 */
export function usedValues(ledger: Ledger): UsedValues {
  const projects: Project[] = []
  for (const { project } of ledger.entries.values()) if (isRegistered(project)) projects.push(project)
  const known = last
  if (known !== null && known.projects.length === projects.length && projects.every((p, i) => p === known.projects[i])) return known.values
  const values = Object.fromEntries(SUGGESTED_FIELDS.map((field) => [field, distinct(projects, field)])) as Record<SuggestedField, string[]>
  last = { projects, values }
  return values
}

function distinct(projects: readonly Project[], field: SuggestedField): string[] {
  return [...new Set(projects.map((p) => p[field]).filter((value) => value !== null))].sort(collator.compare)
}
