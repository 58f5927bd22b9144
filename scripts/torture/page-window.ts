/** Runs inside Chromium: one of two windows of the program, with its real store, that write into one ledger at the same time. */
import { createPinia, setActivePinia } from 'pinia'
import { seededRandom } from '@/data/seeded'
import { ledgerData } from '@/domain/ledger'
import { hashOf } from '@/exchange/check/hash'
import { useLedgerStore, type Edit, type RecordOutcome } from '@/stores/ledger'
import { anyEdit, namedLedger, projectId } from './page-steps'

export interface WindowCounts {
  /** Outcomes of this window's steps. */
  readonly written: number
  readonly same: number
  readonly stale: number
  readonly undone: number
  /** Increments of the shared counter that were acknowledged, less those that were undone. */
  readonly counted: number
  readonly failures: readonly string[]
}

const COUNTER = projectId(0)
const PLUS = '加一'

let store: ReturnType<typeof useLedgerStore> | null = null

export async function openWindow(fresh: boolean): Promise<void> {
  setActivePinia(createPinia())
  store = useLedgerStore()
  await store.open()
  if (fresh) await store.replaceWith(namedLedger('0'), '两个窗口')
  if (store.phase !== 'ready') await waitFor(() => store?.phase === 'ready')
}

function counter(): number {
  return Number(store!.current.entries.get(COUNTER)?.project.remarks ?? '0')
}

/** `steps` random steps: fields with what this window has seen, a counter that both count up, undo and redo of either’s steps. */
export async function workWindow(steps: number, seed: number): Promise<WindowCounts> {
  const random = seededRandom(seed)
  const counts = { written: 0, same: 0, stale: 0, undone: 0, counted: 0, failures: [] as string[] }
  const note = (outcome: RecordOutcome): boolean => {
    if (outcome.ok) counts[outcome.changed ? 'written' : 'same'] += 1
    else if (outcome.kind === 'stale') counts.stale += 1
    else counts.failures.push(outcome.message)
    store!.conflict = null
    return outcome.ok && outcome.changed
  }
  for (let n = 0; n < steps; n += 1) {
    const which = random()
    if (which < 0.3) {
      const seen = counter()
      if (note(await store!.record({ name: PLUS, edits: [{ table: 'projects', id: COUNTER, set: { remarks: String(seen + 1) }, expect: { remarks: seen === 0 ? store!.current.entries.get(COUNTER)?.project.remarks ?? null : String(seen) } } as Edit] }))) counts.counted += 1
    } else if (which < 0.36) {
      const outcome = await store!.undo()
      if (note(outcome)) {
        counts.undone += 1
        if (outcome.name === PLUS) counts.counted -= 1
      }
    } else if (which < 0.4) {
      const outcome = await store!.redo()
      if (note(outcome) && outcome.name === PLUS) counts.counted += 1
    } else {
      const edit = anyEdit(random, `${seed}-${n}`)
      if (edit.id === COUNTER) continue
      note(await store!.record({ name: `步 ${seed}-${n}`, edits: [withExpectation(edit)] }))
    }
  }
  return counts
}

/** The edit with what this window holds of its fields, as every screen writes. */
function withExpectation(edit: Edit): Edit {
  const entry = store!.current.entries.get(edit.id.slice(0, 26))
  const record = edit.table === 'projects' ? entry?.project : [...(entry?.reports.values() ?? [])].find((r) => r.id === edit.id)
  const seen = (record ?? edit.blank ?? {}) as unknown as Record<string, unknown>
  return { ...edit, expect: Object.fromEntries(Object.keys(edit.set).map((field) => [field, seen[field]])) } as Edit
}

/** What this window holds when all messages have come in. */
export async function endOfWindow(): Promise<{ digest: number; counter: number; log: number }> {
  await new Promise((resolve) => setTimeout(resolve, 500))
  const rows = Object.entries(ledgerData(store!.current)).map(([table, list]) => [table, Array.isArray(list) ? [...(list as { id: string }[])].sort((a, b) => (a.id < b.id ? -1 : 1)) : (list as unknown)])
  return { digest: hashOf(Object.fromEntries(rows)), counter: counter(), log: (await store!.log({ limit: 1 }))[0]?.operation.counter ?? 0 }
}

async function waitFor(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50))
}
