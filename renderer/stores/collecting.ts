import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { period as asPeriod, type Period } from '@/domain/period'
import type { Side } from '@/exchange/merge/three-way'
import { collectFiles } from '@/exchange/owner/collect'
import { isOpenConflict, type CollectedFile, type IncomingFile } from '@/exchange/owner/collect-model'
import { appliedCount, collectable } from '@/exchange/owner/collect-result'
import { MONTH_TABLE } from '@/exchange/owner/fill-tables'
import { filesOfZip, isPlainZip, isReturnedName, openReturnedFile } from '@/exchange/owner/open-file'
import { today } from '@/shared/clock'
import { useEntryDraftStore, type CellDraft, type DraftCell } from './entry-drafts'
import { useLedgerStore, type RecordOutcome } from './ledger'
import { recordCollecting } from './send-edits'

/** A file that the person chose or dropped, not read yet. */
export interface ChosenFile {
  /** Path within a folder, or the name. */
  readonly path: string
  read(): Promise<Uint8Array>
}

/** The returned workbooks that are being looked through. They stay until they are collected or put aside, also when the screen is left. */
export const useCollectingStore = defineStore('collecting', () => {
  const ledger = useLedgerStore()
  const drafts = useEntryDraftStore()
  const incoming = shallowRef<readonly IncomingFile[]>([])
  const files = shallowRef<readonly CollectedFile[]>([])
  const choices = shallowRef<ReadonlyMap<string, Side>>(new Map())
  const takeOld = shallowRef<ReadonlySet<string>>(new Set())
  /** How far the reading is; null: nothing is being read. */
  const progress = ref<{ readonly done: number; readonly of: number } | null>(null)
  const message = ref('')
  let cancelled = false
  /** Wrong cells that a collecting left in 月报填报, by its operation: they go with its undo and come back with its redo. */
  const placed: { readonly step: string; readonly period: Period; readonly cells: readonly (DraftCell & CellDraft)[] }[] = []
  watch(() => ledger.nextRedo?.id, (now, before) => {
    for (const { step, period, cells } of placed) {
      if (step === now) drafts.drop(period, cells.filter((c) => drafts.get(period, c.projectId, c.field)?.text === c.text))
      else if (step === before && ledger.nextUndo?.id === step) drafts.put(period, cells)
    }
  })

  const keyOf = (file: string, id: string, field: string): string => `${file}\n${id}\n${field}`
  const openConflicts = computed(() => files.value.reduce((n, f) => n + f.values.filter(isOpenConflict).length, 0))
  const ready = computed(() => collectable(files.value))
  const applied = computed(() => ready.value.reduce((n, f) => n + appliedCount(f), 0))

  /** Reads files one by one, so that the screen stays alive, and adds them to those that are there. */
  async function add(chosen: readonly ChosenFile[]): Promise<void> {
    const wanted = chosen.filter((f) => isReturnedName(f.path))
    message.value = wanted.length === 0 ? '里面没有可收的文件（.xlsx、.xls、.et、.zip）' : ''
    if (wanted.length === 0 || progress.value !== null) return
    cancelled = false
    const read: IncomingFile[] = []
    progress.value = { done: 0, of: wanted.length }
    try {
      for (const [i, file] of wanted.entries()) {
        read.push(...(await open(file)))
        progress.value = { done: i + 1, of: wanted.length }
        await breathe()
        if (cancelled) return
      }
      incoming.value = uniquelyNamed([...incoming.value, ...read])
      await compare()
    } finally {
      progress.value = null
    }
  }

  async function open({ path, read }: ChosenFile): Promise<IncomingFile[]> {
    const name = path.replace(/^.*\//u, '')
    let bytes: Uint8Array
    try {
      bytes = await read()
    } catch {
      return [{ name, book: null, message: '文件没有读出来，可能正被别的程序打开，或已被移走。请关掉那个程序再选', savedAt: null }]
    }
    if (!isPlainZip(name, bytes)) return [openReturnedFile(name, bytes)]
    const inside = filesOfZip(bytes)
    if ('message' in inside) return [{ name, book: null, message: inside.message, savedAt: null }]
    const opened: IncomingFile[] = []
    for (const entry of inside) {
      opened.push(openReturnedFile(entry.name, entry.bytes))
      await breathe()
      if (cancelled) break
    }
    return opened
  }

  /** Compares everything with the ledger as it stands now. */
  async function compare(): Promise<void> {
    files.value = await collectFiles(ledger.current, [...ledger.current.sentWorkbooks.values()], incoming.value, { choose: (file, id, field) => choices.value.get(keyOf(file, id, field)) ?? null, takeOld: takeOld.value })
  }

  async function choose(file: CollectedFile, picks: readonly { readonly id: string; readonly field: string }[], side: Side): Promise<void> {
    choices.value = new Map([...choices.value, ...picks.map(({ id, field }) => [keyOf(file.name, id, field), side] as const)])
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
    const request = recordCollecting(ledger.current, files.value, today())
    const outcome = await ledger.record(request)
    if (!outcome.ok) return outcome
    // Before drafts: what this step was, so that an undo of it takes them along.
    const step = outcome.changed ? (ledger.nextUndo?.id ?? null) : null
    for (const { period, faults } of going) {
      if (period === null) continue
      const cells = faults.flatMap((f) => (f.kind === 'bad-value' && f.projectId !== null && f.column !== null && MONTH_TABLE.columns.includes(f.column) ? [{ projectId: f.projectId, field: f.column.field, text: f.value, message: f.message }] : []))
      drafts.put(asPeriod(period), cells)
      if (step !== null && cells.length > 0) placed.push({ step, period: asPeriod(period), cells })
    }
    const gone = new Set(going.map((f) => f.name))
    incoming.value = incoming.value.filter((f) => !gone.has(f.name))
    await compare()
    return outcome
  }

  function clear(): void {
    incoming.value = []
    files.value = []
    choices.value = new Map()
    takeOld.value = new Set()
    message.value = ''
  }

  return { files, progress, message, openConflicts, ready, applied, add, compare, choose, takeOldFile, collect, clear, cancel: () => (cancelled = true) }
})

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

/** Files of several folders may share a name; each needs one of its own to be told apart. */
function uniquelyNamed(files: readonly IncomingFile[]): IncomingFile[] {
  const taken = new Set<string>()
  return files.map((file) => {
    let name = file.name
    for (let n = 2; taken.has(name); n += 1) name = file.name.replace(/(\.[^.]*)?$/u, (ending) => ` (${n})${ending}`)
    taken.add(name)
    return name === file.name ? file : { ...file, name }
  })
}
