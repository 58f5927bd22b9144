import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFen, fen, FEN_PER_UNIT, formatMoney, formatMoneyOrUnknown, formatMoneyRounded, moneyAsNumber, MoneyError, parseMoney, subtractFen, sumKnown, type Fen, type MoneyFault, type MoneyUnit } from '@/domain/money'
import { anyFen } from './support'

const UNITS: readonly MoneyUnit[] = ['元', '万元', '亿元']
const MOST = Number.MAX_SAFE_INTEGER
const read = (text: string, unit?: MoneyUnit): Fen => {
  const result = parseMoney(text, unit)
  if (!result.ok) throw new Error(`${text}: ${result.message}`)
  return result.value
}
const wide = (text: string): string => text.replace(/[0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).replaceAll(',', '，').replaceAll('.', '．').replaceAll('-', '－')

describe('reading an amount', () => {
  it.each([
    ['39600', 39_600_000_000], ['39,600.00', 39_600_000_000], ['３９６００', 39_600_000_000], ['３９，６００．００', 39_600_000_000], ['3.96亿', 39_600_000_000], ['3.96 亿元', 39_600_000_000], ['39600万', 39_600_000_000],
    ['39600 万元', 39_600_000_000], ['396000000元', 39_600_000_000], ['¥39600', 39_600_000_000], ['￥ 39600', 39_600_000_000], ['\u300039600\u3000', 39_600_000_000], ['039600', 39_600_000_000], ['+39600', 39_600_000_000],
    ['-12.5', -12_500_000], ['－12.5', -12_500_000], ['−12.5', -12_500_000], ['-3.96亿', -39_600_000_000], ['0', 0], ['-0', 0], ['0.00', 0], ['.5', 500_000], ['5.', 5_000_000], ['0.000001', 1], ['1.50000000000000', 1_500_000], ['1。5', 1_500_000],
  ])('%s in 万元 is %i 分', (text, expected) => {
    expect(parseMoney(text)).toEqual({ ok: true, value: expected })
    expect(Object.is(read(text), -0)).toBe(false)
  })

  it('takes a bare number in the unit that it is told', () => {
    expect(UNITS.map((unit) => read('1.5', unit))).toEqual([150, 1_500_000, 15_000_000_000])
    expect(UNITS.map((unit) => read('1.5万', unit))).toEqual([1_500_000, 1_500_000, 1_500_000])
    expect(read('0.1234567891', '亿元')).toBe(1_234_567_891)
    // 0.1 + 0.2, 1.005 and 4.35 are where doubles go wrong.
    expect([read('1.005', '万元'), read('4.35', '元'), read('0.29', '元'), read('1.15', '元')]).toEqual([1_005_000, 435, 29, 115])
  })

  it.each<[string, MoneyFault]>([
    ['', 'empty'], ['   ', 'empty'], ['\u3000', 'empty'], ['\t\n', 'empty'], ['¥', 'empty'],
    ['1.2.3', 'not-a-number'], ['NaN', 'not-a-number'], ['1e400', 'not-a-number'], ['1e3', 'not-a-number'], ['Infinity', 'not-a-number'], ['-', 'not-a-number'], ['.', 'not-a-number'], ['--1', 'not-a-number'], ['+-1', 'not-a-number'],
    ['1,23', 'not-a-number'], ['12,34,567', 'not-a-number'], [',123', 'not-a-number'], ['1 234', 'not-a-number'], ['0x10', 'not-a-number'], ['亿', 'not-a-number'], ['三千', 'not-a-number'], ['5亿万', 'not-a-number'], ['5 美元', 'not-a-number'], ['12%', 'not-a-number'],
    ['=1+1', 'not-a-number'], ["=cmd|' /C calc'!A0", 'not-a-number'], ['<b>1</b>', 'not-a-number'], ['😀', 'not-a-number'], ['\ud800', 'not-a-number'], ['1\u00001', 'not-a-number'], ['٣', 'not-a-number'],
    ['0.0000001', 'too-precise'], ['1.2345678', 'too-precise'], ['1.234元', 'too-precise'], ['0.001元', 'too-precise'], ['1.00000000001亿', 'too-precise'],
    ['9007199255', 'too-large'], ['-9007199255', 'too-large'], ['9007199254.740992', 'too-large'], ['999999999999亿', 'too-large'], ['9'.repeat(10_000), 'too-large'],
  ])('refuses %j as %s', (text, code) => {
    const result = parseMoney(text)
    expect(result).toMatchObject({ ok: false, code })
    // A message is a Chinese sentence that fits beside a cell, whatever was typed.
    if (!result.ok) expect(result.message).toMatch(/\p{Script=Han}/u)
    if (!result.ok) expect(result.message.length).toBeLessThan(90)
  })

  it('says what to type instead, in the unit of the field, and where the limit of precision lies', () => {
    const message = (text: string, unit: MoneyUnit) => { const r = parseMoney(text, unit); return r.ok ? '' : r.message }
    expect(message('', '亿元')).toBe('这里要填金额，请填亿元数，如 3.96')
    expect(message('1.2.3', '万元')).toBe('看不懂“1.2.3”，请填万元数，如 123.50')
    expect(message('1.2345678', '万元')).toContain('6 位小数的万元')
    expect(message('1.234元', '万元')).toContain('2 位小数的元')
    expect(message('9007199255', '万元')).toContain('太大')
  })

  it('takes the largest amount that is exact and not one 分 more', () => {
    expect(read('90071992547409.91', '元')).toBe(MOST)
    expect(read('-90071992547409.91', '元')).toBe(-MOST)
    expect(parseMoney('90071992547409.92', '元')).toMatchObject({ code: 'too-large' })
  })
})

describe('writing an amount', () => {
  it.each<[number, MoneyUnit, string]>([
    [39_600_000_000, '万元', '39,600.00'], [39_600_000_000, '亿元', '3.96'], [39_600_000_000, '元', '396,000,000.00'], [123_456, '万元', '0.123456'], [1, '亿元', '0.0000000001'], [0, '万元', '0.00'],
    [-12_500_000, '万元', '-12.50'], [-1, '元', '-0.01'], [3_236_500_000_000, '亿元', '323.65'], [100_000_000_000, '万元', '100,000.00'], [99_999_999_999, '元', '999,999,999.99'], [MOST, '元', '90,071,992,547,409.91'],
  ])('%i 分 in %s is %s', (amount, unit, text) => expect(formatMoney(fen(amount), unit)).toBe(text))

  it('writes 待填报 for an unknown amount, never 0', () => {
    expect(formatMoneyOrUnknown(null)).toBe('待填报')
    expect(formatMoneyOrUnknown(fen(0))).toBe('0.00')
  })

  it.each(UNITS)('reads back as exactly the same 分 in %s, plain, full-width, without separators and with the unit word', (unit) => {
    fc.assert(fc.property(anyFen, fc.constantFrom(...UNITS), (amount, other) => {
      const text = formatMoney(amount, unit)
      expect(read(text, unit)).toBe(amount)
      expect(read(wide(text), unit)).toBe(amount)
      expect(read(text.replaceAll(',', ''), unit)).toBe(amount)
      expect(read(`${text}${unit}`, other)).toBe(amount)
    }))
  })

  it('gives a worksheet cell a number that rounds back to the same 分 up to 15 digits', () => {
    fc.assert(fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), fc.constantFrom(...UNITS), (n, unit) => {
      expect(Math.round(moneyAsNumber(fen(n), unit) * FEN_PER_UNIT[unit])).toBe(n === 0 ? 0 : n)
    }))
  })
})

