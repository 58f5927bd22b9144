import type { ProjectEntry } from '@/domain/ledger'
import { projectFigures } from '@/domain/progress'
import type { Ratio } from '@/domain/ratio'
import { plainNumber, type PlainCell } from '../reading/model'
import type { SheetAnalysis } from './analyse'
import { squeezed } from './grid'

type Measure = 'completionRate' | 'shareOfTotal'
const LABELS: Readonly<Record<Measure, string>> = { completionRate: '年初至今 ÷ 年度计划', shareOfTotal: '开工以来 ÷ 总投资' }

/** What a column of rates says by its header; none for 序时进度, which follows from a project's own plan, and for others. */
function measuresOf(header: string): readonly Measure[] {
  const words = squeezed(header)
  if (/序时|到位|开工率|支付|增长|增速/u.test(words)) return []
  if (/总投资/u.test(words)) return ['shareOfTotal']
  if (/年度|全年|本年|今年|年计划/u.test(words)) return ['completionRate']
  // 完成率 alone may be either.
  return /完成(?:率|比例|%|百分比)|完成情况[(]?%/u.test(words) ? ['completionRate', 'shareOfTotal'] : []
}

/** What a row's rates say that its figures do not: rates are never taken in, but one that differs tells of a wrong figure. */
export function differingRates(sheet: SheetAnalysis, row: number, entry: ProjectEntry): string[] {
  if (sheet.period === null) return []
  const told: string[] = []
  for (const column of sheet.columns) {
    const measures = column.field === 'rate' ? measuresOf(column.header) : []
    const cell = measures.length === 0 ? undefined : sheet.grid.cell(row, column.index)
    const stated = cell === undefined ? [] : percents(cell)
    if (stated.length === 0) continue
    const figures = projectFigures(entry, sheet.period)
    const computed = measures.flatMap((measure) => (figures[measure] === null ? [] : [{ measure, percent: inPercent(figures[measure]) }]))
    const [first] = computed
    if (first === undefined || computed.some(({ percent }) => stated.some((s) => Math.abs(s.percent - percent) <= s.tolerance))) continue
    told.push(`“${column.header}”写的是 ${shownPercent(stated[0]?.percent ?? 0)}，按数算（${LABELS[first.measure]}）是 ${shownPercent(first.percent)}`)
  }
  return told
}

/** What a cell may mean in percent: 0.5 is 50 % or half a percent, 50 is 50 %. Empty where it is no number. */
function percents(cell: PlainCell): { percent: number; tolerance: number }[] {
  if (cell.kind === 'number') {
    const value = cell.value as number
    if (cell.format?.includes('%') === true) return [asStated(value * 100)]
    return Math.abs(value) <= 2 ? [asStated(value * 100), asStated(value)] : [asStated(value)]
  }
  const text = cell.kind === 'text' ? /^(-?\d{1,5}(?:\.\d{1,6})?)(%?)$/u.exec(squeezed(String(cell.value))) : null
  if (text === null) return []
  const value = Number(text[1])
  return text[2] === '%' || Math.abs(value) > 2 ? [asStated(value)] : [asStated(value * 100), asStated(value)]
}

/** A rate is as exact as its digits: 52 stands for anything that rounds to it. */
function asStated(percent: number): { percent: number; tolerance: number } {
  const decimals = (plainNumber(percent).split('.')[1] ?? '').length
  return { percent, tolerance: Math.max(0.05, 0.5 / 10 ** decimals) + 1e-9 }
}

function inPercent({ num, den }: Ratio): number {
  return (Number(num) / Number(den)) * 100
}

function shownPercent(percent: number): string {
  return `${plainNumber(Math.round(percent * 100) / 100)}%`
}
