import { excerpt } from '@/domain/brand'
import { dateOnly, isDateOnly, isPeriod, lastDayOf, parseDate, period as periodOfText, periodOf, yearOf, type DateOnly, type Period } from '@/domain/period'
import { plainNumber, serialDate, type PlainCell } from '../reading/model'
import { LEAVE_OUT } from './choices'
import { cellFault, EMPTY, isNothing, type Reading } from './read-money'

export interface DateContext {
  /** A date without a year belongs to this period's year. */
  readonly period: Period | null
  readonly date1904: boolean
  /** Which day a date stands for that names only its month: the first for 开工, the last for 竣工. */
  readonly day: 'first' | 'last'
}

/** Reads a date. What names only a year or a part of a month, or could be read in two ways, is asked about. */
export function readDate(cell: PlainCell, context: DateContext): Reading<DateOnly> {
  const broken = cellFault(cell)
  if (broken !== null) return broken
  if (cell.kind === 'boolean') return { kind: 'fault', message: '这里应是日期，表里是“是”或“否”', proposal: LEAVE_OUT }
  if (cell.kind === 'date') return serial(cell.value as number, context)
  if (cell.kind === 'number') return fromNumber(cell.value as number, context)
  return fromText(String(cell.value), context)
}

function serial(value: number, { date1904 }: DateContext): Reading<DateOnly> {
  const date = serialDate(value, date1904)
  return date === null ? { kind: 'fault', message: `日期不在 1949 年到 2199 年之间（表里的数是 ${plainNumber(value)}）。请填日期，如 2020-03-05`, proposal: LEAVE_OUT } : { kind: 'value', value: date }
}

function fromNumber(value: number, context: DateContext): Reading<DateOnly> {
  const text = plainNumber(value)
  if (/^\d{8}$/u.test(text) || (/^\d{6}$/u.test(text) && isPeriod(`${text.slice(0, 4)}-${text.slice(4)}`))) return fromText(text, context)
  // 2020.1 may have been typed as 2020.10: the number keeps no zero.
  const [year, month] = text.split('.')
  if (/^\d{4}$/u.test(year ?? '') && month === '1') return ask(text, [monthDay(Number(year), 1, context), monthDay(Number(year), 10, context)])
  if (/^\d{4}\.\d{1,2}$/u.test(text)) return fromText(text, context)
  if (/^\d{4}$/u.test(text)) return fromText(text, context)
  if (value >= 30_000 && value < 80_000) return serial(value, context)
  return { kind: 'fault', message: `看不懂“${text}”，请填日期，如 2020-03-05`, proposal: LEAVE_OUT }
}

function fromText(original: string, context: DateContext): Reading<DateOnly> {
  const text = original.normalize('NFKC').replace(/\s+/gu, ' ').trim().replace(/[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/u, '').replace(/[。;,]$/u, '')
  if (isNothing(text)) return EMPTY
  const parsed = parseDate(text.replaceAll(' ', ''))
  if (parsed.ok) return { kind: 'value', value: parsed.value }
  if (parsed.code !== 'not-a-date') return { kind: 'fault', message: parsed.message, proposal: LEAVE_OUT }
  const plain = text.replaceAll(' ', '')
  const month = /^(\d{4})[-./年](\d{1,2})月?份?$/u.exec(plain) ?? /^(\d{4})(\d{2})$/u.exec(plain)
  if (month !== null && isMonth(month[1], month[2])) return { kind: 'value', value: monthDay(Number(month[1]), Number(month[2]), context) as DateOnly }
  const yearless = /^(\d{1,2})月(?:(\d{1,2})[日号])?(?:份)?$/u.exec(plain)
  if (yearless !== null) return withoutYear(original, Number(yearless[1]), yearless[2] === undefined ? null : Number(yearless[2]), context)
  return unclear(original, plain, context)
}

function withoutYear(original: string, month: number, day: number | null, context: DateContext): Reading<DateOnly> {
  if (context.period === null) return { kind: 'ask', message: `“${excerpt(original)}”没有写年份，请补上，如 2020-03-05`, choices: [LEAVE_OUT] }
  const year = yearOf(context.period)
  if (day === null) return month >= 1 && month <= 12 ? { kind: 'value', value: monthDay(year, month, context) as DateOnly } : unclear(original, original, context)
  const parsed = parseDate(`${year}-${month}-${day}`)
  return parsed.ok ? { kind: 'value', value: parsed.value } : { kind: 'fault', message: parsed.message, proposal: LEAVE_OUT }
}

function unclear(original: string, plain: string, context: DateContext): Reading<DateOnly> {
  const full = /(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?/u.exec(plain)
  if (full !== null) return ask(original, [day(full[1], full[2], full[3])])
  // 上旬 ends on the 10th, 中旬 on the 20th; 初 and 底 are the month's edges.
  const part = /(\d{4})[-./年](\d{1,2})月(初|上旬|中旬|下旬|底|末)/u.exec(plain)
  if (part !== null && isMonth(part[1], part[2])) {
    const last = lastDayOf(periodOf(Number(part[1]), Number(part[2])))
    const ends: Readonly<Record<string, string>> = { 初: '01', 上旬: '10', 中旬: '20' }
    const end = ends[part[3] as string]
    return ask(original, [end === undefined ? last : dateOnly(`${last.slice(0, 8)}${end}`)])
  }
  const months = [...plain.matchAll(/(\d{4})[-./年](\d{1,2})月?/gu)].filter(([, y, m]) => isMonth(y, m)).map(([, y, m]) => monthDay(Number(y), Number(m), context))
  if (months.length > 0) return ask(original, months)
  const short = /^(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})日?$/u.exec(plain)
  if (short !== null) return ask(original, [day(`20${short[1] as string}`, short[2], short[3])])
  const western = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/u.exec(plain)
  if (western !== null) return ask(original, [day(western[3], western[1], western[2]), day(western[3], western[2], western[1])])
  const year = /^(\d{4})年?(初|上半年|下半年|[年]?[底末]|[前]|内)?$/u.exec(plain)
  if (year !== null && Number(year[1]) >= 1949 && Number(year[1]) < 2200) {
    const half = year[2] === '上半年' ? ['-06-30'] : year[2] === '初' ? ['-01-01'] : ['-12-31', '-01-01']
    return ask(original, half.map((end) => dateOnly(`${year[1] as string}${end}`)))
  }
  return { kind: 'fault', message: `看不懂“${excerpt(original)}”，请填日期，如 2020-03-05`, proposal: LEAVE_OUT }
}

function ask(original: string, dates: readonly (DateOnly | null)[]): Reading<DateOnly> {
  const choices = [...new Set(dates.filter((d) => d !== null))]
  return { kind: 'ask', message: `“${excerpt(original)}”不能当作确定的一天，请选一个或重新填`, choices: [...choices, LEAVE_OUT] }
}

function day(year: string | undefined, month: string | undefined, date: string | undefined): DateOnly | null {
  const text = `${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(date ?? '').padStart(2, '0')}`
  return isDateOnly(text) ? text : null
}

function isMonth(year: string | undefined, month: string | undefined): boolean {
  return isPeriod(`${year ?? ''}-${(month ?? '').padStart(2, '0')}`)
}

function monthDay(year: number, month: number, { day: which }: DateContext): DateOnly | null {
  const text = `${year}-${String(month).padStart(2, '0')}`
  if (!isPeriod(text)) return null
  return which === 'last' ? lastDayOf(periodOfText(text)) : dateOnly(`${text}-01`)
}
