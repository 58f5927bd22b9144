import type { ProjectEntry } from '@/domain/ledger'
import { parseOptionalAmount } from '@/domain/fields'
import { fen, formatMoney, type Fen } from '@/domain/money'
import type { PlanValues } from '@/stores/project-edits'
import { amountText, type Faults } from '../form/project-text'

export const MONTH_FIELDS = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9', 'm10', 'm11', 'm12'] as const
type MonthField = (typeof MONTH_FIELDS)[number]

/** A year's plan as texts; months count only where `monthly` is ticked. */
export type PlanText = { planned: string; openingCompleted: string; monthly: boolean } & Record<MonthField, string>

export function planText(entry: ProjectEntry, year: number): PlanText {
  const plan = entry.plans.get(year)
  const months = Object.fromEntries(MONTH_FIELDS.map((field, i) => [field, amountText(plan?.curve?.[i] ?? null)])) as Record<MonthField, string>
  return { planned: amountText(plan?.planned ?? null), openingCompleted: amountText(plan?.openingCompleted ?? null), monthly: (plan?.curve ?? null) !== null, ...months }
}

export interface ReadPlan {
  readonly values: Required<PlanValues>
  readonly faults: Faults<keyof PlanText & string>
  /** What the months add up to so far, 分; null while one of them cannot be read. */
  readonly monthsTotal: Fen | null
  /** 年度计划 − months, 分; null while either cannot be read or there is no plan. */
  readonly difference: Fen | null
}

/** Reads the plan form. An empty month counts as 0 once 分月计划 is ticked. */
export function readPlanText(text: PlanText): ReadPlan {
  const faults: Faults<keyof PlanText & string> = {}
  const amount = (field: 'planned' | 'openingCompleted' | MonthField): Fen | null => {
    const result = parseOptionalAmount(text[field])
    if (result.ok) return result.value
    faults[field] = result.message
    return null
  }
  const [planned, openingCompleted] = [amount('planned'), amount('openingCompleted')]
  if (!text.monthly) return { values: { planned, openingCompleted, curve: null }, faults, monthsTotal: null, difference: null }
  const curve = MONTH_FIELDS.map((field) => amount(field) ?? fen(0))
  const readable = MONTH_FIELDS.every((field) => faults[field] === undefined)
  const total = curve.reduce((a, b) => a + b, 0)
  const monthsTotal = readable && Number.isSafeInteger(total) ? fen(total) : null
  const difference = monthsTotal === null || planned === null ? null : fen(planned - monthsTotal)
  if (planned === null && faults.planned === undefined) faults.planned = '有分月计划时，要填年度计划投资'
  else if (difference !== null && difference !== 0) faults.monthly = differenceWords(difference)
  return { values: { planned, openingCompleted, curve }, faults, monthsTotal, difference }
}

/** The live line under the twelve months. */
export function differenceWords(difference: Fen): string {
  if (difference === 0) return '十二个月之和与年度计划一致'
  return difference > 0 ? `十二个月之和比年度计划少 ${formatMoney(difference)} 万元` : `十二个月之和比年度计划多 ${formatMoney(fen(-difference))} 万元`
}
