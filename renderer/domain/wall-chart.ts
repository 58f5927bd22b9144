import { dueWords, issueStanding } from './issue-due'
import type { ProjectEntry } from './ledger'
import type { Milestone } from './method-records'
import { milestoneStanding, type MilestoneState } from './milestone'
import { DOMAINS } from './model'
import { dayNumber, judgementDay, type DateOnly, type Period } from './period'
import { projectFigures } from './progress'
import { issuesOf, latestBaseline, milestonesOf } from './project-records'
import { formatPercent } from './ratio'
import { assessWarning, type Light, type LightRules } from './warning'

/** A milestone on the chart. Days are counted since 1970-01-01. */
export interface WallMark {
  readonly milestone: Milestone
  readonly day: number
  readonly state: MilestoneState
  readonly lateDays: number | null
}

/** A stretch of days, both ends included. */
export interface DaySpan {
  readonly from: number
  readonly to: number
}

/** A project against time. */
export interface WallRow {
  readonly entry: ProjectEntry
  readonly name: string
  readonly light: Light
  readonly reason: string
  /** 完成率, or — */
  readonly rate: string
  /** 计划: first start to last finish; from 开工 to 计划竣工 where no milestones are planned. */
  readonly plan: DaySpan | null
  /** The latest baseline, first to last. */
  readonly baseline: DaySpan | null
  /** Up to where the plan is done. */
  readonly doneTo: number | null
  readonly marks: readonly WallMark[]
  /** What the wall says behind the bar: slip, problems, 督战. Empty where nothing waits. */
  readonly flags: string
  /** Whether the flags are a matter of red. */
  readonly urgent: boolean
}

export const WALL_GROUPINGS = ['按领域', '按包联领导', '按责任单位'] as const
export type WallGrouping = (typeof WALL_GROUPINGS)[number]

export interface WallGroup {
  readonly label: string
  readonly rows: readonly WallRow[]
}

export interface WallView {
  readonly period: Period
  readonly today: DateOnly
  readonly rules: LightRules & { readonly dueSoonDays: number }
}

const remembered = new WeakMap<ProjectEntry, { key: string; row: WallRow }>()

/** The row of a project; remembered as long as the entry lives and the view stays. */
export function wallRow(entry: ProjectEntry, view: WallView): WallRow {
  const key = `${view.period} ${view.today} ${view.rules.yellowPoints} ${view.rules.redPoints} ${view.rules.overdueRedDays} ${view.rules.dueSoonDays}`
  const known = remembered.get(entry)
  if (known?.key === key) return known.row
  const row = deriveRow(entry, view)
  remembered.set(entry, { key, row })
  return row
}

function deriveRow(entry: ProjectEntry, { period, today, rules }: WallView): WallRow {
  const day = judgementDay(period, today)
  const { light, reason } = assessWarning(entry, period, rules, today)
  const milestones = milestonesOf(entry)
  const { completionRate } = projectFigures(entry, period)
  const { flags, urgent } = flagsOf(entry, day, rules.dueSoonDays)
  return {
    entry, light, reason, flags, urgent, name: entry.project.name ?? '', rate: completionRate === null ? '—' : formatPercent(completionRate),
    plan: planSpan(entry), baseline: baselineSpan(entry), doneTo: doneTo(milestones, day), marks: milestones.flatMap((m) => markOf(m, day, rules.dueSoonDays)),
  }
}

function markOf(milestone: Milestone, day: DateOnly, soonDays: number): WallMark[] {
  const { state, lateDays } = milestoneStanding(milestone, day, soonDays)
  const at = state === '已完成' ? milestone.actualFinish : milestone.planFinish
  return at === null ? [] : [{ milestone, day: dayNumber(at), state, lateDays }]
}

function planSpan(entry: ProjectEntry): DaySpan | null {
  const days = milestonesOf(entry).flatMap((m) => [m.planStart, m.planFinish]).filter((d) => d !== null).map(dayNumber)
  const { startDate, plannedCompletion } = entry.project
  if (days.length > 0) return { from: Math.min(...days), to: Math.max(...days) }
  return startDate === null || plannedCompletion === null ? null : { from: dayNumber(startDate), to: dayNumber(plannedCompletion) }
}

