import { accepted, excerpt, refused, type Parsed } from '@/domain/brand'
import { cycleWords, sortByDependency } from '@/domain/dependency-graph'
import { parseOptionalDate, parseText } from '@/domain/fields'
import type { Dependency, Milestone } from '@/domain/method-records'
import type { Project } from '@/domain/model'
import type { MilestoneValues } from '@/stores/milestone-edits'

/** A milestone as it stands in the form. */
export interface MilestoneText {
  name: string
  planStart: string
  planFinish: string
  forecastFinish: string
  actualStart: string
  actualFinish: string
  weight: string
  responsiblePerson: string
  remarks: string
  /** Ids of what comes before, with the lag in days as typed. */
  after: Record<string, string>
}

export const DATE_FIELDS = { planStart: '计划开始', planFinish: '计划完成', forecastFinish: '预计完成', actualStart: '实际开始', actualFinish: '实际完成' } as const

export function milestoneText(m: Milestone): MilestoneText {
  return {
    name: m.name, planStart: m.planStart ?? '', planFinish: m.planFinish ?? '', forecastFinish: m.forecastFinish ?? '', actualStart: m.actualStart ?? '', actualFinish: m.actualFinish ?? '',
    weight: String(m.weight), responsiblePerson: m.responsiblePerson ?? '', remarks: m.remarks ?? '', after: Object.fromEntries(m.after.map((d) => [d.id, String(d.lag)])),
  }
}

export type MilestoneFaults = Partial<Record<keyof MilestoneText, string>>

/** Reads the form; `values` is null where a fault stands. `others` are the project's other milestones, for the chain of dependencies. */
export function readMilestone(text: MilestoneText, own: Milestone, others: readonly Milestone[]): { readonly values: Required<MilestoneValues> | null; readonly faults: MilestoneFaults } {
  const faults: MilestoneFaults = {}
  const take = <T>(field: keyof MilestoneText, parsed: Parsed<T>): T | null => {
    if (parsed.ok) return parsed.value
    faults[field] = parsed.message
    return null
  }
  const name = take('name', parseText(text.name, 'short'))
  if (name === null) faults.name ??= '请填节点名称，如 主体封顶'
  const dates = Object.fromEntries((Object.keys(DATE_FIELDS) as (keyof typeof DATE_FIELDS)[]).map((f) => [f, take(f, parseOptionalDate(text[f]))])) as Record<keyof typeof DATE_FIELDS, Milestone['planStart']>
  if (dates.planStart !== null && dates.planFinish !== null && dates.planFinish < dates.planStart) faults.planFinish = `计划完成 ${dates.planFinish} 早于计划开始 ${dates.planStart}`
  if (dates.planStart !== null && dates.planFinish === null) faults.planFinish ??= '填了计划开始，也要填计划完成'
  if (dates.actualStart !== null && dates.actualFinish !== null && dates.actualFinish < dates.actualStart) faults.actualFinish = `实际完成 ${dates.actualFinish} 早于实际开始 ${dates.actualStart}`
  const weight = take('weight', wholeNumber(text.weight, '权重', 10_000))
  const after: Dependency[] = []
  for (const [id, typed] of Object.entries(text.after)) {
    const lag = take('after', wholeNumber(typed, '间隔天数', 3650))
    if (lag !== null) after.push({ id, lag })
  }
  const cycle = sortByDependency([...others, { ...own, name: text.name, after }].map((m) => ({ id: m.id, name: m.name, after: m.after.map((d) => d.id) })))
  if (!cycle.ok) faults.after = cycleWords(cycle.cycle)
  const [responsiblePerson, remarks] = [take('responsiblePerson', parseText(text.responsiblePerson, 'short')), take('remarks', parseText(text.remarks))]
  if (Object.keys(faults).length > 0 || name === null || weight === null) return { values: null, faults }
  return { faults, values: { name, ...dates, weight, after, responsiblePerson, remarks, order: own.order } }
}

/** What can be right and mostly is a slip: dates before or behind their project. Told at the field, not refused. */
export function milestoneCautions(text: Pick<MilestoneText, 'planStart' | 'planFinish' | 'actualStart' | 'actualFinish'>, { startDate, plannedCompletion }: Pick<Project, 'startDate' | 'plannedCompletion'>): MilestoneFaults {
  const cautions: MilestoneFaults = {}
  for (const field of ['planStart', 'planFinish', 'actualStart', 'actualFinish'] as const) {
    const date = parseOptionalDate(text[field])
    if (!date.ok || date.value === null) continue
    if (startDate !== null && date.value < startDate) cautions[field] = `早于项目的开工时间 ${startDate}，请核对`
    else if (plannedCompletion !== null && date.value > plannedCompletion && field.startsWith('plan')) cautions[field] = `晚于项目的计划竣工 ${plannedCompletion}，请核对`
  }
  return cautions
}

function wholeNumber(text: string, label: string, most: number): Parsed<number> {
  const plain = text.trim()
  if (plain === '') return accepted(0)
  if (!/^\d{1,6}$/u.test(plain)) return refused('not-a-number', `看不懂“${excerpt(text)}”，${label}请填整数，如 10`)
  return Number(plain) > most ? refused('out-of-range', `${label}最多 ${most}`) : accepted(Number(plain))
}
