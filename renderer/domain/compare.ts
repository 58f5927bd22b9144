import type { Ledger, PortfolioScope, ProjectEntry } from './ledger'
import { registeredEntries } from './ledger'
import { formatMoney, subtractFen, addFen, ZERO_FEN, type Fen, type MoneyUnit } from './money'
import type { Period } from './period'
import { projectFigures } from './progress'
import { filterValue, type ReportFilter } from './report-catalogue'
import { assessWarning } from './warning'

/** The columns that 变化对比 looks at, in the order of the month's sheet. */
export const COMPARED = [
  'name', 'domain', 'nature', 'scale', 'owner', 'responsibleUnit', 'sponsoringLeader', 'startDate', 'plannedCompletion', 'totalInvestment', 'completedBeforeYear', 'annualPlan',
  'completedThisMonth', 'completedYearToDate', 'completedSinceStart', 'fundsInPlace', 'physicalProgress', 'problems', 'measures', 'light',
] as const
export type ComparedField = (typeof COMPARED)[number]

export const COMPARED_LABELS: Readonly<Record<ComparedField, string>> = {
  name: '项目名称', domain: '领域', nature: '建设性质', scale: '建设内容及规模', owner: '项目单位', responsibleUnit: '责任单位', sponsoringLeader: '包联领导', startDate: '开工时间', plannedCompletion: '计划竣工',
  totalInvestment: '总投资', completedBeforeYear: '截至上年底累计完成', annualPlan: '年度计划', completedThisMonth: '本月完成', completedYearToDate: '年初至今累计', completedSinceStart: '开工以来累计',
  fundsInPlace: '到位资金', physicalProgress: '形象进度', problems: '存在问题', measures: '下步措施', light: '预警',
}

export const COMPARED_MONEY = ['totalInvestment', 'completedBeforeYear', 'annualPlan', 'completedThisMonth', 'completedYearToDate', 'completedSinceStart', 'fundsInPlace'] as const
export type MoneyField = (typeof COMPARED_MONEY)[number]

export function isMoneyField(field: ComparedField): field is MoneyField {
  return (COMPARED_MONEY as readonly string[]).includes(field)
}

/** A project as one side shows it. Money in 分, texts as they are; null is unknown, a left-out field is not shown on that side. */
export interface ComparedProject {
  /** Null where the side does not know ids: a workbook without them. */
  readonly id: string | null
  readonly name: string
  readonly values: { readonly [F in ComparedField]?: F extends MoneyField ? Fen | null : string | null }
}

/** One side of 变化对比: a locked month, the ledger now, or a workbook read back. */
export interface ComparedState {
  /** `2020年2月（锁定，校验码 0123456789ab）`. */
  readonly label: string
  readonly period: Period
  readonly projects: readonly ComparedProject[]
}

/** One column of one project that differs. */
export interface ValueChange {
  readonly field: ComparedField
  readonly before: Fen | string | null
  readonly after: Fen | string | null
  /** after − before, 分; of money alone. Unknown counts as nothing, so that the sums of changes are the difference of the totals. */
  readonly difference: Fen | null
  /** Who, when and why, as far as it is known (compare-sources.ts). */
  readonly source?: string | null
}

export interface ProjectChange {
  /** `退出`: only on the first side. */
  readonly kind: '新增' | '退出' | '调整'
  readonly id: string | null
  readonly name: string
  readonly changes: readonly ValueChange[]
}

/** What a money column rose and fell by, each in 分 over all projects; `difference` is their sum. */
export interface ColumnChange {
  readonly field: MoneyField
  readonly before: Fen
  readonly after: Fen
  readonly increase: Fen
  /** Negative or 0. */
  readonly decrease: Fen
  readonly difference: Fen
}

export interface Comparison {
  readonly before: Pick<ComparedState, 'label' | 'period'>
  readonly after: Pick<ComparedState, 'label' | 'period'>
  /** 新增, 退出 and 调整, in the order of the second side; what left stands last. Unchanged projects are left out. */
  readonly projects: readonly ProjectChange[]
  readonly unchanged: number
  /** Of the money columns that both sides show. */
  readonly sums: readonly ColumnChange[]
}

/**
 * Compares two sides project by project: by id where both know it, else by name. The laws: a side compared with itself
 * has no change; sides the other way round give the opposite; the sums of all changes are the difference of the totals.
 */