describe('an amount rounded for a glance', () => {
  it.each<[number, MoneyUnit, number, string]>([
    [12_345_000_000, '亿元', 2, '1.23'], [12_350_000_000, '亿元', 2, '1.24'], [12_349_999_999, '亿元', 2, '1.23'], [-12_350_000_000, '亿元', 2, '-1.24'], [-12_349_999_999, '亿元', 2, '-1.23'],
    [5_000, '万元', 2, '0.01'], [4_999, '万元', 2, '0.00'], [-4_999, '万元', 2, '0.00'], [-5_000, '万元', 2, '-0.01'], [500_000, '万元', 0, '1.00'], [-500_000, '万元', 0, '-1.00'], [1_004_999, '万元', 2, '1.00'], [123, '元', 2, '1.23'],
    [999_995_000, '万元', 2, '1,000.00'],
  ])('%i 分 in %s to %i decimals is %s', (amount, unit, places, text) => expect(formatMoneyRounded(fen(amount), unit, places)).toBe(text))

  it('is never more than half a step off, at any size, and is symmetric', () => {
    fc.assert(fc.property(anyFen, fc.constantFrom(...UNITS), fc.integer({ min: 0, max: 2 }), (amount, unit, places) => {
      const text = formatMoneyRounded(amount, unit, places)
      const step = BigInt(FEN_PER_UNIT[unit]) / 10n ** BigInt(places)
      const [whole = '', decimals = ''] = text.replaceAll(',', '').replace('-', '').split('.')
      const shown = BigInt(whole) * BigInt(FEN_PER_UNIT[unit]) + (BigInt(decimals.padEnd(2, '0')) * BigInt(FEN_PER_UNIT[unit])) / 100n
      const magnitude = BigInt(Math.abs(amount))
      // Half away from zero: shown − step/2 ≤ amount < shown + step/2.
      expect(2n * magnitude >= 2n * shown - step && 2n * magnitude < 2n * shown + step).toBe(true)
      expect(shown % step).toBe(0n)
      expect(formatMoneyRounded(fen(-amount), unit, places)).toBe(amount === 0 || shown === 0n ? text : text.startsWith('-') ? text.slice(1) : `-${text}`)
    }), { examples: [[fen(MOST), '亿元', 2], [fen(MOST), '元', 2], [fen(4_503_599_627_370_497), '元', 2], [fen(-MOST), '万元', 0]] })
  })
})

