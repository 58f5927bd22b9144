import { excerpt } from './brand'
import type { Comparison } from './compare'
import { issueStanding } from './issue-due'
import { activePortfolios, registeredEntries, type Ledger, type PortfolioScope, type ProjectEntry } from './ledger'
import type { ConstructionEvent, SupervisionOrder } from './method-records'
import { UNKNOWN_FIGURE, type Fen, type MoneyUnit } from './money'
import { lastDayOf, yearOf, type DateOnly, type Period } from './period'
import { issuesOf, milestonesOf, proceduresOf, supervisionOrdersOf } from './project-records'
import type { Declared } from './reconcile'
import { assessWarning } from './warning'

/** The reports that an export may ask for, as the command line names them (CLI.md). `all` is every one that has data. */
export const REPORT_NAMES = ['monthly', 'summary', 'curve', 'milestones', 'procedures', 'issues', 'supervision', 'bulletin', 'cards', 'wallchart', 'events', 'tasks', 'changes', 'all'] as const
export type ReportName = (typeof REPORT_NAMES)[number]
export type SingleReport = Exclude<ReportName, 'all'>

/** The single reports in the order in which they stand in one book. */
export const SINGLE_REPORTS = REPORT_NAMES.filter((name): name is SingleReport => name !== 'all')

export interface ReportKind {
  /** What the screen and the sheet call it. */
  readonly label: string
  /** Begins the file's name. */
  readonly fileStem: string
  /** What it shows, in one line. */
  readonly about: string
}

export const REPORT_KINDS: Readonly<Record<ReportName, ReportKind>> = {
  monthly: { label: '项目进展情况月报表', fileStem: '县重点项目月报', about: '每个项目一行，按领域小计' },
  summary: { label: '汇总表', fileStem: '县重点项目汇总表', about: '按领域、包联领导、责任单位和项目盘子汇总' },
  curve: { label: '年度曲线', fileStem: '县重点项目年度曲线', about: '逐月计划与完成，附折线图' },
  milestones: { label: '节点表', fileStem: '县重点项目节点表', about: '各项目节点的计划、调整和实际日期' },
  procedures: { label: '前期手续表', fileStem: '县重点项目前期手续表', about: '各项手续的部门、文号、日期和状态' },
  issues: { label: '问题台账', fileStem: '县重点项目问题台账', about: '存在问题、整改措施和责任人' },
  supervision: { label: '督办单', fileStem: '县重点项目督办单', about: '督办事项、期限、回复和销号' },
  bulletin: { label: '红黄牌通报', fileStem: '县重点项目红黄牌通报', about: '红黄灯项目及原因，附排名和通报稿' },
  cards: { label: '项目卡片', fileStem: '县重点项目卡片', about: '一个项目一页' },
  wallchart: { label: '挂图作战图', fileStem: '县重点项目挂图作战图', about: '各项目按时间排开，A3 张挂' },
  events: { label: '集中开复工', fileStem: '县重点项目集中开复工', about: '每次活动的日期、地点、议程和项目' },
  tasks: { label: '任务书', fileStem: '县重点项目任务书', about: '年度目标、分月任务和签字，一个项目一页' },
  changes: { label: '变化对比', fileStem: '县重点项目变化对比', about: '与另一份相比变了什么' },
  all: { label: '全套报表', fileStem: '县重点项目全套报表', about: '有内容的报表合为一本' },
}

/** Pages for single projects that a month's book does not hold unless they are asked for, with what 说明 says of it. */
export const APART: Partial<Readonly<Record<SingleReport, string>>> = { tasks: '任务书一个项目一页，另行导出' }

/** What a report is narrowed to; every sheet says so. */
export interface ReportFilter {
  readonly by: 'leader' | 'unit' | 'domain'
  readonly value: string
}

export const FILTER_LABELS: Readonly<Record<ReportFilter['by'], string>> = { leader: '包联领导', unit: '责任单位', domain: '领域' }
export const NO_DOMAIN = '未分领域'

