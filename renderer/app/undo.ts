import { useLedgerStore } from '@/stores/ledger'
import { useToastStore } from '@/stores/toasts'

/** Undo and redo with their report. */
export function useUndo(): { undo: () => Promise<void>; redo: () => Promise<void> } {
  const ledger = useLedgerStore()
  const toasts = useToastStore()

  async function step(direction: 'undo' | 'redo'): Promise<void> {
    if (ledger.phase !== 'ready') return
    const outcome = await ledger[direction]()
    const word = direction === 'undo' ? '撤销' : '重做'
    if (outcome.ok && outcome.name !== undefined) toasts.show(`已${word}「${outcome.name}」`)
    else if (outcome.ok) toasts.show(`没有可以${word}的操作`)
    else if (outcome.kind === 'stale') toasts.show(`不能${word}「${outcome.name ?? ''}」：那里后来又改过了，请到操作记录里查看`)
    else toasts.show(outcome.message)
  }

  return { undo: () => step('undo'), redo: () => step('redo') }
}
