import { buildLedger, type Ledger, type ProjectEntry } from '@/domain/ledger'
import type { AnnualPlan, LedgerData, Portfolio, ProgressReport, Project, Settings } from '@/domain/model'
import { METHOD_SETTINGS } from '@/domain/model'
import { NO_METHODS } from '@/domain/method-records'
import { parseMoney, type Fen } from '@/domain/money'
import { period } from '@/domain/period'
import { emptyPlan } from '@/domain/plan'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'

/** 万元 as text → 分. */
export function wan(text: string): Fen {
  const result = parseMoney(text)
  if (!result.ok) throw new Error(result.message)
  return result.value
}

export const MARCH = period('2020-03')

const settings: Settings = {
  id: 'settings', deletedAt: null, ledgerId: 'L', ledgerKind: 'own', ledgerName: '台账', unitName: '某局', reviewer: null, preparer: null, fiveOneLabels: ['一', '二', '三', '四', '五'], yellowPoints: 5, redPoints: 15, ...METHOD_SETTINGS, defaultPeriod: null,
}
const portfolio = (id: string, order: number): Portfolio => ({ id, name: `盘子${id}`, shortName: id, declaredCount: null, declaredTotalInvestment: null, declaredAnnualPlan: null, declaredYear: null, sourceNote: null, order, deletedAt: null })

export interface Made {
  readonly project: Partial<Project> & { id: string; name: string | null }
  readonly plan?: Partial<AnnualPlan>
  readonly march?: Partial<ProgressReport>
}

export function ledgerOf(made: readonly Made[]): Ledger {
  const data: LedgerData = {
    portfolios: [portfolio('A', 1), portfolio('B', 2)],
    projects: made.map(({ project }, i) => ({ ...emptyProject(project.id, project.name, i + 1), ...project })),
    annualPlans: made.flatMap(({ project, plan }) => (plan === undefined ? [] : [{ ...emptyPlan(project.id, 2020), ...plan }])),
    progressReports: made.flatMap(({ project, march }) => (march === undefined ? [] : [{ ...draftReport(project.id, MARCH), ...march }])),
    snapshots: [], sentWorkbooks: [], settings, ...NO_METHODS,
  }
  return buildLedger(data)
}

export function entryOf(made: Made): ProjectEntry {
  const entry = ledgerOf([made]).entries.get(made.project.id)
  if (entry === undefined) throw new Error('entryOf: not made')
  return entry
}
