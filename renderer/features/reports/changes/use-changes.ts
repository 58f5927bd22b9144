import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { compareStates, type ComparedState, type Comparison } from '@/domain/compare'
import { withSources, type LoggedChange } from '@/domain/compare-sources'
import { buildLedger, type PortfolioScope } from '@/domain/ledger'
import { shiftPeriod, type Period } from '@/domain/period'
import { periodState } from '@/exchange/compare/period-state'
import { localDateTime } from '@/shared/clock'
import { useLedgerStore } from '@/stores/ledger'
import { useViewStore } from '@/stores/view'

/** A side that is chosen from the ledger; `live`: as it stands now, although the month is locked. */
export interface ChosenMonth {
  readonly period: Period
  readonly live: boolean
}

export type Compared = { readonly comparison: Comparison; readonly fault: null } | { readonly comparison: null; readonly fault: string }

export interface Changes {
  readonly before: ShallowRef<ChosenMonth>
  readonly after: ShallowRef<ChosenMonth>
  /** Takes the place of `before` while it is there. */
  readonly file: ShallowRef<ComparedState | null>
  readonly fileFault: Ref<string>
  readonly compared: ComputedRef<Compared>
  choose(file: File): Promise<void>
}

/** Operations of the log that are read to tell who and when. */
const LOG_DEPTH = 3000
const SPOKEN: ReadonlySet<string> = new Set(['ReadingError', 'CompareError', 'PackageError', 'SnapshotError'])

/** The two sides of 变化对比 and what lies between them. */
export function useChanges(scope: Ref<PortfolioScope>): Changes {
  const ledger = useLedgerStore()
  const view = useViewStore()
  const before = shallowRef<ChosenMonth>({ period: shiftPeriod(view.period, -1), live: false })
  const after = shallowRef<ChosenMonth>({ period: view.period, live: false })
  const file = shallowRef<ComparedState | null>(null)
  const fileFault = shallowRef('')
  const log = shallowRef<readonly LoggedChange[]>([])

  watch(() => ledger.ledger, async () => (log.value = await ledger.log({ limit: LOG_DEPTH })), { immediate: true })

  const compared = computed((): Compared => {
    try {
      const side = ({ period, live }: ChosenMonth): ComparedState => periodState(ledger.current, period, scope.value, null, { live })
      const comparison = compareStates(file.value ?? side(before.value), side(after.value))
      return { comparison: withSources(comparison, ledger.current, log.value, words), fault: null }
    } catch (error) {
      return { comparison: null, fault: spoken(error, '两份没有比成，请换一份再试') }
    }
  })

  async function choose(chosen: File): Promise<void> {
    fileFault.value = ''
    try {
      const bytes = new Uint8Array(await chosen.arrayBuffer())
      file.value = /\.json$/iu.test(chosen.name) ? await packageSide(bytes, chosen.name) : await workbookSide(bytes, chosen.name)
    } catch (error) {
      fileFault.value = spoken(error, `“${chosen.name}”读不出来，请重新拷贝一份再试`)
    }
  }

  async function packageSide(bytes: Uint8Array, name: string): Promise<ComparedState> {
    const { readPackageBytes } = await import('@/exchange/backup-file')
    return periodState(buildLedger(await readPackageBytes(bytes)), after.value.period, 'all', null, { whose: `${name} ` })
  }

  async function workbookSide(bytes: Uint8Array, name: string): Promise<ComparedState> {
    const { workbookState } = await import('@/exchange/compare/workbook-state')
    const state = workbookState(bytes, name)
    // What the other file shows is compared with the same month, unless the person chooses another one.
    after.value = { period: state.period, live: false }
    return state
  }

  return { before, after, file, fileFault, compared, choose }
}

function words({ at, name, reason, seat }: LoggedChange['operation']): string {
  return `${localDateTime(at)} 席位 ${seat.slice(-4)} ${name}${reason === null ? '' : `（${reason}）`}`
}

function spoken(error: unknown, otherwise: string): string {
  if (error instanceof Error && SPOKEN.has(error.name)) return error.message
  console.error(error)
  return otherwise
}
