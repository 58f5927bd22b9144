import { defineStore } from 'pinia'
import { ref } from 'vue'

export interface Toast {
  readonly id: number
  readonly text: string
  /** Offers 撤销 beside the text. */
  readonly undoable: boolean
}

const SHOWN_MS = 6000

/** Short reports of what was done; never a question. */
export const useToastStore = defineStore('toasts', () => {
  const toasts = ref<Toast[]>([])
  let next = 1

  function show(text: string, { undoable = false }: { undoable?: boolean } = {}): void {
    const toast = { id: next++, text, undoable }
    toasts.value = [...toasts.value.slice(-2), toast]
    setTimeout(() => dismiss(toast.id), SHOWN_MS)
  }

  function dismiss(id: number): void {
    toasts.value = toasts.value.filter((t) => t.id !== id)
  }

  return { toasts, show, dismiss }
})
