import type { Baseline, Milestone } from './method-records'
import { daysBetween, type DateOnly } from './period'
import { ratio, type Ratio } from './ratio'
import { workingDaysBetween, type WorkCalendar } from './working-days'

export function baselineId(projectId: string, version: number): string {
  return `${projectId}-B${version}`
}

export function emptyMilestone(id: string, projectId: string, name: string, order: number): Milestone {
  return {
    id, projectId, name, planStart: null, planFinish: null, forecastFinish: null, actualStart: null, actualFinish: null, weight: 1, after: [], responsiblePerson: null, remarks: null, order, deletedAt: null,
  }
}

export type MilestoneState = '已完成' | '逾期' | '快到期' | '未到' | '待定'

/** How a milestone stands on a day. */
export interface MilestoneStanding {
  readonly state: MilestoneState
  /** Calendar days that it is late: done after its plan, or not done though due. 0 in time, null where there is no plan. */
  readonly lateDays: number | null
}

/** Judged against the current plan; what was finished after `day` counts as open. The planned day itself is not overdue yet. */
export function milestoneStanding(milestone: Milestone, day: DateOnly, soonDays: number): MilestoneStanding {
  const { planFinish, actualFinish } = milestone
  if (actualFinish !== null && actualFinish <= day) return { state: '已完成', lateDays: planFinish === null ? null : Math.max(0, daysBetween(planFinish, actualFinish)) }
  if (planFinish === null) return { state: '待定', lateDays: null }
  const late = daysBetween(planFinish, day)
  return late > 0 ? { state: '逾期', lateDays: late } : { state: -late <= soonDays ? '快到期' : '未到', lateDays: 0 }
}

/** Slip against a baseline: actual, else forecast, else planned finish, minus the baseline's. */
export interface Slip {
  readonly baseline: DateOnly
  readonly now: DateOnly
  /** Calendar days; negative is ahead. */
  readonly days: number
  readonly workingDays: number
  readonly unknownYears: readonly number[]
}

/** Null where the baseline does not hold the milestone, or either date is not known. */
export function milestoneSlip(milestone: Milestone, baseline: Baseline | null, calendar: WorkCalendar): Slip | null {
  const frozen = baseline?.dates.find((d) => d.milestoneId === milestone.id)?.finish ?? null
  const now = expectedFinish(milestone)
  if (frozen === null || now === null) return null
  const { days: workingDays, unknownYears } = workingDaysBetween(calendar, frozen, now)
  return { baseline: frozen, now, days: daysBetween(frozen, now), workingDays, unknownYears }
}

export function expectedFinish(milestone: Milestone): DateOnly | null {
  return milestone.actualFinish ?? milestone.forecastFinish ?? milestone.planFinish
}

/** `延 12 天（8 个工作日）`, `提前 3 天（1 个工作日）`, `按期`. */
export function slipWords({ days, workingDays }: Slip): string {
  return days === 0 ? '按期' : `${days > 0 ? '延' : '提前'} ${Math.abs(days)} 天（${Math.abs(workingDays)} 个工作日）`
}

/** 形象进度 by weights on a day: finished ÷ all. Null where no milestone has a weight. */
export function milestoneProgress(milestones: readonly Milestone[], day: DateOnly): Ratio | null {
  let [done, all] = [0, 0]
  for (const { weight, actualFinish } of milestones) {
    all += weight
    if (actualFinish !== null && actualFinish <= day) done += weight
  }
  return all === 0 ? null : ratio(done, all)
}

/** A proposal for 形象进度 in words, such as `基础施工已完成，正在主体施工，按节点权重完成 45%`; null without milestones. Cut, never rounded up. */
export function progressProposal(milestones: readonly Milestone[], day: DateOnly): string | null {
  const share = milestoneProgress(milestones, day)
  if (share === null) return null
  const finished = milestones.filter((m) => m.actualFinish !== null && m.actualFinish <= day).sort((a, b) => (a.actualFinish! < b.actualFinish! ? -1 : 1))
  const running = milestones.find((m) => m.actualStart !== null && m.actualStart <= day && !finished.includes(m))
  const last = finished.at(-1)
  const words = [last === undefined ? null : finished.length === milestones.length ? '全部节点已完成' : `${last.name}已完成`, running === undefined ? null : `正在${running.name}`]
  return [...words.filter((w) => w !== null), `按节点权重完成 ${(share.num * 100n) / share.den}%`].join('，')
}
