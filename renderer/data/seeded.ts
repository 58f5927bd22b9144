import { fen, type Fen } from '@/domain/money'

/** Gives numbers in [0, 1), the same ones for the same seed on every machine. */
export type Random = () => number

/** mulberry32: 32-bit integer arithmetic only, so no machine rounds it differently. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Shares a sum out by weight in whole steps; the parts add up to it exactly (largest remainder, earlier first).
 * `total` must be a whole number of steps.
 */
export function allocate(total: Fen, weights: readonly number[], step: number): Fen[] {
  const units = total / step
  if (!Number.isInteger(units)) throw new RangeError(`allocate: ${total} is no whole number of steps of ${step}`)
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((w) => (units * w) / sum)
  const whole = exact.map(Math.floor)
  const left = units - whole.reduce((a, b) => a + b, 0)
  const byRemainder = exact.map((x, i) => ({ i, rest: x - Math.floor(x) })).sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of byRemainder.slice(0, left)) whole[i]! += 1
  return whole.map((n) => fen(n * step))
}
