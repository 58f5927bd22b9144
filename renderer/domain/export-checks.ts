import { activePortfolios, type Ledger, type PortfolioScope, type ProjectEntry } from './ledger'
import type { Portfolio, ReportState } from './model'
import { formatMoney, type Fen, type MoneyUnit } from './money'
import { yearOf, type Period } from './period'
import { projectFigures } from './progress'
import { reconcile } from './reconcile'
import { isHandedIn } from './report'
import { chosenEntries, type ReportFilter } from './report-catalogue'

/** Where a check leads: the screen with the rows behind it, already filtered. The screen makes the address of it. */
export type CheckPlace =
  | { readonly screen: 'entry'; readonly portfolio: PortfolioScope; readonly report?: ReportState | '待填报' }
  | { readonly screen: 'projects'; readonly portfolio: PortfolioScope; readonly missing: 'totalInvestment' | 'annualPlan' | 'domain' }
  | { readonly screen: 'overview'; readonly portfolio: PortfolioScope }

export const CHECK_KINDS = ['unreported', 'draft', 'wrong-value', 'conflict', 'difference', 'no-plan', 'no-total', 'no-domain'] as const
export type CheckKind = (typeof CHECK_KINDS)[number]

/** Something that a reader of the exported sheet should know or that is better mended first. It never stops the export. */
export interface ExportCheck {
  readonly kind: CheckKind
  /** What is the matter, with its size: `7 个项目本期未填报`. */
  readonly what: string
  /** How the sheet will show it. */
  readonly effect: string
  /** Projects behind it; null for a difference, whose size stands in `what`. */
  readonly count: number | null
  /** Null where there is no screen to go to: the conflict dialog already stands in front. */
  readonly place: CheckPlace | null
}

/** What the checks look at beside the ledger: it lives in the screens, not in the records. */
export interface PendingWork {
  /** Cells of 月报填报 whose text was not understood and is therefore not in the ledger. */
  readonly wrongValues: number
  /** Writes that wait for a choice between two windows. */
  readonly conflicts: number
}

export const NOTHING_PENDING: PendingWork = { wrongValues: 0, conflicts: 0 }

/**
 * Everything to look at before a period's sheet of a scope is exported, the most urgent first; empty where nothing is
 * amiss. Differences are given per portfolio, exact, in `unit`; a sheet narrowed by `filter` is a part and has none.
 */
export function exportChecks(ledger: Ledger, scope: PortfolioScope, at: Period, unit: MoneyUnit, pending: PendingWork = NOTHING_PENDING, filter: ReportFilter | null = null): ExportCheck[] {
  const entries = chosenEntries(ledger, { scope, filter })
  return [
    ...reportChecks(entries, scope, at),
    ...pendingChecks(scope, pending),
    ...(filter === null ? portfoliosOf(ledger, scope) : []).flatMap((portfolio) => differenceChecks(ledger, portfolio, at, unit)),
    ...factChecks(entries, scope, at),
  ]
}

function reportChecks(entries: readonly ProjectEntry[], scope: PortfolioScope, at: Period): ExportCheck[] {
  const reports = entries.map((e) => e.reports.get(at) ?? null)
  const unreported = reports.filter((r) => r === null).length
  const drafts = reports.filter((r) => r !== null && !isHandedIn(r))
  const empty = drafts.filter((r) => r?.completed === null).length
  return [
    ...some(unreported, { kind: 'unreported', what: `${unreported} 个项目本期未填报`, effect: '表中记“待填报”，不计入合计，预警为灰', place: { screen: 'entry', portfolio: scope, report: '待填报' } }),
    ...some(drafts.length, {
      kind: 'draft', what: `${drafts.length} 个项目填了还没有上报${empty > 0 ? `，其中 ${empty} 个没有填本月完成投资` : ''}`, effect: '按草稿中的金额计入',
      place: { screen: 'entry', portfolio: scope, report: '草稿' },
    }),
  ]
}

function pendingChecks(scope: PortfolioScope, { wrongValues, conflicts }: PendingWork): ExportCheck[] {
  return [
    ...some(wrongValues, { kind: 'wrong-value', what: `月报填报中有 ${wrongValues} 格看不懂，还没有存上`, effect: '表中按原来的内容', place: { screen: 'entry', portfolio: scope } }),
    ...some(conflicts, { kind: 'conflict', what: `${conflicts} 处被两个窗口同时改过，还没有选定`, effect: '表中按现在台账里的内容', place: null }),
  ]
}

function differenceChecks(ledger: Ledger, portfolio: Portfolio, at: Period, unit: MoneyUnit): ExportCheck[] {
  const { difference, registered, slots } = reconcile(ledger, portfolio.id, yearOf(at))
  const place: CheckPlace = { screen: 'overview', portfolio: portfolio.id }
  const effect = '“说明”页写明差额'
  const found: ExportCheck[] = []
  if (difference.count !== null && difference.count !== 0) {
    const size = `${difference.count < 0 ? '少' : '多'} ${Math.abs(difference.count)} 个`
    found.push({ kind: 'difference', what: `${portfolio.shortName}：已登记 ${registered.count} 个，比公布${size}${slots > 0 ? `（待录入 ${slots} 个）` : ''}`, effect, count: null, place })
  }
  const money = [['总投资', difference.totalInvestment, registered.totalInvestment.unknown], [`${yearOf(at)} 年度计划`, difference.annualPlan, registered.annualPlan.unknown]] as const
  for (const [label, amount, unknown] of money) {
    if (amount === null || amount === 0) continue
    const left = unknown > 0 ? `（${unknown} 个项目待填报，未计入）` : ''
    found.push({ kind: 'difference', what: `${portfolio.shortName}：${label}比公布${amount < 0 ? '少' : '多'} ${formatMoney(Math.abs(amount) as Fen, unit)} ${unit}${left}`, effect, count: null, place })
  }
  return found
}

function factChecks(entries: readonly ProjectEntry[], scope: PortfolioScope, at: Period): ExportCheck[] {
  const plans = entries.filter((e) => projectFigures(e, at).annualPlan === null).length
  const totals = entries.filter((e) => e.project.totalInvestment === null).length
  const domains = entries.filter((e) => e.project.domain === null).length
  return [
    ...some(plans, { kind: 'no-plan', what: `${plans} 个项目没有 ${yearOf(at)} 年度计划`, effect: '没有完成率，记“—”，预警为灰', place: { screen: 'projects', portfolio: scope, missing: 'annualPlan' } }),
    ...some(totals, { kind: 'no-total', what: `${totals} 个项目没有总投资`, effect: '表中记“待填报”，不计入合计', place: { screen: 'projects', portfolio: scope, missing: 'totalInvestment' } }),
    ...some(domains, { kind: 'no-domain', what: `${domains} 个项目没有分领域`, effect: '列在三大领域之后', place: { screen: 'projects', portfolio: scope, missing: 'domain' } }),
  ]
}

function some(count: number, check: Omit<ExportCheck, 'count'>): ExportCheck[] {
  return count === 0 ? [] : [{ ...check, count }]
}

function portfoliosOf(ledger: Ledger, scope: PortfolioScope): Portfolio[] {
  return activePortfolios(ledger).filter((p) => scope === 'all' || p.id === scope)
}
