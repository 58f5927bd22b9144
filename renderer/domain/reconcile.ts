import { registeredEntries, slotEntries, type Ledger, type PortfolioScope, type ProjectEntry } from './ledger'
import type { Portfolio } from './model'
import { addFen, subtractFen, sumKnown, ZERO_FEN, type Fen, type PartialSum } from './money'
import { projectFigures } from './progress'
import type { Period } from './period'

/** Declared (公布) control totals. Amounts in 分; null where none was declared. */
export interface Declared {
  readonly count: number | null
  readonly totalInvestment: Fen | null
  readonly annualPlan: Fen | null
}

/** Declared against registered, and what lies between. A difference is registered − declared; null where nothing was declared. */
export interface Reconciliation {
  readonly declared: Declared
  readonly registered: { readonly count: number; readonly totalInvestment: PartialSum; readonly annualPlan: PartialSum }
  readonly difference: Declared
  /** 待录入 slots. */
  readonly slots: number
}

/** The declared totals of a portfolio for a year: the plan counts only for the year it was declared for. */
export function declaredTotals(portfolio: Portfolio, year: number): Declared {
  return {
    count: portfolio.declaredCount,
    totalInvestment: portfolio.declaredTotalInvestment,
    annualPlan: portfolio.declaredYear === null || portfolio.declaredYear === year ? portfolio.declaredAnnualPlan : null,
  }
}

/**
 * Reconciles a scope by count and by money. In `all` a project of several portfolios counts once; there is no declared
 * total for `all`, since whether the portfolios overlap is not stated.
 */
export function reconcile(ledger: Ledger, scope: PortfolioScope, year: number): Reconciliation {
  const entries = registeredEntries(ledger, scope)
  const portfolio = scope === 'all' ? undefined : ledger.portfolios.get(scope)
  const declared = portfolio === undefined ? { count: null, totalInvestment: null, annualPlan: null } : declaredTotals(portfolio, year)
  const totalInvestment = sumKnown(entries.map((e) => e.project.totalInvestment))
  const annualPlan = sumKnown(entries.map((e) => e.plans.get(year)?.planned ?? null))
  return {
    declared,
    registered: { count: entries.length, totalInvestment, annualPlan },
    difference: {
      count: declared.count === null ? null : entries.length - declared.count,
      totalInvestment: moneyDifference(totalInvestment.value, declared.totalInvestment),
      annualPlan: moneyDifference(annualPlan.value, declared.annualPlan),
    },
    slots: slotEntries(ledger, scope).length,
  }
}

/** Nothing known yet is a difference of the whole declared sum. */
function moneyDifference(registered: Fen | null, declared: Fen | null): Fen | null {
  return declared === null ? null : subtractFen(registered ?? ZERO_FEN, declared)
}

/** The sums of a list of projects at a period; each with how many it leaves out. */
export interface ScopeSums {
  readonly count: number
  readonly totalInvestment: PartialSum
  readonly annualPlan: PartialSum
  readonly completedBeforeYear: PartialSum
  readonly completedThisMonth: PartialSum
  readonly completedYearToDate: PartialSum
  readonly completedSinceStart: PartialSum
  readonly fundsInPlace: PartialSum
}

/** Sums a list of projects; pass each project once. */
export function sumEntries(entries: readonly ProjectEntry[], at: Period): ScopeSums {
  const figures = entries.map((e) => projectFigures(e, at))
  return {
    count: entries.length,
    totalInvestment: sumKnown(entries.map((e) => e.project.totalInvestment)),
    annualPlan: sumKnown(figures.map((f) => f.annualPlan)),
    completedBeforeYear: sumKnown(figures.map((f) => f.completedBeforeYear)),
    completedThisMonth: sumKnown(figures.map((f) => f.completedThisMonth)),
    completedYearToDate: sumKnown(figures.map((f) => f.completedYearToDate)),
    completedSinceStart: sumKnown(figures.map((f) => f.completedSinceStart)),
    fundsInPlace: sumKnown(figures.map((f) => f.fundsInPlace)),
  }
}

/** 年初至今 of the projects that have a plan, against that plan: the pair from which a group's 完成率 is made. */
export interface RateBasis {
  readonly completed: Fen | null
  readonly planned: Fen | null
  /** Projects without a plan, left out of the rate with all that they completed. */
  readonly leftOut: number
}

export function rateBasis(entries: readonly ProjectEntry[], at: Period): RateBasis {
  let completed: Fen | null = null
  let planned: Fen | null = null
  let leftOut = 0
  for (const entry of entries) {
    const f = projectFigures(entry, at)
    if (f.annualPlan === null || f.annualPlan <= 0) {
      leftOut += 1
      continue
    }
    planned = planned === null ? f.annualPlan : addFen(planned, f.annualPlan)
    // A plan with nothing reported yet counts as 0 done: leaving its plan out would flatter the rate.
    if (f.completedYearToDate === null) continue
    completed = completed === null ? f.completedYearToDate : addFen(completed, f.completedYearToDate)
  }
  return { completed, planned, leftOut }
}
