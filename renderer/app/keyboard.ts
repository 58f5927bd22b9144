import { onBeforeUnmount, onMounted } from 'vue'
import { useUndo } from './undo'

/** An element in which typing has its own undo: Ctrl+Z there belongs to the text, not to the ledger. */
function typesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest('[data-ledger-undo]') !== null) return false
  return target.isContentEditable || target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type))
}

/** The keys that work on every screen. */
export function useKeyboard({ find, showKeys, help }: { find: () => void; showKeys: () => void; help: () => void }): void {
  const { undo, redo } = useUndo()

  function onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) return
    const control = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    if (control && key === 'k') {
      event.preventDefault()
      find()
    } else if (key === 'f1') {
      event.preventDefault()
      help()
    } else if (control && key === 'z' && !typesText(event.target)) {
      event.preventDefault()
      void (event.shiftKey ? redo() : undo())
    } else if (control && key === 'y' && !typesText(event.target)) {
      event.preventDefault()
      void redo()
    } else if (event.key === '?' && !control && !typesText(event.target) && !(event.target instanceof HTMLElement && event.target.closest('[data-ledger-undo]'))) {
      event.preventDefault()
      showKeys()
    }
  }

  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}
