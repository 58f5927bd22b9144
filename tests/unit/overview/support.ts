import { buildLedger, type Ledger } from '@/domain/ledger'
import { planId, PORTFOLIO_3367, PORTFOLIO_QUALITY, reportId, SETTINGS_ID, type Domain, type Portfolio, type ReportState, METHOD_SETTINGS } from '@/domain/model'
import { NO_METHODS } from '@/domain/method-records'
import { fen, parseMoney, type Fen } from '@/domain/money'
import { periodOf } from '@/domain/period'
import { emptyPlan } from '@/domain/plan'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'

export const YEAR = 2020

/** An amount typed in 万元. */
export function wan(text: string): Fen {
  const read = parseMoney(text)
  if (!read.ok) throw new Error(read.message)
  return read.value
}

/** A project of a small ledger; amounts in 万元. `months`: completed in January, February … (null: a report without the figure; absent: no report). */
export interface Sample {
  readonly name?: string | null
  readonly portfolios?: readonly string[]
  readonly domain?: Domain | null
  readonly total?: Fen | null
  readonly plan?: Fen | null
  readonly curve?: readonly Fen[]
  readonly months?: readonly (Fen | null | undefined)[]
  readonly state?: ReportState
}

function portfolio(id: string, order: number, declared: Partial<Portfolio>): Portfolio {
  return { id, name: id, shortName: id, declaredCount: null, declaredTotalInvestment: null, declaredAnnualPlan: null, declaredYear: YEAR, sourceNote: null, order, deletedAt: null, ...declared }
}

const PORTFOLIOS: readonly Portfolio[] = [
  portfolio(PORTFOLIO_3367, 1, { declaredCount: 60, declaredTotalInvestment: wan('3236500') }),
  portfolio(PORTFOLIO_QUALITY, 2, { declaredCount: 5, declaredTotalInvestment: wan('54100'), declaredAnnualPlan: wan('39600') }),
]

export function smallLedger(samples: readonly Sample[]): Ledger {
  const ids = samples.map((_, i) => `P${i + 1}`)
  return buildLedger({
    ...NO_METHODS,
    portfolios: PORTFOLIOS,
    projects: samples.map((s, i) => ({
      ...emptyProject(ids[i]!, s.name === undefined ? `项目${i + 1}` : s.name, i), portfolioIds: s.portfolios ?? [PORTFOLIO_3367], domain: s.domain === undefined ? '基础设施' : s.domain, totalInvestment: s.total ?? null,
    })),
    annualPlans: samples.flatMap((s, i) => (s.plan === undefined ? [] : [{ ...emptyPlan(ids[i]!, YEAR), id: planId(ids[i]!, YEAR), planned: s.plan, curve: s.curve ?? null }])),
    progressReports: samples.flatMap((s, i) => (s.months ?? []).flatMap((completed, m) => {
      const at = periodOf(YEAR, m + 1)
      return completed === undefined ? [] : [{ ...draftReport(ids[i]!, at), id: reportId(ids[i]!, at), completed, state: s.state ?? '已上报' }]
    })),
    snapshots: [], sentWorkbooks: [],
    settings: {
      id: SETTINGS_ID, deletedAt: null, ledgerId: 'L1', ledgerKind: 'own', ledgerName: '台账', unitName: '住建局', reviewer: null, preparer: null, fiveOneLabels: ['1', '2', '3', '4', '5'], yellowPoints: 5, redPoints: 15, ...METHOD_SETTINGS, defaultPeriod: null,
    },
  })
}

/** A month curve in 分 that puts the whole plan into the month `month`. */
export function allIn(month: number, plan: Fen): Fen[] {
  return Array.from({ length: 12 }, (_, i) => fen(i + 1 === month ? plan : 0))
}
