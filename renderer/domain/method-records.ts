import type { BulletinEdit } from './bulletin-parts'
import type { DateOnly, Period } from './period'

/**
 * The records of the campaign's methods: 节点, 前期手续, 问题, 督办单, 集中开复工. All dates are calendar days without a
 * time zone. Whatever follows from dates (overdue, state, slip) is derived for a given day and never stored.
 */
interface MethodRecord {
  readonly id: string
  /** ISO time at which it went to the 回收站, or null. */
  readonly deletedAt: string | null
}

interface ProjectRecord extends MethodRecord {
  readonly projectId: string
}

/** Finish–start: the milestone begins `lag` calendar days after `id` has finished, or later. */
export interface Dependency {
  readonly id: string
  /** Calendar days, 0 or more. */
  readonly lag: number
}

/** 节点: a stage of a project that ends on a day. Without a start it is a mere point in time. */
export interface Milestone extends ProjectRecord {
  readonly name: string
  /** 计划开始 and 计划完成 of the current plan; the finish null is 待定. */
  readonly planStart: DateOnly | null
  readonly planFinish: DateOnly | null
  /** 预计完成, as the owner sees it now. */
  readonly forecastFinish: DateOnly | null
  readonly actualStart: DateOnly | null
  readonly actualFinish: DateOnly | null
  /** 权重, a whole number; 形象进度 is the share of what is finished. */
  readonly weight: number
  /** What has to be finished before, of the same project. */
  readonly after: readonly Dependency[]
  readonly responsiblePerson: string | null
  readonly remarks: string | null
  readonly order: number
}

/** A milestone's dates as they stood when a baseline was frozen. */
export interface BaselineDates {
  readonly milestoneId: string
  readonly name: string
  readonly start: DateOnly | null
  readonly finish: DateOnly | null
}

/** 基线: a frozen copy of a project's plan. `id` is `<projectId>-B<version>`; versions count from 1. */
export interface Baseline extends ProjectRecord {
  readonly version: number
  readonly frozenOn: DateOnly
  readonly reason: string | null
  readonly dates: readonly BaselineDates[]
}

/** 马上办、网上办、一次办、就近办. */
export const HANDLINGS = ['马上办', '网上办', '一次办', '就近办'] as const
export type Handling = (typeof HANDLINGS)[number]

/** A paper that an approval asks for. */
export interface RequiredDocument {
  readonly name: string
  readonly ready: boolean
}

/** 前期手续: one approval of a project. */
export interface Procedure extends ProjectRecord {
  readonly name: string
  /** 审批部门 */
  readonly authority: string | null
  /** 要件 */
  readonly documents: readonly RequiredDocument[]
  /** 不需办理: it is listed and said why, but waits for nothing. */
  readonly notNeeded: boolean
  /** 要求办结 */
  readonly neededBy: DateOnly | null
  /** 申报, 受理, 批复, 有效期至; each not before the one before it. */
  readonly appliedOn: DateOnly | null
  readonly acceptedOn: DateOnly | null
  readonly approvedOn: DateOnly | null
  readonly expiresOn: DateOnly | null
  /** 批复文号 */
  readonly documentNumber: string | null
  /** 经办人 */
  readonly handler: string | null
  readonly handlings: readonly Handling[]
  /** Ids of the project's procedures that have to be approved before. */
  readonly blockedBy: readonly string[]
  readonly remarks: string | null
  readonly order: number
}

/** Categories of 问题; the first three are the campaign's own. */
export const ISSUE_CATEGORIES = ['文明施工', '安全施工', '疫情防控', '征地拆迁', '资金', '手续', '工程进度', '工程质量', '其他'] as const
export type IssueCategory = (typeof ISSUE_CATEGORIES)[number]

export const ISSUE_LEVELS = ['一般', '较大', '重大'] as const
export type IssueLevel = (typeof ISSUE_LEVELS)[number]

export const ISSUE_SOURCES = ['督查发现', '项目单位上报', '会议交办', '群众反映', '媒体反映', '其他'] as const
export type IssueSource = (typeof ISSUE_SOURCES)[number]

/** Steps of a problem; see issue-steps.ts for their order. */
export const ISSUE_STEPS = ['发现', '交办', '延期', '整改', '退回', '验收', '销号', '回头看', '反弹'] as const
export type IssueStepKind = (typeof ISSUE_STEPS)[number]

export interface IssueStep {
  readonly kind: IssueStepKind
  readonly date: DateOnly
  readonly person: string
  readonly note: string | null
  /** 整改期限 that this step sets: 交办 and 延期 only, else null. */
  readonly deadline: DateOnly | null
  /** How the deadline was given where it was given in working days from the step's date; else null. */
  readonly workingDays: number | null
}

/** 问题: a line of the 问题台账 with its whole history; its state follows from the steps. */
export interface Issue extends ProjectRecord {
  readonly title: string
  readonly detail: string | null
  readonly category: IssueCategory
  readonly level: IssueLevel
  readonly source: IssueSource
  readonly responsibleUnit: string | null
  readonly responsiblePerson: string | null
  /** 整改措施 */
  readonly measures: string | null
  /** First 发现, then in the order in which they happened; dates never go back. */
  readonly steps: readonly IssueStep[]
}

/** The ladder of a delay. */
export const ORDER_KINDS = ['提醒', '督办', '通报'] as const
export type OrderKind = (typeof ORDER_KINDS)[number]

export interface OrderItem {
  readonly text: string
  /** What it is about, where it is about one. */
  readonly projectId: string | null
  readonly issueId: string | null
  readonly milestoneId: string | null
}

export interface OrderReply {
  readonly date: DateOnly
  readonly person: string
  readonly text: string
}

export interface OrderExtension {
  readonly date: DateOnly
  readonly until: DateOnly
  readonly reason: string
}

