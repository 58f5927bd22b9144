import { buildLedger, isRegistered, type ProjectEntry } from '@/domain/ledger'
import { FIELD_LABELS, TABLE_LABELS } from '@/domain/labels'
import { LEDGER_TABLES, type LedgerData, type LedgerTable } from '@/domain/model'
import { fen, formatMoney, type Fen } from '@/domain/money'
import { yearOf, type Period } from '@/domain/period'
import { recordFault } from '@/domain/schema'
import { completedBeforeYear, projectFigures } from '@/domain/progress'

/** Something in a ledger that cannot be right. Found, told, never repaired in silence. */
export interface LedgerFault {
  readonly table: LedgerTable
  readonly id: string
  readonly name: string | null
  readonly field: string
  readonly message: string
}

/** Every fault of a ledger: records that break their rule, lost references, figures that contradict each other. */
export function checkLedger(data: LedgerData): LedgerFault[] {
  return [...recordFaults(data), ...referenceFaults(data), ...[...buildLedger(data).entries.values()].filter(({ project }) => isRegistered(project)).flatMap(figureFaults), ...nameFaults(data)]
}

function recordFaults(data: LedgerData): LedgerFault[] {
  return LEDGER_TABLES.flatMap((table) =>
    (table === 'settings' ? [data.settings] : data[table]).flatMap((record) => {
      const fault = recordFault(table, record)
      return fault === null ? [] : [{ table, id: record.id, name: 'name' in record ? record.name : null, field: fault.field, message: `${TABLE_LABELS[table]}的${FIELD_LABELS[table][fault.field] ?? '内容'}不对：${fault.message}` }]
    }),
  )
}

function referenceFaults(data: LedgerData): LedgerFault[] {
  const portfolios = new Set(data.portfolios.map((p) => p.id))
  const projects = new Set(data.projects.map((p) => p.id))
  return [
    ...data.projects.filter((p) => p.portfolioIds.some((id) => !portfolios.has(id))).map((p): LedgerFault => ({ table: 'projects', id: p.id, name: p.name, field: 'portfolioIds', message: '所属的项目盘子不在台账里' })),
    ...(['annualPlans', 'progressReports'] as const).flatMap((table) => data[table].filter((r) => !projects.has(r.projectId)).map((r): LedgerFault => ({ table, id: r.id, name: null, field: 'projectId', message: `${TABLE_LABELS[table]}所说的项目不在台账里` }))),
  ]
}

function figureFaults(entry: ProjectEntry): LedgerFault[] {
  const { project, plans, reports } = entry
  const faults: LedgerFault[] = []
  for (const plan of plans.values()) {
    const derived = derivedOpening(entry, plan.year)
    if (plan.openingCompleted !== null && derived !== null && derived !== plan.openingCompleted) {
      faults.push({ table: 'annualPlans', id: plan.id, name: project.name, field: 'openingCompleted', message: `${plan.year} 年的截至上年底累计完成填的是 ${formatMoney(plan.openingCompleted)} 万元，按以前各年推算是 ${formatMoney(derived)} 万元` })
    }
  }
  const last = latest(reports.keys())
  const figures = last === null ? null : projectFigures(entry, last)
  // Where the newest year has no figure yet, what stood at its beginning counts.
  const since = figures === null ? null : (figures.completedSinceStart ?? figures.completedBeforeYear)
  const known = [since, ...[...plans.values()].map((p) => p.openingCompleted)].filter((amount) => amount !== null)
  const most = fen(Math.max(0, ...known))
  if (project.totalInvestment !== null && most > project.totalInvestment) {
    faults.push({ table: 'projects', id: project.id, name: project.name, field: 'totalInvestment', message: `开工以来累计完成 ${formatMoney(most)} 万元，超过总投资 ${formatMoney(project.totalInvestment)} 万元` })
  }
  return faults
}

/** 截至上年底 as the earlier years give it, 分; null where they hold nothing, and then what was typed stands alone. */
function derivedOpening(entry: ProjectEntry, year: number): Fen | null {
  const earlier = new Map([...entry.plans].filter(([y]) => y < year))
  const tells = [...earlier.values()].some((p) => p.openingCompleted !== null) || [...entry.reports].some(([at, r]) => yearOf(at) < year && r.completed !== null)
  return tells ? completedBeforeYear({ ...entry, plans: earlier }, year) : null
}

function latest(periods: Iterable<Period>): Period | null {
  let last: Period | null = null
  for (const at of periods) if (last === null || at > last) last = at
  return last
}

function nameFaults(data: LedgerData): LedgerFault[] {
  const faults: LedgerFault[] = []
  for (const portfolio of data.portfolios) {
    const seen = new Set<string>()
    for (const project of data.projects) {
      if (!isRegistered(project) || project.name === null || !project.portfolioIds.includes(portfolio.id)) continue
      if (seen.has(project.name)) faults.push({ table: 'projects', id: project.id, name: project.name, field: 'name', message: `“${portfolio.shortName}”里有两个同名项目` })
      seen.add(project.name)
    }
  }
  return faults
}
