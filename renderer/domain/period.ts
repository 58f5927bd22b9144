import { accepted, excerpt, refused, type Brand, type Parsed } from './brand'

/** 报告期: a calendar month, 'YYYY-MM'. Text order is time order. */
export type Period = Brand<string, 'Period'>
/** A calendar day with no time zone, 'YYYY-MM-DD'. Text order is time order. */
export type DateOnly = Brand<string, 'DateOnly'>

const PERIOD = /^(\d{4})-(0[1-9]|1[0-2])$/u
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/u

/** The ledger begins in 1949, for periods, dates and plans alike: a whole year, since 年初至今 starts in its January. */
const FIRST_YEAR = 1949

export function isPeriod(text: string): text is Period {
  return PERIOD.test(text) && Number(text.slice(0, 4)) >= FIRST_YEAR
}

/** Throws RangeError for anything but 'YYYY-MM' from 1949-01 on. */
export function period(text: string): Period {
  if (!isPeriod(text)) throw new RangeError(`period: ${JSON.stringify(text)} is not a YYYY-MM`)
  return text
}

export function periodOf(year: number, month: number): Period {
  return period(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`)
}

export function yearOf(value: Period | DateOnly): number {
  return Number(value.slice(0, 4))
}

/** 1 to 12. */
export function monthOf(value: Period | DateOnly): number {
  return Number(value.slice(5, 7))
}

export function periodOfDate(date: DateOnly): Period {
  return period(date.slice(0, 7))
}

/** The period `months` later (or earlier, where negative). */
export function shiftPeriod(value: Period, months: number): Period {
  const index = yearOf(value) * 12 + monthOf(value) - 1 + months
  return periodOf(Math.floor(index / 12), (index % 12) + 1)
}

/** January of the period's year up to the period itself. */
export function yearToDate(value: Period): Period[] {
  return Array.from({ length: monthOf(value) }, (_, i) => periodOf(yearOf(value), i + 1))
}

/** `2020年3月`. */
export function formatPeriod(value: Period): string {
  return `${yearOf(value)}年${monthOf(value)}月`
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}

export function isDateOnly(text: string): text is DateOnly {
  const match = DATE.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Throws RangeError for anything but an existing day 'YYYY-MM-DD'. */
export function dateOnly(text: string): DateOnly {
  if (!isDateOnly(text)) throw new RangeError(`dateOnly: ${JSON.stringify(text)} is not a YYYY-MM-DD`)
  return text
}

const TYPED_DATE = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/u
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})$/u

/** Reads 2020-3-5, 2020.3.5, 2020/3/5, 2020年3月5日 and 20200305. Refuses a day that does not exist, by its name. */
export function parseDate(text: string): Parsed<DateOnly, 'empty' | 'not-a-date' | 'too-early' | 'no-such-day'> {
  const plain = text.trim().replace(/[０-９]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  if (plain === '') return refused('empty', '这里要填日期，如 2020-03-05')
  const match = TYPED_DATE.exec(plain) ?? COMPACT_DATE.exec(plain)
  if (match === null) return refused('not-a-date', `看不懂“${excerpt(text)}”，请填日期，如 2020-03-05`)
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < FIRST_YEAR) return refused('too-early', `${year} 年太早了，日期应在 ${FIRST_YEAR} 年及以后，请检查年份`)
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  if (!isDateOnly(date)) return refused('no-such-day', `没有 ${year}年${month}月${day}日 这一天，请改成存在的日期`)
  return accepted(date)
}

/** Days since 1970-01-01, by the proleptic Gregorian calendar; needs no Date object and no time zone. */
export function dayNumber(date: DateOnly): number {
  const [year, month, day] = [yearOf(date), monthOf(date), Number(date.slice(8, 10))]
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: DateOnly, to: DateOnly): number {
  return dayNumber(to) - dayNumber(from)
}

export function lastDayOf(value: Period): DateOnly {
  return dateOnly(`${value}-${String(daysInMonth(yearOf(value), monthOf(value))).padStart(2, '0')}`)
}

/** The day with a given number of days since 1970-01-01. Throws RangeError outside 1949 to 9999. */
export function dateOfDay(number: number): DateOnly {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return dateOnly(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1).padStart(2, '0')}`)
}

/** The day `days` calendar days later (or earlier, where negative). */
export function addDays(date: DateOnly, days: number): DateOnly {
  return dateOfDay(dayNumber(date) + days)
}

/** 0 is Sunday, 6 Saturday. */
export function weekdayOf(date: DateOnly): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7
}

/**
 * The day that a period is judged on: its last day, and today for a period that is not over. Deadlines of a past month do not
 * move with the day on which someone looks at it.
 */
export function judgementDay(at: Period, today: DateOnly): DateOnly {
  const last = lastDayOf(at)
  return today < last ? today : last
}

/**
 * The day that a screen shows, one rule for all of them: today. Only who looks back, at a month before the newest one that
 * is reported, sees that month as it stood at its end. `newest` is null where nothing is reported yet.
 */
export function shownDay(at: Period, newest: Period | null, today: DateOnly): DateOnly {
  return newest !== null && at < newest ? judgementDay(at, today) : today
}
