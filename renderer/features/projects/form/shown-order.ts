import { shallowRef } from 'vue'
import type { RecordId } from '@/domain/model'

/** The projects in the order in which 项目库 last showed them: 上一个 and 下一个 follow it. */
export const shownOrder = shallowRef<readonly RecordId[]>([])

/** The neighbours of a project in the shown order, or in `fallback` where it was not shown. */
export function neighbours(id: RecordId, shown: readonly RecordId[], fallback: readonly RecordId[]): { previous: RecordId | null; next: RecordId | null; place: number; count: number } {
  const known = new Set(fallback)
  const list = shown.includes(id) ? shown.filter((other) => known.has(other)) : fallback
  const at = list.indexOf(id)
  return { previous: list[at - 1] ?? null, next: at < 0 ? null : (list[at + 1] ?? null), place: at + 1, count: list.length }
}
