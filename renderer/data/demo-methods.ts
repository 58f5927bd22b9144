import { buildLedger } from '@/domain/ledger'
import { NO_METHODS, type MethodData } from '@/domain/method-records'
import type { LedgerData } from '@/domain/model'
import { periodOf } from '@/domain/period'
import { assessWarning } from '@/domain/warning'
import { demoEvents } from './demo-events'
import { demoIssues } from './demo-issues'
import { demoMilestones, type DemoProject } from './demo-milestones'
import { demoOrders } from './demo-orders'
import { demoProcedures } from './demo-procedures'
import { DEMO_YEAR } from './demo-year'
import { seededRandom } from './seeded'

const SEED = 20_200_421

/** The campaign's methods in the demonstration ledger. They agree with its money: no light of any month is another one for them. */
export function demoMethods(data: Omit<LedgerData, keyof MethodData>): MethodData {
  const ledger = buildLedger({ ...data, ...NO_METHODS })
  const projects = data.projects.map((project, i): DemoProject => {
    const entry = ledger.entries.get(project.id)!
    return { project, i, lights: Array.from({ length: 12 }, (_, m) => assessWarning(entry, periodOf(DEMO_YEAR, m + 1), data.settings).light) }
  })
  const random = seededRandom(SEED)
  const issues = demoIssues(projects)
  return { ...NO_METHODS, ...demoMilestones(random, projects), procedures: demoProcedures(random, projects), issues, supervisionOrders: demoOrders(issues), ...demoEvents(projects) }
}
