import { activePortfolios } from '@/domain/ledger'
import { formatMoney, UNKNOWN_FIGURE, type Fen } from '@/domain/money'
import { formatPeriod, shiftPeriod, yearOf } from '@/domain/period'
import { formatPercent, formatPoints, ratioOf, subtractRatio, type Ratio } from '@/domain/ratio'
import { rateBasis, reconcile, sumEntries, type Reconciliation } from '@/domain/reconcile'
import { isHandedIn } from '@/domain/report'
import { assessWarning, compareAttention, countLights, LIGHTS, type LightCounts } from '@/domain/warning'
import { groupSchedule } from '@/domain/year-course'
import { monthOf } from '@/domain/period'
import type { ReportData, ReportItem } from '../report-data'

/** 完成率 and 序时进度 of a list of projects, exact. */
export function exactRates(items: readonly ReportItem[], { options }: Pick<ReportData, 'options'>): { rate: Ratio | null; schedule: Ratio | null } {
  const entries = items.map((i) => i.entry)
  const { completed, planned } = rateBasis(entries, options.period)
  return { rate: ratioOf(completed, planned), schedule: groupSchedule(entries, yearOf(options.period), monthOf(options.period)) }
}

/** The projects that most need attention, none of them 绿. */
export function attention(items: readonly ReportItem[], most: number): ReportItem[] {
  return items.filter((i) => i.warning.light !== '绿').sort((a, b) => compareAttention(a.warning, b.warning)).slice(0, most)
}

/** How the lights have changed since the month before: `红 12（+2）`. */
export function lightsWithChange(items: readonly ReportItem[], { options, ledger }: ReportData): { light: (typeof LIGHTS)[number]; count: number; change: number | null }[] {
  const now = countLights(items.map((i) => i.warning))
  const before = lightsBefore(items, options.period, ledger.settings)
  return LIGHTS.map((light) => ({ light, count: now[light], change: before === null ? null : now[light] - before[light] }))
}

/** Null where nothing was reported the month before, or it lies in another year: there is nothing to compare with. */
function lightsBefore(items: readonly ReportItem[], at: ReportData['options']['period'], rules: ReportData['ledger']['settings']): LightCounts | null {
  if (monthOf(at) === 1) return null
  const before = shiftPeriod(at, -1)
  return items.some((i) => i.entry.reports.has(before)) ? countLights(items.map((i) => assessWarning(i.entry, before, rules))) : null
}

/** The state of things in one paragraph; unknown sums are said to be unknown. */
export function overallWords(data: ReportData): string {
  const { options, items, slots } = data
  const sums = sumEntries(items.map((i) => i.entry), options.period)
  const amount = ({ value, unknown }: { value: Fen | null; unknown: number }): string =>
    value === null ? UNKNOWN_FIGURE : `${formatMoney(value, options.unit)} ${options.unit}${unknown > 0 ? `（${unknown} 个${UNKNOWN_FIGURE}，未计入）` : ''}`
  const { rate, schedule } = exactRates(items, data)
  const handedIn = items.filter((i) => isHandedIn(i.figures.report)).length
  const words = [
    `截至${formatPeriod(options.period)}，已登记项目 ${items.length} 个${slots > 0 ? `（另有 ${slots} 个待录入）` : ''}，总投资 ${amount(sums.totalInvestment)}，${yearOf(options.period)} 年度计划 ${amount(sums.annualPlan)}。`,
    `本月完成 ${amount(sums.completedThisMonth)}，年初至今累计完成 ${amount(sums.completedYearToDate)}`,
    rate === null || schedule === null ? '；没有年度计划或没有填报，不计算完成率。' : `，占年度计划 ${formatPercent(rate)}，序时进度 ${formatPercent(schedule)}，${aheadWords(rate, schedule)}。`,
    `本期月报已上报 ${handedIn} 个，未上报 ${items.length - handedIn} 个。`,
  ]
  return words.join('')
}

/** `超序时进度 1.2 个百分点`. */
export function aheadWords(rate: Ratio, schedule: Ratio): string {
  const ahead = subtractRatio(rate, schedule)
  const size = formatPoints({ num: ahead.num < 0n ? -ahead.num : ahead.num, den: ahead.den })
  return size === '0.0' ? '与序时进度持平' : `${ahead.num < 0n ? '落后' : '超'}序时进度 ${size} 个百分点`
}

/** Declared against registered of each portfolio of the scope that has declared totals; empty for a narrowed report. */
export function reconciliations({ ledger, options, reconciliation }: ReportData): { readonly name: string; readonly result: Reconciliation }[] {
  if (reconciliation === null) return []
  return activePortfolios(ledger)
    .filter((p) => options.scope === 'all' || p.id === options.scope)
    .map((p) => ({ name: p.name, result: reconcile(ledger, p.id, yearOf(options.period)) }))
    .filter(({ result: { declared } }) => declared.count !== null || declared.totalInvestment !== null || declared.annualPlan !== null)
}
