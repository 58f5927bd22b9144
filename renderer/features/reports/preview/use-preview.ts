import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { ReportOptions } from '@/domain/report-catalogue'
import { useLedgerStore } from '@/stores/ledger'
import { PreviewSession, type BookOutline, type PageDrawing } from '@/workers/preview-client'

/** How the preview stands. While a new book is made the old one stays, greyed. */
export type PreviewState =
  | { readonly phase: 'nothing' }
  | { readonly phase: 'making'; readonly book: OpenBook | null }
  | { readonly phase: 'ready'; readonly book: OpenBook }
  | { readonly phase: 'failed'; readonly message: string }

export interface OpenBook extends BookOutline {
  readonly turn: number
}

export interface Preview {
  readonly state: ShallowRef<PreviewState>
  /** A page of the book that is shown, from 0; null where another book has taken its place. */
  page(turn: number, page: number): Promise<PageDrawing | null>
  again(): void
}

/** Keeps the pages of the chosen book up to date with the ledger and the choices; `options` null: nothing to show. */
export function usePreview(options: () => ReportOptions | null): Preview {
  const ledger = useLedgerStore()
  const session = new PreviewSession()
  const state = shallowRef<PreviewState>({ phase: 'nothing' })

  async function open(wanted: ReportOptions | null): Promise<void> {
    if (wanted === null) return void (state.value = { phase: 'nothing' })
    state.value = { phase: 'making', book: bookOf(state.value) }
    const outcome = await session.open(ledger.current, wanted)
    if (outcome.kind === 'replaced') return
    state.value = outcome.kind === 'opened' ? { phase: 'ready', book: { ...outcome.book, turn: outcome.turn } } : { phase: 'failed', message: outcome.message }
  }

  watch([() => ledger.ledger, () => JSON.stringify(options())], () => void open(options()), { immediate: true })
  onScopeDispose(() => session.close())
  return { state, page: (turn, page) => session.page(turn, page), again: () => void open(options()) }
}

function bookOf(state: PreviewState): OpenBook | null {
  return state.phase === 'ready' || state.phase === 'making' ? state.book : null
}
