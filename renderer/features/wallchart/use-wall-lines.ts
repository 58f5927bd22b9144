import { computed, onBeforeUnmount, onMounted, ref, useTemplateRef } from 'vue'
import type { WallGroupOf } from '@/domain/wall-groups'
import type { ProjectEntry } from '@/domain/ledger'

/** Rows drawn beyond either edge, so that a fast wheel meets no white. */
const SPARE = 6

/**
 * The lines of a chart that is scrolled: only those in sight are drawn. The template has an element `scroller`, whose scroll position
 * goes into `top`.
 * @param row height of a line, in px
 * @param head height of the head that stays above them, in px
 */
export function useWallLines<Group extends WallGroupOf<{ readonly entry: ProjectEntry }>>(groups: () => readonly Group[], row: number, head: number) {
  /** A heading (no row) or a project. */
  type Line = { readonly key: string; readonly group: Group; readonly row: Group['rows'][number] | null }
  const scroller = useTemplateRef<HTMLElement>('scroller')
  const top = ref(0)
  const size = ref({ width: 1000, height: 600 })
  const lines = computed<Line[]>(() => groups().flatMap((group): Line[] => [{ key: `g ${group.label}`, group, row: null }, ...group.rows.map((one): Line => ({ key: one.entry.project.id, group, row: one }))]))
  const first = computed(() => Math.max(0, Math.floor(top.value / row) - SPARE))
  const shown = computed(() => lines.value.slice(first.value, first.value + Math.ceil(size.value.height / row) + 2 * SPARE))

  const observer = new ResizeObserver(([entry]) => { if (entry !== undefined) size.value = { width: entry.contentRect.width, height: entry.contentRect.height } })
  onMounted(() => { if (scroller.value !== null) observer.observe(scroller.value) })
  onBeforeUnmount(() => observer.disconnect())

  /** The next project in a direction, brought into sight; headings are passed over. Null where there is none. */
  function next(from: number, step: number): number | null {
    let line = from + step
    while (line >= 0 && line < lines.value.length && lines.value[line]!.row === null) line += step
    if (line < 0 || line >= lines.value.length) return null
    const [box, edge] = [scroller.value, line * row]
    if (box === null) return line
    if (edge < box.scrollTop) box.scrollTop = edge
    else if (edge + row + head > box.scrollTop + box.clientHeight) box.scrollTop = edge + row + head - box.clientHeight
    return line
  }

  return { scroller, top, size, lines, first, shown, next }
}