export function compareStates(before: ComparedState, after: ComparedState): Comparison {
  const pairs = pairUp(before.projects, after.projects)
  const fields = COMPARED.filter((field) => shows(before, field) && shows(after, field))
  const projects: ProjectChange[] = []
  for (const [old, now] of pairs) {
    const { id, name } = (now ?? old) as ComparedProject
    const changes = fields.flatMap((field) => valueChange(field, old, now))
    if (old === null) projects.push({ kind: '新增', id, name, changes })
    else if (now === null) projects.push({ kind: '退出', id, name, changes })
    else if (changes.length > 0) projects.push({ kind: '调整', id: id ?? old.id, name, changes })
  }
  return {
    before: { label: before.label, period: before.period }, after: { label: after.label, period: after.period },
    projects, unchanged: pairs.length - projects.length, sums: COMPARED_MONEY.filter((field) => fields.includes(field)).map((field) => columnChange(field, pairs)),
  }
}

function shows({ projects }: ComparedState, field: ComparedField): boolean {
  return projects.length === 0 || projects.some((p) => field in p.values)
}

type Pair = readonly [ComparedProject | null, ComparedProject | null]

function pairUp(before: readonly ComparedProject[], after: readonly ComparedProject[]): Pair[] {
  const left = new Set(before)
  const byId = new Map(before.flatMap((p) => (p.id === null ? [] : [[p.id, p] as const])))
  const found = new Map<ComparedProject, ComparedProject>()
  const take = (now: ComparedProject, old: ComparedProject | undefined): void => {
    if (old === undefined || !left.has(old)) return
    left.delete(old)
    found.set(now, old)
  }
  for (const now of after) if (now.id !== null) take(now, byId.get(now.id))
  for (const now of after) {
    // A name tells only where one of the sides has no ids: with ids on both, two projects of one name are two projects.
    if (!found.has(now)) take(now, before.find((old) => left.has(old) && old.name === now.name && (old.id === null || now.id === null)))
  }
  return [...after.map((now): Pair => [found.get(now) ?? null, now]), ...before.filter((old) => left.has(old)).map((old): Pair => [old, null])]
}

function valueChange(field: ComparedField, old: ComparedProject | null, now: ComparedProject | null): ValueChange[] {
  const [before, after] = [old?.values[field] ?? null, now?.values[field] ?? null]
  if (before === after) return []
  return [{ field, before, after, difference: isMoneyField(field) ? subtractFen((after ?? ZERO_FEN) as Fen, (before ?? ZERO_FEN) as Fen) : null }]
}

function columnChange(field: MoneyField, pairs: readonly Pair[]): ColumnChange {
  let [before, after, increase, decrease] = [ZERO_FEN, ZERO_FEN, ZERO_FEN, ZERO_FEN]
  for (const [old, now] of pairs) {
    const [from, to] = [old?.values[field] ?? ZERO_FEN, now?.values[field] ?? ZERO_FEN]
    const difference = subtractFen(to, from)
    before = addFen(before, from)
    after = addFen(after, to)
    if (difference > 0) increase = addFen(increase, difference)
    else decrease = addFen(decrease, difference)
  }
  return { field, before, after, increase, decrease, difference: addFen(increase, decrease) }
}

/** A ledger at a period as a side: the registered projects of a scope, as the month's sheet shows them. */
export function ledgerState(ledger: Ledger, period: Period, label: string, scope: PortfolioScope = 'all', filter: ReportFilter | null = null): ComparedState {
  const entries = registeredEntries(ledger, scope).filter((e) => filter === null || filterValue(e, filter.by) === filter.value.trim())
  return { label, period, projects: entries.map((entry) => comparedProject(entry, period, ledger)) }
}

function comparedProject(entry: ProjectEntry, period: Period, { settings }: Ledger): ComparedProject {
  const { project } = entry
  const f = projectFigures(entry, period)
  return {
    id: project.id, name: project.name ?? '',
    values: {
      name: project.name, domain: project.domain, nature: project.nature, scale: project.scale, owner: project.owner, responsibleUnit: project.responsibleUnit, sponsoringLeader: project.sponsoringLeader,
      startDate: project.startDate, plannedCompletion: project.plannedCompletion, totalInvestment: project.totalInvestment, completedBeforeYear: f.completedBeforeYear, annualPlan: f.annualPlan,
      completedThisMonth: f.completedThisMonth, completedYearToDate: f.completedYearToDate, completedSinceStart: f.completedSinceStart, fundsInPlace: f.fundsInPlace,
      physicalProgress: f.report?.physicalProgress ?? null, problems: f.report?.problems ?? null, measures: f.report?.measures ?? null, light: assessWarning(entry, period, settings).light,
    },
  }
}

/** A value as a person reads it; money in the given unit. */
export function comparedText(field: ComparedField, value: Fen | string | null, unit: MoneyUnit = '万元'): string {
  if (value === null) return '待填报'
  return isMoneyField(field) && typeof value === 'number' ? formatMoney(value, unit) : String(value)
}
