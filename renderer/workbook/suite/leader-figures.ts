import { partsText } from '@/domain/bulletin-parts'
import { activePortfolios } from '@/domain/ledger'
import { exactRates as ratesOf, overallParts } from '@/domain/overall-words'
import { monthOf, shiftPeriod, yearOf } from '@/domain/period'
import type { Ratio } from '@/domain/ratio'
import { reconcile, type Reconciliation } from '@/domain/reconcile'
import { assessWarning, compareAttention, countLights, LIGHTS, type LightCounts } from '@/domain/warning'
import type { ReportData, ReportItem } from '../report-data'

export { aheadWords } from '@/domain/overall-words'

/** 完成率 and 序时进度 of a list of projects, exact. */
export function exactRates(items: readonly ReportItem[], { options }: Pick<ReportData, 'options'>): { rate: Ratio | null; schedule: Ratio | null } {
  return ratesOf(items.map((i) => i.entry), options.period)
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
export function overallWords({ options, items, slots }: ReportData): string {
  return partsText(overallParts(items.map((i) => i.entry), options.period, options.unit, slots))
}

/** Declared against registered of each portfolio of the scope that has declared totals; empty for a narrowed report. */
export function reconciliations({ ledger, options, reconciliation }: ReportData): { readonly name: string; readonly result: Reconciliation }[] {
  if (reconciliation === null) return []
  return activePortfolios(ledger)
    .filter((p) => options.scope === 'all' || p.id === options.scope)
    .map((p) => ({ name: p.name, result: reconcile(ledger, p.id, yearOf(options.period)) }))
    .filter(({ result: { declared } }) => declared.count !== null || declared.totalInvestment !== null || declared.annualPlan !== null)
}
