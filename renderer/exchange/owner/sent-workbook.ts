import type { Ledger, ProjectEntry } from '@/domain/ledger'
import { issueDeadline, isOpen, issueState } from '@/domain/issue-steps'
import { reportId, type RecordId } from '@/domain/model'
import { sumKnown, type Fen } from '@/domain/money'
import { monthOf, shiftPeriod, yearOf, yearToDate, type Period } from '@/domain/period'
import { draftReport, refuseEdit } from '@/domain/report'
import { canonicalJson, sha256Text } from '../canonical-json'
import { issuesOf, milestonesOf } from '@/domain/project-records'
import { MILESTONE_TABLE, ISSUE_TABLE, MONTH_TABLE, type FilledTable, type FillTable } from './fill-tables'

/** A stored value that an owner fills in, or a figure shown beside it. Money in 分. */
export type FillValue = Fen | string | null

/** One row of a workbook: one record, with what stood in it and what was shown beside it when it was sent. */
export interface SentRow {
  readonly table: FilledTable
  /** Id of the stored record, whether it exists yet or not. */
  readonly id: RecordId
  readonly projectId: RecordId
  readonly projectName: string
  /** Names the row within its project: a milestone, a problem; empty for the month. */
  readonly label: string
  /** By field: the values as sent, which the merge compares against. */
  readonly values: Readonly<Record<string, FillValue>>
  readonly shown: Readonly<Record<string, FillValue>>
  /** Why the row cannot be filled in (handed in, locked); null where it can. */
  readonly closed: string | null
}

/** Everything that a workbook to fill in carries in its hidden sheet, and that its other sheets are made from. */
export interface SentWorkbook {
  /** Follows from all the rest: the same content is the same workbook. */
  readonly id: string
  readonly ledgerId: string
  /** 项目单位 */
  readonly owner: string
  readonly period: Period
  /** 1 for the first workbook of a period for these projects, 2 for the one that replaces it, and so on. */
  readonly issue: number
  readonly rows: readonly SentRow[]
}

/** What is sent for a period about these projects. */
export async function sentWorkbook(ledger: Ledger, owner: string, period: Period, issue: number, entries: readonly ProjectEntry[]): Promise<SentWorkbook> {
  const content = { ledgerId: ledger.settings.ledgerId, owner, period, issue, rows: entries.flatMap((entry) => fillRows(entry, period)) }
  return { id: (await sha256Text(canonicalJson(content))).slice(0, 26), ...content }
}

/** What is asked of a project: its month, the milestones that are not finished, the problems that are open. */
export function fillRows(entry: ProjectEntry, period: Period): SentRow[] {
  return [
    monthRow(entry, period),
    ...milestonesOf(entry).filter((m) => m.actualFinish === null).map((m) => recordRow(entry, MILESTONE_TABLE, m, m.name, { name: m.name, planStart: m.planStart, planFinish: m.planFinish })),
    ...issuesOf(entry).filter((i) => isOpen(issueState(i))).map((i) => recordRow(entry, ISSUE_TABLE, i, i.title, { title: i.title, category: i.category, deadline: issueDeadline(i) })),
  ]
}

function recordRow({ project }: ProjectEntry, table: FillTable, record: { readonly id: RecordId }, label: string, shown: SentRow['shown']): SentRow {
  const stands = record as unknown as Readonly<Record<string, FillValue>>
  return {
    table: table.table, id: record.id, projectId: project.id, projectName: project.name ?? '', label,
    values: Object.fromEntries(table.columns.map(({ field }) => [field, stands[field] ?? null])), shown, closed: null,
  }
}

function monthRow(entry: ProjectEntry, period: Period): SentRow {
  const { project } = entry
  const report = entry.reports.get(period) ?? null
  const stands = (report ?? draftReport(project.id, period)) as unknown as Readonly<Record<string, FillValue>>
  const before = shiftPeriod(period, -1)
  return {
    table: 'progressReports', id: reportId(project.id, period), projectId: project.id, projectName: project.name ?? '', label: '',
    values: Object.fromEntries(MONTH_TABLE.columns.map(({ field }) => [field, stands[field] ?? null])),
    shown: {
      totalInvestment: project.totalInvestment,
      annualPlan: entry.plans.get(yearOf(period))?.planned ?? null,
      lastMonth: entry.reports.get(before)?.completed ?? null,
      beforeThisMonth: monthOf(period) === 1 ? null : sumKnown(yearToDate(before).map((at) => entry.reports.get(at)?.completed ?? null)).value,
    },
    closed: refuseEdit(report) === null ? null : `${report?.state ?? ''}，不用再填`,
  }
}
