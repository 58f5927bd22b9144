import { PUBLISHED_YEARS, type PublishedYear } from './holidays'
import type { CalendarYear } from './method-records'
import { dateOfDay, dateOnly, dayNumber, daysBetween, isLeapYear, weekdayOf, yearOf, type DateOnly } from './period'

/** A year day by day; index 0 is January 1st. */
interface YearDays {
  readonly known: boolean
  readonly working: Uint8Array
  /** Working days of the year before each day; one more entry for the whole year. */
  readonly before: Uint16Array
}

/** Which days offices work on. Years are made when they are asked for, and kept. */
export interface WorkCalendar {
  readonly yearDays: (year: number) => YearDays
}

/** A count in working days; `unknownYears` names the years whose 放假调休 is not known, where only weekends were left out. */
export interface WorkingDays {
  readonly days: number
  readonly unknownYears: readonly number[]
}

/** The published years, each replaced by the ledger's own record of it where there is one. */
export function workCalendar(own: Iterable<CalendarYear> = []): WorkCalendar {
  const known = new Map<number, Pick<CalendarYear, 'holidays' | 'makeUpDays'>>(PUBLISHED_YEARS.map((y) => [y.year, publishedDays(y)]))
  for (const year of own) if (year.deletedAt === null) known.set(year.year, year)
  const made = new Map<number, YearDays>()
  return {
    yearDays(year) {
      let days = made.get(year)
      if (days === undefined) made.set(year, (days = makeYear(year, known.get(year) ?? null)))
      return days
    },
  }
}

/** A published year with every day written out: what 设置 begins from when the office edits it. */
export function publishedDays({ year, holidays, makeUpDays }: PublishedYear): { holidays: DateOnly[]; makeUpDays: DateOnly[] } {
  return { holidays: holidays.flatMap((span) => spanDays(year, span)), makeUpDays: makeUpDays.flatMap((span) => spanDays(year, span)) }
}

function spanDays(year: number, span: string): DateOnly[] {
  const [from, to = from] = span.split('..')
  const first = dateOnly(`${year}-${from}`)
  return Array.from({ length: daysBetween(first, dateOnly(`${year}-${to}`)) + 1 }, (_, i) => dateOfDay(dayNumber(first) + i))
}

function makeYear(year: number, known: Pick<CalendarYear, 'holidays' | 'makeUpDays'> | null): YearDays {
  const length = isLeapYear(year) ? 366 : 365
  const first = dateOnly(`${year}-01-01`)
  const working = new Uint8Array(length)
  for (let i = 0, weekday = weekdayOf(first); i < length; i += 1, weekday = (weekday + 1) % 7) working[i] = weekday === 0 || weekday === 6 ? 0 : 1
  for (const day of known?.holidays ?? []) working[daysBetween(first, day)] = 0
  for (const day of known?.makeUpDays ?? []) working[daysBetween(first, day)] = 1
  const before = new Uint16Array(length + 1)
  for (let i = 0; i < length; i += 1) before[i + 1] = before[i]! + working[i]!
  return { known: known !== null, working, before }
}

export function isWorkingDay(calendar: WorkCalendar, date: DateOnly): boolean {
  return calendar.yearDays(yearOf(date)).working[dayOfYear(date)] === 1
}

/** Whether the year's 放假调休 is known. */
export function isKnownYear(calendar: WorkCalendar, year: number): boolean {
  return calendar.yearDays(year).known
}

/**
 * The n-th working day after `from` (before it, where n is negative), never `from` itself; n = 0 is `from`. A deadline of five working
 * days that is set on a Friday ends on the next Friday.
 */
export function addWorkingDays(calendar: WorkCalendar, from: DateOnly, n: number): { readonly date: DateOnly; readonly unknownYears: readonly number[] } {
  const step = Math.sign(n)
  let day = dayNumber(from)
  for (let left = Math.abs(n); left > 0; ) {
    day += step
    if (isWorkingDay(calendar, dateOfDay(day))) left -= 1
  }
  const date = dateOfDay(day)
  return { date, unknownYears: unknownYears(calendar, from, date) }
}

/** Working days after `from` up to and including `to`; negative where `to` is earlier. The other way round of addWorkingDays. */
export function workingDaysBetween(calendar: WorkCalendar, from: DateOnly, to: DateOnly): WorkingDays {
  if (to < from) {
    // Counted back from `from`: the days from `to` up to the day before `from`.
    return { days: -(workedBefore(calendar, from, to, 0)), unknownYears: unknownYears(calendar, to, from) }
  }
  return { days: workedBefore(calendar, to, from, 1), unknownYears: unknownYears(calendar, from, to) }
}

/** Working days in [earlier + offset, later + offset). */
function workedBefore(calendar: WorkCalendar, later: DateOnly, earlier: DateOnly, offset: 0 | 1): number {
  let sum = calendar.yearDays(yearOf(later)).before[dayOfYear(later) + offset]! - calendar.yearDays(yearOf(earlier)).before[dayOfYear(earlier) + offset]!
  for (let year = yearOf(earlier); year < yearOf(later); year += 1) sum += calendar.yearDays(year).before.at(-1)!
  return sum
}

function unknownYears(calendar: WorkCalendar, a: DateOnly, b: DateOnly): number[] {
  const [from, to] = a <= b ? [yearOf(a), yearOf(b)] : [yearOf(b), yearOf(a)]
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((year) => !calendar.yearDays(year).known)
}

function dayOfYear(date: DateOnly): number {
  return daysBetween(dateOnly(`${yearOf(date)}-01-01`), date)
}

/** What to say beside a count over years that are not known; null where all are. */
export function unknownYearsNote(years: readonly number[]): string | null {
  return years.length === 0 ? null : `${years.join('、')} 年的放假调休还不知道，只按周末算，公布后请在设置里补上`
}
