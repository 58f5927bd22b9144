import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { dateOnly, dayNumber, daysBetween, daysInMonth, formatPeriod, isDateOnly, isLeapYear, isPeriod, lastDayOf, monthOf, parseDate, period, periodOf, periodOfDate, shiftPeriod, yearOf, yearToDate, type DateOnly, type Period } from '@/domain/period'

const anyPeriod = fc.tuple(fc.integer({ min: 1950, max: 2199 }), fc.integer({ min: 1, max: 12 })).map(([y, m]) => periodOf(y, m))
const anyDay = fc.tuple(anyPeriod, fc.integer({ min: 0, max: 30 })).map(([p, d]) => dateOnly(`${p}-${String((d % daysInMonth(yearOf(p), monthOf(p))) + 1).padStart(2, '0')}`))

describe('报告期', () => {
  it('is a month of the calendar and nothing else', () => {
    for (const good of ['2020-03', '1949-10', '1999-12', '2199-01']) expect(period(good)).toBe(good)
    for (const bad of ['2020-3', '2020-00', '2020-13', '2020-03-05', '202003', '', ' 2020-03', '2020-03 ', '２０２０-03', '20200-03', '2020/03', '1948-12', '0000-01', '2020-03\n']) {
      expect(isPeriod(bad)).toBe(false)
      expect(() => period(bad)).toThrow(RangeError)
    }
    expect(() => periodOf(2020, 13)).toThrow(RangeError)
    expect(() => periodOf(2020, 0)).toThrow(RangeError)
  })

  it.each([['2020-03', 1, '2020-04'], ['2020-12', 1, '2021-01'], ['2020-01', -1, '2019-12'], ['2020-03', 0, '2020-03'], ['2020-03', -15, '2018-12'], ['2019-11', 27, '2022-02']])('%s moved by %i months is %s', (from, months, to) => {
    expect(shiftPeriod(period(from), months)).toBe(to)
  })

  it('moves back by what it moved on, and text order is time order', () => {
    fc.assert(fc.property(anyPeriod, fc.integer({ min: -300, max: 300 }), (p, n) => {
      fc.pre(yearOf(p) + Math.floor(n / 12) > 1950)
      const moved = shiftPeriod(p, n)
      expect(shiftPeriod(moved, -n)).toBe(p)
      expect((yearOf(moved) - yearOf(p)) * 12 + monthOf(moved) - monthOf(p)).toBe(n)
      expect(Math.sign(n)).toBe(moved > p ? 1 : moved < p ? -1 : 0)
    }))
  })

  it('knows its year up to itself, also in the first year that can be entered', () => {
    expect(yearToDate(period('2020-03'))).toEqual(['2020-01', '2020-02', '2020-03'])
    expect(yearToDate(period('2020-01'))).toEqual(['2020-01'])
    expect(yearToDate(period('2020-12'))).toHaveLength(12)
    expect(yearToDate(period('1949-10'))).toHaveLength(10)
  })

  it('is written as people write it', () => {
    expect(formatPeriod(period('2020-03'))).toBe('2020年3月')
    expect(formatPeriod(period('2020-12'))).toBe('2020年12月')
  })
})

describe('the calendar', () => {
  it.each([[2020, true], [2019, false], [2000, true], [1900, false], [2100, false], [2400, true], [2024, true]])('%i: a leap year is %s', (year, leap) => {
    expect(isLeapYear(year)).toBe(leap)
    expect(daysInMonth(year, 2)).toBe(leap ? 29 : 28)
  })

  it('gives each month its days as Date.UTC has them', () => {
    fc.assert(fc.property(anyPeriod, (p) => {
      const days = new Date(Date.UTC(yearOf(p), monthOf(p), 0)).getUTCDate()
      expect(daysInMonth(yearOf(p), monthOf(p))).toBe(days)
      expect(lastDayOf(p)).toBe(`${p}-${days}`)
      expect(periodOfDate(lastDayOf(p))).toBe(p)
    }))
  })

  it('accepts only days that exist', () => {
    for (const good of ['2020-02-29', '2000-02-29', '2020-12-31', '1949-01-01', '1949-10-01']) expect(dateOnly(good)).toBe(good)
    for (const bad of ['2020-02-30', '2019-02-29', '2100-02-29', '2020-04-31', '2020-13-01', '2020-00-10', '2020-01-00', '2020-1-1', '2020-03-05T00:00:00Z', '', '1948-12-31', '2020-03-05 ']) {
      expect(isDateOnly(bad)).toBe(false)
      expect(() => dateOnly(bad)).toThrow(RangeError)
    }
  })

  it('names the 报告期 of any day that can be entered', () => {
    for (const text of ['1949-01-01', '1949-09-30', '1949-10-01', '2020-02-29']) expect(periodOfDate(dateOnly(text))).toBe(text.slice(0, 7))
  })
})

