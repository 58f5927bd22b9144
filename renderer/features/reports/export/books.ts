import type { Period } from '@/domain/period'
import { REPORT_KINDS, SINGLE_REPORTS, type ReportFilter, type ReportOptions, type SingleReport } from '@/domain/report-catalogue'

/** All reports of a month bound in one book, or one book each. */
export type Binding = 'one' | 'each'

export interface Choices {
  readonly reports: readonly SingleReport[]
  /** Portfolio id or `all`. */
  readonly scope: string
  readonly period: Period
  readonly filter: ReportFilter | null
  readonly unit: ReportOptions['unit']
  readonly paper: ReportOptions['paper']
  readonly leaderSummary: boolean
  readonly binding: Binding
}

/** One file to be made. */
export interface Book {
  /** What the screen calls it. */
  readonly label: string
  /** Without the day on which it is prepared. */
  readonly options: Omit<ReportOptions, 'preparedOn'>
}

/** The books of one month: only the reports that have something to show, in the order of the full book. */
export function booksOf({ reports, scope, period, filter, unit, paper, leaderSummary, binding }: Choices, present: (report: SingleReport) => boolean): Book[] {
  const wanted = SINGLE_REPORTS.filter((report) => reports.includes(report) && present(report))
  const common = { scope, period, filter, unit, paper }
  const single = (report: SingleReport, summary: boolean): Book => ({ label: REPORT_KINDS[report].label, options: { ...common, report, leaderSummary: summary } })
  // 领导摘要 stands once, in front of the first book.
  if (wanted.length <= 1 || binding === 'each') return wanted.map((report, i) => single(report, leaderSummary && i === 0))
  // Those that have nothing to show go along: 说明 says why they are left out.
  return [{ label: `${wanted.length} 种报表`, options: { ...common, report: 'all', only: SINGLE_REPORTS.filter((report) => reports.includes(report)), leaderSummary } }]
}

/** What the button says. */
export function exportLabel(books: readonly Book[]): string {
  const [first] = books
  if (first === undefined || (books.length === 1 && first.options.report === 'monthly')) return '导出月报表'
  return books.length === 1 ? `导出${/^\d/u.test(first.label) ? ' ' : ''}${first.label}` : `导出 ${books.length} 本`
}
