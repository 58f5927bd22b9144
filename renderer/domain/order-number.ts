import { excerpt } from './brand'
import type { SupervisionOrder } from './method-records'

const YEAR = '{年}'
const NUMBER = '{号}'

/** Why a 文号 pattern cannot be used, in words; null where it can. It has to hold the year and the number, once each. */
export function patternFault(pattern: string): string | null {
  for (const part of [YEAR, NUMBER]) {
    const times = pattern.split(part).length - 1
    if (times === 0) return `“${excerpt(pattern)}”里没有 ${part}，请写成如 重督〔{年}〕{号}号`
    if (times > 1) return `“${excerpt(pattern)}”里有 ${times} 个 ${part}，只能有一个`
  }
  return null
}

/** `重督〔2020〕12号`. */
export function orderLabel({ year, number }: Pick<SupervisionOrder, 'year' | 'number'>, pattern: string): string {
  return pattern.replace(YEAR, () => String(year)).replace(NUMBER, () => String(number))
}

/** Id of the one order of a year and number: two windows that take the same number meet in it. */
export function orderId(year: number, number: number): string {
  return `${year}-${number}`
}

/** The number that the next order of a year takes; a 作废 one keeps its own. */
export function nextOrderNumber(orders: Iterable<Pick<SupervisionOrder, 'year' | 'number'>>, year: number): number {
  let most = 0
  for (const order of orders) if (order.year === year && order.number > most) most = order.number
  return most + 1
}

/** Numbers that are missing between 1 and the last of a year: none, unless a ledger from elsewhere has gaps. */
export function missingOrderNumbers(orders: Iterable<Pick<SupervisionOrder, 'year' | 'number'>>, year: number): number[] {
  const taken = new Set<number>()
  for (const order of orders) if (order.year === year) taken.add(order.number)
  return Array.from({ length: Math.max(0, ...taken) }, (_, i) => i + 1).filter((n) => !taken.has(n))
}
