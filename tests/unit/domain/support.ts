import fc from 'fast-check'
import { buildLedger, type Ledger, type ProjectEntry } from '@/domain/ledger'
import { FIVE_ONES, SETTINGS_ID, snapshotId, type AnnualPlan, type LedgerData, type Portfolio, type ProgressReport, type Project, type Settings, type Snapshot, METHOD_SETTINGS } from '@/domain/model'
import { NO_METHODS } from '@/domain/method-records'
import { fen, FEN_PER_UNIT, parseMoney, type Fen } from '@/domain/money'
import { period, periodOf, type DateOnly, type Period } from '@/domain/period'
import { emptyPlan } from '@/domain/plan'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'
import type { SentRecord } from '@/domain/sent-workbook'
import { DEFAULT_LIGHT_RULES } from '@/domain/warning'

/** Any amount that can be stored, small ones and the ends of the range among them. */
export const anyFen = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.constantFrom(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 0, 1, -1)).map(fen)

/** An amount written in 万元. */
export function wan(text: string | number): Fen {
  const result = parseMoney(String(text))
  if (!result.ok) throw new Error(result.message)
  return result.value
}

export const YI = FEN_PER_UNIT.亿元
export const MARCH = period('2020-03')

export const SETTINGS: Settings = {
  id: SETTINGS_ID, deletedAt: null, ledgerId: 'L1', ledgerKind: 'own', ledgerName: '县重点项目台账', unitName: '县住建局', reviewer: null, preparer: null,
  fiveOneLabels: Array.from({ length: FIVE_ONES }, (_, i) => `第${i + 1}项`), ...DEFAULT_LIGHT_RULES, ...METHOD_SETTINGS, defaultPeriod: null,
}

export function portfolioOf(id: string, fields: Partial<Portfolio> = {}): Portfolio {
  return { id, name: `盘子${id}`, shortName: id, declaredCount: null, declaredTotalInvestment: null, declaredAnnualPlan: null, declaredYear: null, sourceNote: null, order: 0, deletedAt: null, ...fields }
}

export function projectOf(id: string, fields: Partial<Project> = {}): Project {
  return { ...emptyProject(id, `项目${id}`, 0), ...fields }
}

export function planOf(projectId: string, year: number, fields: Partial<AnnualPlan> = {}): AnnualPlan {
  return { ...emptyPlan(projectId, year), ...fields }
}

export function snapshotOf(at: Period, fields: Partial<Snapshot> = {}): Snapshot {
  return {
    id: snapshotId(at, 1), deletedAt: null, period: at, number: 1, preparedOn: '2020-04-05' as DateOnly, lockedAt: '2020-04-05T09:00:00.000Z', releasedAt: null, releaseReason: null,
    writerVersion: 1, sha256: '0'.repeat(64), content: 'q1Y=', ...fields,
  }
}

export function reportOf(projectId: string, at: Period, fields: Partial<ProgressReport> = {}): ProgressReport {
  return { ...draftReport(projectId, at), ...fields }
}

export function sentOf(id: string, fields: Partial<SentRecord> = {}): SentRecord {
  return { id, deletedAt: null, owner: '某公司', period: MARCH, issue: 1, projectIds: ['P1'], fileName: '某公司.xlsx', sentOn: null, dueOn: day('2020-04-05'), returnedFile: null, returnedOn: null, returnedSavedAt: null, returnedContent: null, ...fields }
}

/** What a test says of one project; a bare number of `reports` is 本月完成 in 万元, and `plans` are 年度计划 in 万元. */
export interface Made {
  readonly project?: Partial<Project>
  readonly plans?: Readonly<Record<number, number | Partial<AnnualPlan>>>
  readonly reports?: Readonly<Record<string, number | Partial<ProgressReport>>>
}

/** The records of one project, as lists. */
export function recordsOf(id: string, made: Made): Pick<LedgerData, 'projects' | 'annualPlans' | 'progressReports'> {
  return {
    projects: [projectOf(id, made.project)],
    annualPlans: Object.entries(made.plans ?? {}).map(([year, plan]) => planOf(id, Number(year), typeof plan === 'number' ? { planned: wan(plan) } : plan)),
    progressReports: Object.entries(made.reports ?? {}).map(([at, report]) => reportOf(id, period(at), typeof report === 'number' ? { completed: wan(report) } : report)),
  }
}

export function dataOf(projects: Readonly<Record<string, Made>>, portfolios: readonly Portfolio[] = [], settings: Settings = SETTINGS): LedgerData {
  const all = Object.entries(projects).map(([id, made]) => recordsOf(id, made))
  return { ...NO_METHODS, portfolios, projects: all.flatMap((r) => r.projects), annualPlans: all.flatMap((r) => r.annualPlans), progressReports: all.flatMap((r) => r.progressReports), snapshots: [], sentWorkbooks: [], settings }
}

export function ledgerOf(projects: Readonly<Record<string, Made>>, portfolios: readonly Portfolio[] = []): Ledger {
  return buildLedger(dataOf(projects, portfolios))
}

export function entryOf(made: Made): ProjectEntry {
  return ledgerOf({ P1: made }).entries.get('P1')!
}

export const day = (text: string): DateOnly => text as DateOnly

/** The months of a year with the same figure, in 万元. */
export function everyMonth(year: number, wanEach: number, last = 12): Record<string, number> {
  return Object.fromEntries(Array.from({ length: last }, (_, i) => [periodOf(year, i + 1), wanEach]))
}
