import type { AnnualPlan, ProgressReport, Project, ReportState } from '@/domain/model'
import { fen, FEN_PER_UNIT, type Fen } from '@/domain/money'
import { monthOf, periodOf, type Period } from '@/domain/period'
import { draftReport } from '@/domain/report'
import { DEMO_MEASURES, DEMO_PROBLEMS, DEMO_STAGES } from './demo-words'
import type { Random } from './seeded'

const MONTHS = 12
/** Amounts are reported to 100 元. */
const STEP = FEN_PER_UNIT.万元 / 100
/** One project of ten and so on: how far behind 序时进度 a project is, in percentage points at the year's start and end. */
const COURSES: readonly { readonly upTo: number; readonly from: number; readonly to: number }[] = [
  { upTo: 0.12, from: 17, to: 24 }, { upTo: 0.22, from: 18, to: 7 }, { upTo: 0.38, from: 7, to: 13 }, { upTo: 0.5, from: 3, to: 9 }, { upTo: 0.85, from: 1, to: 2 }, { upTo: 1, from: -2, to: -4 },
]

/** A year of reports for every project: delays, catching up, corrections with their reason, and months that nobody reported. */
export function demoReports(random: Random, projects: readonly Project[], plans: readonly AnnualPlan[]): ProgressReport[] {
  return projects.flatMap((project, i) => projectYear(random, project, plans[i]!, i))
}

function projectYear(random: Random, project: Project, plan: AnnualPlan, i: number): ProgressReport[] {
  const draw = random()
  const course = COURSES.find((c) => draw < c.upTo)!
  const total = project.totalInvestment ?? fen(0)
  const opening = plan.openingCompleted ?? fen(0)
  // Without a plan the money still moves.
  const basis = plan.planned ?? fen(Math.floor((total - opening) / 4))
  const reports: ProgressReport[] = []
  let done = 0
  for (let month = 1; month <= MONTHS; month += 1) {
    const at = periodOf(plan.year, month)
    const noise = 0.6 * (random() - 0.5)
    const behind = (course.from + ((course.to - course.from) * (month - 1)) / (MONTHS - 1) + noise) / 100
    const schedule = scheduleShare(plan, month)
    const share = Math.max(schedule * 0.1, schedule - behind)
    // Before ground is broken nothing is built.
    const begun = project.startDate === null || at >= project.startDate.slice(0, 7)
    const target = begun ? Math.min(total - opening, Math.round((basis * share) / STEP) * STEP) : 0
    const missing = random() < 0.035 || (month === MONTHS && i % 17 === 7)
    if (missing) continue
    const correction = (i === 9 && month === 5) || (i === 33 && month === 8) || (i === 52 && month === 11)
    const paused = project.state === '停工' && month >= 9
    const next = correction ? done - Math.round((basis * 0.01) / STEP) * STEP : paused ? done : Math.max(done, target)
    reports.push(report(random, project, at, { completed: fen(next - done), since: fen(opening + next), total, behind, correction, paused }))
    done = next
  }
  return reports
}

function scheduleShare({ curve, planned }: AnnualPlan, month: number): number {
  return curve === null || planned === null ? month / MONTHS : curve.slice(0, month).reduce((a, b) => a + b, 0) / planned
}

interface Month {
  readonly completed: Fen
  readonly since: Fen
  readonly total: Fen
  readonly behind: number
  readonly correction: boolean
  readonly paused: boolean
}

function report(random: Random, project: Project, at: Period, { completed, since, total, behind, correction, paused }: Month): ProgressReport {
  const share = total === 0 ? 0 : since / total
  const stage = DEMO_STAGES[Math.min(DEMO_STAGES.length - 1, Math.floor(share * DEMO_STAGES.length))]!
  const which = Math.floor(random() * DEMO_PROBLEMS.length)
  const troubled = behind > 0.05 || random() < 0.06
  return {
    ...draftReport(project.id, at),
    completed,
    correctionReason: correction ? `${monthOf(at) - 1} 月多报，据监理签认数冲减` : null,
    fundsInPlace: fen(Math.min(total, Math.round((since * (0.92 + 0.2 * random())) / STEP) * STEP)),
    physicalProgress: share >= 0.999 ? '已完工，准备验收' : paused ? '停工' : `${stage}，总体完成 ${Math.round(share * 100)}%`,
    problems: paused ? '资金链断裂，施工单位撤场' : troubled ? DEMO_PROBLEMS[which]! : null,
    measures: paused ? '县里牵头与投资方协商，年底前定方案' : troubled ? DEMO_MEASURES[which]! : null,
    state: stateAt(at, random()),
  }
}

/** December is being filled in, November waits for checking, all before is closed. */
function stateAt(at: Period, draw: number): ReportState {
  const month = monthOf(at) - MONTHS
  if (month === 0) return '草稿'
  if (month === -1) return draw < 0.08 ? '草稿' : draw < 0.8 ? '已上报' : '已审核'
  if (month === -2) return '已审核'
  return '锁定'
}
