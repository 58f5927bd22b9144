import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber, dateOnly } from '@/domain/period'
import { breakLines } from '@/workbook/pages/break-lines'
import { dateOfDayNumber } from '@/workbook/pages/day-number'
import { formatNumber } from '@/workbook/pages/number-format'
import { countLines, textUnits } from '@/workbook/text-measure'

describe('formatNumber', () => {
  it.each([
    [1234.5, '#,##0.00####_ ', '1,234.50 '], [1234.123456, '#,##0.00####_ ', '1,234.123456 '], [0, '#,##0.00####_ ', '0.00 '], [-12.34, '#,##0.00####_ ', '-12.34 '],
    [32.365, '#,##0.00########_ ', '32.365 '], [0.1234, '0.0%', '12.3%'], [1, '0.0%', '100.0%'], [-0.0001, '0.0%', '0.0%'], [1.005, '0.00', '1.01'], [1e15, '#,##0', '1,000,000,000,000,000'],
    [0.5, '#.##', '.5'], [7, '00', '07'], [12, '0"个"', '12个'], [-3, '+0;-0;0', '-3'], [3, '+0;-0;0', '+3'], [0, '+0;-0;"—"', '—'], [43921, 'yyyy-mm-dd', '2020-03-31'], [43921, 'yyyy"年"m"月"d"日"', '2020年3月31日'],
    [0.1 + 0.2, undefined, '0.3'], [1234567.891, 'General', '1234567.891'], [1e-7, '0.00', '0.00'],
  ])('%d in %j is %j', (value, format, text) => expect(formatNumber(value, format)).toBe(text))

  it('keeps the 分 of any sum up to a trillion 万元', () => {
    fc.assert(fc.property(fc.integer({ min: -(10 ** 13), max: 10 ** 13 }), (fen) => {
      const shown = formatNumber(fen / 1_000_000, '#,##0.00####')
      expect(Math.round(Number(shown.replaceAll(',', '')) * 1_000_000)).toBe(fen === 0 ? 0 : fen)
    }))
  })

  it('reads the day of every date that a ledger holds', () => {
    fc.assert(fc.property(fc.integer({ min: 1949, max: 2200 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), (year, month, day) => {
      const date = dateOnly(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
      expect(dateOfDayNumber(dayNumber(date) + 25_569)).toEqual([year, month, day])
    }))
  })
})

describe('breakLines', () => {
  const text = fc.array(fc.constantFrom(...'县城道路工程，。）（“”a1.5% ', '\n', 'km2', '2020-03-31'), { maxLength: 60 }).map((p) => p.join(''))

  it('loses nothing, keeps to the width, and needs as many lines as the row heights were made for', () => {
    fc.assert(fc.property(text, fc.integer({ min: 4, max: 40 }), (words, capacity) => {
      const lines = breakLines(words, capacity)
      expect(lines.join('')).toBe(words.replaceAll('\n', ''))
      for (const line of lines) expect(textUnits(line)).toBeLessThanOrEqual(capacity)
      // A sign taken along may push the last character of a paragraph onto one more line.
      const counted = countLines(words, capacity)
      expect(lines.length).toBeGreaterThanOrEqual(counted)
      expect(lines.length).toBeLessThanOrEqual(counted + words.split('\n').length + Math.ceil(counted / 2))
    }), { numRuns: 500 })
  })

  it('takes the character before a closing sign along', () => {
    expect(breakLines('高级中学公寓（一期工程）', 22)).toEqual(['高级中学公寓（一期工', '程）'])
    expect(breakLines('完成，正在', 4)).toEqual(['完', '成，', '正在'])
  })
})
