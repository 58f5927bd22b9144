import { shallowRef, type Ref, type ShallowRef } from 'vue'
import type { ProjectEntry } from '@/domain/ledger'
import type { Period } from '@/domain/period'
import { TRANSITIONS, type ReportAction } from '@/domain/report'
import { useEntryDraftStore } from '@/stores/entry-drafts'
import { useLedgerStore } from '@/stores/ledger'
import { moveReports } from '@/stores/report-edits'
import { useToastStore } from '@/stores/toasts'

export interface Refused {
  readonly entry: ProjectEntry
  readonly reason: string
}

export interface ReportStates {
  /** An action that waits for its reason. */
  readonly asking: ShallowRef<{ action: ReportAction; entries: readonly ProjectEntry[] } | null>
  /** Reports that the last action left as they are. */
  readonly refused: ShallowRef<{ title: string; list: readonly Refused[] } | null>
  start(action: ReportAction, entries: readonly ProjectEntry[]): Promise<void>
  /** Does what waited; true where it is on the record. Refused by storage, it waits on with its reason. */
  give(reason: string): Promise<boolean>
}

/** 上报, 审核, 退回, 锁定 and 解锁 of several reports as one operation. */
export function useReportStates(period: Readonly<Ref<Period>>): ReportStates {
  const ledger = useLedgerStore()
  const drafts = useEntryDraftStore()
  const toasts = useToastStore()
  const asking: ReportStates['asking'] = shallowRef(null)
  const refused: ReportStates['refused'] = shallowRef(null)

  async function start(action: ReportAction, entries: readonly ProjectEntry[]): Promise<void> {
    if (entries.length === 0) return
    const possible = moveReports(period.value, entries, action, '—').moved.length > 0
    if (TRANSITIONS[action].needsReason && possible) asking.value = { action, entries }
    else await move(action, entries, null)
  }

  async function give(reason: string): Promise<boolean> {
    const open = asking.value
    return open !== null && move(open.action, open.entries, reason)
  }

  async function move(action: ReportAction, entries: readonly ProjectEntry[], reason: string | null): Promise<boolean> {
    const wrong = drafts.ofPeriod(period.value)
    const held = action === '上报' ? entries.filter((e) => wrong.has(e.project.id)) : []
    const plan = moveReports(period.value, entries.filter((e) => !held.includes(e)), action, reason)
    const left = [...held.map((entry) => ({ entry, reason: '表中有标红的格，先改对' })), ...plan.refused]
    if (plan.request !== null) {
      const outcome = await ledger.record(plan.request)
      if (!outcome.ok) {
        // The choice between two windows' values closes it; anything else leaves it open.
        if (outcome.kind === 'stale') asking.value = null
        else toasts.show(outcome.message)
        return false
      }
      toasts.show(`已${action} ${plan.moved.length} 个${left.length > 0 ? `，${left.length} 个没有${action}` : ''}`, { undoable: true })
    }
    asking.value = null
    if (left.length > 0) refused.value = { title: `${left.length} 个没有${action}`, list: left }
    return true
  }

  return { asking, refused, start, give }
}
