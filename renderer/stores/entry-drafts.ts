import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Period } from '@/domain/period'
import { remembered } from '@/shared/preferences'
import { useLedgerStore } from './ledger'

/** Something typed into a cell that could not be saved: it stays in its cell with its message until it is put right. */
export interface CellDraft {
  readonly text: string
  readonly message: string
}

/** By `ledger/period/project/field`. */
type Drafts = Record<string, CellDraft>

function isDrafts(value: unknown): value is Drafts {
  return typeof value === 'object' && value !== null && Object.values(value).every((d: unknown) => typeof d === 'object' && d !== null && typeof (d as CellDraft).text === 'string' && typeof (d as CellDraft).message === 'string')
}

/** Wrong values of 月报填报. They survive leaving the screen and closing the program, since nothing that was typed is thrown away. */
export const useEntryDraftStore = defineStore('entry-drafts', () => {
  const ledger = useLedgerStore()
  const drafts = remembered<Drafts>('entry.drafts', {}, isDrafts)

  const key = (period: Period, projectId: string, field: string): string => `${ledger.current.settings.ledgerId}/${period}/${projectId}/${field}`

  function get(period: Period, projectId: string, field: string): CellDraft | null {
    return drafts.value[key(period, projectId, field)] ?? null
  }

  function put(period: Period, projectId: string, field: string, draft: CellDraft): void {
    drafts.value = { ...drafts.value, [key(period, projectId, field)]: draft }
  }

  function drop(period: Period, projectId: string, field: string): void {
    const { [key(period, projectId, field)]: dropped, ...rest } = drafts.value
    if (dropped !== undefined) drafts.value = rest
  }

  /** The drafts of a period by project: for refusing 上报 and for the list before an export. */
  function ofPeriod(period: Period): Map<string, string[]> {
    const prefix = `${ledger.current.settings.ledgerId}/${period}/`
    const found = new Map<string, string[]>()
    for (const name of Object.keys(drafts.value)) {
      if (!name.startsWith(prefix)) continue
      const [projectId, field] = name.slice(prefix.length).split('/') as [string, string]
      found.set(projectId, [...(found.get(projectId) ?? []), field])
    }
    return found
  }

  return { get, put, drop, ofPeriod, count: computed(() => Object.keys(drafts.value).length) }
})
