import { buildLedger, isRegistered } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import { sumKnown, type Fen } from '@/domain/money'

/** What a portfolio's registered projects sum to; amounts in 分, null where none is known. */
export interface PortfolioSums {
  readonly count: number
  readonly totalInvestment: Fen | null
  /** By year. */
  readonly annualPlan: Readonly<Record<string, Fen | null>>
}

/** The sums that a package states about itself, by portfolio id: a second pair of eyes on its content. */
export type PackageSums = Readonly<Record<string, PortfolioSums>>

export function packageSums(data: LedgerData): PackageSums {
  const { entries } = buildLedger(data)
  const registered = [...entries.values()].filter(({ project }) => isRegistered(project))
  const years = [...new Set(data.annualPlans.map((p) => p.year))].sort((a, b) => a - b)
  return Object.fromEntries(
    data.portfolios.map(({ id }) => {
      const own = registered.filter(({ project }) => project.portfolioIds.includes(id))
      return [id, {
        count: own.length,
        totalInvestment: sumKnown(own.map((e) => e.project.totalInvestment)).value,
        annualPlan: Object.fromEntries(years.map((year) => [String(year), sumKnown(own.map((e) => e.plans.get(year)?.planned ?? null)).value])),
      }]
    }),
  )
}
