import type { ProjectEntry } from '@/domain/ledger'
import { DOMAINS, FIVE_ONES, PROJECT_STATES, type Domain, type ProjectState } from '@/domain/model'
import type { Parsed } from '@/domain/brand'
import { parseOptionalAmount, parseOptionalDate, parseText, type TextKind } from '@/domain/fields'
import { formatMoney, type Fen } from '@/domain/money'
import type { PlanValues, ProjectValues } from '@/stores/project-edits'
import { changedFields } from './text-form'

/** The project form as texts, the way they stand in its fields. A type alias, so that it is a FormText. */
export type ProjectText = {
  name: string
  portfolioIds: readonly string[]
  domain: string
  nature: string
  scale: string
  owner: string
  responsibleUnit: string
  responsiblePerson: string
  sponsoringLeader: string
  contractor: string
  state: string
  startDate: string
  plannedCompletion: string
  totalInvestment: string
  flagged: boolean
  fiveOne1: string
  fiveOne2: string
  fiveOne3: string
  fiveOne4: string
  fiveOne5: string
  remarks: string
  sourceNote: string
  /** Of the current year's plan. */
  planned: string
  openingCompleted: string
}
export type ProjectTextField = keyof ProjectText

export const FIVE_ONE_FIELDS = ['fiveOne1', 'fiveOne2', 'fiveOne3', 'fiveOne4', 'fiveOne5'] as const satisfies readonly ProjectTextField[]

const TEXTS = {
  nature: 'short', scale: 'long', owner: 'short', responsibleUnit: 'short', responsiblePerson: 'short', sponsoringLeader: 'short', contractor: 'short', remarks: 'long', sourceNote: 'long',
} as const satisfies Partial<Record<ProjectTextField, TextKind>>
const DATES = ['startDate', 'plannedCompletion'] as const
const PLAN_AMOUNTS = ['planned', 'openingCompleted'] as const

/** The texts of a project and its plan of `year`; of nothing, the empty form. */
export function projectText(entry: ProjectEntry | null, year: number): ProjectText {
  const project = entry?.project
  const plan = entry?.plans.get(year)
  return {
    name: project?.name ?? '', portfolioIds: [...(project?.portfolioIds ?? [])], domain: project?.domain ?? '', nature: project?.nature ?? '', scale: project?.scale ?? '', owner: project?.owner ?? '',
    responsibleUnit: project?.responsibleUnit ?? '', responsiblePerson: project?.responsiblePerson ?? '', sponsoringLeader: project?.sponsoringLeader ?? '', contractor: project?.contractor ?? '',
    state: project?.state ?? '', startDate: project?.startDate ?? '', plannedCompletion: project?.plannedCompletion ?? '', totalInvestment: amountText(project?.totalInvestment ?? null), flagged: project?.flagged ?? false,
    fiveOne1: project?.fiveOnes[0] ?? '', fiveOne2: project?.fiveOnes[1] ?? '', fiveOne3: project?.fiveOnes[2] ?? '', fiveOne4: project?.fiveOnes[3] ?? '', fiveOne5: project?.fiveOnes[4] ?? '',
    remarks: project?.remarks ?? '', sourceNote: project?.sourceNote ?? '', planned: amountText(plan?.planned ?? null), openingCompleted: amountText(plan?.openingCompleted ?? null),
  }
}

/** An amount as it stands in a field, in 万元; unknown is an empty field. */
export function amountText(amount: Fen | null): string {
  return amount === null ? '' : formatMoney(amount)
}

export type Faults<Field extends string> = Partial<Record<Field, string>>

/** What the texts say: values where every field is sound, else a message at each field that is not. */
export interface ReadProject {
  readonly values: ProjectValues & { name: string }
  readonly plan: PlanValues
  readonly faults: Faults<ProjectTextField>
}

/** Reads the whole form. A field with a fault has no value in the result. */
export function readProjectText(text: ProjectText): ReadProject {
  const faults: Faults<ProjectTextField> = {}
  const take = <T>(field: ProjectTextField, result: Parsed<T>, fallback: T): T => {
    if (result.ok) return result.value
    faults[field] = result.message
    return fallback
  }
  const name = take('name', parseText(text.name.replace(/\s*\n\s*/gu, ' '), 'name'), '')
  if (!name && faults.name === undefined) faults.name = '请填项目名称'
  const fiveOnes = FIVE_ONE_FIELDS.map((field) => take(field, parseText(text[field], 'long'), null))
  if (fiveOnes.length !== FIVE_ONES) throw new RangeError('readProjectText: five labels expected')
  const values: Record<string, unknown> = {
    name: name ?? '', portfolioIds: [...text.portfolioIds], domain: DOMAINS.find((d) => d === text.domain) ?? (null as Domain | null), state: PROJECT_STATES.find((s) => s === text.state) ?? (null as ProjectState | null),
    flagged: text.flagged, fiveOnes, totalInvestment: take('totalInvestment', parseOptionalAmount(text.totalInvestment), null),
  }
  for (const [field, kind] of Object.entries(TEXTS)) values[field] = take(field as keyof typeof TEXTS, parseText(text[field as keyof typeof TEXTS], kind), null)
  for (const field of DATES) values[field] = take(field, parseOptionalDate(text[field]), null)
  const { startDate, plannedCompletion } = values as { startDate: string | null; plannedCompletion: string | null }
  if (startDate !== null && plannedCompletion !== null && plannedCompletion < startDate) faults.plannedCompletion = `计划竣工 ${plannedCompletion} 早于开工时间 ${startDate}，请核对`
  const plan = Object.fromEntries(PLAN_AMOUNTS.map((field) => [field, take(field, parseOptionalAmount(text[field]), null)])) as PlanValues
  return { values: values as ReadProject['values'], plan, faults }
}

/** What a save writes: the fields typed into, with what stood there when typing began. Call with sound texts. */
export interface ProjectChange {
  readonly set: ProjectValues
  readonly seen: ProjectValues
  readonly planSet: PlanValues
  readonly planSeen: PlanValues
}

export function projectChange(base: ProjectText, text: ProjectText): ProjectChange {
  const changed = changedFields(base, text)
  const [before, after] = [readProjectText(base), readProjectText(text)]
  const fields = new Set(changed.filter((f) => f !== 'planned' && f !== 'openingCompleted').map((f) => (f.startsWith('fiveOne') ? 'fiveOnes' : f)))
  const planFields = changed.filter((f) => f === 'planned' || f === 'openingCompleted')
  return { set: only(after.values, fields), seen: only(before.values, fields), planSet: only(after.plan, planFields), planSeen: only(before.plan, planFields) }
}

function only<T extends object>(values: T, fields: Iterable<string>): Partial<T> {
  const wanted = new Set(fields)
  return Object.fromEntries(Object.entries(values).filter(([field]) => wanted.has(field))) as Partial<T>
}
