import { readDraft } from '@/shared/drafts'
import { KEPT, useDraft, type FormDraft } from '@/shared/form-draft'
import { useLedgerStore } from './ledger'
import { useToastStore } from './toasts'

export interface LedgerDraft<T> extends FormDraft<T> {
  /** To be called where the form closes and was not saved: says that what was typed is kept. */
  leave(): void
}

/**
 * What is typed into a form of this ledger, kept until it is saved or given up (shared/form-draft.ts).
 * @param screen the screen that has the form
 * @param form names the form on it, with the record that it is about
 */
export function useLedgerDraft<T extends object>(screen: string, form: string, initial: T): LedgerDraft<T> {
  const toasts = useToastStore()
  const draft = useDraft(nameOf(screen, form), initial)
  return { ...draft, leave: () => void (draft.dirty() && toasts.show(KEPT)) }
}

/** Whether something typed waits for this form, so that a form that opens in its place can be open again. */
export function waitsForForm(screen: string, form: string): boolean {
  return readDraft(nameOf(screen, form)) !== null
}

function nameOf(screen: string, form: string): string {
  return `${screen}.${useLedgerStore().current.settings.ledgerId}.${form}`
}
