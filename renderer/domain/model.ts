import { METHOD_TABLES, type MethodData, type MethodRecords } from './method-records'
import type { Fen } from './money'
import type { DateOnly, Period } from './period'
import type { SentRecord } from './sent-workbook'

/**
 * A ULID for projects and portfolios (the two official portfolios have fixed ids). A plan and a report are named by what
 * they are about, so that two seats that make the same one make one record, not two: see planId and reportId.
 */
export type RecordId = string

/** Id of the one plan of a project and year. */
export function planId(projectId: RecordId, year: number): RecordId {
  return `${projectId}-${year}`
}

/** Id of the one report of a project and period. */
export function reportId(projectId: RecordId, period: Period): RecordId {
  return `${projectId}-${period}`
}

/** The project that a plan or a report of this id is about. */
export function projectOfFigures(id: RecordId): RecordId {
  return id.replace(/-\d{4}(?:-\d{2})?$/u, '')
}

/** Every stored record: soft deletion only (回收站), never a hard delete. */
export interface Stored {
  readonly id: RecordId
  /** ISO time at which it went to the 回收站, or null. */
  readonly deletedAt: string | null
}

/** The two portfolios of the official ledger have fixed ids, which the command lines use. */
export const PORTFOLIO_3367 = '3367'
export const PORTFOLIO_QUALITY = 'quality'

/** 项目盘子: a list of projects with the totals that were declared (公布) for it. */
export interface Portfolio extends Stored {
  readonly name: string
  /** Short name for menus and file names. */
  readonly shortName: string
  readonly declaredCount: number | null
  /** 分 */
  readonly declaredTotalInvestment: Fen | null
  /** 分, of `declaredYear`. */
  readonly declaredAnnualPlan: Fen | null
  readonly declaredYear: number | null
  /** Where the declared totals come from. */
  readonly sourceNote: string | null
  readonly order: number
}

/** 三大领域, in the order of every sheet. */
export const DOMAINS = ['基础设施', '产业转型', '社会民生'] as const
export type Domain = (typeof DOMAINS)[number]

/** 项目状态. */
export const PROJECT_STATES = ['未开工', '已开工', '复工', '停工', '竣工'] as const
export type ProjectState = (typeof PROJECT_STATES)[number]

export const FIVE_ONES = 5

/** 项目. `name` null is a 待录入 slot of a portfolio whose projects are not known yet; it is never counted as registered. */
export interface Project extends Stored {
  readonly name: string | null
  readonly portfolioIds: readonly RecordId[]
  readonly domain: Domain | null
  /** 建设性质, such as 新建, 改扩建, 续建. */
  readonly nature: string | null
  /** 建设内容及规模 */
  readonly scale: string | null
  /** 项目单位 */
  readonly owner: string | null
  /** 责任单位 */
  readonly responsibleUnit: string | null
  /** 责任人 */
  readonly responsiblePerson: string | null
  /** 包联领导 */
  readonly sponsoringLeader: string | null
  /** 施工单位 */
  readonly contractor: string | null
  readonly state: ProjectState | null
  /** 开工时间 */
  readonly startDate: DateOnly | null
  /** 计划竣工 */
  readonly plannedCompletion: DateOnly | null
  /** 总投资, 分 */
  readonly totalInvestment: Fen | null
  /** 挂牌督战 */
  readonly flagged: boolean
  /** “五个一”: five texts whose labels the user sets in 设置. */
  readonly fiveOnes: readonly (string | null)[]
  readonly remarks: string | null
  /** Where the facts come from. */
  readonly sourceNote: string | null
  /** Place within its domain; smaller first. */
  readonly order: number
}

/** 年度计划投资 of a project; at most one per project and year. */
export interface AnnualPlan extends Stored {
  readonly projectId: RecordId
  readonly year: number
  /** 年度计划投资, 分 */
  readonly planned: Fen | null
  /** 截至上年底累计完成 as it stood when the ledger began, 分. Typed for the first year kept; derived for later ones. */
  readonly openingCompleted: Fen | null
  /** Planned 分 of each month, January first: the project's own plan curve. Null: an even curve (months ÷ 12). */
  readonly curve: readonly Fen[] | null
}

export const REPORT_STATES = ['草稿', '已上报', '已审核', '锁定'] as const
export type ReportState = (typeof REPORT_STATES)[number]

