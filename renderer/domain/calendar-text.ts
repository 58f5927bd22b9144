import { accepted, excerpt, refused, type Parsed } from './brand'
import { dateOfDay, dateOnly, dayNumber, daysBetween, isDateOnly, monthOf, weekdayOf, type DateOnly } from './period'

const WEEKDAYS = '日一二三四五六'

/** Days of a year as an office writes them: `1月1日、2月15日至2月23日`. */
export function daysInWords(days: readonly DateOnly[]): string {
  const sorted = [...days].sort()
  const spans: [DateOnly, DateOnly][] = []
  for (const day of sorted) {
    const last = spans.at(-1)
    if (last !== undefined && daysBetween(last[1], day) === 1) last[1] = day
    else spans.push([day, day])
  }
  return spans.map(([from, to]) => (from === to ? words(from) : `${words(from)}至${monthOf(to) === monthOf(from) ? '' : `${monthOf(to)}月`}${Number(to.slice(8))}日`)).join('、')
}

function words(day: DateOnly): string {
  return `${monthOf(day)}月${Number(day.slice(8))}日`
}

/** Reads days of a year and runs of them: `10月1日至8日`, `1.1`, `2021-02-11~02-17`. In order, each once. */
export function readDays(text: string, year: number): Parsed<DateOnly[]> {
  const found = new Set<DateOnly>()
  for (const part of text.normalize('NFKC').split(/[、,;\n]+/u).map((p) => p.replace(/\s/gu, '')).filter((p) => p !== '')) {
    const [from, to, ...more] = part.split(/[至到~—–]+|\.\./u)
    const first = readDay(from ?? '', year, null)
    const last = to === undefined ? first : readDay(to, year, first.ok ? monthOf(first.value) : null)
    if (!first.ok) return first
    if (!last.ok) return last
    if (more.length > 0) return refused('not-days', `看不懂“${excerpt(part)}”，请写成 10月1日至8日`)
    if (last.value < first.value) return refused('backwards', `“${excerpt(part)}”到头的一天早于开头的一天`)
    for (let day = dayNumber(first.value); day <= dayNumber(last.value); day += 1) found.add(dateOfDay(day))
  }
  return found.size > 100 ? refused('too-many', `一年写了 ${found.size} 天，太多，请核对`) : accepted([...found].sort())
}

function readDay(text: string, year: number, month: number | null): Parsed<DateOnly> {
  const match = /^(?:(\d{4})[-年/.])?(?:(\d{1,2})[-月/.])?(\d{1,2})日?$/u.exec(text)
  const inMonth = match?.[2] === undefined ? month : Number(match[2])
  if (match === null || inMonth === null) return refused('not-a-day', `看不懂“${excerpt(text)}”，请写成 10月1日，一连几天写成 10月1日至8日`)
  if (match[1] !== undefined && Number(match[1]) !== year) return refused('other-year', `“${excerpt(text)}”不在 ${year} 年`)
  const day = `${year}-${String(inMonth).padStart(2, '0')}-${(match[3] ?? '').padStart(2, '0')}`
  return isDateOnly(day) ? accepted(dateOnly(day)) : refused('no-such-day', `${year} 年没有 ${inMonth} 月 ${Number(match[3])} 日`)
}

/** What is wrong with the two lists together, by field. */
export function calendarFaults(holidays: readonly DateOnly[], makeUpDays: readonly DateOnly[]): { holidays?: string; makeUpDays?: string } {
  const both = makeUpDays.find((d) => holidays.includes(d))
  if (both !== undefined) return { makeUpDays: `${words(both)}既写成放假又写成上班` }
  const weekday = makeUpDays.find((d) => ![0, 6].includes(weekdayOf(d)))
  if (weekday !== undefined) return { makeUpDays: `${words(weekday)}是星期${WEEKDAYS[weekdayOf(weekday)] ?? ''}，本来就上班，不用写` }
  return holidays.length === 0 ? { holidays: '请写哪些天放假' } : {}
}
