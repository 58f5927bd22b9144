import type { RecordId } from './model'
import { dateOnly, shiftPeriod, type DateOnly, type Period } from './period'

/**
 * 发出的填报表: one workbook that went to an owner, and what came back. `id` follows from its content, so that the same
 * workbook is the same record on every seat.
 */
export interface SentRecord {
  readonly id: RecordId
  readonly deletedAt: string | null
  /** 项目单位 */
  readonly owner: string
  readonly period: Period
  /** 1, or more where a workbook for the same period and projects replaced an earlier one. */
  readonly issue: number
  readonly projectIds: readonly RecordId[]
  readonly fileName: string
  /** Null where the command line made it, which looks at no clock. */
  readonly sentOn: DateOnly | null
  /** 截止日 */
  readonly dueOn: DateOnly
  /** The file that came back last; null while none has. */
  readonly returnedFile: string | null
  /** Null where the command line collected it. */
  readonly returnedOn: DateOnly | null
  /** ISO time at which the owner's program saved it, where the file says so. */
  readonly returnedSavedAt: string | null
  /** SHA-256 of what was filled in: tells the same content from another. */
  readonly returnedContent: string | null
}

/** What becomes of a sent workbook, for the 收发 list. */
export type SentState = '已收回' | '待收回' | '逾期' | '已换新'

/** The state of a record among all of them on a day. One that was replaced is waited for no more. */
export function sentState(record: SentRecord, all: readonly SentRecord[], today: DateOnly): SentState {
  if (record.returnedContent !== null) return '已收回'
  if (isReplaced(record, all)) return '已换新'
  return today > record.dueOn ? '逾期' : '待收回'
}

/** Whether newer workbooks of the same period cover all of its projects. */
export function isReplaced(record: Pick<SentRecord, 'period' | 'issue' | 'projectIds'>, all: readonly Pick<SentRecord, 'period' | 'issue' | 'projectIds' | 'deletedAt'>[]): boolean {
  const newer = all.filter((r) => r.deletedAt === null && r.period === record.period && r.issue > record.issue)
  return newer.length > 0 && record.projectIds.every((id) => newer.some((r) => r.projectIds.includes(id)))
}

/** The number of the next workbook of a period about these projects. */
export function nextIssue(all: readonly SentRecord[], period: Period, projectIds: readonly RecordId[]): number {
  const earlier = all.filter((r) => r.deletedAt === null && r.period === period && r.projectIds.some((id) => projectIds.includes(id)))
  return Math.max(0, ...earlier.map((r) => r.issue)) + 1
}

/** By when a month is asked for where nobody says otherwise: the fifth day of the next month. */
export function usualDueDay(period: Period): DateOnly {
  return dateOnly(`${shiftPeriod(period, 1)}-05`)
}
