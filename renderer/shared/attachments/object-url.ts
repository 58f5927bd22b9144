import { onBeforeUnmount, ref, watch, type Ref } from 'vue'

/** What is known of a picture that is to be shown. 'missing': its bytes are not on this PC. */
export interface ShownPicture {
  readonly state: Ref<'reading' | 'ready' | 'missing'>
  readonly url: Ref<string | undefined>
}

/** A URL for the bytes that `read` gives for what `of` names at the time; let go of when they change or the component goes. */
export function useObjectUrl<T>(of: () => T, read: (what: T) => Promise<Blob | null>): ShownPicture {
  const state = ref<'reading' | 'ready' | 'missing'>('reading')
  const url = ref<string>()
  let turn = 0
  const release = (): void => {
    if (url.value !== undefined) URL.revokeObjectURL(url.value)
    url.value = undefined
  }
  watch(of, async (what) => {
    const own = ++turn
    state.value = 'reading'
    const blob = await read(what).catch(() => null)
    if (own !== turn) return
    release()
    if (blob !== null) url.value = URL.createObjectURL(blob)
    state.value = blob === null ? 'missing' : 'ready'
  }, { immediate: true })
  onBeforeUnmount(() => {
    turn += 1
    release()
  })
  return { state, url }
}
