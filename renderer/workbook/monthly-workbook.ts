import type { Ledger, PortfolioScope } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import type { Fen, PartialSum } from '@/domain/money'
import { formatPeriod, lastDayOf, type DateOnly, type Period } from '@/domain/period'
import { sumEntries, type Declared } from '@/domain/reconcile'
import type { WorkbookModel } from './model'
import { monthlyData, type MonthlyData, type MonthlyOptions } from './monthly-data'
import { MONTHLY_TITLE, monthlySheet } from './monthly-sheet'
import { notesSheet } from './notes-sheet'

const SUMMARY_FIELDS = ['totalInvestment', 'annualPlan', 'completedThisMonth', 'completedYearToDate', 'completedSinceStart', 'fundsInPlace'] as const
type SummaryField = (typeof SUMMARY_FIELDS)[number]

/** What an export tells of itself; the same for the screen and the command line. Amounts in 分, null is unknown or undeclared. */
export interface MonthlySummary {
  readonly report: 'monthly'
  readonly period: Period
  readonly portfolio: PortfolioScope
  readonly sheets: readonly { readonly name: string; readonly rows: number }[]
  /** Projects of the main sheet, each once. */
  readonly rows: number
  readonly sums: Readonly<Record<SummaryField, Fen | null>>
  /** How many projects each sum leaves out. */
  readonly unknown: Readonly<Record<SummaryField, number>>
  readonly declared: Declared
  readonly difference: Declared
}

const NOTHING_DECLARED: Declared = { count: null, totalInvestment: null, annualPlan: null }

/**
 * 项目进展情况月报表 with its 说明, from a ledger: registered projects of the scope, each once.
 * Throws ExportError for a portfolio that is not there or a filter that finds nothing.
 */
export function buildMonthlyWorkbook(ledger: LedgerData | Ledger, options: MonthlyOptions): { model: WorkbookModel; summary: MonthlySummary } {
  const data = monthlyData(ledger, options)
  const { sheet, cut } = monthlySheet(data)
  const sheets = [sheet, notesSheet(data, cut)]
  return {
    model: {
      title: `${MONTHLY_TITLE} ${formatPeriod(options.period)}${data.mark === null ? '' : `（${data.mark}）`}`,
      author: data.ledger.settings.unitName,
      madeOn: options.preparedOn ?? lastDayOf(options.period),
      sheets,
    },
    summary: summarise(data, sheets.map((s) => ({ name: s.name, rows: s.rows.length }))),
  }
}

function summarise({ options, items, reconciliation }: MonthlyData, sheets: MonthlySummary['sheets']): MonthlySummary {
  const all = sumEntries(items.map((i) => i.entry), options.period)
  const pick = <T>(of: (sum: PartialSum) => T): Record<SummaryField, T> => Object.fromEntries(SUMMARY_FIELDS.map((key) => [key, of(all[key])])) as Record<SummaryField, T>
  return {
    report: 'monthly', period: options.period, portfolio: options.scope, sheets, rows: items.length,
    sums: pick((s) => s.value), unknown: pick((s) => s.unknown),
    declared: reconciliation?.declared ?? NOTHING_DECLARED, difference: reconciliation?.difference ?? NOTHING_DECLARED,
  }
}

/** `县重点项目月报_2020-03_20200405.xlsx`. */
export function monthlyFileName(period: Period, today: DateOnly): string {
  return `县重点项目月报_${period}_${today.replaceAll('-', '')}.xlsx`
}
