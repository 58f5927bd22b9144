import type { ProjectEntry } from './ledger'
import { startedBefore } from './ledger'
import type { ProgressReport } from './model'
import { addFen, fen, sumKnown, ZERO_FEN, type Fen } from './money'
import { monthOf, periodOf, yearOf, yearToDate, type Period } from './period'
import { ratio, ratioOf, type Ratio } from './ratio'

/** Everything that is derived for one project and 报告期. Never stored, never typed. Amounts in 分; null is unknown. */
export interface ProjectFigures {
  readonly report: ProgressReport | null
  /** 年度计划投资 */
  readonly annualPlan: Fen | null
  /** 本月完成投资 */
  readonly completedThisMonth: Fen | null
  /** 截至上年底累计完成 */
  readonly completedBeforeYear: Fen | null
  /** 年初至今累计完成: the sum of the year's reported months; null where none is reported. */
  readonly completedYearToDate: Fen | null
  /** Months of the year up to the period that have no figure. */
  readonly missingMonths: readonly Period[]
  /** 开工以来累计完成 = 截至上年底 + 年初至今; null where either is unknown. */
  readonly completedSinceStart: Fen | null
  /** 到位资金 at the end of the period. */
  readonly fundsInPlace: Fen | null
  /** 完成率 = 年初至今 ÷ 年度计划; null without a plan or a figure. */
  readonly completionRate: Ratio | null
  /** 序时进度: the own plan curve up to the period ÷ 年度计划, else months elapsed ÷ 12. */
  readonly schedule: Ratio
  /** Whether `schedule` comes from the project's own plan curve. */
  readonly ownCurve: boolean
  /** 占总投资 = 开工以来累计 ÷ 总投资. */
  readonly shareOfTotal: Ratio | null
}

const remembered = new WeakMap<ProjectEntry, Map<Period, ProjectFigures>>()

/** The figures of a project for a period; remembered as long as the entry lives, since an edit makes a new entry. */
export function projectFigures(entry: ProjectEntry, at: Period): ProjectFigures {
  let byPeriod = remembered.get(entry)
  if (byPeriod === undefined) remembered.set(entry, (byPeriod = new Map()))
  let figures = byPeriod.get(at)
  if (figures === undefined) byPeriod.set(at, (figures = deriveFigures(entry, at)))
  return figures
}

function deriveFigures(entry: ProjectEntry, at: Period): ProjectFigures {
  const amounts = projectAmounts(entry, at)
  return {
    ...amounts,
    report: entry.reports.get(at) ?? null,
    missingMonths: yearToDate(at).filter((m) => (entry.reports.get(m)?.completed ?? null) === null),
    completionRate: ratioOf(amounts.completedYearToDate, amounts.annualPlan),
    schedule: scheduleProgress(entry, at),
    ownCurve: usableCurve(entry, yearOf(at)) !== null,
    shareOfTotal: ratioOf(amounts.completedSinceStart, entry.project.totalInvestment),
  }
}

export type ProjectAmounts = Pick<ProjectFigures, 'annualPlan' | 'completedThisMonth' | 'completedBeforeYear' | 'completedYearToDate' | 'completedSinceStart' | 'fundsInPlace'>

/** The money of a project for a period, without its rates: enough for sums, and not remembered. */
export function projectAmounts(entry: ProjectEntry, at: Period, months: readonly Period[] = yearToDate(at)): ProjectAmounts {
  const year = yearOf(at)
  const report = entry.reports.get(at)
  let completedYearToDate: Fen | null = null
  for (const month of months) {
    const completed = entry.reports.get(month)?.completed ?? null
    if (completed !== null) completedYearToDate = completedYearToDate === null ? completed : addFen(completedYearToDate, completed)
  }
  const before = completedBeforeYear(entry, year)
  return {
    annualPlan: entry.plans.get(year)?.planned ?? null,
    completedThisMonth: report?.completed ?? null,
    completedBeforeYear: before,
    completedYearToDate,
    completedSinceStart: before === null || completedYearToDate === null ? null : addFen(before, completedYearToDate),
    fundsInPlace: report?.fundsInPlace ?? null,
  }
}

/**
 * 截至上年底累计完成, 分. A typed opening counts where it stands; a later year adds the months reported since.
 * A project that had not begun by then has what was reported before it began, mostly 0. Null where nothing tells.
 */
export function completedBeforeYear(entry: ProjectEntry, year: number): Fen | null {
  const typed = entry.plans.get(year)?.openingCompleted ?? null
  if (typed !== null) return typed
  let base: { year: number; amount: Fen } | null = null
  for (const plan of entry.plans.values()) {
    if (plan.year < year && plan.openingCompleted !== null && (base === null || plan.year > base.year)) base = { year: plan.year, amount: plan.openingCompleted }
  }
  if (base === null && startedBefore(entry.project, year) === false) base = { year: -Infinity, amount: ZERO_FEN }
  if (base === null) {
    if (entry.project.startDate === null) return null
    // The whole life of the project has to lie in the ledger before its months may be added up as 截至上年底.
    const start = yearOf(entry.project.startDate)
    const first = [...entry.reports.keys()].reduce<Period | null>((a, b) => (a === null || b < a ? b : a), null)
    if (first === null || first > periodOf(start, monthOf(entry.project.startDate))) return null
    base = { year: -Infinity, amount: ZERO_FEN }
  }
  const since: (Fen | null)[] = []
  for (const [at, report] of entry.reports) if (yearOf(at) >= base.year && yearOf(at) < year) since.push(report.completed)
  return addFen(base.amount, sumKnown(since).value ?? ZERO_FEN)
}

/** The project's own month curve, where it has one that can be used: twelve months and a plan above 0. */
function usableCurve(entry: ProjectEntry, year: number): readonly Fen[] | null {
  const plan = entry.plans.get(year)
  return plan?.curve?.length === 12 && plan.planned !== null && plan.planned > 0 ? plan.curve : null
}

/** Planned 分 from January up to and including the period: from the own curve, else the even share. Null without a plan. */
export function plannedToDate(entry: ProjectEntry, at: Period): Ratio | null {
  const planned = entry.plans.get(yearOf(at))?.planned ?? null
  if (planned === null) return null
  const curve = usableCurve(entry, yearOf(at))
  if (curve !== null) return ratio(curve.slice(0, monthOf(at)).reduce((a, b) => a + b, 0), 1)
  return { num: BigInt(planned) * BigInt(monthOf(at)), den: 12n }
}

/** 序时进度 as a ratio of the year's plan. */
export function scheduleProgress(entry: ProjectEntry, at: Period): Ratio {
  const curve = usableCurve(entry, yearOf(at))
  const planned = entry.plans.get(yearOf(at))?.planned ?? null
  if (curve === null || planned === null) return ratio(monthOf(at), 12)
  return ratio(fen(curve.slice(0, monthOf(at)).reduce((a, b) => a + b, 0)), planned)
}
