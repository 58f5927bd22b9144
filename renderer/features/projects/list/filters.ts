import type { ProjectEntry } from '@/domain/ledger'
import { DOMAINS, PROJECT_STATES, REPORT_STATES, type RecordId } from '@/domain/model'
import { UNKNOWN_FIGURE } from '@/domain/money'
import { isHandedIn } from '@/domain/report'
import { LIGHTS } from '@/domain/warning'
import { matchesName, type PinyinIndex } from '@/shared/pinyin'
import type { ProjectRow } from './rows'

/** The keys of the /projects query: other screens link here by them. */
export const FILTER_KEYS = ['portfolio', 'domain', 'light', 'report', 'state', 'flagged', 'leader', 'unit', 'missing', 'q'] as const
export type FilterKey = (typeof FILTER_KEYS)[number]

/** Active filters; a key that is absent does not filter. `待填报` stands for an empty field. */
export type ProjectFilters = Partial<Readonly<Record<FilterKey, string>>>

export const FILTER_LABELS: Readonly<Record<FilterKey, string>> = {
  portfolio: '项目盘子', domain: '领域', light: '预警', report: '月报状态', state: '项目状态', flagged: '挂牌督战', leader: '包联领导', unit: '责任单位', missing: '缺', q: '查找',
}

export const MISSING_LABELS: Readonly<Record<string, string>> = {
  totalInvestment: '总投资待填报', annualPlan: '年度计划待填报', completedThisMonth: '本月完成待填报', completedYearToDate: '年初至今待填报', fundsInPlace: '到位资金待填报',
}

export const NOT_HANDED_IN = '未上报'
export const FLAGGED = '挂牌督战'
const NOT_FLAGGED = '没有挂牌'

/** The values that a key admits; null admits any text. */
export const FILTER_VALUES: Readonly<Record<FilterKey, readonly string[] | null>> = {
  portfolio: null, domain: [...DOMAINS, UNKNOWN_FIGURE], light: LIGHTS, report: [UNKNOWN_FIGURE, ...REPORT_STATES, NOT_HANDED_IN], state: [...PROJECT_STATES, UNKNOWN_FIGURE], flagged: [FLAGGED, NOT_FLAGGED],
  leader: null, unit: null, missing: Object.keys(MISSING_LABELS), q: null,
}

/** Reads the filters of an address. Unknown keys and values are left out. */
export function filtersOfQuery(query: Readonly<Record<string, unknown>>): ProjectFilters {
  const found: Partial<Record<FilterKey, string>> = {}
  for (const key of FILTER_KEYS) {
    const given: unknown = query[key]
    const value: unknown = Array.isArray(given) ? (given as unknown[])[0] : given
    const admitted = FILTER_VALUES[key]
    if (typeof value === 'string' && value.trim() !== '' && (admitted === null || admitted.includes(value))) found[key] = value
  }
  return found
}

/** The query of an address for the filters, in a fixed order, without what does not filter. */
export function queryOfFilters(filters: ProjectFilters): Record<string, string> {
  const query: Record<string, string> = {}
  for (const key of FILTER_KEYS) {
    const value = filters[key]
    if (value !== undefined && value.trim() !== '') query[key] = value
  }
  return query
}

export function sameFilters(a: ProjectFilters, b: ProjectFilters): boolean {
  return JSON.stringify(queryOfFilters(a)) === JSON.stringify(queryOfFilters(b))
}

/** A filter in words, for its chip. */
export function filterWords(key: FilterKey, value: string, portfolioName: (id: RecordId) => string): string {
  if (key === 'missing') return MISSING_LABELS[value] ?? value
  if (key === 'flagged') return value
  return `${FILTER_LABELS[key]}：${key === 'portfolio' ? portfolioName(value) : value}`
}

/** Whether a project passes all filters. `pinyin` null: only characters are compared. */
export function passes({ project, figures, warning }: ProjectRow, filters: ProjectFilters, pinyin: PinyinIndex | null): boolean {
  const field = (value: string | null, wanted: string | undefined): boolean => wanted === undefined || (value ?? UNKNOWN_FIGURE) === wanted
  return (
    (filters.portfolio === undefined || project.portfolioIds.includes(filters.portfolio)) &&
    field(project.domain, filters.domain) &&
    (filters.light === undefined || warning.light === filters.light) &&
    field(project.state, filters.state) &&
    (filters.flagged === undefined || project.flagged === (filters.flagged === FLAGGED)) &&
    field(project.sponsoringLeader, filters.leader) &&
    field(project.responsibleUnit, filters.unit) &&
    (filters.report === undefined || (filters.report === NOT_HANDED_IN ? !isHandedIn(figures.report) : (figures.report?.state ?? UNKNOWN_FIGURE) === filters.report)) &&
    (filters.missing === undefined || isMissing(project, figures, filters.missing)) &&
    (filters.q === undefined || [project.name, project.owner, project.sponsoringLeader].some((text) => text !== null && matchesName(text, filters.q ?? '', pinyin)))
  )
}

function isMissing(project: ProjectEntry['project'], figures: ProjectRow['figures'], what: string): boolean {
  if (what === 'totalInvestment') return project.totalInvestment === null
  return figures[what as 'annualPlan' | 'completedThisMonth' | 'completedYearToDate' | 'fundsInPlace'] === null
}
