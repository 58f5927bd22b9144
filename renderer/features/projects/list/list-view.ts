import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { remembered } from '@/shared/preferences'
import { COLUMN_IDS, FROZEN, type Column, type ColumnId, type Sort } from './columns'
import { FILTER_KEYS, filtersOfQuery, queryOfFilters, sameFilters, type ProjectFilters } from './filters'

/** A named view of the list that this seat keeps. */
export interface SavedView {
  readonly name: string
  readonly filters: ProjectFilters
  readonly sort: Sort | null
  readonly columns: readonly ColumnId[]
}

/** How the list is shown: filters live in the address, the rest is remembered by the seat. */
export interface ListView {
  readonly filters: Readonly<Ref<ProjectFilters>>
  setFilters(filters: ProjectFilters): void
  readonly sort: Ref<Sort | null>
  sortBy(column: ColumnId): void
  readonly columns: ComputedRef<readonly Column[]>
  readonly chosen: Ref<ColumnId[]>
  toggleColumn(id: ColumnId, on: boolean): void
  readonly widths: Ref<Partial<Record<ColumnId, number>>>
  setWidth(id: ColumnId, width: number): void
  readonly views: Ref<SavedView[]>
  saveView(name: string): void
  openView(view: SavedView): void
  removeView(name: string): void
}

export const LEAST_WIDTH = 56
export const MOST_WIDTH = 640

export function useListView(all: ComputedRef<readonly Column[]>): ListView {
  const filters = useAddressFilters()
  const initial = all.value.filter((c) => c.initial).map((c) => c.id)
  const chosen = remembered<ColumnId[]>('projects.columns', initial, isColumnIds)
  const widths = remembered<Partial<Record<ColumnId, number>>>('projects.widths', {}, isWidths)
  const sort = remembered<Sort | null>('projects.sort', null, isSort)
  const views = remembered<SavedView[]>('projects.views', [], isViews)
  const columns = computed(() => all.value.filter((c) => FROZEN.includes(c.id) || chosen.value.includes(c.id)))

  /** Rising, falling, then the order of the sheets again. */
  function sortBy(column: ColumnId): void {
    const now = sort.value?.column === column ? sort.value.direction : null
    sort.value = now === null ? { column, direction: 'ascending' } : now === 'ascending' ? { column, direction: 'descending' } : null
  }

  return {
    filters,
    setFilters: (next) => (filters.value = next),
    sort,
    sortBy,
    columns,
    chosen,
    toggleColumn: (id, on) => (chosen.value = on ? [...chosen.value, id] : chosen.value.filter((c) => c !== id)),
    widths,
    setWidth: (id, width) => (widths.value = { ...widths.value, [id]: Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width))) }),
    views,
    saveView: (name) => (views.value = [...views.value.filter((v) => v.name !== name), { name, filters: filters.value, sort: sort.value, columns: [...chosen.value] }]),
    openView(view) {
      filters.value = view.filters
      sort.value = view.sort
      chosen.value = [...view.columns]
    },
    removeView: (name) => (views.value = views.value.filter((v) => v.name !== name)),
  }
}

/** The filters as this screen's address has them, both ways. */
function useAddressFilters(): Ref<ProjectFilters> {
  const route = useRoute()
  const router = useRouter()
  const filters = shallowRef<ProjectFilters>(filtersOfQuery(route.query))
  const home = route.name
  // Typing outruns the router: an answer to an older letter must not put that letter back.
  let ownSteps = 0
  watch(filters, async (next) => {
    if (route.name !== home || sameFilters(next, filtersOfQuery(route.query))) return
    ownSteps += 1
    try {
      await router.replace({ query: queryOfFilters(next) })
    } finally {
      ownSteps -= 1
    }
  })
  watch(
    () => route.query,
    (query) => {
      if (route.name !== home || ownSteps > 0) return
      const next = filtersOfQuery(query)
      if (!sameFilters(next, filters.value)) filters.value = next
    },
    { flush: 'sync' },
  )
  return filters
}

function isColumnId(value: unknown): value is ColumnId {
  return COLUMN_IDS.includes(value as ColumnId)
}

function isColumnIds(value: unknown): value is ColumnId[] {
  return Array.isArray(value) && value.every(isColumnId)
}

function isWidths(value: unknown): value is Partial<Record<ColumnId, number>> {
  return typeof value === 'object' && value !== null && Object.entries(value).every(([id, width]) => isColumnId(id) && typeof width === 'number' && width >= LEAST_WIDTH && width <= MOST_WIDTH)
}

function isSort(value: unknown): value is Sort | null {
  if (value === null) return true
  const { column, direction } = value as Partial<Sort>
  return isColumnId(column) && (direction === 'ascending' || direction === 'descending')
}

function isViews(value: unknown): value is SavedView[] {
  return Array.isArray(value) && value.every((view: unknown) => {
    const { name, filters, sort, columns } = (view ?? {}) as Partial<SavedView>
    return typeof name === 'string' && isSort(sort ?? null) && isColumnIds(columns) && typeof filters === 'object' && filters !== null && Object.entries(filters).every(([k, v]) => (FILTER_KEYS as readonly string[]).includes(k) && typeof v === 'string')
  })
}
