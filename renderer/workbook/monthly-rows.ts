import { formatMoney, moneyAsNumber, UNKNOWN_FIGURE, type Fen, type PartialSum } from '@/domain/money'
import { monthOf } from '@/domain/period'
import { sumEntries } from '@/domain/reconcile'
import type { SheetOptions } from '@/domain/report-catalogue'
import type { Light } from '@/domain/warning'
import type { StyleKind } from './house-style'
import type { CellModel } from './model'
import { MONTHLY_COLUMNS, type MonthlyColumn, type MonthlyColumnKey, type SummedKey } from './monthly-columns'
import { itemMoney, itemRemarks, type ReportItem } from './report-data'
import { groupRates, quotient } from './monthly-figures'
import { groupRateFormula, groupScheduleFormula, NO_RATE, rowRateFormula, sinceStartFormula, subtotalFormula, totalFormula, type RowSpan } from './monthly-formulas'

// One text for all rows: the writer lets them share it.
const SINCE_START = sinceStartFormula()
const COMPLETION_RATE = rowRateFormula('completedYearToDate', 'annualPlan')
const SHARE_OF_TOTAL = rowRateFormula('completedSinceStart', 'totalInvestment')

const LIGHT_STYLES: Readonly<Record<Light, StyleKind>> = { 红: 'lightRed', 黄: 'lightYellow', 绿: 'lightGreen', 灰: 'lightGrey' }

/** Keeps the widest text that a money column shows, in half-width characters. */
export class MoneyWidths {
  private readonly widest = new Map<MonthlyColumnKey, number>()

  constructor(private readonly unit: SheetOptions['unit']) {}

  note(key: MonthlyColumnKey, amount: Fen | null): void {
    const units = amount === null ? UNKNOWN_FIGURE.length * 2 : formatMoney(amount, this.unit).length
    if (units > (this.widest.get(key) ?? 0)) this.widest.set(key, units)
  }

  of(key: MonthlyColumnKey): number {
    return this.widest.get(key) ?? 0
  }
}

/** The cells of one project; `linked` where its name leads to its card. */
export function projectCells(item: ReportItem, number: number, options: SheetOptions, widths: MoneyWidths, linked = false): CellModel[] {
  const { project } = item.entry
  const { report } = item.figures
  const text: Partial<Record<MonthlyColumnKey, string | null>> = {
    name: item.name, nature: project.nature, scale: project.scale, owner: project.owner, responsibleUnit: project.responsibleUnit?.trim() ?? null,
    sponsoringLeader: project.sponsoringLeader?.trim() ?? null, physicalProgress: report?.physicalProgress ?? null,
  }
  // A month without problems, measures or remarks is a month without them, not one that is unknown.
  const mayBeEmpty: Partial<Record<MonthlyColumnKey, string | null>> = { problems: report?.problems ?? null, measures: report?.measures ?? null, remarks: itemRemarks(item) }
  return MONTHLY_COLUMNS.map(({ key, kind }): CellModel => {
    switch (kind) {
      case 'index': return { value: number, style: 'index' }
      case 'date': {
        const date = key === 'startDate' ? project.startDate : project.plannedCompletion
        return date === null ? { value: UNKNOWN_FIGURE, style: 'unknown' } : { value: { date }, style: 'date' }
      }
      case 'money': return moneyCell(item, key as SummedKey, options, widths)
      case 'percent': return rateCell(item, key, options)
      case 'light': return { value: item.warning.light, style: LIGHT_STYLES[item.warning.light] }
      default: {
        if (key in mayBeEmpty) return { value: mayBeEmpty[key] ?? null, style: 'text' }
        const words = text[key] ?? null
        return words === null ? { value: UNKNOWN_FIGURE, style: 'unknown' } : { value: words, style: kind === 'centre' ? 'centre' : key === 'name' && linked ? 'nameLink' : 'text' }
      }
    }
  })
}

function moneyCell(item: ReportItem, key: SummedKey, { unit }: SheetOptions, widths: MoneyWidths): CellModel {
  const amount = itemMoney(item, key)
  widths.note(key, amount)
  const style = amount === null ? (unit === '亿元' ? 'unknownYi' : 'unknown') : unit === '亿元' ? 'moneyYi' : 'money'
  const result = amount === null ? UNKNOWN_FIGURE : moneyAsNumber(amount, unit)
  return key === 'completedSinceStart' ? { value: { formula: SINCE_START, result }, style } : { value: result, style }
}

function rateCell({ figures }: ReportItem, key: MonthlyColumnKey, { period }: SheetOptions): CellModel {
  if (key === 'schedule') {
    const result = quotient(figures.schedule)
    return { value: figures.ownCurve ? result : { formula: `${monthOf(period)}/12`, result }, style: 'percent' }
  }
  const rate = key === 'completionRate' ? figures.completionRate : figures.shareOfTotal
  const formula = key === 'completionRate' ? COMPLETION_RATE : SHARE_OF_TOTAL
  return { value: { formula, result: rate === null ? NO_RATE : quotient(rate) }, style: 'percent' }
}

/** Where the addends of a sum row stand. */
export interface SumRow {
  readonly label: string
  readonly level: 'group' | 'total'
  readonly items: readonly ReportItem[]
  /** Rows of the projects below, one span a group. */
  readonly spans: readonly RowSpan[]
  /** For the total: the rows of the group subtotals. */
  readonly groupRows: readonly number[]
}

/** The cells of a group's row, or of 合计. Nothing registered is `—`: there is neither a sum nor a figure to be filled in. */
export function sumCells({ label, level, items, spans, groupRows }: SumRow, options: SheetOptions, widths: MoneyWidths): CellModel[] {
  const entries = items.map((i) => i.entry)
  const sums = sumEntries(entries, options.period)
  const rates = groupRates(entries, options.period)
  const money: StyleKind = `${level}Money${options.unit === '亿元' ? 'Yi' : ''}`
  const amountCell = (key: SummedKey): CellModel => {
    if (items.length === 0) return { value: NO_RATE, style: money }
    const sum: PartialSum = sums[key]
    widths.note(key, sum.value)
    const formula = level === 'group' ? subtotalFormula(key, spans[0] as RowSpan) : totalFormula(key, groupRows)
    return { value: { formula, result: sum.value === null ? UNKNOWN_FIGURE : moneyAsNumber(sum.value, options.unit) }, style: money }
  }
  const percentCell = (key: MonthlyColumnKey): CellModel => {
    const style: StyleKind = `${level}Percent`
    if (items.length === 0) return { value: NO_RATE, style }
    if (key === 'schedule') return { value: { formula: groupScheduleFormula(monthOf(options.period), spans), result: rates.schedule }, style }
    const [part, whole, rate] = key === 'completionRate' ? (['completedYearToDate', 'annualPlan', rates.completionRate] as const) : (['completedSinceStart', 'totalInvestment', rates.shareOfTotal] as const)
    return { value: { formula: groupRateFormula(part, whole, spans), result: rate ?? NO_RATE }, style }
  }
  return MONTHLY_COLUMNS.map(({ key, kind }: MonthlyColumn): CellModel => {
    if (kind === 'money') return amountCell(key as SummedKey)
    if (kind === 'percent') return percentCell(key)
    if (key === 'index') return { value: label, style: `${level}Label` }
    return { value: key === 'scale' ? `${items.length} 个项目` : null, style: `${level}Text` }
  })
}
