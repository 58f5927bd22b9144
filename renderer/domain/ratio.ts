import type { Fen } from './money'

/** An exact rational number: num ÷ den, den > 0. Rates and schedules are compared as ratios and rounded only when shown. */
export interface Ratio {
  readonly num: bigint
  readonly den: bigint
}

/** part ÷ whole, or null where there is no whole (no plan → no rate, never 0 % and never ∞). A plan of 0 is no plan. */
export function ratioOf(part: Fen | null, whole: Fen | null): Ratio | null {
  if (part === null || whole === null || whole <= 0) return null
  return { num: BigInt(part), den: BigInt(whole) }
}

export function ratio(num: number, den: number): Ratio {
  return { num: BigInt(num), den: BigInt(den) }
}

/** a − b, exact. */
export function subtractRatio(a: Ratio, b: Ratio): Ratio {
  return { num: a.num * b.den - b.num * a.den, den: a.den * b.den }
}

/** −1, 0 or 1 as a is below, equal to or above b. */
export function compareRatio(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const difference = a.num * b.den - b.num * a.den
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function roundHalfUp(num: bigint, den: bigint): bigint {
  const magnitude = num < 0n ? -num : num
  const rounded = (2n * magnitude + den) / (2n * den)
  return num < 0n ? -rounded : rounded
}

/** The number of percentage points, rounded half away from zero to `places` decimals: 1/3 → `33.3`. */
export function formatPoints(value: Ratio, places = 1): string {
  const scale = 10n ** BigInt(places)
  const scaled = roundHalfUp(value.num * 100n * scale, value.den)
  const magnitude = scaled < 0n ? -scaled : scaled
  const digits = String(magnitude).padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return scaled < 0n ? `-${text}` : text
}

/** `12.1%`, or `—` where there is no rate. */
export function formatPercent(value: Ratio | null, places = 1): string {
  return value === null ? '—' : `${formatPoints(value, places)}%`
}

/** The ratio as a double, for drawing and for worksheet cells. Not for comparing. */
export function ratioAsNumber(value: Ratio): number {
  // Scaled first so that big numerators and denominators keep their digits.
  return Number((value.num * 1_000_000_000_000_000n) / value.den) / 1e15
}
