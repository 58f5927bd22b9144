import { registeredEntries, type Ledger, type PortfolioScope, type ProjectEntry } from './ledger'
import { DOMAINS, type Domain } from './model'
import { judgementDay, lastDayOf, monthOf, shiftPeriod, yearOf, type DateOnly, type Period } from './period'
import { ratioAsNumber, ratioOf, type Ratio } from './ratio'
import { rateBasis, reconcile, sumEntries, type RateBasis, type Reconciliation, type ScopeSums } from './reconcile'
import { isHandedIn } from './report'
import { assessWarning, compareAttention, countLights, type LightCounts, type LightRules, type Warning } from './warning'
import { curveOf, groupSchedule, type CurvePoint } from './year-course'

/** The sums, rate and lights of a list of projects. */
export interface GroupOverview {
  readonly sums: ScopeSums
  readonly basis: RateBasis
  /** 完成率 of the projects that have a plan. */
  readonly rate: Ratio | null
  /** 序时进度 of the same projects: what should be done by now ÷ the year's plan. Null without any plan. */
  readonly schedule: Ratio | null
  readonly lights: LightCounts
}

/** A project with its light. */
export interface Assessed {
  readonly entry: ProjectEntry
  readonly warning: Warning
}

/** Everything that 总览 shows of a scope at a period. */
export interface Overview {
  readonly total: GroupOverview
  /** 三大领域 in their order; 未分领域 (null) only where there is such a project. */
  readonly domains: readonly { readonly domain: Domain | null; readonly group: GroupOverview }[]
  readonly reconciliation: Reconciliation
  readonly curve: readonly CurvePoint[]
  /** 已上报 n of N. */
  readonly handedIn: number
  /** Lights of the month before, for comparison. */
  readonly lightsBefore: LightCounts
  /** Every project that is not 绿, the one that most needs attention first. */
  readonly attention: readonly Assessed[]
}

/**
 * Derives 总览. Figures of untouched projects are remembered by their entry, so one edit costs one project. `today` matters for a period
 * that is not over; left out, the period is judged on its last day.
 */
export function overviewOf(ledger: Ledger, scope: PortfolioScope, at: Period, rules: LightRules, today: DateOnly = lastDayOf(at)): Overview {
  const entries = registeredEntries(ledger, scope)
  const assessed = entries.map((entry): RankedProject => ({ entry, ...rememberedWarning(entry, at, rules, today) }))
  const before = shiftPeriod(at, -1)
  const domains: (Domain | null)[] = [...DOMAINS, null]
  return {
    total: groupOverview(assessed, at),
    domains: domains
      .map((domain) => ({ domain, own: assessed.filter(({ entry }) => entry.project.domain === domain) }))
      .filter(({ domain, own }) => domain !== null || own.length > 0)
      .map(({ domain, own }) => ({ domain, group: groupOverview(own, at) })),
    reconciliation: reconcile(ledger, scope, yearOf(at)),
    curve: curveOf(entries, yearOf(at), monthOf(at)),
    handedIn: entries.filter((e) => isHandedIn(e.reports.get(at) ?? null)).length,
    lightsBefore: countLights(entries.map((e) => rememberedWarning(e, before, rules, today).warning)),
    attention: assessed.filter(({ warning }) => warning.light !== '绿').sort(byNeed),
  }
}

function groupOverview(assessed: readonly Assessed[], at: Period): GroupOverview {
  const entries = assessed.map((a) => a.entry)
  const basis = rateBasis(entries, at)
  return { sums: sumEntries(entries, at), basis, rate: ratioOf(basis.completed, basis.planned), schedule: groupSchedule(entries, yearOf(at), monthOf(at)), lights: countLights(assessed.map((a) => a.warning)) }
}

interface RankedWarning {
  readonly warning: Warning
  /** `behind` as a double, cut off; −∞ where there is no rate. */
  readonly behind: number
}

type RankedProject = Assessed & RankedWarning

/** The order of compareAttention. Doubles settle most pairs; only where they are equal the exact ratios are compared. */
function byNeed(a: RankedProject, b: RankedProject): number {
  return a.warning.light === b.warning.light && a.behind !== b.behind ? b.behind - a.behind : compareAttention(a.warning, b.warning)
}

interface KnownWarning extends RankedWarning {
  readonly yellow: number
  readonly red: number
  readonly overdueRed: number
  readonly day: DateOnly
}

const known = new WeakMap<ProjectEntry, Map<Period, KnownWarning>>()

/** assessWarning, remembered for as long as the entry lives and the thresholds and the day stay. */
function rememberedWarning(entry: ProjectEntry, at: Period, rules: LightRules, today: DateOnly): RankedWarning {
  const day = judgementDay(at, today)
  let byPeriod = known.get(entry)
  if (byPeriod === undefined) known.set(entry, (byPeriod = new Map()))
  let found = byPeriod.get(at)
  if (found === undefined || found.yellow !== rules.yellowPoints || found.red !== rules.redPoints || found.overdueRed !== rules.overdueRedDays || found.day !== day) {
    const warning = assessWarning(entry, at, rules, today)
    found = { warning, behind: warning.behind === null ? -Infinity : ratioAsNumber(warning.behind), yellow: rules.yellowPoints, red: rules.redPoints, overdueRed: rules.overdueRedDays, day }
    byPeriod.set(at, found)
  }
  return found
}
