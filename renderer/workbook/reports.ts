import { buildLedger, type Ledger } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import type { PartialSum } from '@/domain/money'
import { formatPeriod, lastDayOf } from '@/domain/period'
import { sumEntries, type Declared } from '@/domain/reconcile'
import { REPORT_KINDS, reportAbsence, requestFault, SINGLE_REPORTS, SUMMARY_FIELDS, type ReportOptions, type ReportSummary, type SingleReport, type SummaryField } from '@/domain/report-catalogue'
import type { WorkbookModel } from './model'
import { monthlySheets } from './monthly-sheet'
import { notesSheet } from './notes-sheet'
import { ExportError, reportData, type ReportData } from './report-data'
import type { BookPlan, SheetMaker } from './sheet-book'

export interface BuiltReport {
  readonly model: WorkbookModel
  readonly summary: ReportSummary
}

/** One module a report. */
const MAKERS: Partial<Readonly<Record<SingleReport, SheetMaker>>> = { monthly: monthlySheets }

/**
 * The reports that an export of everything holds: those that have something to show, in the order of the book.
 * With `all` split into one book each, this is the list of the books.
 */
export function presentReports(ledger: Ledger, options: Omit<ReportOptions, 'report'>): SingleReport[] {
  return SINGLE_REPORTS.filter((report) => MAKERS[report] !== undefined && (options.only?.includes(report) ?? true) && reportAbsence(ledger, report, options) === null)
}

/**
 * A report with its 说明, from a ledger: registered projects of the scope, each once. Pass the snapshot's ledger and its
 * SHA-256 (`options.frozen`) for a locked period.
 * Throws ExportError for a portfolio that is not there, a filter that finds nothing and a report that has nothing to show.
 */
export function buildReport(source: LedgerData | Ledger, options: ReportOptions): BuiltReport {
  const ledger = 'entries' in source ? source : buildLedger(source)
  const fault = requestFault(ledger, options)
  if (fault !== null) throw new ExportError(fault)
  const reports = options.report === 'all' ? presentReports(ledger, options) : [wanted(ledger, options.report, options)]
  const data = reportData(ledger, options)
  const plan: BookPlan = { data, reports: new Set(reports) }
  const made = reports.map((report) => (MAKERS[report] as SheetMaker)(plan))
  const sheets = [...made.flatMap((m) => m.sheets), notesSheet(data, made.flatMap((m) => m.cut))]
  return {
    model: {
      title: `${REPORT_KINDS[options.report].label} ${formatPeriod(options.period)}${data.mark === null ? '' : `（${data.mark}）`}`,
      author: ledger.settings.unitName,
      madeOn: options.preparedOn ?? lastDayOf(options.period),
      sheets,
    },
    summary: summarise(data, options, sheets.map((s) => ({ name: s.name, rows: s.rows.length }))),
  }
}

function wanted(ledger: Ledger, report: SingleReport, options: ReportOptions): SingleReport {
  const absence = reportAbsence(ledger, report, options)
  if (absence !== null) throw new ExportError(absence)
  if (MAKERS[report] === undefined) throw new ExportError(`${REPORT_KINDS[report].label}现在还不能导出`)
  return report
}

const NOTHING_DECLARED: Declared = { count: null, totalInvestment: null, annualPlan: null }

function summarise({ items, reconciliation }: ReportData, { report, period, scope }: ReportOptions, sheets: ReportSummary['sheets']): ReportSummary {
  const all = sumEntries(items.map((i) => i.entry), period)
  const pick = <T>(of: (sum: PartialSum) => T): Record<SummaryField, T> => Object.fromEntries(SUMMARY_FIELDS.map((key) => [key, of(all[key])])) as Record<SummaryField, T>
  return {
    report, period, portfolio: scope, sheets, rows: items.length,
    sums: pick((s) => s.value), unknown: pick((s) => s.unknown),
    declared: reconciliation?.declared ?? NOTHING_DECLARED, difference: reconciliation?.difference ?? NOTHING_DECLARED,
  }
}