/**
 * 督办单. `id` is `<year>-<number>`, so that a number is given once. Numbers of a year run without a gap: an order is
 * never deleted, it is 作废 with a reason and keeps its number.
 */
export interface SupervisionOrder extends MethodRecord {
  readonly year: number
  /** Counts from 1 in every year. */
  readonly number: number
  readonly kind: OrderKind
  readonly title: string
  /** 主送 */
  readonly addressee: string
  /** 抄送 */
  readonly copiesTo: readonly string[]
  readonly items: readonly OrderItem[]
  readonly issuedOn: DateOnly
  readonly deadline: DateOnly
  readonly workingDays: number | null
  readonly extensions: readonly OrderExtension[]
  readonly replies: readonly OrderReply[]
  readonly closedOn: DateOnly | null
  readonly closingNote: string | null
  readonly voidedOn: DateOnly | null
  readonly voidReason: string | null
  /** The order of the rung below that this one follows. */
  readonly follows: string | null
  readonly remarks: string | null
}

/** What a project does at an event; null where it is not known which of the two. */
export interface EventProject {
  readonly projectId: string
  readonly kind: '开工' | '复工' | null
}

/** 集中开复工: a dated batch event. */
export interface ConstructionEvent extends MethodRecord {
  readonly name: string
  readonly date: DateOnly
  readonly place: string | null
  readonly projects: readonly EventProject[]
  readonly programme: string | null
  readonly remarks: string | null
  readonly sourceNote: string | null
}

/** 状态变动: a project's history of 未开工/已开工/复工/停工/竣工. The project itself holds the state of now. */
export interface StateChange extends ProjectRecord {
  readonly state: '未开工' | '已开工' | '复工' | '停工' | '竣工'
  readonly date: DateOnly
  /** Needed for 停工. */
  readonly reason: string | null
  readonly eventId: string | null
}

/** What a file is attached to. */
export const ATTACHED_TO = ['projects', 'milestones', 'procedures', 'issues', 'supervisionOrders', 'constructionEvents'] as const
export type AttachedTo = (typeof ATTACHED_TO)[number]

export const ATTACHMENT_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number]

/** 附件: what is known of a file; its bytes are kept under `sha256`. */
export interface Attachment extends MethodRecord {
  readonly table: AttachedTo
  readonly recordId: string
  readonly name: string
  readonly type: AttachmentType
  /** Bytes */
  readonly size: number
  /** Of the bytes, lower-case hexadecimal. */
  readonly sha256: string
  readonly addedOn: DateOnly
  readonly caption: string | null
}

/** 放假调休 of a year as published, or as the office changed it. `id` is the year. */
export interface CalendarYear extends MethodRecord {
  readonly year: number
  /** Days off, weekend days among them or not. */
  readonly holidays: readonly DateOnly[]
  /** 调休上班: weekend days on which offices work. */
  readonly makeUpDays: readonly DateOnly[]
  readonly sourceNote: string | null
}

export interface MilestoneTemplateItem {
  readonly key: string
  readonly name: string
  /** Calendar days from the day that the plan is laid out from to the item's start. */
  readonly offset: number
  /** Calendar days from start to finish; 0 is a point. */
  readonly days: number
  readonly weight: number
  readonly after: readonly { readonly key: string; readonly lag: number }[]
}

/** 节点模板 of a kind of project. */
export interface MilestoneTemplate extends MethodRecord {
  readonly name: string
  readonly items: readonly MilestoneTemplateItem[]
  readonly order: number
}

export interface ProcedureTemplateItem {
  readonly key: string
  readonly name: string
  readonly authority: string | null
  readonly documents: readonly string[]
  readonly after: readonly string[]
}

/** 手续模板. */
export interface ProcedureTemplate extends MethodRecord {
  readonly name: string
  readonly items: readonly ProcedureTemplateItem[]
  readonly order: number
}

/** 通报稿: what the office changed of a period's draft. `id` is `<period>-<scope>`. */
export interface BulletinRecord extends MethodRecord {
  readonly period: Period
  /** A portfolio's id, or `all`. */
  readonly scope: string
  readonly edits: readonly BulletinEdit[]
}

/** The tables of the methods, with their records. */
export interface MethodRecords {
  milestones: Milestone
  baselines: Baseline
  procedures: Procedure
  issues: Issue
  stateChanges: StateChange
  supervisionOrders: SupervisionOrder
  constructionEvents: ConstructionEvent
  attachments: Attachment
  calendars: CalendarYear
  milestoneTemplates: MilestoneTemplate
  procedureTemplates: ProcedureTemplate
  bulletins: BulletinRecord
}

/** Tables whose records hang on one project. */
export const PROJECT_TABLES = ['milestones', 'baselines', 'procedures', 'issues', 'stateChanges'] as const
export type ProjectTable = (typeof PROJECT_TABLES)[number]

/** Tables whose records stand by themselves. */
export const FREE_TABLES = ['supervisionOrders', 'constructionEvents', 'attachments', 'calendars', 'milestoneTemplates', 'procedureTemplates', 'bulletins'] as const
export type FreeTable = (typeof FREE_TABLES)[number]

export const METHOD_TABLES = [...PROJECT_TABLES, ...FREE_TABLES] as const
export type MethodTable = (typeof METHOD_TABLES)[number]

export type MethodData = { readonly [T in MethodTable]: readonly MethodRecords[T][] }

/** A ledger that uses none of the methods yet. */
export const NO_METHODS: MethodData = {
  milestones: [], baselines: [], procedures: [], issues: [], stateChanges: [], supervisionOrders: [], constructionEvents: [], attachments: [], calendars: [], milestoneTemplates: [], procedureTemplates: [], bulletins: [],
}
