import { excerpt } from '@/domain/brand'
import { buildLedger, registeredEntries, slotEntries, type Ledger, type PortfolioScope, type ProjectEntry } from '@/domain/ledger'
import { DEMO_MARK, DOMAINS, type Domain, type LedgerData } from '@/domain/model'
import { UNKNOWN_FIGURE, type Fen, type MoneyUnit } from '@/domain/money'
import { yearOf, type DateOnly, type Period } from '@/domain/period'
import { projectFigures, type ProjectFigures } from '@/domain/progress'
import { reconcile, type Reconciliation } from '@/domain/reconcile'
import { assessWarning, type Warning } from '@/domain/warning'
import type { Paper } from './model'

/** What the sheet is narrowed to; the sheet says so. */
export interface MonthlyFilter {
  readonly by: 'leader' | 'unit' | 'domain'
  readonly value: string
}

export const FILTER_LABELS: Readonly<Record<MonthlyFilter['by'], string>> = { leader: '包联领导', unit: '责任单位', domain: '领域' }

export interface MonthlyOptions {
  readonly period: Period
  readonly scope: PortfolioScope
  readonly unit: Extract<MoneyUnit, '万元' | '亿元'>
  readonly paper: Paper
  /** 填报日期; null leaves it to be written by hand. */
  readonly preparedOn: DateOnly | null
  readonly filter?: MonthlyFilter | null
}

/** A project of the sheet with everything that its row shows. */
export interface MonthlyItem {
  readonly entry: ProjectEntry
  readonly name: string
  readonly figures: ProjectFigures
  readonly warning: Warning
}

export interface MonthlyGroup {
  /** `一、基础设施`. */
  readonly label: string
  readonly items: readonly MonthlyItem[]
}

/** Everything that the two sheets are made from. */
export interface MonthlyData {
  readonly ledger: Ledger
  readonly options: MonthlyOptions
  readonly items: readonly MonthlyItem[]
  readonly groups: readonly MonthlyGroup[]
  /** The whole scope against what was declared; null where the sheet shows only a part of it. */
  readonly reconciliation: Reconciliation | null
  readonly slots: number
  /** `全部项目`, or the portfolio's name. */
  readonly scopeName: string
  /** `虚构演示数据`, or null. */
  readonly mark: string | null
}

/** Thrown for a request that cannot be met; the message is a Chinese sentence that says what to do. */
export class ExportError extends Error {
  override readonly name = 'ExportError'
}

export const NO_DOMAIN = '未分领域'
const NUMERALS = ['一', '二', '三', '四'] as const

/** Selects, derives and groups. Throws ExportError for a portfolio that is not there and a filter that finds nothing. */
export function monthlyData(source: LedgerData | Ledger, options: MonthlyOptions): MonthlyData {
  const ledger = 'entries' in source ? source : buildLedger(source)
  const portfolio = options.scope === 'all' ? null : ledger.portfolios.get(options.scope)
  if (portfolio === undefined || (portfolio !== null && portfolio.deletedAt !== null)) {
    throw new ExportError(`台账中没有项目盘子“${excerpt(options.scope)}”，可选：all、${[...ledger.portfolios.values()].filter((p) => p.deletedAt === null).map((p) => p.id).join('、')}`)
  }
  const filter = options.filter ?? null
  const all = registeredEntries(ledger, options.scope)
  const chosen = filter === null ? all : all.filter((e) => filterValue(e, filter.by) === filter.value.trim())
  if (filter !== null && chosen.length === 0) throw new ExportError(nothingFound(all, filter))
  const items = chosen.map((entry): MonthlyItem => ({
    entry,
    name: entry.project.name ?? UNKNOWN_FIGURE,
    figures: projectFigures(entry, options.period),
    warning: assessWarning(entry, options.period, ledger.settings),
  }))
  return {
    ledger, options, items,
    groups: groupsOf(items, filter !== null),
    reconciliation: filter === null ? reconcile(ledger, options.scope, yearOf(options.period)) : null,
    slots: filter === null ? slotEntries(ledger, options.scope).length : 0,
    scopeName: portfolio === null ? '全部项目' : portfolio.name,
    mark: ledger.settings.ledgerKind === 'demo' ? DEMO_MARK : null,
  }
}

function filterValue(entry: ProjectEntry, by: MonthlyFilter['by']): string {
  const { sponsoringLeader, responsibleUnit, domain } = entry.project
  return by === 'domain' ? (domain ?? NO_DOMAIN) : ((by === 'leader' ? sponsoringLeader : responsibleUnit) ?? UNKNOWN_FIGURE)
}

function nothingFound(entries: readonly ProjectEntry[], filter: MonthlyFilter): string {
  const known = [...new Set(entries.map((e) => filterValue(e, filter.by)))]
  const shown = known.slice(0, 8).map((v) => excerpt(v)).join('、')
  return `没有${FILTER_LABELS[filter.by]}为“${excerpt(filter.value)}”的项目，${known.length === 0 ? '所选范围内还没有登记项目' : `可选：${shown}${known.length > 8 ? `等 ${known.length} 个` : ''}`}`
}

/** The three domains in their order; 未分领域 only where there is such a project; a narrowed sheet drops empty groups. */
function groupsOf(items: readonly MonthlyItem[], narrowed: boolean): MonthlyGroup[] {
  const domains: (Domain | null)[] = [...DOMAINS, null]
  return domains
    .map((domain, i) => ({ label: `${NUMERALS[i] as string}、${domain ?? NO_DOMAIN}`, domain, items: items.filter((x) => x.entry.project.domain === domain) }))
    .filter((g) => g.items.length > 0 || (g.domain !== null && !narrowed))
    .map(({ label, items: own }) => ({ label, items: own }))
}

/** The money columns of a project. Amounts in 分. */
export function itemMoney(item: MonthlyItem, key: 'totalInvestment' | Exclude<keyof ProjectFigures, 'report' | 'missingMonths' | 'completionRate' | 'schedule' | 'ownCurve' | 'shareOfTotal'>): Fen | null {
  return key === 'totalInvestment' ? item.entry.project.totalInvestment : item.figures[key]
}

/** 备注: the project's own, the month's, and why a month was corrected downwards. */
export function itemRemarks({ entry, figures }: MonthlyItem): string | null {
  const { report } = figures
  const correction = report !== null && report.completed !== null && report.completed < 0 && report.correctionReason !== null ? `冲减：${report.correctionReason}` : null
  const words = [entry.project.remarks, report?.remarks ?? null, correction].filter((w) => w !== null)
  return words.length === 0 ? null : words.join('；')
}
