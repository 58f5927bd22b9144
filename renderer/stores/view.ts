import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { reportedPeriods } from '@/domain/ledger'
import { isPeriod, judgementDay, monthOf, period, periodOf, periodOfDate, shownDay, yearOf, type Period } from '@/domain/period'
import { today } from '@/shared/clock'
import { isBoolean, remembered } from '@/shared/preferences'
import { useLedgerStore } from './ledger'

const MINUTE = 60_000

/** What all screens look at together: the 报告期, and how the frame is laid out. */
export const useViewStore = defineStore('view', () => {
  const ledger = useLedgerStore()
  const chosen = ref<Period | null>(null)
  // A narrow window (a small screen, or 125 % and more in Windows) begins with the navigation folded; each has its own choice.
  const narrowWindow = matchMedia('(max-width: 1199px)')
  const narrow = ref(narrowWindow.matches)
  narrowWindow.addEventListener('change', ({ matches }) => (narrow.value = matches))
  const folded = { wide: remembered('navigation.folded', false, isBoolean), narrow: remembered('navigation.folded.narrow', true, isBoolean) }
  const navigationFolded = computed({
    get: () => (narrow.value ? folded.narrow : folded.wide).value,
    set: (value) => ((narrow.value ? folded.narrow : folded.wide).value = value),
  })
  /** Follows the PC's calendar, also past midnight. */
  const day = ref(today())
  setInterval(() => (day.value = today()), MINUTE)
  const compact = remembered('rows.compact', false, isBoolean)

  const period_ = computed<Period>(() => {
    if (chosen.value !== null) return chosen.value
    const open = ledger.ledger
    if (open === null) return periodOfDate(today())
    return open.settings.defaultPeriod ?? reportedPeriods(open)?.[1] ?? periodOfDate(today())
  })

  /** Periods to choose from: from the first reported year's January to a year beyond the last, and always the chosen one. */
  const periods = computed<Period[]>(() => {
    const open = ledger.ledger
    const range = open === null ? null : reportedPeriods(open)
    const thisMonth = periodOfDate(today())
    const edges = [period_.value, ...(range ?? []), ...(ledger.ledger?.settings.ledgerKind === 'own' || range === null ? [thisMonth] : [])]
    const from = yearOf(edges.reduce((a, b) => (b < a ? b : a)))
    const to = yearOf(edges.reduce((a, b) => (b > a ? b : a)))
    return Array.from({ length: (to - from + 1) * 12 }, (_, i) => periodOf(from + Math.floor(i / 12), (i % 12) + 1))
  })

  /** The day on which deadlines of the day's work are judged: today; the made-up year of 演示数据 stays in its own time. */
  const workDay = computed(() => (ledger.ledger?.settings.ledgerKind === 'demo' ? judgementDay(period_.value, day.value) : day.value))

  /** The day of everything that the screens show of the campaign (docs/decisions, the day of a screen): `workDay`, or the end of an earlier month that is looked back at. */
  const shown = computed(() => {
    const open = ledger.ledger
    return shownDay(period_.value, open === null ? null : (reportedPeriods(open)?.[1] ?? null), workDay.value)
  })

  // Another ledger opens with its own period.
  watch(() => ledger.ledger?.settings.ledgerId, () => (chosen.value = null))

  function choose(value: string): void {
    if (isPeriod(value)) chosen.value = period(value)
  }

  return { period: period_, periods, year: computed(() => yearOf(period_.value)), month: computed(() => monthOf(period_.value)), today: computed(() => day.value), workDay, shownDay: shown, choose, navigationFolded, compact }
})
