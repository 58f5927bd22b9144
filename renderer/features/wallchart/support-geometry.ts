import type { SupportItem, SupportState } from '@/domain/support-items'
import type { SupportRow } from '@/domain/support-chart'
import { fitText, textWidth } from './geometry'

/** Each state has its own shape and letter, so that nothing hangs on colour alone. */
export const SUPPORT_LETTERS: Readonly<Record<SupportState, string>> = { 逾期: '逾', 快到期: '近', 受阻: '阻', 待办: '待', 办理中: '办' }

/** The outline of a state around a point: triangle, diamond, octagon, square; 办理中 is a circle and drawn by the caller. */
export function supportPath(state: SupportState, x: number, y: number, r: number): string {
  if (state === '逾期') return `M${x - r} ${y + r * 0.85}L${x} ${y - r}L${x + r} ${y + r * 0.85}Z`
  if (state === '快到期') return `M${x - r} ${y}L${x} ${y - r}L${x + r} ${y}L${x} ${y + r}Z`
  const [outer, inner] = [r * 0.92, r * 0.4]
  if (state === '受阻') return `M${x - inner} ${y - outer}H${x + inner}L${x + outer} ${y - inner}V${y + inner}L${x + inner} ${y + outer}H${x - inner}L${x - outer} ${y + inner}V${y - inner}Z`
  return `M${x - r * 0.85} ${y - r * 0.85}H${x + r * 0.85}V${y + r * 0.85}H${x - r * 0.85}Z`
}

export type SupportColumnKey = 'procedures' | 'issues' | 'orders' | 'money'

export interface SupportColumn {
  readonly key: SupportColumnKey
  readonly label: string
  /** From the chart's left edge. */
  readonly x: number
  readonly width: number
}

const SHARES: readonly (readonly [SupportColumnKey, string, number])[] = [['procedures', '等手续', 0.31], ['issues', '等解决问题', 0.3], ['orders', '督办未办结', 0.17], ['money', '等资金', 0.22]]

/** The columns of a chart of a given width. */
export function supportColumns(width: number): SupportColumn[] {
  let x = 0
  return SHARES.map(([key, label, share]) => {
    const column = { key, label, x, width: width * share }
    x += column.width
    return column
  })
}

/** A thing that is waited for where it stands in its column; x is its left edge. */
export interface PlacedItem {
  readonly item: SupportItem
  readonly x: number
  readonly text: string
}

/** Room of a mark with its gap, and between two things, in sizes of the text. */
const MARK = 1.65
const GAP = 0.8
/** A thing that would be cut to less than so many characters is left to the count. */
const LEAST = 7

/** As many things as the column holds, the most urgent first; `more` says how many are left, at `moreX`. */
export function placeItems(items: readonly SupportItem[], column: Pick<SupportColumn, 'x' | 'width'>, text: number): { readonly placed: readonly PlacedItem[]; readonly more: number; readonly moreX: number } {
  const placed: PlacedItem[] = []
  const end = column.x + column.width - text * 0.5
  let x = column.x + text * 0.5
  for (const [i, item] of items.entries()) {
    const rest = items.length - i - 1
    const room = end - x - text * MARK - (rest > 0 ? text * 3 : 0)
    const words = wordsOf(item)
    if (placed.length > 0 && textWidth(words, text) > room && room < text * LEAST) return { placed, more: rest + 1, moreX: x }
    const shown = fitItem(item, text, room)
    placed.push({ item, x, text: shown })
    x += text * (MARK + GAP) + textWidth(shown, text)
    if (shown !== words) return { placed, more: rest, moreX: x }
  }
  return { placed, more: 0, moreX: x }
}

function wordsOf({ label, words }: SupportItem): string {
  return `${label} ${words}`
}

/** The name gives way before the days do: how late it is matters most on a wall. */
function fitItem(item: SupportItem, text: number, room: number): string {
  const whole = wordsOf(item)
  if (textWidth(whole, text) <= room) return whole
  const name = fitText(item.label, text, room - textWidth(` ${item.words}`, text))
  const joined = `${name} ${item.words}`
  return textWidth(joined, text) <= room ? joined : fitText(whole, text, room)
}

/** Where a thing can be seen to, as an address of the program. */
export function wayTo(item: SupportItem): string {
  if (item.kind === '手续') return `/procedures?id=${item.id}`
  return `/issues?tab=${item.kind === '问题' ? 'issues' : 'orders'}&id=${item.id}`
}

/** All of a row in the order of the columns: for the keys. */
export function itemsOf(row: SupportRow): SupportItem[] {
  return [...row.procedures, ...row.issues, ...row.orders]
}

/** A thing in words, for the bubble and for those who do not see the chart. */
export function supportWords({ kind, label, words, state }: SupportItem): string {
  return `${kind}“${label}”：${words.startsWith(state) ? words : `${state}，${words}`}`
}
