import { reportId, type ProgressReport, type RecordId, type ReportState } from './model'
import type { Period } from './period'

/** The steps of a report's life: 草稿 → 已上报 → 已审核 → 锁定, with 退回 and 解锁 on the record. */
export const REPORT_ACTIONS = ['上报', '审核', '退回', '锁定', '解锁'] as const
export type ReportAction = (typeof REPORT_ACTIONS)[number]

interface Transition {
  readonly from: readonly ReportState[]
  readonly to: ReportState
  /** Whether the step needs a reason in words. */
  readonly needsReason: boolean
}

export const TRANSITIONS: Readonly<Record<ReportAction, Transition>> = {
  上报: { from: ['草稿'], to: '已上报', needsReason: false },
  审核: { from: ['已上报'], to: '已审核', needsReason: false },
  退回: { from: ['已上报', '已审核'], to: '草稿', needsReason: true },
  锁定: { from: ['已审核'], to: '锁定', needsReason: false },
  解锁: { from: ['锁定'], to: '已审核', needsReason: true },
}

/** Why an action cannot be taken on a report, in words; null where it can. */
export function refuseAction(report: Pick<ProgressReport, 'state' | 'completed'> | null, action: ReportAction): string | null {
  if (report === null) return '还没有填报'
  const { from, to } = TRANSITIONS[action]
  if (!from.includes(report.state)) return report.state === to ? `已经是“${to}”` : `现在是“${report.state}”，只有“${from.join('”“')}”的月报可以${action}`
  if (action === '上报' && report.completed === null) return '本月完成投资还没有填，没有完成投资请填 0'
  return null
}

/** What is refused of a report while its month is locked as a whole. */
export const MONTH_LOCKED = '本期已整期锁定，月报不能再改。要改请先“解锁”并写明原因'

/**
 * Only a 草稿 is typed into, and nothing of a month that is locked as a whole; the message says how to make it editable.
 * Null: it can be edited.
 */
export function refuseEdit(report: Pick<ProgressReport, 'state'> | null, monthLocked = false): string | null {
  if (monthLocked && report?.state !== '锁定') return MONTH_LOCKED
  if (report === null || report.state === '草稿') return null
  return report.state === '锁定' ? '本期已锁定，要改请先“解锁”并写明原因' : `本期${report.state}，要改请先“退回”并写明原因`
}

/** Whether the report counts as handed in for 已上报 n/N. */
export function isHandedIn(report: Pick<ProgressReport, 'state'> | null): boolean {
  return report !== null && report.state !== '草稿'
}

/** What stands in the 状态 column: 待填报 where there is no report. */
export function reportStateLabel(report: Pick<ProgressReport, 'state'> | null): ReportState | '待填报' {
  return report?.state ?? '待填报'
}

/** A new, empty 草稿. */
export function draftReport(projectId: RecordId, period: Period): ProgressReport {
  return {
    id: reportId(projectId, period), projectId, period, completed: null, correctionReason: null, fundsInPlace: null, physicalProgress: null,
    problems: null, measures: null, remarks: null, state: '草稿', stateReason: null, deletedAt: null,
  }
}
