import type { Baseline, Milestone, MilestoneTemplateItem } from '@/domain/method-records'
import { baselineId, emptyMilestone } from '@/domain/milestone'
import type { Project } from '@/domain/model'
import { addDays, dateOnly, daysBetween, lastDayOf, periodOf, periodOfDate, type DateOnly } from '@/domain/period'
import type { Light } from '@/domain/warning'
import { MILESTONE_TEMPLATES } from './milestone-templates'
import type { Random } from './seeded'

/** The last day that the demonstration ledger knows of. */
export const DEMO_TODAY = dateOnly('2020-12-31')
/** Days between the end of a stage and the planned begin of the next. */
const GAP = 4

/** What the money alone says of a project in each month: its milestones agree with it. */
export interface DemoProject {
  readonly project: Project
  readonly lights: readonly Light[]
  /** Place in the ledger, from 0. */
  readonly i: number
}

/** Plans with their baselines: in time where the money is, behind where it is behind. Two projects have no plan yet. */
export function demoMilestones(random: Random, projects: readonly DemoProject[]): { milestones: Milestone[]; baselines: Baseline[] } {
  const planned = projects.filter(({ i }) => i !== 43 && i !== 17).map((p) => ({ p, milestones: projectPlan(random, p) }))
  return { milestones: planned.flatMap((x) => x.milestones), baselines: planned.flatMap(({ p, milestones }) => frozen(random, p, milestones)) }
}

function templateFor({ project }: DemoProject): readonly MilestoneTemplateItem[] {
  const id = project.name?.includes('河') ? 'hedao' : project.domain === '产业转型' ? 'chanye' : project.domain === '社会民生' ? 'xuexiao' : 'shizheng'
  return MILESTONE_TEMPLATES.find((t) => t.id === id)!.items
}

/** The template stretched from 开工 to 计划竣工, with what happened up to the end of 2020. */
function projectPlan(random: Random, demo: DemoProject): Milestone[] {
  const { project, lights, i } = demo
  const items = templateFor(demo)
  const [from, to] = [project.startDate!, project.plannedCompletion!]
  const length = Math.max(...items.map((x) => x.offset + x.days))
  const at = (days: number): DateOnly => addDays(from, Math.round((daysBetween(from, to) * days) / length))
  const late = lateStage(demo, items.map((x) => at(x.offset + x.days)))
  let before: DateOnly | null = null
  let stopped = false
  return items.map((item, n): Milestone => {
    const id = milestoneId(i, n)
    const planFinish = late?.stage === n ? late.finish : at(item.offset + item.days)
    const start = before === null ? from : addDays(before, GAP)
    const planStart = item.days === 0 ? null : start < planFinish ? start : planFinish
    before = planFinish
    const done = !stopped && planFinish <= DEMO_TODAY && late?.stage !== n
    const running = !stopped && !done
    if (!done) stopped = true
    const actualFinish = done ? finishedOn(random, planFinish, planStart) : null
    return {
      ...emptyMilestone(id, project.id, item.name, n + 1), planStart, planFinish, weight: item.weight, after: n === 0 ? [] : [{ id: milestoneId(i, n - 1), lag: 0 }],
      actualStart: planStart !== null && (done || (running && planStart <= DEMO_TODAY)) ? planStart : null, actualFinish,
      forecastFinish: late?.stage === n ? addDays(DEMO_TODAY, lights.at(-1) === '红' ? 60 : 20) : null, responsiblePerson: project.responsiblePerson,
      remarks: late?.stage === n ? (project.state === '停工' ? '施工单位撤场，待复工' : '前序场地移交晚，已加派作业队') : null,
    }
  })
}

/** In the month in which it was planned, mostly some days early and now and then some days late. */
function finishedOn(random: Random, planned: DateOnly, started: DateOnly | null): DateOnly {
  const wanted = addDays(planned, Math.floor(random() * 8) - (GAP + 1))
  const latest = [lastDayOf(periodOfDate(planned)), addDays(planned, GAP - 1), DEMO_TODAY].reduce((a, b) => (b < a ? b : a))
  const day = wanted > latest ? latest : wanted
  return started !== null && day < started ? started : day
}

/**
 * The stage that is overdue at the end of 2020 and its planned day, for projects that are behind by money too: beyond 30 days for the red
 * ones, some days in December for every second yellow one. Null for the others.
 */
function lateStage({ lights, i, project }: DemoProject, finishes: readonly DateOnly[]): { readonly stage: number; readonly finish: DateOnly } | null {
  const light = lights.at(-1)
  if (project.state === '竣工' || (light !== '红' && !(light === '黄' && i % 2 === 0))) return null
  const finish = light === '红' ? (lights[10] === '红' ? dateOnly(`2020-${project.state === '停工' ? '09-30' : '10-20'}`) : lastDayOf(periodOf(2020, 11))) : dateOnly(`2020-12-${String(5 + (i % 20)).padStart(2, '0')}`)
  // The first stage that would end after that day is brought forward to it; what follows keeps its own dates.
  const stage = finishes.findIndex((f) => f > finish)
  return stage === -1 ? null : { stage, finish }
}

/** The first baseline at 开工, and for some that were delayed a second one with its reason. */
function frozen(random: Random, { project, lights, i }: DemoProject, milestones: readonly Milestone[]): Baseline[] {
  const delayed = lights.at(-1) === '红' || lights.at(-1) === '黄'
  const slip = delayed ? 20 + Math.floor(random() * 50) : 0
  const version = (number: number, frozenOn: DateOnly, reason: string | null, by: number): Baseline => ({
    id: baselineId(project.id, number), projectId: project.id, version: number, frozenOn, reason, deletedAt: null,
    dates: milestones.map((m, n) => ({ milestoneId: m.id, name: m.name, start: earlier(m.planStart, n < 2 ? 0 : by), finish: earlier(m.planFinish, n < 2 ? 0 : by) })),
  })
  const first = version(1, project.startDate!, null, slip)
  return delayed && i % 4 === 0 ? [first, version(2, dateOnly('2020-07-10'), '雨季和征地影响，经专班会议同意调整', Math.floor(slip / 3))] : [first]
}

function earlier(date: DateOnly | null, days: number): DateOnly | null {
  return date === null ? null : addDays(date, -days)
}

function milestoneId(project: number, n: number): string {
  return `01DEMMS${String(project + 1).padStart(9, '0')}${String(n + 1).padStart(10, '0')}`
}