/** 月报 of one project for one 报告期; at most one per project and period. */
export interface ProgressReport extends Stored {
  readonly projectId: RecordId
  readonly period: Period
  /** 本月完成投资, 分. Negative only as a correction with `correctionReason`. */
  readonly completed: Fen | null
  readonly correctionReason: string | null
  /** 到位资金: funds in place since the project's start, as it stands at the end of the period, 分. */
  readonly fundsInPlace: Fen | null
  /** 形象进度 */
  readonly physicalProgress: string | null
  /** 存在问题 */
  readonly problems: string | null
  /** 下步措施 */
  readonly measures: string | null
  /** 备注 of this month. */
  readonly remarks: string | null
  readonly state: ReportState
  /** Why it was sent back (退回) or unlocked (解锁) the last time. */
  readonly stateReason: string | null
}

/** Id of the n-th snapshot of a period. */
export function snapshotId(period: Period, number: number): RecordId {
  return `${period}-${number}`
}

/**
 * 锁定数据: a locked month as it stood when it was locked. It never changes; 解锁 releases it and keeps it. At most one of a
 * period is in force (`releasedAt` null).
 */
export interface Snapshot extends Stored {
  readonly period: Period
  /** 1 for the first 锁定 of the period, and so on. */
  readonly number: number
  /** 填报日期 of every sheet of the locked month. */
  readonly preparedOn: DateOnly
  /** ISO time in UTC. */
  readonly lockedAt: string
  /** ISO time in UTC at which it was released; null while it is in force. */
  readonly releasedAt: string | null
  /** Why it was released. */
  readonly releaseReason: string | null
  /** The workbook writer that was in use (workbook/writer-version.ts). */
  readonly writerVersion: number
  /** SHA-256 of the frozen content's canonical JSON, lower-case hexadecimal. */
  readonly sha256: string
  /** The frozen content: canonical JSON, UTF-8, raw deflate, base64 (exchange/snapshot.ts). */
  readonly content: string
}

/** Which ledger this is; 演示数据 is marked 虚构演示数据 everywhere. */
export const LEDGER_KINDS = ['official', 'demo', 'own'] as const
export type LedgerKind = (typeof LEDGER_KINDS)[number]

/** 设置: one record per ledger. */
export interface Settings extends Stored {
  readonly ledgerId: RecordId
  readonly ledgerKind: LedgerKind
  /** Title of the ledger, such as 县重点项目台账. */
  readonly ledgerName: string
  /** 填报单位 */
  readonly unitName: string
  /** 审核人 */
  readonly reviewer: string | null
  /** 填报人 */
  readonly preparer: string | null
  readonly fiveOneLabels: readonly string[]
  /** 黄: more than this many percentage points behind. */
  readonly yellowPoints: number
  /** 红: more than this many percentage points behind. */
  readonly redPoints: number
  /** The period that the program opens with; null: the newest with a report. */
  readonly defaultPeriod: Period | null
  /** 红: a milestone overdue by more than this many days; 黄 from the first day on. */
  readonly overdueRedDays: number
  /** 快到期: due within this many days. */
  readonly dueSoonDays: number
  /** 督办单文号, such as 重督〔{年}〕{号}号. */
  readonly orderPattern: string
}

/** What a new ledger begins with; ours, not an official standard. */
export const METHOD_SETTINGS: Pick<Settings, 'overdueRedDays' | 'dueSoonDays' | 'orderPattern'> = { overdueRedDays: 30, dueSoonDays: 7, orderPattern: '重督〔{年}〕{号}号' }

export const SETTINGS_ID = 'settings'

/** 虚构演示数据: the words that mark the demonstration ledger. */
export const DEMO_MARK = '虚构演示数据'

/** The content of a ledger, as plain lists. What a data package holds, and what everything is derived from. */
export interface LedgerData extends MethodData {
  readonly portfolios: readonly Portfolio[]
  readonly projects: readonly Project[]
  readonly annualPlans: readonly AnnualPlan[]
  readonly progressReports: readonly ProgressReport[]
  readonly snapshots: readonly Snapshot[]
  readonly sentWorkbooks: readonly SentRecord[]
  readonly settings: Settings
}

/** The tables of which a ledger has many records. */
export const LIST_TABLES = ['portfolios', 'projects', 'annualPlans', 'progressReports', 'snapshots', 'sentWorkbooks', ...METHOD_TABLES] as const
export type ListTable = (typeof LIST_TABLES)[number]

/** The tables whose records a recorded operation may change. */
export const LEDGER_TABLES = [...LIST_TABLES, 'settings'] as const
export type LedgerTable = (typeof LEDGER_TABLES)[number]

export interface LedgerRecords extends MethodRecords {
  portfolios: Portfolio
  projects: Project
  annualPlans: AnnualPlan
  progressReports: ProgressReport
  snapshots: Snapshot
  sentWorkbooks: SentRecord
  settings: Settings
}