describe('adding', () => {
  it('refuses what is no exact number of 分', () => {
    for (const bad of [0.5, NaN, Infinity, -Infinity, MOST + 1, -MOST - 1]) expect(() => fen(bad)).toThrow(MoneyError)
    expect(Object.is(fen(-0), 0)).toBe(true)
  })

  it('refuses a sum beyond 2^53 − 1 instead of rounding it', () => {
    expect(() => addFen(fen(MOST), fen(1))).toThrow(MoneyError)
    expect(() => subtractFen(fen(-MOST), fen(1))).toThrow(MoneyError)
    expect(() => sumKnown([fen(MOST), fen(1)])).toThrow(MoneyError)
    // Even where a later addend brings it back: the digit is lost by then.
    expect(() => sumKnown([fen(MOST), fen(2), fen(-2)])).toThrow(MoneyError)
    expect(sumKnown([fen(MOST - 1), fen(1)]).value).toBe(MOST)
  })

  it('leaves the unknown out of a sum and counts it', () => {
    expect(sumKnown([fen(1), null, fen(2), null])).toEqual({ value: 3, known: 2, unknown: 2 })
    expect(sumKnown([null])).toEqual({ value: null, known: 0, unknown: 1 })
    expect(sumKnown([])).toEqual({ value: null, known: 0, unknown: 0 })
    expect(sumKnown([fen(5), fen(-5)])).toEqual({ value: 0, known: 2, unknown: 0 })
  })

  it('equals the sum in big integers or refuses, and does not depend on the order of small amounts', () => {
    fc.assert(fc.property(fc.array(fc.option(anyFen)), (amounts) => {
      const known = amounts.filter((a) => a !== null)
      const exact = known.reduce((sum, a) => sum + BigInt(a), 0n)
      let sum: ReturnType<typeof sumKnown>
      try {
        sum = sumKnown(amounts)
      } catch (fault) {
        expect(fault).toBeInstanceOf(MoneyError)
        return
      }
      expect(sum).toEqual({ value: known.length === 0 ? null : Number(exact), known: known.length, unknown: amounts.length - known.length })
    }))
    const small = fc.array(fc.option(fc.integer({ min: -1e12, max: 1e12 }).map(fen)), { maxLength: 40 })
    fc.assert(fc.property(small, (amounts) => { expect(sumKnown(amounts.toReversed())).toEqual(sumKnown(amounts)) }))
    fc.assert(fc.property(anyFen, fc.integer({ min: -1000, max: 1000 }).map(fen), (a, b) => {
      fc.pre(Number.isSafeInteger(a + b))
      expect(subtractFen(addFen(a, b), b)).toBe(a)
    }))
  })
})
