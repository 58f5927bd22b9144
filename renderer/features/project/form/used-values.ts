import { registeredEntries, type Ledger } from '@/domain/ledger'

export const SUGGESTED_FIELDS = ['owner', 'responsibleUnit', 'responsiblePerson', 'sponsoringLeader', 'contractor'] as const
export type SuggestedField = (typeof SUGGESTED_FIELDS)[number]

/** Values that the ledger's projects already use, in Chinese order: what a field suggests and a filter offers. */
export function usedValues(ledger: Ledger): Record<SuggestedField, string[]> {
  const found = Object.fromEntries(SUGGESTED_FIELDS.map((f) => [f, new Set<string>()])) as Record<SuggestedField, Set<string>>
  for (const { project } of registeredEntries(ledger)) {
    for (const field of SUGGESTED_FIELDS) {
      const value = project[field]
      if (value !== null) found[field].add(value)
    }
  }
  return Object.fromEntries(SUGGESTED_FIELDS.map((f) => [f, [...found[f]].sort(new Intl.Collator('zh-CN').compare)])) as Record<SuggestedField, string[]>
}
