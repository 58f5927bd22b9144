import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PUBLISHED_YEARS } from '@/domain/holidays'
import { recordFault } from '@/domain/schema'
import { addDays, dateOfDay, dayNumber, daysBetween, isDateOnly, judgementDay, lastDayOf, weekdayOf, yearOf } from '@/domain/period'
import { addWorkingDays, isKnownYear, isWorkingDay, publishedDays, unknownYearsNote, workCalendar, workingDaysBetween } from '@/domain/working-days'
import { day, MARCH } from './support'

const calendar = workCalendar()
const anyDay = fc.integer({ min: dayNumber(day('2016-01-01')), max: dayNumber(day('2030-12-31')) }).map(dateOfDay)

describe('days of the calendar', () => {
  it('go there and back by their number, through leap years, and step by whole days', () => {
    fc.assert(fc.property(fc.integer({ min: dayNumber(day('1949-01-01')), max: dayNumber(day('9999-12-31')) }), (n) => {
      expect(isDateOnly(dateOfDay(n))).toBe(true)
      expect(dayNumber(dateOfDay(n))).toBe(n)
    }))
    fc.assert(fc.property(anyDay, fc.integer({ min: -3000, max: 3000 }), (from, n) => { expect(daysBetween(from, addDays(from, n))).toBe(n) }))
    expect([addDays(day('2020-02-28'), 1), addDays(day('2020-02-29'), 1), addDays(day('2021-03-01'), -1), addDays(day('1969-12-31'), 1)]).toEqual(['2020-02-29', '2020-03-01', '2021-02-28', '1970-01-01'])
    expect(() => addDays(day('1949-01-01'), -1)).toThrow(RangeError)
    // A Thursday, and the Thursday before 1970.
    expect([weekdayOf(day('2020-03-05')), weekdayOf(day('1969-12-25')), weekdayOf(day('2020-03-08'))]).toEqual([4, 4, 0])
  })

  it('judge a past month on its last day and the running one today', () => {
    expect([judgementDay(MARCH, day('2020-03-05')), judgementDay(MARCH, day('2020-03-31')), judgementDay(MARCH, day('2026-11-24'))]).toEqual(['2020-03-05', '2020-03-31', lastDayOf(MARCH)])
  })
})

describe('working days', () => {
  it('follow the published calendar over the National Days of 2020 and 2021', () => {
    const works = (from: string, to: string) => Array.from({ length: daysBetween(day(from), day(to)) + 1 }, (_, i) => addDays(day(from), i)).filter((d) => isWorkingDay(calendar, d))
    // 国办发明电〔2019〕16号: 10 月 1 日至 8 日放假，9 月 27 日、10 月 10 日上班.
    expect(works('2020-09-26', '2020-10-11')).toEqual(['2020-09-27', '2020-09-28', '2020-09-29', '2020-09-30', '2020-10-09', '2020-10-10'])
    // 国办发明电〔2020〕27号: 10 月 1 日至 7 日放假，9 月 26 日、10 月 9 日上班.
    expect(works('2021-09-25', '2021-10-10')).toEqual(['2021-09-26', '2021-09-27', '2021-09-28', '2021-09-29', '2021-09-30', '2021-10-08', '2021-10-09'])
    expect(addWorkingDays(calendar, day('2020-09-25'), 5)).toEqual({ date: '2020-10-09', unknownYears: [] })
    expect(addWorkingDays(calendar, day('2020-09-30'), 3).date).toBe('2020-10-12')
    expect(addWorkingDays(calendar, day('2021-09-24'), 6).date).toBe('2021-10-08')
    expect(workingDaysBetween(calendar, day('2020-09-30'), day('2020-10-09')).days).toBe(1)
    // 2020 年春节 was lengthened to 2 February, a Sunday: 1 February, announced as a working day, was none.
    expect(addWorkingDays(calendar, day('2020-01-23'), 1).date).toBe('2020-02-03')
  })

  it('count back what they counted on, in either direction', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (from, n) => {
      const { date } = addWorkingDays(calendar, from, n)
      expect(workingDaysBetween(calendar, from, date).days).toBe(n)
      if (n !== 0) expect(isWorkingDay(calendar, date)).toBe(true)
    }))
  })

  it('add up along the way, and there and back is nothing', () => {
    fc.assert(fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
      const [x, y, z] = [a, b, c].sort() as [typeof a, typeof a, typeof a]
      const between = (from: typeof a, to: typeof a) => workingDaysBetween(calendar, from, to).days
      expect(between(x, y) + between(y, z)).toBe(between(x, z))
      expect(between(x, z)).toBeLessThanOrEqual(daysBetween(x, z))
      if (isWorkingDay(calendar, x) === isWorkingDay(calendar, z)) expect(between(z, x)).toBe(0 - between(x, z))
    }))
  })

  it('tell which years they do not know, and count those by weekends', () => {
    expect(addWorkingDays(calendar, day('2026-12-30'), 3)).toEqual({ date: '2027-01-04', unknownYears: [2027] })
    expect(workingDaysBetween(calendar, day('2015-12-31'), day('2018-01-02')).unknownYears).toEqual([2015, 2016, 2017])
    expect(unknownYearsNote([2027])).toBe('2027 年的放假调休还不知道，只按周末算，公布后请在设置里补上')
    expect(unknownYearsNote([])).toBeNull()
    expect([isKnownYear(calendar, 2026), isKnownYear(calendar, 2027)]).toEqual([true, false])
  })

  it('take the ledger\'s own year in place of the published one, and drop it when it goes to the 回收站', () => {
    const own = { id: '2020', year: 2020, holidays: [day('2020-03-05')], makeUpDays: [day('2020-03-07')], sourceNote: null, deletedAt: null }
    expect(['2020-03-05', '2020-03-07', '2020-10-01'].map((d) => isWorkingDay(workCalendar([own]), day(d)))).toEqual([false, true, true])
    expect(isWorkingDay(workCalendar([{ ...own, deletedAt: '2020-04-01T08:00:00.000Z' }]), day('2020-10-01'))).toBe(false)
  })

  it('come from sound years: days of the year, holidays on weekdays or weekends, make-up days on weekends only', () => {
    for (const year of PUBLISHED_YEARS) {
      const { holidays, makeUpDays } = publishedDays(year)
      expect(recordFault('calendars', { id: String(year.year), year: year.year, holidays, makeUpDays, sourceNote: year.sourceNote, deletedAt: null })).toBeNull()
      for (const d of makeUpDays) expect([0, 6]).toContain(weekdayOf(d))
      // Every make-up day buys a weekday off: there are more of those than of make-up days, by the eleven statutory days at least less some weekends.
      expect(holidays.filter((d) => ![0, 6].includes(weekdayOf(d))).length).toBeGreaterThan(makeUpDays.length)
      expect(holidays.every((d) => yearOf(d) === year.year)).toBe(true)
    }
  })
})
