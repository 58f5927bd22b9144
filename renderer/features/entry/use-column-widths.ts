import { computed, type ComputedRef } from 'vue'
import { remembered } from '@/shared/preferences'
import { COLUMNS } from './columns'

const LEAST = 36
const MOST = 600

type Widths = Record<string, number>

function isWidths(value: unknown): value is Widths {
  return typeof value === 'object' && value !== null && Object.values(value).every((w) => typeof w === 'number' && w >= LEAST && w <= MOST)
}

/** The grid's column widths, in pixels: dragged by the person, remembered on this seat. */
export function useColumnWidths(): { widths: ComputedRef<number[]>; offsets: ComputedRef<number[]>; template: ComputedRef<string>; total: ComputedRef<number>; resize: (key: string, width: number) => void } {
  const chosen = shared
  const widths = computed(() => COLUMNS.map((c) => chosen.value[c.key] ?? c.width))
  const offsets = computed(() => widths.value.map((_, i) => widths.value.slice(0, i).reduce((a, b) => a + b, 0)))
  return {
    widths, offsets, total: computed(() => widths.value.reduce((a, b) => a + b, 0)), template: computed(() => widths.value.map((w) => `${w}px`).join(' ')),
    resize: (key, width) => (chosen.value = { ...chosen.value, [key]: Math.max(LEAST, Math.min(MOST, Math.round(width))) }),
  }
}

// One state for the head, in which widths are dragged, and the body, which follows.
const shared = remembered<Widths>('entry.widths', {}, isWidths)
