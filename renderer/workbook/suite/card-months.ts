import type { ProjectEntry } from '@/domain/ledger'
import { fen, formatMoney, type Fen } from '@/domain/money'
import { monthOf, periodOf, yearOf, type Period } from '@/domain/period'
import { plannedToDate } from '@/domain/progress'

/** One month of a project's year. */
export interface CardMonth {
  readonly month: number
  /** What the plan asks of the month, to the 分: an even share need not be a whole number of them. Null without a plan. */
  readonly planned: Fen | null
  /** 分; null where nothing is reported, and beyond the 报告期. */
  readonly completed: Fen | null
  /** Whether the month lies beyond the 报告期. */
  readonly ahead: boolean
}

export function cardMonths(entry: ProjectEntry, at: Period): CardMonth[] {
  const year = yearOf(at)
  let before = { num: 0n, den: 1n }
  return Array.from({ length: 12 }, (_, i): CardMonth => {
    const period = periodOf(year, i + 1)
    const due = plannedToDate(entry, period)
    const inMonth = due === null ? null : { num: due.num * before.den - before.num * due.den, den: due.den * before.den }
    if (due !== null) before = due
    const ahead = i + 1 > monthOf(at)
    return { month: i + 1, planned: inMonth === null ? null : roundedAmount(inMonth), completed: ahead ? null : (entry.reports.get(period)?.completed ?? null), ahead }
  })
}

function roundedAmount({ num, den }: { num: bigint; den: bigint }): Fen {
  return fen(Number((2n * num + den) / (2n * den)))
}

/** Whether an amount is too long for a month's cell at the usual size. */
export function isLong(amounts: readonly (Fen | null)[], unit: '万元' | '亿元', most: number): boolean {
  return amounts.some((a) => a !== null && formatMoney(a, unit).length > most)
}