describe('reading a date', () => {
  it.each(['2020-03-05', '2020-3-5', '2020.3.5', '2020/3/5', '2020/03/05', '2020年3月5日', '2020年03月05', '20200305', '２０２０年３月５日', ' 2020-03-05 ', '2020 年 3 月 5 日'])('%s is 2020-03-05', (text) => {
    expect(parseDate(text)).toEqual({ ok: true, value: '2020-03-05' })
  })

  it.each([['2020-02-30', '2020年2月30日'], ['2019.2.29', '2019年2月29日'], ['2020/4/31', '2020年4月31日'], ['20201301', '2020年13月1日'], ['2020年0月5日', '2020年0月5日'], ['2020-1-99', '2020年1月99日']])('refuses %s by its name', (text, name) => {
    expect(parseDate(text)).toEqual({ ok: false, code: 'no-such-day', message: `没有 ${name} 这一天，请改成存在的日期` })
  })

  it('does not say of a real day of long ago that it never was', () => {
    expect(parseDate('1900-01-01')).toEqual({ ok: false, code: 'too-early', message: '1900 年太早了，日期应在 1949 年及以后，请检查年份' })
    expect(parseDate('1948-12-31')).toMatchObject({ code: 'too-early' })
    expect(parseDate('1949-01-01')).toEqual({ ok: true, value: '1949-01-01' })
  })

  it.each(['三月五日', '5/3/2020', '2020-03', '20-03-05', '2020-03-05T08:00', '1e400', '<b>', '=TODAY()', '😀', '4月', '2020-03-05-06', 'x'.repeat(10_000)])('refuses %s as no date, in a short sentence', (text) => {
    const result = parseDate(text)
    expect(result).toMatchObject({ ok: false, code: 'not-a-date' })
    expect(result.ok ? '' : result.message).toMatch(/^看不懂.{0,40}请填日期，如 2020-03-05$/u)
  })

  it('asks for a date where there is none', () => {
    for (const text of ['', '  ', '\u3000']) expect(parseDate(text)).toMatchObject({ ok: false, code: 'empty' })
  })

  it('reads each real day in each way of writing it, and refuses each day after the end of a month', () => {
    fc.assert(fc.property(anyDay, (day) => {
      const [y, m, d] = [yearOf(day), monthOf(day), Number(day.slice(8))]
      for (const text of [day, `${y}.${m}.${d}`, `${y}/${m}/${d}`, `${y}年${m}月${d}日`, day.replaceAll('-', '')]) expect(parseDate(text)).toEqual({ ok: true, value: day })
      expect(parseDate(`${y}-${m}-${daysInMonth(y, m) + 1}`)).toMatchObject({ ok: false, code: 'no-such-day' })
    }))
  })
})

describe('counting days', () => {
  it.each([['1970-01-01', 0], ['1970-01-02', 1], ['1969-12-31', -1], ['2000-03-01', 11_017], ['2020-02-29', 18_321], ['2020-03-05', 18_326], ['1949-10-01', -7_397]])('%s is day %i', (day, n) => expect(dayNumber(dateOnly(day))).toBe(n))

  it.each([['2020-02-28', '2020-03-01', 2], ['2019-02-28', '2019-03-01', 1], ['2020-03-05', '2020-03-05', 0], ['2020-03-05', '2020-03-01', -4], ['2019-12-31', '2020-12-31', 366], ['1999-12-31', '2100-01-01', 36_526]])('from %s to %s are %i days', (from, to, n) => {
    expect(daysBetween(dateOnly(from), dateOnly(to))).toBe(n)
  })

  it('agrees with Date.UTC and adds up', () => {
    fc.assert(fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
      expect(dayNumber(a)).toBe(Date.parse(`${a}T00:00:00Z`) / 86_400_000)
      expect(daysBetween(a, b) + daysBetween(b, c)).toBe(daysBetween(a, c))
      expect(Math.sign(daysBetween(a, b))).toBe(a < b ? 1 : a > b ? -1 : 0)
    }))
  })
})

describe('the time zone of the machine', () => {
  const own = process.env['TZ']
  afterEach(() => {
    if (own === undefined) delete process.env['TZ']
    else process.env['TZ'] = own
  })

  // Each has a change of clocks or an offset that moves a local midnight to the day before.
  it.each([['Asia/Shanghai', -480], ['America/Los_Angeles', 480], ['Pacific/Kiritimati', -840], ['Pacific/Pago_Pago', 660], ['Asia/Kathmandu', -345], ['UTC', 0]])('%s changes nothing', (zone, offset) => {
    process.env['TZ'] = zone
    expect(new Date(2020, 0, 15).getTimezoneOffset()).toBe(offset)
    const days = (['2020-03-08', '2020-03-29', '2020-11-01', '2020-12-31', '2020-01-01', '1986-05-04'] as DateOnly[]).map((d) => [dayNumber(d), periodOfDate(d), parseDate(d)])
    expect(days.map(([n]) => n)).toEqual([18_329, 18_350, 18_567, 18_627, 18_262, 5_967])
    expect(days.map(([, p]) => p)).toEqual(['2020-03', '2020-03', '2020-11', '2020-12', '2020-01', '1986-05'])
    expect(daysBetween('2020-03-07' as DateOnly, '2020-03-09' as DateOnly)).toBe(2)
    expect(shiftPeriod('2020-01' as Period, -1)).toBe('2019-12')
    expect(lastDayOf('2020-02' as Period)).toBe('2020-02-29')
  })
})
