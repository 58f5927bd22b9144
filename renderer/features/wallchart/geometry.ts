import type { WallMark, WallRow } from '@/domain/wall-chart'

/** How a row is drawn: everything in the unit of the drawing, px on screen and mm on paper. */
export interface RowGeometry {
  readonly height: number
  /** Left edge of a day since 1970. */
  readonly x: (day: number) => number
  /** Half the width of a mark. */
  readonly mark: number
  /** Size of the flags' text. */
  readonly text: number
  /** Whether marks carry their letter. */
  readonly letters: boolean
  /** Where the words behind a bar are cut; left out: there is room for all. */
  readonly end?: number
}

/** Each state has its own shape and letter, so that nothing hangs on colour alone. */
export const MARK_LETTERS = { 已完成: '完', 逾期: '逾', 快到期: '近', 未到: '未', 待定: '' } as const

/** The outline of a mark around a point: a circle is drawn by the caller, these are the others. */
export function markPath(state: WallMark['state'], x: number, y: number, r: number): string {
  return state === '逾期' ? `M${x - r} ${y + r * 0.8}L${x} ${y - r}L${x + r} ${y + r * 0.8}Z` : `M${x - r} ${y}L${x} ${y - r}L${x + r} ${y}L${x} ${y + r}Z`
}

/** The last day that is drawn of a row; null where nothing is. */
function lastDay({ plan, baseline, marks }: WallRow): number | null {
  const ends = [plan?.to, baseline?.to, ...marks.map((m) => m.day)].filter((d) => d !== undefined)
  return ends.length === 0 ? null : Math.max(...ends)
}

/** Where a row's pennants begin: behind everything that is drawn. */
export function flagsAt(row: WallRow, { x, mark }: RowGeometry): number {
  return x(lastDay(row) ?? 0) + mark * 1.8
}

/** Width of a pennant with the room behind it. */
export const PENNANT = 3.6

/** A pennant on its pole; the pole stands at `x`, `y` is the middle of the row. */
export function pennantPath(x: number, y: number, mark: number): string {
  return `M${x} ${y + mark * 1.5}V${y - mark * 1.5}H${x + mark * 2.9}L${x + mark * 2.3} ${y - mark * 0.45}L${x + mark * 2.9} ${y + mark * 0.6}H${x}`
}

/** Where the words stand behind the pennants. */
export function wordsAt(row: WallRow, geometry: RowGeometry): number {
  return flagsAt(row, geometry) + row.pennants.length * geometry.mark * PENNANT
}

/** A Han character is as wide as it is high, others are a little over half of it. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, c) => sum + (c.charCodeAt(0) < 0x2e80 ? 0.6 : 1.02), 0) * size
}

/** How wide a day may be for all bars and the flags behind them to fit into `width`. */
export function dayWidth(rows: readonly WallRow[], from: number, to: number, width: number, { mark, text }: { readonly mark: number; readonly text: number }): number {
  return rows.reduce((least, row) => {
    const last = lastDay(row)
    if (last === null || row.flags === '' || last <= from) return least
    return Math.min(least, Math.max(0, width - textWidth(row.flags, text) - mark * (2 + row.pennants.length * PENNANT)) / (last - from))
  }, width / (to - from))
}

/** The words behind a row's bar, as much as there is room for. */
export function flagWords(row: WallRow, geometry: RowGeometry): string {
  return geometry.end === undefined ? row.flags : fitText(row.flags, geometry.text, geometry.end - wordsAt(row, geometry))
}

/** A milestone in words, for the bubble and for those who do not see the chart. */
export function markWords({ milestone, state, lateDays }: WallMark): string {
  const late = lateDays !== null && lateDays > 0 ? `，${state === '已完成' ? '晚' : '逾期'} ${lateDays} 天` : ''
  return `${milestone.name}：${state}${late}；计划 ${milestone.planFinish ?? '待定'}${milestone.actualFinish === null ? '' : `，实际 ${milestone.actualFinish}`}${milestone.forecastFinish === null ? '' : `，预计 ${milestone.forecastFinish}`}`
}

/** A text cut to a width, with … where something is left out. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text
  const points = [...text]
  let end = points.length
  while (end > 1 && textWidth(`${points.slice(0, end).join('')}…`, size) > width) end -= 1
  return `${points.slice(0, end).join('')}…`
}
