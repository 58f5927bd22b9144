import { buildLedger, isRegistered } from '@/domain/ledger'
import { FIELD_LABELS } from '@/domain/labels'
import type { LedgerData } from '@/domain/model'
import { formatMoneyOrUnknown, sumKnown, type Fen } from '@/domain/money'
import { canonicalJson } from './canonical-json'

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

/** Where the sums that a package states differ from its content, in words; null where they agree. */
export function sumsDifference(stated: unknown, data: LedgerData): string | null {
  const computed = packageSums(data)
  if (canonicalJson(stated) === canonicalJson(computed)) return null
  for (const { id, shortName } of data.portfolios) {
    const own = computed[id]
    const told = fieldOf(stated, id)
    if (own === undefined) continue
    if (typeof told !== 'object' || told === null) return `“${shortName}”没有写合计`
    const count = fieldOf(told, 'count')
    if (count !== own.count) return `“${shortName}”写了 ${figure(count)} 个项目，实有 ${own.count} 个`
    const total = fieldOf(told, 'totalInvestment')
    if (total !== own.totalInvestment) return `“${shortName}”的总投资写的是 ${money(total)}，加起来是 ${money(own.totalInvestment)}`
    for (const [year, planned] of Object.entries(own.annualPlan)) {
      const plan = fieldOf(fieldOf(told, 'annualPlan'), year)
      if (plan !== planned) return `“${shortName}”的 ${year} 年计划写的是 ${money(plan)}，加起来是 ${money(planned)}`
    }
  }
  return '写了文件里没有的项目盘子或年度'
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}

function figure(value: unknown): string {
  return typeof value === 'number' ? String(value) : '（空）'
}

function money(value: unknown): string {
  if (value === null) return formatMoneyOrUnknown(null)
  return Number.isSafeInteger(value) ? `${formatMoneyOrUnknown(value as Fen)} 万元` : figure(value)
}

/**
 * The label of a field whose amounts add up beyond 2^53 − 1 分, or null. Sizes are added whatever their sign, so that no
 * part, portfolio or order of adding can overflow where this found nothing. 到位资金 adds up within a period only.
 */
export function overflowingField(data: LedgerData): string | null {
  const { projects, annualPlans, progressReports, portfolios } = FIELD_LABELS
  const sizes: [string | undefined, (number | null)[]][] = [
    [portfolios['declaredTotalInvestment'], data.portfolios.map((p) => p.declaredTotalInvestment)],
    [portfolios['declaredAnnualPlan'], data.portfolios.map((p) => p.declaredAnnualPlan)],
    [projects['totalInvestment'], data.projects.map((p) => p.totalInvestment)],
    [annualPlans['planned'], data.annualPlans.map((p) => p.planned)],
    [progressReports['completed'], [...data.progressReports.map((r) => r.completed), ...data.annualPlans.map((p) => p.openingCompleted)]],
  ]
  const funds = new Map<string, number>()
  for (const { period, fundsInPlace } of data.progressReports) funds.set(period, (funds.get(period) ?? 0) + (fundsInPlace ?? 0))
  const found = sizes.find(([, amounts]) => amounts.reduce<number>((sum, amount) => sum + Math.abs(amount ?? 0), 0) > Number.MAX_SAFE_INTEGER)
  if (found !== undefined) return found[0] ?? null
  return [...funds.values()].some((sum) => sum > Number.MAX_SAFE_INTEGER) ? (progressReports['fundsInPlace'] ?? null) : null
}
