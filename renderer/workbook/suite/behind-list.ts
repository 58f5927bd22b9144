import { monthsBehind } from '@/domain/behind'
import { ratioAsNumber } from '@/domain/ratio'
import { compareAttention } from '@/domain/warning'
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