/** The value by which a project is narrowed or grouped: 待填报 and 未分领域 stand for what is not known. */
export function filterValue({ project }: ProjectEntry, by: ReportFilter['by']): string {
  if (by === 'domain') return project.domain ?? NO_DOMAIN
  return (by === 'leader' ? project.sponsoringLeader : project.responsibleUnit)?.trim() ?? UNKNOWN_FIGURE
}

/** What every sheet is made by. */
export interface SheetOptions {
  readonly period: Period
  readonly scope: PortfolioScope
  readonly unit: Extract<MoneyUnit, '万元' | '亿元'>
  readonly paper: 'A3' | 'A4'
  /** 填报日期; null leaves it to be written by hand. */
  readonly preparedOn: DateOnly | null
  readonly filter?: ReportFilter | null
  /** Only these projects of the scope, as they were picked on a screen; left out: all. */
  readonly projectIds?: readonly string[] | null
  /** Set where the ledger handed over is the snapshot of a locked period: the sheets print its first digits, the file carries all. */
  readonly frozen?: { readonly sha256: string } | null
  /** What 变化对比 shows; without it the report is not there. */
  readonly comparison?: Comparison | null
}

/** What a report is made by. A plain object, so that it can go to a worker. */
export interface ReportOptions extends SheetOptions {
  readonly report: ReportName
  /** With `all`: only these of them. Left out: every one that has something to show. */
  readonly only?: readonly SingleReport[]
  /** 领导摘要 as the first page. Left out: only in `all`. */
  readonly leaderSummary?: boolean
}

export const SUMMARY_FIELDS = ['totalInvestment', 'annualPlan', 'completedThisMonth', 'completedYearToDate', 'completedSinceStart', 'fundsInPlace'] as const
export type SummaryField = (typeof SUMMARY_FIELDS)[number]

/** What an export tells of itself; the same for the screen and the command line. Amounts in 分, null is unknown or undeclared. */
export interface ReportSummary {
  readonly report: ReportName
  readonly period: Period
  readonly portfolio: PortfolioScope
  readonly sheets: readonly { readonly name: string; readonly rows: number }[]
  /** Projects of the main sheet, each once. */
  readonly rows: number
  readonly sums: Readonly<Record<SummaryField, Fen | null>>
  /** How many projects each sum leaves out. */
  readonly unknown: Readonly<Record<SummaryField, number>>
  readonly declared: Declared
  readonly difference: Declared
}

/** The registered projects of a scope, narrowed. */
export function chosenEntries(ledger: Ledger, { scope, filter, projectIds }: Pick<SheetOptions, 'scope' | 'filter' | 'projectIds'>): ProjectEntry[] {
  const all = registeredEntries(ledger, scope)
  const picked = projectIds === null || projectIds === undefined ? all : all.filter((e) => projectIds.includes(e.project.id))
  return filter === null || filter === undefined ? picked : picked.filter((e) => filterValue(e, filter.by) === filter.value.trim())
}

/** Why a report asked for alone would have nothing to show, as a sentence that says what to do; null where it has. */
export function reportAbsence(ledger: Ledger, report: SingleReport, options: Pick<SheetOptions, 'scope' | 'filter' | 'projectIds' | 'period' | 'comparison'>): string | null {
  const entries = chosenEntries(ledger, options)
  if (report === 'monthly') return null
  if (report === 'changes') return (options.comparison ?? null) === null ? '变化对比还没有选定要比的另一份' : null
  if (entries.length === 0) return `所选范围内还没有登记项目，没有${REPORT_KINDS[report].label}可导出`
  const { period } = options
  switch (report) {
    case 'summary': case 'cards': case 'tasks': return null
    case 'events':
      return eventsOfReport(ledger, options).length > 0 ? null : '所选项目还没有登记集中开复工，没有可导出的内容'
    case 'curve':
      return entries.some((e) => (e.plans.get(yearOf(period))?.planned ?? 0) > 0) ? null : `所选项目都没有 ${yearOf(period)} 年度计划，没有年度曲线可导出，请先填年度计划`
    case 'milestones':
      return entries.some((e) => milestonesOf(e).length > 0) ? null : '所选项目还没有节点，没有节点表可导出'
    case 'procedures':
      return entries.some((e) => proceduresOf(e).length > 0) ? null : '所选项目还没有前期手续，没有前期手续表可导出'
    case 'supervision':
      return ordersOfReport(ledger, options).length > 0 ? null : '到报告期末所选项目没有督办单可导出'
    case 'issues': {
      const day = lastDayOf(period)
      return entries.some((e) => (e.reports.get(period)?.problems ?? null) !== null || issuesOf(e).some((i) => issueStanding(i, day, 0) !== null)) ? null : '到报告期末没有登记问题，月报中也没有填存在问题，没有问题台账可导出'
    }
    case 'bulletin':
      return entries.some((e) => ['红', '黄'].includes(assessWarning(e, period, ledger.settings).light)) ? null : '报告期没有红灯和黄灯项目，没有红黄牌通报可导出'
    case 'wallchart':
      return entries.some((e) => e.project.startDate !== null && e.project.plannedCompletion !== null) ? null : '所选项目都没有开工时间和计划竣工，没有挂图作战图可导出，请先填日期'
  }
}

