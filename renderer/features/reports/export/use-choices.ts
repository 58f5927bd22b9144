import { computed, ref, type ComputedRef, type Ref, type WritableComputedRef } from 'vue'
import { activePortfolios, registeredEntries, type ProjectEntry } from '@/domain/ledger'
import { isPeriod, type Period } from '@/domain/period'
import { chosenEntries, filterValue, FILTER_LABELS, reportAbsence, SINGLE_REPORTS, type ReportFilter, type SingleReport } from '@/domain/report-catalogue'
import { isBoolean, isString, remembered } from '@/shared/preferences'
import { useLedgerStore } from '@/stores/ledger'
import { useViewStore } from '@/stores/view'
import { booksOf, type Book, type Binding, type Choices } from './books'

/** The reports that are chosen here; 变化对比 has its own tab. */
export const OFFERED = SINGLE_REPORTS.filter((report) => report !== 'changes')

export interface UseChoices {
  readonly reports: Ref<SingleReport[]>
  readonly scope: WritableComputedRef<string>
  readonly period: WritableComputedRef<Period>
  readonly by: Ref<ReportFilter['by'] | ''>
  readonly value: WritableComputedRef<string>
  readonly unit: Ref<Choices['unit']>
  readonly paper: Ref<Choices['paper']>
  readonly leaderSummary: Ref<boolean>
  readonly binding: Ref<Binding>
  readonly filter: ComputedRef<ReportFilter | null>
  /** Values that the projects of the scope have for `by`. */
  readonly values: ComputedRef<readonly string[]>
  readonly entries: ComputedRef<readonly ProjectEntry[]>
  /** Why a report would have nothing to show, by report. */
  readonly absences: ComputedRef<ReadonlyMap<SingleReport, string>>
  readonly choices: ComputedRef<Choices>
  readonly books: ComputedRef<readonly Book[]>
}

/** What the person wants to export. Remembered on this seat, but for the period, which is the frame's, and what the sheet is narrowed to. */
export function useChoices(): UseChoices {
  const ledger = useLedgerStore()
  const view = useViewStore()
  const reports = remembered<SingleReport[]>('reports.chosen', ['monthly'], isReports)
  const chosenScope = remembered('reports.scope', 'all', isString)
  const unit = remembered<Choices['unit']>('reports.unit', '万元', (v): v is Choices['unit'] => v === '万元' || v === '亿元')
  const paper = remembered<Choices['paper']>('reports.paper', 'A3', (v): v is Choices['paper'] => v === 'A3' || v === 'A4')
  const leaderSummary = remembered('reports.leaderSummary', false, isBoolean)
  const binding = remembered<Binding>('reports.binding', 'one', (v): v is Binding => v === 'one' || v === 'each')
  const chosenPeriod = ref<Period | null>(null)
  const by = ref<ReportFilter['by'] | ''>('')
  const chosenValue = ref('')

  const scope = computed({
    get: () => (activePortfolios(ledger.current).some((p) => p.id === chosenScope.value) ? chosenScope.value : 'all'),
    set: (id) => (chosenScope.value = id),
  })
  const period = computed({
    get: () => chosenPeriod.value ?? view.period,
    set: (value) => {
      if (isPeriod(value)) chosenPeriod.value = value
    },
  })
  const values = computed(() => {
    const key = by.value
    if (key === '') return []
    return [...new Set(registeredEntries(ledger.current, scope.value).map((e) => filterValue(e, key)))].sort((a, b) => a.localeCompare(b, 'zh-CN'))
  })
  const value = computed({ get: () => (values.value.includes(chosenValue.value) ? chosenValue.value : (values.value[0] ?? '')), set: (text) => (chosenValue.value = text) })
  const filter = computed((): ReportFilter | null => (by.value === '' || value.value === '' ? null : { by: by.value, value: value.value }))
  const choices = computed((): Choices => ({ reports: reports.value, scope: scope.value, period: period.value, filter: filter.value, unit: unit.value, paper: paper.value, leaderSummary: leaderSummary.value, binding: binding.value }))
  const absences = computed(() => new Map(OFFERED.flatMap((report): [SingleReport, string][] => {
    const why = reportAbsence(ledger.current, report, choices.value)
    return why === null ? [] : [[report, why]]
  })))
  return {
    reports, scope, period, by, value, unit, paper, leaderSummary, binding, filter, values, absences, choices,
    entries: computed(() => chosenEntries(ledger.current, choices.value)),
    books: computed(() => booksOf(choices.value, (report) => !absences.value.has(report))),
  }
}

function isReports(value: unknown): value is SingleReport[] {
  return Array.isArray(value) && value.every((v) => (OFFERED as readonly unknown[]).includes(v))
}

/** `只看：包联领导 张某`; null where the sheet is not narrowed. */
export function filterWords(filter: ReportFilter | null): string | null {
  return filter === null ? null : `${FILTER_LABELS[filter.by]} ${filter.value}`
}
