import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { formatPeriod } from '@/domain/period'
import { zipFiles } from '@/exchange/zip-files'
import { now, today } from '@/shared/clock'
import { useLedgerStore } from '@/stores/ledger'
import { useShell } from '@/stores/shell'
import { exportWorkbook } from '@/workers/export-client'
import type { Book } from '../export/books'
import { messageOf } from '../export/export-job'

/** One file of a batch. `left`: cancelled before it was begun, or while it was made; nothing of it stands on the disk. */
export interface BatchItem {
  readonly book: Book
  readonly label: string
  readonly state: 'waiting' | 'making' | 'saving' | 'done' | 'failed' | 'left'
  /** Name of the file once it is known. */
  readonly fileName: string | null
  readonly message: string | null
}

export type BatchPhase = 'idle' | 'running' | 'ended' | 'cancelled'

export interface Batch {
  readonly phase: Ref<BatchPhase>
  readonly items: ShallowRef<readonly BatchItem[]>
  /** Where the files go, in words; null before that is known. */
  readonly where: Ref<string | null>
  /** What concerns the whole, such as an archive that could not be saved. */
  readonly fault: Ref<string | null>
  /** Share of the whole that is done, 0 to 1. */
  readonly share: ComputedRef<number>
  run(books: readonly Book[], archiveName: string): Promise<void>
  /** Makes those that failed or were left once more. */
  retry(archiveName: string): Promise<void>
  cancel(): void
  reset(): void
}

interface Target {
  readonly where: string
  save(name: string, bytes: Uint8Array): Promise<string | null>
  /** After the last file; gives a fault in words, or null. */
  finish(): Promise<string | null>
}

/** Makes files one after the other and writes each whole. 取消 stops the one under way; those that are complete stay. */
export function useBatch(saved: (book: Book, fileName: string) => void): Batch {
  const ledger = useLedgerStore()
  const shell = useShell()
  const phase = ref<BatchPhase>('idle')
  const items = shallowRef<readonly BatchItem[]>([])
  const where = ref<string | null>(null)
  const fault = ref<string | null>(null)
  const current = ref(0)
  let stop: (() => void) | null = null
  let cancelled = false

  const share = computed(() => {
    const ended = items.value.filter((i) => i.state === 'done' || i.state === 'failed').length
    return items.value.length === 0 ? 0 : (ended + (phase.value === 'running' ? current.value : 0)) / items.value.length
  })
  const change = (index: number, part: Partial<BatchItem>): void => {
    items.value = items.value.map((item, i) => (i === index ? { ...item, ...part } : item))
  }

  async function run(books: readonly Book[], archiveName: string): Promise<void> {
    if (phase.value === 'running' || books.length === 0) return
    fault.value = null
    const target = await chooseTarget(archiveName)
    if (target === null) return
    items.value = books.map((book): BatchItem => ({ book, label: `${formatPeriod(book.options.period)} ${book.label}`, state: 'waiting', fileName: null, message: null }))
    await work(target)
  }

  async function retry(archiveName: string): Promise<void> {
    const open = items.value.filter((i) => i.state === 'failed' || i.state === 'left').map((i) => i.book)
    await run(open, archiveName)
  }

  async function work(target: Target): Promise<void> {
    where.value = target.where
    phase.value = 'running'
    cancelled = false
    for (let i = 0; i < items.value.length && !cancelled; i += 1) await makeOne(i, target)
    if (cancelled) items.value = items.value.map((item) => (item.state === 'waiting' || item.state === 'making' ? { ...item, state: 'left' } : item))
    fault.value = await target.finish()
    phase.value = cancelled ? 'cancelled' : 'ended'
  }

  async function makeOne(index: number, target: Target): Promise<void> {
    const { book } = items.value[index]!
    current.value = 0
    change(index, { state: 'making' })
    try {
      const job = exportWorkbook({ ledger: ledger.current, today: today(), options: { ...book.options, preparedOn: today() } }, (done) => (current.value = done))
      stop = () => job.cancel()
      const { bytes, fileName } = await job.result
      stop = null
      if (cancelled) return
      change(index, { state: 'saving', fileName })
      const message = await target.save(fileName, bytes)
      change(index, message === null ? { state: 'done' } : { state: 'failed', message })
      if (message === null) saved(book, fileName)
    } catch (error) {
      if (!cancelled) change(index, { state: 'failed', message: messageOf(error) })
    } finally {
      stop = null
    }
  }

  async function chooseTarget(archiveName: string): Promise<Target | null> {
    const folder = await shell.chooseFolder({ title: '存到哪个文件夹' })
    if (folder.outcome === 'cancelled') return null
    if (folder.outcome === 'unable') return archive(archiveName)
    return {
      where: folder.where,
      save: async (name, bytes) => {
        const result = await shell.saveInFolder({ folder: folder.id, name, bytes })
        return result.outcome === 'failed' ? result.message : null
      },
      finish: async () => null,
    }
  }

  /** Where the host cannot write into folders: one archive at the end, or, cancelled, none. */
  function archive(name: string): Target {
    const files: { name: string; bytes: Uint8Array }[] = []
    return {
      where: name,
      save: async (file, bytes) => {
        files.push({ name: file, bytes })
        return null
      },
      finish: async () => {
        if (cancelled || files.length === 0) {
          items.value = items.value.map((item) => (item.state === 'done' ? { ...item, state: 'left' } : item))
          return null
        }
        const result = await shell.saveFile({ suggestedName: name, kind: { label: '压缩包', extension: 'zip' }, bytes: zipFiles(files, now()) })
        if (result.outcome === 'saved') return null
        items.value = items.value.map((item) => (item.state === 'done' ? { ...item, state: 'left' } : item))
        return result.outcome === 'failed' ? result.message : '没有选存放的位置，压缩包没有存'
      },
    }
  }

  function cancel(): void {
    if (phase.value !== 'running') return
    cancelled = true
    stop?.()
  }

  onScopeDispose(() => {
    cancelled = true
    stop?.()
  })
  return { phase, items, where, fault, share, run, retry, cancel, reset: () => (phase.value = 'idle') }
}
