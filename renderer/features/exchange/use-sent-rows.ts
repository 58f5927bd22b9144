import { computed } from 'vue'
import { registeredEntries } from '@/domain/ledger'
import { sentState, type SentRecord, type SentState } from '@/domain/sent-workbook'
import { today } from '@/shared/clock'
import { useLedgerStore } from '@/stores/ledger'
import { useViewStore } from '@/stores/view'

/** A line of the 收发清单: a workbook that was sent, or an owner to whom none was. */
export interface SentLine {
  readonly key: string
  readonly owner: string
  readonly projects: number
  readonly record: SentRecord | null
  readonly state: SentState | '未发出'
}

const ORDER: readonly SentLine['state'][] = ['逾期', '待收回', '未发出', '已收回', '已换新']

/** Everything about the chosen 报告期, what waits longest first. */
export function useSentRows() {
  const ledger = useLedgerStore()
  const view = useViewStore()
  const lines = computed<SentLine[]>(() => {
    const records = [...ledger.current.sentWorkbooks.values()].filter((r) => r.deletedAt === null && r.period === view.period)
    const day = today()
    const sent = records.map((record): SentLine => ({ key: record.id, owner: record.owner, projects: record.projectIds.length, record, state: sentState(record, records, day) }))
    const covered = new Set(records.flatMap((r) => r.projectIds))
    const waiting = new Map<string, number>()
    for (const { project } of registeredEntries(ledger.current)) {
      const owner = project.owner?.trim() ?? ''
      if (owner !== '' && !covered.has(project.id)) waiting.set(owner, (waiting.get(owner) ?? 0) + 1)
    }
    const unsent = [...waiting].map(([owner, projects]): SentLine => ({ key: `未发出 ${owner}`, owner, projects, record: null, state: '未发出' }))
    return [...sent, ...unsent].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0))
  })
  const counts = computed(() => {
    const of = (state: SentLine['state']): number => lines.value.filter((l) => l.state === state).length
    return { sent: lines.value.filter((l) => l.record !== null && l.state !== '已换新').length, returned: of('已收回'), overdue: of('逾期') }
  })
  return { lines, counts }
}
