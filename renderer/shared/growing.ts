import { computed, onBeforeUnmount, ref, watch, type ComputedRef } from 'vue'

/** A long list that comes onto the screen a few items a frame, so that hundreds of them never hold the page up. */
export function useGrowing<T>(list: () => readonly T[], step = 10): ComputedRef<readonly T[]> {
  const count = ref(step)
  let frame = 0
  const grow = (): void => {
    if (count.value >= list().length) return
    frame = requestAnimationFrame(() => {
      count.value += step
      grow()
    })
  }
  watch(() => list().length, (length) => {
    cancelAnimationFrame(frame)
    // What is there stays; an emptied list begins anew.
    count.value = Math.max(step, Math.min(count.value, length))
    grow()
  }, { immediate: true })
  onBeforeUnmount(() => cancelAnimationFrame(frame))
  return computed(() => list().slice(0, count.value))
}
