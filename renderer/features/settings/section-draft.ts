import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { dropDraft, readDraft, writeDraft } from '@/shared/drafts'
import { useLedgerStore, type OperationRequest } from '@/stores/ledger'
import type { AnyField } from './fields'

type Texts = Readonly<Record<string, string>>
type Values = Readonly<Record<string, unknown>>

/** What is typed in a section and not yet saved, field by field: kept over leaving the screen, until it is saved or given up. */
interface Draft {
  readonly texts: Texts
  /** The values that stood in the touched fields when the person began to type there. */
  readonly seen: Values
}

export interface SectionDraft {
  readonly texts: ComputedRef<Texts>
  readonly faults: Ref<Readonly<Record<string, string>>>
  readonly dirty: ComputedRef<boolean>
  readonly saving: Ref<boolean>
  type(key: string, text: string): void
  /** What the typed texts mean, or null where one of them is not understood. */
  readonly values: ComputedRef<Values | null>
  /** Saves what differs as one operation; true where it is done. */
  save(): Promise<boolean>
  giveUp(): void
}

interface Options {
  /** Names the draft in the session's store. */
  readonly id: () => string
  readonly fields: () => readonly AnyField[]
  readonly current: () => Values
  /** `set` and `seen` hold the touched fields alone, `all` every field as it now reads. */
  readonly request: (set: Values, seen: Values, all: Values) => OperationRequest
}

const PREFIX = 'settings.'

/** The typed state of one section of 设置. Without a draft the form follows the ledger, also over undo and other windows. */
export function useSectionDraft({ id, fields, current, request }: Options): SectionDraft {
  const ledger = useLedgerStore()
  const key = PREFIX + ledger.current.settings.ledgerId + '.' + id()
  const draft = shallowRef<Draft | null>(readSection(key, fields()))
  const faults = ref<Record<string, string>>({})
  const saving = ref(false)

  const names = computed(() => fields().map((f) => f.key as string))
  const written = computed((): Texts => Object.fromEntries(fields().map((f) => [f.key as string, f.write(current()[f.key as string])])))
  const texts = computed((): Texts => ({ ...written.value, ...draft.value?.texts }))
  const dirty = computed(() => names.value.some((name) => texts.value[name] !== written.value[name]))
  const values = computed((): Values | null => {
    const found: Record<string, unknown> = {}
    for (const field of fields()) {
      const result = field.read(texts.value[field.key as string] ?? '')
      if (!result.ok) return null
      found[field.key as string] = result.value
    }
    return found
  })

  function type(field: string, text: string): void {
    const begun = draft.value ?? { texts: {}, seen: {} }
    const seen = field in begun.seen ? begun.seen : { ...begun.seen, [field]: current()[field] }
    put({ texts: { ...begun.texts, [field]: text }, seen })
    if (Object.keys(faults.value).length > 0) check(Object.keys(faults.value))
  }

  function check(only: readonly string[] = names.value): boolean {
    const found: Record<string, string> = {}
    for (const field of fields()) {
      const name = field.key as string
      const result = field.read(texts.value[name] ?? '')
      if (!result.ok && only.includes(name)) found[name] = result.message
    }
    faults.value = found
    return Object.keys(found).length === 0
  }

  async function save(): Promise<boolean> {
    const begun = draft.value
    if (begun === null || saving.value || !check() || values.value === null) return false
    const touched = names.value.filter((name) => name in begun.seen)
    saving.value = true
    const outcome = await ledger.record(request(pick(values.value, touched), begun.seen, values.value))
    saving.value = false
    if (outcome.ok) {
      // Typed on while it was being saved: that stays, and now rests on what was saved.
      const later = draft.value
      put(later === begun || later === null ? null : { ...later, seen: pick(current(), Object.keys(later.seen)) })
      return true
    }
    if (outcome.kind === 'stale') awaitChoice()
    else faults.value = { [outcome.kind === 'invalid' ? outcome.field : '']: outcome.message }
    return false
  }

  // After the choice in the conflict dialog the ledger holds the outcome; the draft goes once that is written.
  let waiting: 'choice' | 'write' | null = null
  function awaitChoice(): void {
    waiting = 'choice'
  }
  watch(() => ledger.conflict, (conflict) => {
    if (waiting === 'choice' && conflict === null) waiting = 'write'
  }, { flush: 'sync' })
  watch(() => ledger.saving, (state) => {
    if (waiting !== 'write' || state === 'saving') return
    waiting = null
    if (state === 'saved') put(null)
  }, { flush: 'sync' })

  function giveUp(): void {
    put(null)
    faults.value = {}
  }

  function put(next: Draft | null): void {
    draft.value = next
    if (next === null) dropDraft(key)
    else writeDraft(key, next)
  }

  return { texts, faults, dirty, saving, type, values, save, giveUp }
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name]]))
}

function readSection(key: string, fields: readonly AnyField[]): Draft | null {
  const stored = readDraft(key) as Partial<Draft> | null
  if (typeof stored?.texts !== 'object' || typeof stored.seen !== 'object') return null
  const { texts, seen } = stored
  return Object.keys(texts).every((name) => name in seen && fields.some((f) => f.key === name)) ? { texts, seen } : null
}
