import type { Ledger } from '@/domain/ledger'
import { periodOf, type Period } from '@/domain/period'
import { reportAbsence } from '@/domain/report-catalogue'
import { booksOf, type Book, type Choices } from '../export/books'

/** Months of a year that have a report of a chosen project. */
export function reportedMonths(ledger: Ledger, year: number): Period[] {
  const found = new Set<Period>()
  for (const { project, reports } of ledger.entries.values()) if (project.name !== null && project.deletedAt === null) for (const period of reports.keys()) found.add(period)
  return Array.from({ length: 12 }, (_, i) => periodOf(year, i + 1)).filter((p) => found.has(p))
}

/** Every file of a batch, month by month; a report that has nothing to show in a month is left out of it. */
export function batchBooks(ledger: Ledger, choices: Choices, periods: readonly Period[]): Book[] {
  return periods.flatMap((period) => booksOf({ ...choices, period }, (report) => reportAbsence(ledger, report, { ...choices, period }) === null))
}
