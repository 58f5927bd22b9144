import { nextTick, onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { useShell } from '@/stores/shell'
import type { PageDrawing } from '@/workers/preview-client'
import type { OpenBook, Preview } from './use-preview'

/** How a print stands. */
export type PrintState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'drawing'; readonly done: number; readonly count: number }
  | { readonly phase: 'printing' }
  | { readonly phase: 'saved'; readonly where: string }
  | { readonly phase: 'failed'; readonly message: string }

export interface Print {
  readonly state: ShallowRef<PrintState>
  /** The pages that stand ready for the printer; empty but while it takes them. */
  readonly pages: ShallowRef<readonly PageDrawing[]>
  run(book: OpenBook, to: 'pdf' | 'printer', suggestedName: string): Promise<void>
  cancel(): void
}

/** Prints the pages of the preview themselves: all are drawn, put on the page, and handed to the host's printing. */
export function usePrint(preview: Preview): Print {
  const shell = useShell()
  const state = shallowRef<PrintState>({ phase: 'idle' })
  const pages = shallowRef<readonly PageDrawing[]>([])
  let turn = 0

  async function run(book: OpenBook, to: 'pdf' | 'printer', suggestedName: string): Promise<void> {
    if (state.value.phase === 'drawing' || state.value.phase === 'printing') return
    const mine = (turn += 1)
    const drawn: PageDrawing[] = []
    for (let i = 0; i < book.pages.length; i += 1) {
      state.value = { phase: 'drawing', done: i, count: book.pages.length }
      const page = await preview.page(book.turn, i)
      if (mine !== turn) return
      if (page === null) return void (state.value = { phase: 'failed', message: '选择刚刚变了，没有打印。请等预览更新后再打印' })
      drawn.push(page)
    }
    pages.value = drawn
    state.value = { phase: 'printing' }
    await nextTick()
    const first = book.pages[0]!
    try {
      const result = await shell.printPage({ to, suggestedName, paper: Math.max(first.width, first.height) > 1000 ? 'A3' : 'A4', landscape: first.width > first.height })
      state.value = result.outcome === 'saved' ? { phase: 'saved', where: result.where } : result.outcome === 'failed' ? { phase: 'failed', message: result.message } : { phase: 'idle' }
    } catch (error) {
      console.error(error)
      state.value = { phase: 'failed', message: '没有打印出来。请再试一次；仍不行，请先导出 Excel 再打印' }
    } finally {
      pages.value = []
    }
  }

  function cancel(): void {
    if (state.value.phase !== 'drawing') return
    turn += 1
    state.value = { phase: 'idle' }
  }

  onScopeDispose(() => {
    turn += 1
    pages.value = []
  })
  return { state, pages, run, cancel }
}