function baselineSpan(entry: ProjectEntry): DaySpan | null {
  const days = (latestBaseline(entry)?.dates ?? []).flatMap((d) => [d.start, d.finish]).filter((d) => d !== null).map(dayNumber)
  return days.length === 0 ? null : { from: Math.min(...days), to: Math.max(...days) }
}

/** The last finished milestone; beyond it today, where the next one is under way, but never past its plan. */
function doneTo(milestones: readonly Milestone[], day: DateOnly): number | null {
  let reached: number | null = null
  const upTo = (n: number): void => { reached = reached === null ? n : Math.max(reached, n) }
  for (const m of milestones) {
    if (m.actualFinish !== null && m.actualFinish <= day) upTo(dayNumber(m.planFinish !== null && m.planFinish < m.actualFinish ? m.planFinish : m.actualFinish))
    else if (m.actualStart !== null && m.actualStart <= day && m.planFinish !== null) upTo(dayNumber(m.planFinish < day ? m.planFinish : day))
  }
  return reached
}

/** Months from this many days on: `延 2 个月` is read faster from afar than `延 61 天`. */
const MONTH_DAYS = 30

function flagsOf(entry: ProjectEntry, day: DateOnly, soonDays: number): { flags: string; urgent: boolean } {
  const words: string[] = []
  const slip = endSlip(entry)
  if (slip > 0) words.push(slip >= MONTH_DAYS ? `延 ${Math.floor(slip / MONTH_DAYS)} 个月` : `延 ${slip} 天`)
  const open = issuesOf(entry).flatMap((issue) => {
    const standing = issueStanding(issue, day, soonDays)
    return standing === null || standing.due === '已办结' ? [] : [{ issue, standing }]
  })
  const worst = open.filter((o) => o.standing.daysLeft !== null).sort((a, b) => a.standing.daysLeft! - b.standing.daysLeft!)[0] ?? open[0]
  if (worst !== undefined) words.push(`${worst.issue.category}${open.length > 1 ? `等 ${open.length} 个问题` : ''}`, dueWords(worst.standing))
  if (entry.project.flagged) words.push('挂牌督战')
  return { flags: words.join(' · '), urgent: slip >= MONTH_DAYS || open.some((o) => o.standing.due === '逾期') }
}

/** Days that the end of the plan lies behind the baseline's end. */
function endSlip(entry: ProjectEntry): number {
  const [plan, baseline] = [planSpan(entry), baselineSpan(entry)]
  return plan === null || baseline === null ? 0 : plan.to - baseline.to
}

const NUMERALS = ['一', '二', '三', '四'] as const

/** Rows under their headings: domains in their order, leaders and units by how many projects they have. */
export function wallGroups(entries: readonly ProjectEntry[], grouping: WallGrouping, view: WallView): WallGroup[] {
  const byLabel = new Map<string, WallRow[]>()
  for (const entry of entries) {
    const label = labelOf(entry, grouping)
    const rows = byLabel.get(label)
    if (rows === undefined) byLabel.set(label, [wallRow(entry, view)])
    else rows.push(wallRow(entry, view))
  }
  const groups = [...byLabel].map(([label, rows]) => ({ label, rows }))
  if (grouping !== '按领域') return groups.sort((a, b) => Number(a.label === UNKNOWN) - Number(b.label === UNKNOWN) || b.rows.length - a.rows.length || (a.label < b.label ? -1 : 1))
  const order: readonly string[] = [...DOMAINS, NO_DOMAIN]
  return groups.sort((a, b) => order.indexOf(a.label) - order.indexOf(b.label)).map((g) => ({ label: `${NUMERALS[order.indexOf(g.label)] ?? ''}、${g.label}`, rows: g.rows }))
}

const UNKNOWN = '待填报'
const NO_DOMAIN = '未分领域'

function labelOf({ project }: ProjectEntry, grouping: WallGrouping): string {
  if (grouping === '按领域') return project.domain ?? NO_DOMAIN
  return (grouping === '按包联领导' ? project.sponsoringLeader : project.responsibleUnit) ?? UNKNOWN
}
