import type { ProjectEntry } from '@/domain/ledger'
import { addFen, formatMoney, subtractFen, sumKnown, UNKNOWN_FIGURE, ZERO_FEN, type Fen, type PartialSum } from '@/domain/money'
import { shiftPeriod, type Period } from '@/domain/period'
import { projectFigures } from '@/domain/progress'
import { formatPercent, ratioOf } from '@/domain/ratio'
import { rateBasis, sumEntries } from '@/domain/reconcile'
import { reportStateLabel } from '@/domain/report'
import type { Column } from './columns'
import { shownText } from './cell-values'

/** An amount that is being typed into 本月完成 of one project: totals follow before it is saved. */
export interface Preview {
  readonly projectId: string
  readonly completed: Fen | null
}

/** What the preview adds to 本月完成 and 年初至今 of its project. */
function previewDelta(entry: ProjectEntry, at: Period, preview: Preview | null): Fen {
  if (preview === null || preview.projectId !== entry.project.id) return ZERO_FEN
  return subtractFen(preview.completed ?? ZERO_FEN, projectFigures(entry, at).completedThisMonth ?? ZERO_FEN)
}

const orUnknown = (amount: Fen | null): string => (amount === null ? UNKNOWN_FIGURE : formatMoney(amount))

/** The text of a cell of a project's row. */
export function cellText(entry: ProjectEntry, row: number, column: Column, at: Period, preview: Preview | null): string {
  const { project } = entry
  const report = entry.reports.get(at) ?? null
  if (column.field !== null) return shownText(report, column.field)
  const figures = projectFigures(entry, at)
  switch (column.key) {
    case 'index': return String(row + 1)
    case 'name': return project.name ?? ''
    case 'owner': return project.owner ?? ''
    case 'annualPlan': return orUnknown(figures.annualPlan)
    case 'lastMonth': {
      const last = entry.reports.get(shiftPeriod(at, -1))?.completed ?? null
      return last === null ? '' : formatMoney(last)
    }
    case 'yearToDate': return yearToDate(entry, at, preview) === null ? '' : formatMoney(yearToDate(entry, at, preview)!)
    case 'rate': return formatPercent(ratioOf(yearToDate(entry, at, preview), figures.annualPlan))
    case 'state': return reportStateLabel(report)
    default: return ''
  }
}

function yearToDate(entry: ProjectEntry, at: Period, preview: Preview | null): Fen | null {
  const stored = projectFigures(entry, at).completedYearToDate
  const delta = previewDelta(entry, at, preview)
  return stored === null ? (preview?.projectId === entry.project.id && preview.completed !== null ? delta : null) : addFen(stored, delta)
}

/** The sums of a heading, by column key; a column without a sum has none. */
export interface GroupFigures {
  readonly annualPlan: PartialSum
  readonly lastMonth: PartialSum
  readonly completed: PartialSum
  readonly yearToDate: PartialSum
  readonly funds: PartialSum
  readonly ratePlanned: Fen | null
  readonly rateCompleted: Fen | null
}

/** Computed once for a list of entries; the preview is added to it while typing. */
export function groupFigures(entries: readonly ProjectEntry[], at: Period): GroupFigures {
  const sums = sumEntries(entries, at)
  const basis = rateBasis(entries, at)
  const before = shiftPeriod(at, -1)
  return {
    annualPlan: sums.annualPlan, completed: sums.completedThisMonth, yearToDate: sums.completedYearToDate, funds: sums.fundsInPlace,
    lastMonth: sumKnown(entries.map((e) => e.reports.get(before)?.completed ?? null)),
    ratePlanned: basis.planned, rateCompleted: basis.completed,
  }
}

/** The text of a heading's cell. `previewed` is the project that is being typed into, where it belongs to this heading. */
export function groupText(figures: GroupFigures, column: Column, at: Period, previewed: ProjectEntry | null, preview: Preview | null): string {
  const delta = previewed === null ? ZERO_FEN : previewDelta(previewed, at, preview)
  const withDelta = (amount: Fen | null): string => (amount === null && delta === 0 ? '' : formatMoney(addFen(amount ?? ZERO_FEN, delta)))
  switch (column.key) {
    case 'annualPlan': return figures.annualPlan.value === null ? '' : formatMoney(figures.annualPlan.value)
    case 'lastMonth': return figures.lastMonth.value === null ? '' : formatMoney(figures.lastMonth.value)
    case 'completed': return withDelta(figures.completed.value)
    case 'yearToDate': return withDelta(figures.yearToDate.value)
    case 'rate': {
      const counted = previewed !== null && (projectFigures(previewed, at).annualPlan ?? 0) > 0 ? delta : ZERO_FEN
      return formatPercent(ratioOf(figures.rateCompleted === null && counted === 0 ? null : addFen(figures.rateCompleted ?? ZERO_FEN, counted), figures.ratePlanned))
    }
    case 'fundsInPlace': return figures.funds.value === null ? '' : formatMoney(figures.funds.value)
    default: return ''
  }
}
