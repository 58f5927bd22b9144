import type { ProjectEntry } from '@/domain/ledger'
import { shiftPeriod, type Period } from '@/domain/period'
import { ratioAsNumber } from '@/domain/ratio'
import { assessWarning, compareAttention, type LightRules } from '@/domain/warning'
import type { ReportData, ReportItem } from '../report-data'

/** A project on the red and yellow list. */
export interface BehindItem {
  readonly item: ReportItem
  /** Months in a row up to the period with 红 or 黄. */
  readonly months: number
  /** 落后百分点. */
  readonly points: number | null
}

/** The red projects, then the yellow ones, each the furthest behind first. */
export function behindItems({ items, options, ledger }: ReportData): BehindItem[] {
  return items
    .filter((i) => i.warning.light === '红' || i.warning.light === '黄')
    .sort((a, b) => compareAttention(a.warning, b.warning))
    .map((item) => ({ item, months: monthsBehind(item.entry, options.period, ledger.settings), points: item.warning.behind === null ? null : ratioAsNumber(item.warning.behind) * 100 }))
}

const MOST_MONTHS = 120

/** How many months in a row up to `at` a project has shown 红 or 黄; a month of 灰 or 绿 ends the row. */
export function monthsBehind(entry: ProjectEntry, at: Period, rules: LightRules): number {
  let months = 0
  for (let period = at; months < MOST_MONTHS; period = shiftPeriod(period, -1)) {
    const { light } = assessWarning(entry, period, rules)
    if (light !== '红' && light !== '黄') return months
    months += 1
  }
  return months
}
