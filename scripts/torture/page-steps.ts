/** Steps of a person for the page of torture, made by a seed: the same seed takes the same steps. */
import type { Random } from '@/data/seeded'
import { METHOD_SETTINGS, reportId, SETTINGS_ID, type LedgerData } from '@/domain/model'
import { NO_METHODS } from '@/domain/method-records'
import { fen } from '@/domain/money'
import { periodOf } from '@/domain/period'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'
import type { Edit, OperationRequest } from '@/storage/operation'

export const PROJECTS = 40
const MONTHS = 12

export const projectId = (i: number): string => `01TORTURE${String(i).padStart(17, '0')}`

/** A ledger that is told from every other one by its name. */
export function namedLedger(name: string): LedgerData {
  const projects = Array.from({ length: PROJECTS }, (_, i) => emptyProject(projectId(i), `${name} 第 ${i} 个项目`, i))
  return {
    ...NO_METHODS, portfolios: [], projects, annualPlans: [], snapshots: [], sentWorkbooks: [],
    progressReports: projects.flatMap((p, i) => [1, 2, 3].map((m) => ({ ...draftReport(p.id, periodOf(2020, m)), completed: fen(1000 * i + m), remarks: name }))),
    settings: {
      id: SETTINGS_ID, deletedAt: null, ledgerId: 'TORTURE', ledgerKind: 'own', ledgerName: name, unitName: '住建局', reviewer: null, preparer: null, fiveOneLabels: ['一', '二', '三', '四', '五'],
      yellowPoints: 5, redPoints: 15, ...METHOD_SETTINGS, defaultPeriod: null,
    },
  }
}

const among = (random: Random, count: number): number => Math.floor(random() * count)

/** One edit of a report or a project. */
export function anyEdit(random: Random, mark: string): Edit {
  const project = projectId(among(random, PROJECTS))
  if (random() < 0.3) return { table: 'projects', id: project, set: { remarks: mark, owner: `单位${among(random, 9)}` } } as Edit
  const at = periodOf(2020, 1 + among(random, MONTHS))
  return { table: 'progressReports', id: reportId(project, at), blank: draftReport(project, at), set: { completed: fen(among(random, 1e9)), physicalProgress: mark } } as Edit
}

/** A step of `edits` edits; many edits are what an import writes. */
export function anyStep(random: Random, mark: string, edits: number): OperationRequest {
  return { name: `${edits > 20 ? '导入' : '填报'} ${mark}`, edits: Array.from({ length: edits }, () => anyEdit(random, mark)) }
}
