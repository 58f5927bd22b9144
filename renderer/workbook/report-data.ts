import { buildLedger, slotEntries, type Ledger, type ProjectEntry } from '@/domain/ledger'
import { DEMO_MARK, DOMAINS, type Domain, type LedgerData } from '@/domain/model'
import { UNKNOWN_FIGURE, type Fen } from '@/domain/money'
import { lastDayOf, yearOf } from '@/domain/period'
import { projectFigures, type ProjectFigures } from '@/domain/progress'
import { reconcile, type Reconciliation } from '@/domain/reconcile'
import { chosenEntries, FILTER_LABELS, NO_DOMAIN, requestFault, type SheetOptions } from '@/domain/report-catalogue'
import { assessWarning, type Warning } from '@/domain/warning'

/** A project of the sheet with everything that its row shows. */
export interface ReportItem {
  readonly entry: ProjectEntry
  readonly name: string
  readonly figures: ProjectFigures
  readonly warning: Warning
}

export interface ReportGroup {
  /** `一、基础设施`. */
  readonly label: string
  readonly items: readonly ReportItem[]
}

/** Everything that the sheets are made from. */
export interface ReportData {
  readonly ledger: Ledger
  readonly options: SheetOptions
  readonly items: readonly ReportItem[]
  readonly groups: readonly ReportGroup[]
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

const NUMERALS = ['一', '二', '三', '四'] as const

/** Selects, derives and groups. Throws ExportError for a portfolio that is not there and a filter that finds nothing. */
export function reportData(source: LedgerData | Ledger, options: SheetOptions): ReportData {
  const ledger = 'entries' in source ? source : buildLedger(source)
  const fault = requestFault(ledger, options)
  if (fault !== null) throw new ExportError(fault)
  const narrowed = (options.filter ?? null) !== null || (options.projectIds ?? null) !== null
  const items = chosenEntries(ledger, options).map((entry): ReportItem => ({
    entry,
    name: entry.project.name ?? UNKNOWN_FIGURE,
    figures: projectFigures(entry, options.period),
    warning: assessWarning(entry, options.period, ledger.settings, options.preparedOn ?? lastDayOf(options.period)),
  }))
  return {
    ledger, options, items,
    groups: groupsOf(items, narrowed),
    reconciliation: !narrowed ? reconcile(ledger, options.scope, yearOf(options.period)) : null,
    slots: !narrowed ? slotEntries(ledger, options.scope).length : 0,
    scopeName: ledger.portfolios.get(options.scope)?.name ?? '全部项目',
    mark: ledger.settings.ledgerKind === 'demo' ? DEMO_MARK : null,
  }
}

/** The three domains in their order; 未分领域 only where there is such a project; a narrowed sheet drops empty groups. */
function groupsOf(items: readonly ReportItem[], narrowed: boolean): ReportGroup[] {
  const domains: (Domain | null)[] = [...DOMAINS, null]
  return domains
    .map((domain, i) => ({ label: `${NUMERALS[i] as string}、${domain ?? NO_DOMAIN}`, domain, items: items.filter((x) => x.entry.project.domain === domain) }))
    .filter((g) => g.items.length > 0 || (g.domain !== null && !narrowed))
    .map(({ label, items: own }) => ({ label, items: own }))
}

/** The money columns of a project. Amounts in 分. */
export function itemMoney(item: ReportItem, key: 'totalInvestment' | Exclude<keyof ProjectFigures, 'report' | 'missingMonths' | 'completionRate' | 'schedule' | 'ownCurve' | 'shareOfTotal'>): Fen | null {
  return key === 'totalInvestment' ? item.entry.project.totalInvestment : item.figures[key]
}

/** 备注: the project's own, the month's, and why a month was corrected downwards. */
export function itemRemarks({ entry, figures }: ReportItem): string | null {
  const { report } = figures
  const correction = report !== null && report.completed !== null && report.completed < 0 && report.correctionReason !== null ? `冲减：${report.correctionReason}` : null
  const words = [entry.project.remarks, report?.remarks ?? null, correction].filter((w) => w !== null)
  return words.length === 0 ? null : words.join('；')
}

/** Which projects, in words: the portfolio, and what the sheet is narrowed to. */
export function scopeWords({ scopeName, options }: ReportData): string {
  const filter = options.filter ?? null
  if (options.projectIds) return `所选 ${options.projectIds.length} 个项目`
  return filter === null ? scopeName : `${scopeName}（${FILTER_LABELS[filter.by]}：${filter.value.trim()}）`
}