/** The 督办单 that a report lists: issued by the end of the period, about one of its projects; those about none stand only in a report of everything. */
export function ordersOfReport(ledger: Ledger, options: Pick<SheetOptions, 'scope' | 'filter' | 'projectIds' | 'period'>): SupervisionOrder[] {
  const ids = new Set(chosenEntries(ledger, options).map((e) => e.project.id))
  const everything = options.scope === 'all' && (options.filter ?? null) === null && (options.projectIds ?? null) === null
  const day = lastDayOf(options.period)
  return supervisionOrdersOf(ledger).filter((order) => {
    if (order.issuedOn > day) return false
    const named = order.items.flatMap((i) => i.projectId ?? [])
    return named.length === 0 ? everything : named.some((id) => ids.has(id))
  })
}

/** The 集中开复工 of the year of the period and before that name one of its projects, the first first; one that is still to come stands there as planned. */
export function eventsOfReport(ledger: Ledger, options: Pick<SheetOptions, 'scope' | 'filter' | 'projectIds' | 'period'>): ConstructionEvent[] {
  const ids = new Set(chosenEntries(ledger, options).map((e) => e.project.id))
  return [...ledger.constructionEvents.values()]
    .filter((e) => e.deletedAt === null && yearOf(e.date) <= yearOf(options.period) && e.projects.some((p) => ids.has(p.projectId)))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1))
}

/** Why a request names something that the ledger does not have; null where all is there. */
export function requestFault(ledger: Ledger, { scope, filter }: Pick<SheetOptions, 'scope' | 'filter'>): string | null {
  if (scope !== 'all' && activePortfolios(ledger).every((p) => p.id !== scope)) {
    return `台账中没有项目盘子“${excerpt(scope)}”，可选：all、${activePortfolios(ledger).map((p) => p.id).join('、')}`
  }
  if (filter === null || filter === undefined || chosenEntries(ledger, { scope, filter }).length > 0) return null
  const known = [...new Set(registeredEntries(ledger, scope).map((e) => filterValue(e, filter.by)))]
  const shown = known.slice(0, 8).map((v) => excerpt(v)).join('、')
  return `没有${FILTER_LABELS[filter.by]}为“${excerpt(filter.value)}”的项目，${known.length === 0 ? '所选范围内还没有登记项目' : `可选：${shown}${known.length > 8 ? `等 ${known.length} 个` : ''}`}`
}

/** `县重点项目月报_2020-03_20200405.xlsx`; a portfolio and what it is narrowed to stand after the name. */
export function reportFileName(options: Pick<ReportOptions, 'report' | 'only' | 'period' | 'filter' | 'projectIds'>, today: DateOnly, ending: 'xlsx' | 'docx' = 'xlsx'): string {
  const filter = options.filter ?? null
  const narrowed = filter !== null ? `_${excerpt(filter.value, 20).replace(/[\\/:*?"<>|…\u0000-\u001f\u007f]/gu, '').trim()}` : options.projectIds ? `_${options.projectIds.length}个项目` : ''
  const stem = options.report === 'all' && options.only !== undefined ? '县重点项目报表' : REPORT_KINDS[options.report].fileStem
  return `${stem}${narrowed}_${options.period}_${today.replaceAll('-', '')}.${ending}`
}
