import type { MoneyUnit } from '@/domain/money'
import { isPeriod, periodOf, type Period } from '@/domain/period'
import type { HeaderPlace } from './find-header'
import { squeezed, type Grid } from './grid'

/** What stands around a table: its unit and its period, each with every different reading that was found. */
export interface SheetLines {
  readonly units: readonly (MoneyUnit | 'other')[]
  readonly periods: readonly Period[]
  /** Years that stand without a month, such as 2020年重点项目. */
  readonly years: readonly number[]
  readonly title: string
}

export function readSheetLines(grid: Grid, header: HeaderPlace | null): SheetLines {
  const units = new Set<MoneyUnit | 'other'>()
  const periods = new Set<Period>()
  const years = new Set<number>()
  let title = ''
  const end = header === null ? Math.min(grid.rowCount, 10) : header.first
  for (let row = 0; row < end; row += 1) {
    const seen = new Set<string>()
    for (let column = 0; column < grid.columnCount; column += 1) {
      const text = squeezed(grid.ownText(row, column))
      if (text === '' || seen.has(text)) continue
      seen.add(text)
      if (title === '' && !/[::]/u.test(text)) title = text
      // 填报日期 tells when it was written, not what it is about.
      if (/填报(?:日期|时间)|制表(?:日期|时间)|打印/u.test(text)) continue
      const unit = /(?:金额)?单位[::]?[((]?(?:人民币)?(亿元|万元|千元|元)/u.exec(text)?.[1]
      if (unit !== undefined) units.add(unit === '千元' ? 'other' : (unit as MoneyUnit))
      for (const found of periodsIn(text)) periods.add(found)
      for (const [, year] of text.matchAll(/(\d{4})年(?!\d{1,2}月)/gu)) if (Number(year) >= 1949) years.add(Number(year))
    }
  }
  for (const found of periodsIn(squeezed(grid.sheet.name))) periods.add(found)
  return { units: [...units], periods: [...periods], years: [...years], title }
}

function periodsIn(text: string): Period[] {
  const found: Period[] = []
  // 1—3月 means up to March.
  for (const [, year, , month] of text.matchAll(/(\d{4})[年.\-/](1[-—–~至])?(\d{1,2})月?(?!\d)/gu)) {
    const number = Number(month)
    if (number >= 1 && number <= 12 && isPeriod(`${year}-${String(number).padStart(2, '0')}`)) found.push(periodOf(Number(year), number))
  }
  return found
}

/** The month that a sheet is named after, such as `3月`, with the year from elsewhere. */
export function monthOfSheetName(name: string): number | null {
  const month = Number(/(?:^|\D)(\d{1,2})月/u.exec(squeezed(name))?.[1] ?? 0)
  return month >= 1 && month <= 12 ? month : null
}
