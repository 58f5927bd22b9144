import { ref, watch, type Ref } from 'vue'
import { dropDraft, readDraft, writeDraft } from './drafts'

/** What a form says when it closes over a draft. */
export const KEPT = '没有保存的内容替您留着，再打开可以接着填'

export interface FormDraft<T> {
  readonly text: Ref<T>
  /** Whether what stands there comes from an earlier visit. */
  readonly restored: Ref<boolean>
  /** Gives up what was typed; also called when it has been saved. */
  drop(): void
  dirty(): boolean
}

/** What is typed into a form, of plain values, outlives its closing, a reload and the program, until it is saved or given up. */
export function useDraft<T extends object>(key: string, initial: T): FormDraft<T> {
  const before = JSON.stringify(initial)
  const kept = usable(readDraft(key), initial)
  const text = ref({ ...copy(initial), ...kept }) as Ref<T>
  const dirty = (): boolean => JSON.stringify(text.value) !== before
  const restored = ref(kept !== null && dirty())
  watch(text, () => (dirty() ? writeDraft(key, text.value) : dropDraft(key)), { deep: true, flush: 'sync' })

  function drop(): void {
    text.value = copy(initial)
    restored.value = false
    dropDraft(key)
  }
  return { text, restored, drop, dirty }
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** The fields of a draft that this form has too, each of the same kind: a draft of an older program keeps the rest from harm. */
function usable<T extends object>(draft: unknown, like: T): Partial<T> | null {
  if (typeof draft !== 'object' || draft === null) return null
  const known = Object.entries(draft).filter(([field, value]) => field in like && sameKind(value, like[field as keyof T]))
  return known.length === 0 ? null : (Object.fromEntries(known) as Partial<T>)
}

function sameKind(a: unknown, b: unknown): boolean {
  return typeof a === typeof b && Array.isArray(a) === Array.isArray(b) && (a === null) === (b === null)
}
