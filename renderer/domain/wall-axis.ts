import type { WallGroup } from './wall-chart'
import { dateOfDay, dateOnly, dayNumber, yearOf, type DateOnly } from './period'

/** How large a day is drawn. */
export const WALL_SCALES = ['年', '季', '月'] as const
export type WallScale = (typeof WALL_SCALES)[number]

export interface AxisTick {
  readonly day: number
  readonly label: string
}

/** The stretch of time that a chart shows: whole years, in days since 1970. `to` is the first day behind it. */
export interface WallAxis {
  readonly from: number
  readonly to: number
  readonly years: readonly AxisTick[]
  /** 季 or 月 below the years; none of the scale 年 where there is no room. */
  readonly parts: readonly AxisTick[]
}

const QUARTERS = ['一季度', '二季度', '三季度', '四季度'] as const
/** The shortest chart, so that one project of some months does not fill the wall. */
const LEAST_YEARS = 2

/** Whole years around everything that is drawn, and the day that the chart is of. */
export function wallAxis(groups: readonly WallGroup[], day: DateOnly, scale: WallScale): WallAxis {
  let [first, last] = [dayNumber(day), dayNumber(day)]
  for (const { rows } of groups) {
    for (const { plan, baseline, marks } of rows) {
      for (const span of [plan, baseline]) if (span !== null) [first, last] = [Math.min(first, span.from), Math.max(last, span.to)]
      for (const mark of marks) [first, last] = [Math.min(first, mark.day), Math.max(last, mark.day)]
    }
  }
  const from = yearOf(dateOfDay(first))
  const to = Math.max(yearOf(dateOfDay(last)), from + LEAST_YEARS - 1)
  const years = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  return {
    from: startOf(from, 1), to: startOf(to + 1, 1), years: years.map((y) => ({ day: startOf(y, 1), label: `${y}年` })),
    parts: years.flatMap((y) => (scale === '月' ? Array.from({ length: 12 }, (_, m) => ({ day: startOf(y, m + 1), label: `${m + 1}月` })) : QUARTERS.map((label, q) => ({ day: startOf(y, q * 3 + 1), label: scale === '年' ? '' : label })))),
  }
}

function startOf(year: number, month: number): number {
  return dayNumber(dateOnly(`${year}-${String(month).padStart(2, '0')}-01`))
}
