import { ref, watch, type Ref } from 'vue'

const PREFIX = 'draft.issues.'

/** Texts of a form that outlive its closing and a reload, until they are saved or given up. */
export function useDraft<T extends Readonly<Record<string, string>>>(key: string, initial: T): { text: Ref<T>; restored: Ref<boolean>; drop(): void; dirty(): boolean } {
  const kept = read(key, initial)
  const text = ref({ ...initial, ...kept }) as Ref<T>
  const restored = ref(kept !== null)
  const dirty = (): boolean => Object.keys(initial).some((field) => text.value[field] !== initial[field])
  watch(text, () => (dirty() ? write(key, JSON.stringify(text.value)) : write(key, null)), { deep: true, flush: 'sync' })

  function drop(): void {
    write(key, null)
    text.value = { ...initial }
    restored.value = false
  }
  return { text, restored, drop, dirty }
}

function read<T extends Readonly<Record<string, string>>>(key: string, initial: T): Partial<T> | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null')
    if (typeof value !== 'object' || value === null) return null
    const known = Object.entries(value).filter(([field, text]) => field in initial && typeof text === 'string')
    return known.length === 0 ? null : (Object.fromEntries(known) as Partial<T>)
  } catch {
    return null
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(PREFIX + key)
    else sessionStorage.setItem(PREFIX + key, value)
  } catch {
    // The text still stands in its field; only a reload would lose it.
  }
}
