import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { period as asPeriod, type Period } from '@/domain/period'
import type { Side } from '@/exchange/merge/three-way'
import { isOpenConflict, type CollectedFile } from '@/exchange/owner/collect-model'
import { appliedCount, collectable } from '@/exchange/owner/collect-result'
import { MONTH_TABLE, type FillColumn } from '@/exchange/owner/fill-tables'
import { isReturnedName } from '@/exchange/owner/returned-names'
import { today } from '@/shared/clock'
import type { WorkAt } from '@/shared/work'
import { CollectClient } from '@/workers/collect-client'
import { conflictKey, type ChosenFile, type CollectDecisions, type CollectProgress } from '@/workers/collect-messages'
import { TaskFailure } from '@/workers/task'
import { useEntryDraftStore, type CellDraft, type DraftCell } from './entry-drafts'
import { useLedgerStore, type RecordOutcome } from './ledger'
import { recordCollecting } from './send-edits'

/** The returned workbooks that are being looked through. They stay until they are collected or put aside, also when the screen is left. */
export const useCollectingStore = defineStore('collecting', () => {
  const ledger = useLedgerStore()
  const drafts = useEntryDraftStore()
  const client = new CollectClient()
  const files = shallowRef<readonly CollectedFile[]>([])
  const choices = shallowRef<ReadonlyMap<string, Side>>(new Map())
  const takeOld = shallowRef<ReadonlySet<string>>(new Set())
  /** How far the reading is; null: nothing is being read. */
  const progress = shallowRef<WorkAt | null>(null)
  const tell = ({ what, done, of }: CollectProgress): void => void (progress.value = { words: `已${what} ${done} / ${of} 个`, share: done / of })
  const message = ref('')
  let asked = 0
  /** Wrong cells that a collecting left in 月报填报, by its operation: they go with its undo and come back with its redo. */
  const placed: { readonly step: string; readonly period: Period; readonly cells: readonly (DraftCell & CellDraft)[] }[] = []
  watch(() => ledger.nextRedo?.id, (now, before) => {
    for (const { step, period, cells } of placed) {
      if (step === now) drafts.drop(period, cells.filter((c) => drafts.get(period, c.projectId, c.field)?.text === c.text))
      else if (step === before && ledger.nextUndo?.id === step) drafts.put(period, cells)
    }
  })

  const decisions = (): CollectDecisions => ({ sides: choices.value, takeOld: takeOld.value })
  const openConflicts = computed(() => files.value.reduce((n, f) => n + f.values.filter(isOpenConflict).length, 0))
  const ready = computed(() => collectable(files.value))
  const applied = computed(() => ready.value.reduce((n, f) => n + appliedCount(f), 0))

  /** Reads files in the worker and adds them to those that are there, unless the person gives up. */
  async function add(chosen: readonly ChosenFile[]): Promise<void> {
    const wanted = chosen.filter((f) => isReturnedName(f.path))
    message.value = wanted.length === 0 ? '里面没有可收的文件（.xlsx、.xls、.et、.zip）' : ''
    if (wanted.length === 0 || progress.value !== null) return
    tell({ what: '看', done: 0, of: wanted.length })
    try {
      await ask((worker) => worker.add(ledger.current, wanted, decisions(), tell))
    } finally {
      progress.value = null
    }
  }

  /** Compares everything with the ledger as it stands now. */
  const compare = async (): Promise<void> => {
    if (files.value.length > 0) await ask((worker) => worker.compare(ledger.current, decisions()))
  }

  /** Shows what the worker answers, unless something newer was asked meanwhile. */
  async function ask(task: (worker: CollectClient) => Promise<readonly CollectedFile[]>): Promise<void> {
    const own = (asked += 1)
    try {
      const answer = await task(client)
      if (own === asked) files.value = answer
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error
      if (error.cancelled) return
      // What was read has gone with the worker.
      if (!client.alive) clear()
      message.value = error.message
    }
  }

  async function choose(file: CollectedFile, picks: readonly { readonly id: string; readonly field: string }[], side: Side): Promise<void> {
    choices.value = new Map([...choices.value, ...picks.map(({ id, field }) => [conflictKey(file.name, id, field), side] as const)])
    await compare()
  }

  async function takeOldFile(name: string): Promise<void> {
    takeOld.value = new Set([...takeOld.value, name])
    await compare()
  }

  /** Writes everything that can go in as one operation; wrong cells go to their place in 月报填报. Files with open conflicts stay. */
  async function collect(): Promise<RecordOutcome> {
    await compare()
    const going = ready.value
    if (going.length === 0) return { ok: false, kind: 'failed', message: message.value || '没有可以收进的了，请看各个文件的说明' }
    const request = recordCollecting(ledger.current, files.value, today())
    const outcome = await ledger.record(request)
    if (!outcome.ok) return outcome
    // Before drafts: what this step was, so that an undo of it takes them along.
    const step = outcome.changed ? (ledger.nextUndo?.id ?? null) : null
    for (const { period, faults } of going) {
      if (period === null) continue
      const cells = faults.flatMap((f) => (f.kind === 'bad-value' && f.projectId !== null && f.column !== null && isMonthColumn(f.column) ? [{ projectId: f.projectId, field: f.column.field, text: f.value, message: f.message }] : []))
      drafts.put(asPeriod(period), cells)
      if (step !== null && cells.length > 0) placed.push({ step, period: asPeriod(period), cells })
    }
    const gone = going.map((f) => f.name)
    files.value = files.value.filter((f) => !gone.includes(f.name))
    if (files.value.length === 0) clear()
    else client.drop(gone)
    await compare()
    return outcome
  }

  function clear(): void {
    client.close()
    files.value = []
    choices.value = new Map()
    takeOld.value = new Set()
    message.value = ''
  }

  return { files, progress, message, openConflicts, ready, applied, add, compare, choose, takeOldFile, collect, clear, cancel: () => client.stop() }
})

function isMonthColumn({ field, label }: FillColumn): boolean {
  return MONTH_TABLE.columns.some((c) => c.field === field && c.label === label)
}
