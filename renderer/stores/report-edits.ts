import type { ProjectEntry } from '@/domain/ledger'
import type { ProgressReport } from '@/domain/model'
import { formatPeriod, monthOf, type Period } from '@/domain/period'
import { draftReport, refuseAction, TRANSITIONS, type ReportAction } from '@/domain/report'
import type { Edit, OperationRequest } from './ledger'

/** The fields of a report that a person types. */
export type ReportValues = Partial<Pick<ProgressReport, 'completed' | 'correctionReason' | 'fundsInPlace' | 'physicalProgress' | 'problems' | 'measures' | 'remarks'>>

/** Typed values of one project's report. `seen` is what stood in those fields when the person began to type. */
export interface ReportEntry {
  readonly entry: ProjectEntry
  readonly set: ReportValues
  readonly seen: ReportValues
}

/** One operation that fills in a period for one project or, pasted, for many. */
export function fillReports(period: Period, entries: readonly ReportEntry[]): OperationRequest {
  const [first] = entries
  const name = entries.length === 1 && first !== undefined ? `填报 ${shortName(first.entry)} ${monthOf(period)} 月` : `填报 ${entries.length} 个项目 ${monthOf(period)} 月`
  return { name, edits: entries.map((e): Edit => fillReport(period, e)) }
}

function fillReport(period: Period, { entry, set, seen }: ReportEntry): Edit<'progressReports'> {
  const blank = draftReport(entry.project.id, period)
  return { table: 'progressReports', id: blank.id, blank, set, expect: seen }
}

/** Which reports an action moves and which it cannot, with the reason for each. */
export interface ActionPlan {
  readonly request: OperationRequest | null
  readonly moved: readonly ProjectEntry[]
  readonly refused: readonly { readonly entry: ProjectEntry; readonly reason: string }[]
}

/** Plans 上报, 审核, 退回, 锁定 or 解锁 for a list of projects as one operation. `reason` is needed for 退回 and 解锁. */
export function moveReports(period: Period, entries: readonly ProjectEntry[], action: ReportAction, reason: string | null): ActionPlan {
  const { to, needsReason } = TRANSITIONS[action]
  const moved: ProjectEntry[] = []
  const refused: { entry: ProjectEntry; reason: string }[] = []
  const edits: Edit[] = []
  for (const entry of entries) {
    const report = entry.reports.get(period) ?? null
    const refusal = refuseAction(report, action) ?? (needsReason && !reason?.trim() ? `${action}要写明原因` : null)
    if (refusal !== null || report === null) {
      refused.push({ entry, reason: refusal ?? '还没有填报' })
      continue
    }
    moved.push(entry)
    edits.push({ table: 'progressReports', id: report.id, set: { state: to, stateReason: needsReason ? (reason?.trim() ?? null) : null }, expect: { state: report.state } } as Edit)
  }
  const [first] = moved
  const what = moved.length === 1 && first !== undefined ? `${shortName(first)} ${monthOf(period)} 月` : `${moved.length} 个项目 ${formatPeriod(period)}`
  return { request: edits.length === 0 ? null : { name: `${action} ${what}`, reason, edits }, moved, refused }
}

/** The project's name, short enough for a menu line. */
export function shortName({ project }: ProjectEntry): string {
  const name = project.name ?? '待录入项目'
  return [...name].length > 18 ? `${[...name].slice(0, 17).join('')}…` : name
}
