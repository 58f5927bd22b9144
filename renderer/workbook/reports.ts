import { buildLedger, type Ledger } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import type { PartialSum } from '@/domain/money'
import { formatPeriod, lastDayOf } from '@/domain/period'
import { sumEntries, type Declared } from '@/domain/reconcile'
import { APART, REPORT_KINDS, reportAbsence, requestFault, SINGLE_REPORTS, SUMMARY_FIELDS, type ReportOptions, type ReportSummary, type SingleReport, type SummaryField } from '@/domain/report-catalogue'
import type { WorkbookModel } from './model'
import { monthlyLayout } from './monthly-layout'
import { monthlySheets } from './monthly-sheet'
import { notesSheet } from './notes-sheet'
import { ExportError, reportData, type ReportData } from './report-data'
import type { BookPlan, MadeSheets, SheetMaker } from './sheet-book'
import { bulletinSheets } from './suite/bulletin-sheet'
import { cardSheets } from './suite/card-sheet'
import { changeSheets } from './suite/changes-sheet'
import { curveSheets } from './suite/curve-sheet'
import { eventSheets } from './suite/events-sheet'
import { issueSheets } from './suite/issues-sheet'
import { leaderSheets } from './suite/leader-sheet'
import { milestoneSheets } from './suite/milestone-sheet'
import { procedureSheets } from './suite/procedure-sheet'
import { summarySheets } from './suite/summary-sheet'
import { supervisionSheets } from './suite/supervision-sheet'
import { taskSheets } from './suite/tasks-sheet'
import { wallchartSheets } from './suite/wallchart-sheet'

export interface BuiltReport {
  readonly model: WorkbookModel
  readonly summary: ReportSummary
}

/** One module a report. The cards are made before the others, which lead to them. */
const MAKERS: Partial<Readonly<Record<SingleReport, SheetMaker>>> = {
  monthly: monthlySheets, summary: summarySheets, curve: curveSheets, milestones: milestoneSheets, procedures: procedureSheets, issues: issueSheets, supervision: supervisionSheets, bulletin: bulletinSheets, cards: cardSheets, wallchart: wallchartSheets,
  changes: changeSheets, events: eventSheets, tasks: taskSheets,
}

/**
 * The reports that an export of everything holds: those that have something to show, in the order of the book.
 * With `all` split into one book each, this is the list of the books.
 */
export function presentReports(ledger: Ledger, options: Omit<ReportOptions, 'report'>): SingleReport[] {
  return SINGLE_REPORTS.filter((report) => MAKERS[report] !== undefined && (options.only?.includes(report) ?? APART[report] === undefined) && reportAbsence(ledger, report, options) === null)
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
  const kind = REPORT_KINDS[options.report]
  const made = makeSheets(data, reports, options.leaderSummary ?? options.report === 'all')
  const absent = options.report === 'all' ? (options.only ?? SINGLE_REPORTS).flatMap((report) => absentReport(ledger, report, options)) : []
  const notes = notesSheet(data, { title: kind.label, sheets: made.flatMap((m) => m.sheets.map(({ name }) => ({ name, about: m.about }))), absent, cut: made.flatMap((m) => m.cut) })
  const sheets = [...made.flatMap((m) => m.sheets), notes]
  return {
    model: {
      title: `${kind.label} ${formatPeriod(options.period)}${data.mark === null ? '' : `（${data.mark}）`}`,
      author: ledger.settings.unitName,
      madeOn: options.preparedOn ?? lastDayOf(options.period),
      sheets,
    },
    summary: summarise(data, options, sheets.map((s) => ({ name: s.name, rows: s.rows.length }))),
  }
}

/** The sheets in the order of the book, 领导摘要 in front. */
function makeSheets(data: ReportData, reports: readonly SingleReport[], leaderSummary: boolean): (MadeSheets & { readonly about: string })[] {
  const inBook = new Set(reports)
  const base: BookPlan = { data, reports: inBook, monthly: inBook.has('monthly') ? monthlyLayout(data) : null, cardRows: new Map() }
  const cards = inBook.has('cards') ? cardSheets(base) : null
  const plan: BookPlan = { ...base, cardRows: cards?.rowOf ?? base.cardRows }
  const leader = leaderSummary ? [{ ...leaderSheets(plan), about: '合计、预警、对账和需要关注的项目' }] : []
  return [...leader, ...reports.map((report) => ({ ...(report === 'cards' && cards !== null ? cards : (MAKERS[report] as SheetMaker)(plan)), about: REPORT_KINDS[report].about }))]
}

function absentReport(ledger: Ledger, report: SingleReport, options: ReportOptions): { name: string; reason: string }[] {
  const reason = reportAbsence(ledger, report, options) ?? (options.only === undefined ? (APART[report] ?? null) : null)
  return reason === null ? [] : [{ name: REPORT_KINDS[report].label, reason }]
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
