import { computed, nextTick, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { dropDraft, readDraft, writeDraft } from '@/shared/drafts'

export type FieldText = string | boolean | readonly string[]
export type FormText = Record<string, FieldText>

/** A form over texts: what stands in the ledger, what the person typed over it, and the draft that outlives closing. */
export interface TextForm<T extends FormText> {
  /** The texts as they stood when the person began to type, field by field: what a write expects to find. */
  readonly base: Readonly<Ref<T>>
  readonly text: Ref<T>
  /** Fields whose text differs from `base`. */
  readonly dirty: ComputedRef<readonly (keyof T & string)[]>
  /** Whether the text comes from a draft of an earlier visit. */
  readonly restored: Readonly<Ref<boolean>>
  /** Gives the typed text up and shows the ledger's. Also called when it has been saved. */
  reset(): void
}

/**
 * @param key names the draft: another key is another form, whose draft is read and whose own is left for later
 * @param current the texts of what stands in the ledger now; fields that are not typed into follow it
 */
export function useTextForm<T extends FormText>(key: () => string, current: () => T): TextForm<T> {
  const base = shallowRef(current()) as Ref<T>
  const text = ref(current()) as Ref<T>
  const restored = ref(false)
  let loadedKey = key()
  const dirty = computed(() => changedFields(base.value, text.value))

  function load(): void {
    loadedKey = key()
    const now = current()
    const draft = readDraft(loadedKey)
    const usable = isDraftOf(draft, now) && changedFields(now, draft.text).length > 0 ? draft : null
    base.value = usable?.base ?? now
    text.value = { ...(usable?.text ?? now) }
    restored.value = usable !== null
  }

  function follow(now: T): void {
    const kept = new Set<string>(dirty.value)
    const clean = Object.fromEntries(Object.entries(now).filter(([field]) => !kept.has(field)))
    base.value = { ...base.value, ...clean }
    // Assigned only where it differs, so that a caret is not disturbed by somebody else's edit.
    for (const [field, value] of Object.entries(clean)) if (!sameText(text.value[field], value)) (text.value as FormText)[field] = value
  }

  function reset(): void {
    dropDraft(loadedKey)
    base.value = current()
    text.value = { ...base.value }
    restored.value = false
  }

  load()
  // Synchronous: a letter typed just before the key changes belongs to the old key's draft.
  watch([key, current], ([nextKey, now]) => (nextKey === loadedKey ? follow(now) : load()), { flush: 'sync' })
  watch(text, () => (dirty.value.length > 0 ? writeDraft(loadedKey, { base: base.value, text: text.value }) : dropDraft(loadedKey)), { deep: true, flush: 'sync' })
  return { base, text, dirty, restored, reset }
}

/** Fields in which two texts differ. */
export function changedFields<T extends FormText>(a: T, b: T): (keyof T & string)[] {
  return Object.keys(a).filter((field) => !sameText(a[field], b[field]))
}

function sameText(a: FieldText | undefined, b: FieldText | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** A draft is used only where it has the same fields: one of an older program is left alone. */
function isDraftOf<T extends FormText>(draft: unknown, like: T): draft is { base: T; text: T } {
  const { base, text } = (draft ?? {}) as { base?: unknown; text?: unknown }
  return [base, text].every(
    (side) => typeof side === 'object' && side !== null && Object.entries(like).every(([field, value]) => sameKind((side as FormText)[field], value)),
  )
}

function sameKind(a: FieldText | undefined, b: FieldText): boolean {
  return Array.isArray(b) ? Array.isArray(a) && a.every((item) => typeof item === 'string') : typeof a === typeof b
}

/** Puts the cursor into the first field that carries a fault. */
export async function focusFirstFault(root: HTMLElement | null): Promise<void> {
  await nextTick()
  root?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
