import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { today } from '@/shared/clock'
import { useLedgerStore } from '@/stores/ledger'
import { useShell } from '@/stores/shell'
import { exportWorkbook } from '@/workers/export-client'
import { TaskFailure } from '@/workers/task'
import type { Book } from './books'

/** How an export stands. `share` runs from 0 to 1. */
export type ExportState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'making'; readonly share: number }
  | { readonly phase: 'saving' }
  | { readonly phase: 'saved'; readonly fileName: string; readonly where: string | null; readonly rows: number }
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'failed'; readonly message: string }

export interface ExportJob {
  readonly state: ShallowRef<ExportState>
  run(options: Book['options']): Promise<void>
  cancel(): void
}

/** Makes a workbook off the screen's thread and hands it to the host for saving. One at a time. */
export function useExportJob(saved: (options: Book['options'], fileName: string) => void): ExportJob {
  const ledger = useLedgerStore()
  const shell = useShell()
  const state = shallowRef<ExportState>({ phase: 'idle' })
  let stop: (() => void) | null = null
  let cancelled = false

  async function run(options: Book['options']): Promise<void> {
    if (state.value.phase === 'making' || state.value.phase === 'saving') return
    cancelled = false
    state.value = { phase: 'making', share: 0 }
    try {
      const job = exportWorkbook({ ledger: ledger.current, today: today(), options: { ...options, preparedOn: today() } }, (share) => {
        if (!cancelled) state.value = { phase: 'making', share }
      })
      stop = () => job.cancel()
      const { bytes, summary, fileName } = await job.result
      stop = null
      if (cancelled) return
      state.value = { phase: 'saving' }
      const result = await shell.saveFile({ suggestedName: fileName, kind: { label: 'Excel 工作簿', extension: 'xlsx' }, bytes })
      if (result.outcome === 'saved') {
        state.value = { phase: 'saved', fileName: result.name, where: result.where, rows: summary.rows }
        saved(options, result.name)
      } else state.value = result.outcome === 'cancelled' ? { phase: 'cancelled' } : { phase: 'failed', message: result.message }
    } catch (error) {
      if (cancelled) return
      state.value = { phase: 'failed', message: messageOf(error) }
    } finally {
      stop = null
    }
  }

  function cancel(): void {
    if (state.value.phase !== 'making') return
    cancelled = true
    stop?.()
    state.value = { phase: 'cancelled' }
  }

  onScopeDispose(() => {
    cancelled = true
    stop?.()
  })
  return { state, run, cancel }
}

/** The worker's failures are sentences for people; anything else is a defect and is not shown raw. */
export function messageOf(error: unknown): string {
  if (error instanceof TaskFailure) return error.message
  console.error(error)
  return '表没有做出来，台账没有受影响。请再试一次；仍不行，请重开程序后再导出'
}
