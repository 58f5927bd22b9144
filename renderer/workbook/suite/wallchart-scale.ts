import type { Project } from '@/domain/model'
import { monthOf, yearOf, type DateOnly, type Period } from '@/domain/period'

/** Most cells that an A3 page shows side by side and still lets one tell apart. */
const MOST_CELLS = 60

/** The steps of time that a wall chart is drawn in. */
export type ChartStep = '月' | '季' | '年'
const MONTHS: Readonly<Record<ChartStep, number>> = { 月: 1, 季: 3, 年: 12 }

/** Which stretch of time a wall chart shows, in whole years. */
export interface ChartScale {
  readonly step: ChartStep
  readonly firstYear: number
  readonly cells: number
  readonly cellsPerYear: number
  /** Whether some project lies partly outside. */
  readonly clipped: boolean
}

/** Whole years over the projects' dates and the period, in the finest step that fits; what lies further off is cut. */
export function chartScale(projects: readonly Pick<Project, 'startDate' | 'plannedCompletion'>[], at: Period): ChartScale {
  let [first, last] = [yearOf(at), yearOf(at)]
  for (const { startDate, plannedCompletion } of projects) {
    if (startDate === null || plannedCompletion === null) continue
    first = Math.min(first, yearOf(startDate))
    last = Math.max(last, yearOf(plannedCompletion))
  }
  const years = last - first + 1
  const step = (['月', '季', '年'] as const).find((s) => (years * 12) / MONTHS[s] <= MOST_CELLS) ?? '年'
  const shown = Math.min(years, step === '年' ? MOST_CELLS : years)
  // Too long a stretch: keep the period in view, with three quarters of the room behind it.
  const start = shown === years ? first : Math.max(first, Math.min(yearOf(at) - Math.floor(shown / 4), last - shown + 1))
  return { step, firstYear: start, cells: (shown * 12) / MONTHS[step], cellsPerYear: 12 / MONTHS[step], clipped: shown < years }
}

/** The cell of a month, from 0; outside of the chart where below 0 or not below `cells`. */
export function cellOf(scale: ChartScale, value: DateOnly | Period): number {
  return (yearOf(value) - scale.firstYear) * scale.cellsPerYear + Math.floor((monthOf(value) - 1) / MONTHS[scale.step])
}

export type BarCell = '空' | '计划' | '完成' | '超期'

/**
 * A project's cells: planned from 开工 to 计划竣工, of which the done share is 完成; from there to the period 超期 where
 * it should be finished and is not. Null where a date is missing.
 * @param share 开工以来 ÷ 总投资, 0 to 1; null is unknown and shows nothing as done
 */
export function barCells(scale: ChartScale, project: Pick<Project, 'startDate' | 'plannedCompletion' | 'state'>, share: number | null, at: Period): BarCell[] | null {
  const { startDate, plannedCompletion, state } = project
  if (startDate === null || plannedCompletion === null) return null
  const [first, last] = [cellOf(scale, startDate), cellOf(scale, plannedCompletion)]
  const length = last - first + 1
  const done = state === '竣工' ? length : doneCells(share, length)
  const late = state !== '竣工' && (share === null || share < 1) ? cellOf(scale, at) : -1
  return Array.from({ length: scale.cells }, (_, cell): BarCell => {
    if (cell >= first && cell <= last) return cell - first < done ? '完成' : '计划'
    return cell > last && cell <= late ? '超期' : '空'
  })
}

/** Rounded, but something done is never nothing, and not yet everything is never all. */
function doneCells(share: number | null, length: number): number {
  if (share === null || share <= 0) return 0
  if (share >= 1) return length
  return Math.min(Math.max(1, length - 1), Math.max(1, Math.round(share * length)))
}
