import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { remembered } from '@/shared/preferences'
import { COLUMNS } from './columns'

const LEAST = 36
const MOST = 600

type Widths = Record<string, number>

function isWidths(value: unknown): value is Widths {
  return typeof value === 'object' && value !== null && Object.values(value).every((w) => typeof w === 'number' && w >= LEAST && w <= MOST)
}

/** The grid's column widths, in pixels: dragged by the person, remembered on this seat; columns of text share what `room` leaves over. */
export function useColumnWidths(): { room: Ref<number>; widths: ComputedRef<number[]>; offsets: ComputedRef<number[]>; template: ComputedRef<string>; total: ComputedRef<number>; resize: (key: string, width: number) => void } {
  const chosen = shared
  const widths = computed(() => {
    const own = COLUMNS.map((c) => chosen.value[c.key] ?? c.width)
    const growing = COLUMNS.map((c, i) => (c.grows && chosen.value[c.key] === undefined ? i : -1)).filter((i) => i >= 0)
    const share = growing.length === 0 ? 0 : Math.floor((room.value - own.reduce((a, b) => a + b, 0)) / growing.length)
    return share <= 0 ? own : own.map((width, i) => (growing.includes(i) ? width + share : width))
  })
  const offsets = computed(() => widths.value.map((_, i) => widths.value.slice(0, i).reduce((a, b) => a + b, 0)))
  return {
    room, widths, offsets, total: computed(() => widths.value.reduce((a, b) => a + b, 0)), template: computed(() => widths.value.map((w) => `${w}px`).join(' ')),
    resize: (key, width) => (chosen.value = { ...chosen.value, [key]: Math.max(LEAST, Math.min(MOST, Math.round(width))) }),
  }
}

// One state for the head, in which widths are dragged, and the body, which follows.
const room = ref(0)
const shared = remembered<Widths>('entry.widths', {}, isWidths)
