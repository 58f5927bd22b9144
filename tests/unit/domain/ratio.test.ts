import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '@/domain/money'
import { compareRatio, formatPercent, formatPoints, ratio, ratioAsNumber, ratioOf, subtractRatio, type Ratio } from '@/domain/ratio'

const anyRatio = fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })).map(([num, den]) => ratio(num, den))
const same = (a: Ratio, b: Ratio) => a.num * b.den === b.num * a.den
const ZERO = ratio(0, 1)

describe('a rate', () => {
  it('does not exist without a figure or without a plan; a plan of 0 is no plan', () => {
    for (const [part, whole] of [[null, fen(100)], [fen(5), null], [null, null], [fen(5), fen(0)], [fen(0), fen(0)], [fen(5), fen(-1)]] as const) {
      expect(ratioOf(part, whole)).toBeNull()
      expect(formatPercent(ratioOf(part, whole))).toBe('—')
    }
    expect(formatPercent(ratioOf(fen(0), fen(1)))).toBe('0.0%')
  })

  it('is exact where a double is not', () => {
    // 0.1 + 0.2 = 0.3, and thirds stay thirds.
    expect(compareRatio(subtractRatio(ratio(3, 10), ratio(2, 10)), ratio(1, 10))).toBe(0)
    expect(compareRatio(subtractRatio(ratio(1, 1), ratio(1, 3)), ratio(2, 3))).toBe(0)
    // These two differ by 1e-32: as doubles they are the same number.
    const [big, near] = [ratio(9_007_199_254_740_990, 9_007_199_254_740_991), ratio(9_007_199_254_740_989, 9_007_199_254_740_990)]
    expect(ratioAsNumber(big)).toBe(ratioAsNumber(near))
    expect(compareRatio(big, near)).toBe(1)
  })

  it('equals the part it was made from, times the whole', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (part, whole) => {
      const rate = ratioOf(fen(part), fen(whole))
      expect(rate!.num * BigInt(whole)).toBe(BigInt(part) * rate!.den)
    }))
  })
})

describe('comparing and subtracting', () => {
  it('orders totally, as the sign of the difference says', () => {
    fc.assert(fc.property(anyRatio, anyRatio, anyRatio, (a, b, c) => {
      expect(compareRatio(a, b)).toBe(0 - compareRatio(b, a) || 0)
      expect(compareRatio(a, a)).toBe(0)
      expect(compareRatio(a, b)).toBe(compareRatio(subtractRatio(a, b), ZERO))
      if (compareRatio(a, b) <= 0 && compareRatio(b, c) <= 0) expect(compareRatio(a, c)).toBeLessThanOrEqual(0)
      expect(compareRatio(subtractRatio(a, c), subtractRatio(b, c))).toBe(compareRatio(a, b))
    }))
  })

  it('takes back what it took away, and keeps the denominator above 0', () => {
    fc.assert(fc.property(anyRatio, anyRatio, (a, b) => {
      const difference = subtractRatio(a, b)
      expect(difference.den > 0n).toBe(true)
      expect(same(subtractRatio(a, difference), b)).toBe(true)
      expect(same(subtractRatio(a, ZERO), a)).toBe(true)
    }))
  })

  it('does not depend on how the same ratio is written', () => {
    fc.assert(fc.property(anyRatio, anyRatio, fc.bigInt({ min: 1n, max: 10n ** 20n }), (a, b, k) => {
      const wide = { num: a.num * k, den: a.den * k }
      expect(compareRatio(wide, b)).toBe(compareRatio(a, b))
      expect(formatPoints(wide)).toBe(formatPoints(a))
    }))
  })
})

describe('showing percentage points', () => {
  it.each<[number, number, number, string]>([
    [1, 3, 1, '33.3'], [2, 3, 1, '66.7'], [1, 1, 1, '100.0'], [3, 2, 1, '150.0'], [0, 7, 1, '0.0'], [121, 1000, 1, '12.1'],
    // Exactly half goes up, one part in 2^53 less does not.
    [5, 10_000, 1, '0.1'], [49_999, 100_000_000, 1, '0.0'], [12_345, 100_000, 2, '12.35'], [12_345, 100_000, 1, '12.3'], [1_235, 10_000, 1, '12.4'], [1_005, 100_000, 2, '1.01'], [995, 1000, 0, '100'], [99_949, 100_000, 1, '99.9'], [9_995, 10_000, 1, '100.0'],
    [-5, 10_000, 1, '-0.1'], [-49_999, 100_000_000, 1, '0.0'], [-1_235, 10_000, 1, '-12.4'], [-1, 3, 2, '-33.33'], [1, 2, 0, '50'], [5, 1000, 0, '1'], [-5, 1000, 0, '-1'],
  ])('%i ÷ %i to %i decimals is %s', (num, den, places, text) => expect(formatPoints(ratio(num, den), places)).toBe(text))

  it('is never more than half a step off and mirrors the sign', () => {
    fc.assert(fc.property(anyRatio, fc.integer({ min: 0, max: 4 }), (value, places) => {
      const text = formatPoints(value, places)
      expect(text).toMatch(places === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${places}}$`))
      const shown: Ratio = { num: BigInt(text.replace('.', '')), den: 100n * 10n ** BigInt(places) }
      const off = subtractRatio(value, shown)
      expect(compareRatio({ num: off.num < 0n ? -off.num : off.num, den: off.den }, { num: 1n, den: 2n * shown.den })).toBeLessThanOrEqual(0)
      const mirrored = formatPoints({ num: -value.num, den: value.den }, places)
      expect(mirrored).toBe(shown.num === 0n ? text : text.startsWith('-') ? text.slice(1) : `-${text}`)
    }))
  })

  it('draws a double that is right to 15 digits after the point', () => {
    expect([ratio(1, 4), ratio(-1, 8), ratio(0, 3)].map(ratioAsNumber)).toEqual([0.25, -0.125, 0])
    fc.assert(fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (a, b) => {
      expect(ratioAsNumber(ratio(a, b))).toBeCloseTo(a / b, 9)
    }))
  })
})
