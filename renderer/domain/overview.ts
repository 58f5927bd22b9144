import { registeredEntries, type Ledger, type PortfolioScope, type ProjectEntry } from './ledger'
import { DOMAINS, type Domain } from './model'
import type { Fen } from './money'
import { periodOf, shiftPeriod, yearOf, type Period } from './period'
import { plannedToDate, projectFigures } from './progress'
import { ratioOf, type Ratio } from './ratio'
import { rateBasis, reconcile, sumEntries, type RateBasis, type Reconciliation, type ScopeSums } from './reconcile'
import { isHandedIn } from './report'
import { assessWarning, compareAttention, countLights, type LightCounts, type LightRules, type Warning } from './warning'

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

/** One month of the cumulative curve; ratios of the year's plan. `actual` is null beyond the period. */
export interface CurvePoint {
  readonly period: Period
  readonly planned: Ratio | null
  readonly actual: Ratio | null
  /** 分 */
  readonly completed: Fen | null
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

/** Derives 总览. Figures of untouched projects are remembered by their entry, so one edit costs one project. */
export function overviewOf(ledger: Ledger, scope: PortfolioScope, at: Period, rules: LightRules): Overview {
  const entries = registeredEntries(ledger, scope)
  const assessed = entries.map((entry): Assessed => ({ entry, warning: rememberedWarning(entry, at, rules) }))
  const before = shiftPeriod(at, -1)
  const domains: (Domain | null)[] = [...DOMAINS, null]
  return {
    total: groupOverview(assessed, at),
    domains: domains
      .map((domain) => ({ domain, own: assessed.filter(({ entry }) => entry.project.domain === domain) }))
      .filter(({ domain, own }) => domain !== null || own.length > 0)
      .map(({ domain, own }) => ({ domain, group: groupOverview(own, at) })),
    reconciliation: reconcile(ledger, scope, yearOf(at)),
    curve: curveOf(entries, at),
    handedIn: entries.filter((e) => isHandedIn(e.reports.get(at) ?? null)).length,
    lightsBefore: countLights(entries.map((e) => rememberedWarning(e, before, rules))),
    attention: assessed.filter(({ warning }) => warning.light !== '绿').sort((a, b) => compareAttention(a.warning, b.warning)),
  }
}

function groupOverview(assessed: readonly Assessed[], at: Period): GroupOverview {
  const entries = assessed.map((a) => a.entry)
  const basis = rateBasis(entries, at)
  return { sums: sumEntries(entries, at), basis, rate: ratioOf(basis.completed, basis.planned), schedule: groupSchedule(entries, at), lights: countLights(assessed.map((a) => a.warning)) }
}

/** Σ planned to date ÷ Σ plan over the projects that count in the group's rate. */
export function groupSchedule(entries: readonly ProjectEntry[], at: Period): Ratio | null {
  let due = 0n
  let plan = 0n
  for (const entry of entries) {
    const { annualPlan } = projectFigures(entry, at)
    const toDate = plannedToDate(entry, at)
    if (annualPlan === null || annualPlan <= 0 || toDate === null) continue
    // In twelfths of 分, so that an even curve stays exact.
    due += (toDate.num * 12n) / toDate.den
    plan += BigInt(annualPlan)
  }
  return plan === 0n ? null : { num: due, den: plan * 12n }
}

function curveOf(entries: readonly ProjectEntry[], at: Period): CurvePoint[] {
  return Array.from({ length: 12 }, (_, i) => {
    const period = periodOf(yearOf(at), i + 1)
    const basis = period <= at ? rateBasis(entries, period) : null
    return { period, planned: groupSchedule(entries, period), actual: basis === null ? null : ratioOf(basis.completed, basis.planned), completed: basis?.completed ?? null }
  })
}

interface KnownWarning {
  readonly yellow: number
  readonly red: number
  readonly warning: Warning
}

const known = new WeakMap<ProjectEntry, Map<Period, KnownWarning>>()

/** assessWarning, remembered for as long as the entry lives and the thresholds stay. */
function rememberedWarning(entry: ProjectEntry, at: Period, rules: LightRules): Warning {
  let byPeriod = known.get(entry)
  if (byPeriod === undefined) known.set(entry, (byPeriod = new Map()))
  const found = byPeriod.get(at)
  if (found !== undefined && found.yellow === rules.yellowPoints && found.red === rules.redPoints) return found.warning
  const warning = assessWarning(entry, at, rules)
  byPeriod.set(at, { yellow: rules.yellowPoints, red: rules.redPoints, warning })
  return warning
}
