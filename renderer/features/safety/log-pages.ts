import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { useLedgerStore } from '@/stores/ledger'
import { describeLog, passes, type LogEntry, type LogFilter } from './log-view'

/** Small: one operation may carry thousands of changes. */
const BATCH = 40
/** Operations that a page adds: more than a screen shows. */
const PAGE = 80

export interface LogPages {
  readonly entries: Ref<readonly LogEntry[]>
  /** Whether older ones may be found. */
  readonly more: Ref<boolean>
  readonly reading: Ref<boolean>
  readonly failed: Ref<boolean>
  next(): Promise<void>
}

/** Reads the log newest first, page by page, as far as the filter needs; begins again when the filter or the ledger changes. */
export function useLogPages(filter: Ref<LogFilter>): LogPages {
  const ledger = useLedgerStore()
  const entries = shallowRef<readonly LogEntry[]>([])
  const more = ref(true)
  const reading = ref(false)
  const failed = ref(false)
  let run = 0
  let before = Number.MAX_SAFE_INTEGER
  let states = new Map<string, boolean>()

  async function read(wanted: number, mine: number, kept: readonly LogEntry[]): Promise<void> {
    reading.value = true
    failed.value = false
    let found = kept
    try {
      while (found.length < wanted && more.value) {
        const batch = await ledger.log({ limit: BATCH, beforeCounter: before })
        if (mine !== run) return
        before = batch.at(-1)?.operation.counter ?? before
        more.value = batch.length === BATCH
        found = [...found, ...describeLog(batch, ledger.current, states).filter((entry) => passes(entry, filter.value))]
      }
      entries.value = found
    } catch (error) {
      if (mine !== run) return
      console.error(error)
      failed.value = true
    } finally {
      if (mine === run) reading.value = false
    }
  }

  function restart(): Promise<void> {
    run += 1
    before = Number.MAX_SAFE_INTEGER
    states = new Map()
    more.value = true
    return read(Math.max(PAGE, entries.value.length), run, [])
  }

  async function next(): Promise<void> {
    if (reading.value || !more.value) return
    await read(entries.value.length + PAGE, run, entries.value)
  }

  watch([filter, () => ledger.ledger], () => void restart(), { immediate: true })
  onScopeDispose(() => (run += 1))
  return { entries, more, reading, failed, next }
}
