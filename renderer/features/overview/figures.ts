import { fen, FEN_PER_UNIT, formatMoney, formatMoneyRounded, UNKNOWN_FIGURE, ZERO_FEN, type Fen, type PartialSum } from '@/domain/money'
import { LIGHTS, type LightCounts } from '@/domain/warning'

/** From here on two decimals are enough for a glance; the exact amount stands in sumTitle. */
const GLANCE = fen(10 * FEN_PER_UNIT.亿元)

/** A sum in 亿元 for a glance: exact below 10 亿元, two decimals above. 待填报 where nothing is known; 0.00 where there is nothing to add. */
export function inYi(sum: PartialSum): string {
  if (sum.value === null) return sum.unknown > 0 ? UNKNOWN_FIGURE : '0.00'
  return Math.abs(sum.value) < GLANCE ? formatMoney(sum.value, '亿元') : formatMoneyRounded(sum.value, '亿元', 2)
}

/** How a sum was made: its exact amount, and how many it leaves out. */
export function sumTitle(sum: PartialSum, what: string): string {
  const amount = sum.value === null ? UNKNOWN_FIGURE : `${formatMoney(sum.value)} 万元`
  return `${what}：${sum.known} 个项目相加，${amount}${sum.unknown > 0 ? `；${sum.unknown} 个项目待填报，未计入` : ''}`
}

/** Nothing of the sum is known: 待填报 stands there, without a unit. */
export function isUnknown(sum: PartialSum): boolean {
  return sum.value === null && sum.unknown > 0
}

/** How a difference was made, in words. */
export function differenceTitle(sum: PartialSum, declared: Fen | null): string {
  if (declared === null) return '没有公布数，不对账'
  return `差额：登记 ${formatMoney(sum.value ?? ZERO_FEN)} − 公布 ${formatMoney(declared)} 万元${sum.unknown > 0 ? `；${sum.unknown} 个项目待填报，未计入` : ''}`
}

export function amountInYi(amount: Fen | null): string {
  return amount === null ? '未公布' : formatMoney(amount, '亿元')
}

/** A difference with its sign: `+1`, `-60`. */
export function signedCount(difference: number): string {
  return difference > 0 ? `+${difference}` : String(difference)
}

/** `+0.12`, `-0.15995` 亿元; nothing is rounded away. */
export function signedYi(difference: Fen): string {
  return difference > 0 ? `+${formatMoney(difference, '亿元')}` : formatMoney(difference, '亿元')
}

/** `比上月：红 +1，黄 −2`, or that nothing changed. */
export function lightChange(now: LightCounts, before: LightCounts): string {
  const changed = LIGHTS.filter((l) => now[l] !== before[l]).map((l) => `${l} ${signedCount(now[l] - before[l])}`)
  return changed.length === 0 ? '与上月相同' : `比上月：${changed.join('，')}`
}
