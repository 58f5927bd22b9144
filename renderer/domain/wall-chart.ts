import type { ProjectEntry } from './ledger'
import type { Milestone, SupervisionOrder } from './method-records'
import { milestoneStanding, type MilestoneState } from './milestone'
import { dayNumber, type DateOnly } from './period'
import { projectFigures } from './progress'
import { latestBaseline, milestonesOf } from './project-records'
import { formatPercent } from './ratio'
import { waitingIssues, waitingOrders, type SupportItem } from './support-items'
import { groupedRows, rememberedRows, type WallGroupOf, type WallGrouping, type WallView } from './wall-groups'
import { assessWarning, type Light } from './warning'

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

/** 问: open problems; 督: open 督办单; 挂: 挂牌督战. Urgent where one of them is overdue. */
export interface WallPennant {
  readonly letter: '问' | '督' | '挂'
  readonly urgent: boolean
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
  /** What the wall says behind the bar: slip, problems, 督办单, 督战. Empty where nothing waits. */
  readonly flags: string
  /** Flags with a letter: open problems, open 督办单, 挂牌督战. */
  readonly pennants: readonly WallPennant[]
  /** Whether the flags are a matter of red. */
  readonly urgent: boolean
}

export type WallGroup = WallGroupOf<WallRow>

const NO_ORDERS: readonly SupervisionOrder[] = []
const rowOf = rememberedRows(deriveRow)

/** The row of a project. */
export function wallRow(entry: ProjectEntry, view: WallView, orders: readonly SupervisionOrder[] = NO_ORDERS): WallRow {
  return rowOf(entry, view, orders)
}

function deriveRow(entry: ProjectEntry, { period, day, rules }: WallView, orders: readonly SupervisionOrder[]): WallRow {
  const { light, reason } = assessWarning(entry, period, rules, day)
  const milestones = milestonesOf(entry)
  const { completionRate } = projectFigures(entry, period)
  const [plan, baseline] = [planSpan(entry), baselineSpan(entry)]
  return {
    entry, light, reason, ...flagsOf(entry, plan === null || baseline === null ? 0 : plan.to - baseline.to, orders, day, rules.dueSoonDays), name: entry.project.name ?? '', rate: completionRate === null ? '—' : formatPercent(completionRate),
    plan, baseline, doneTo: doneTo(milestones, day), marks: milestones.flatMap((m) => markOf(m, day, rules.dueSoonDays)),
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

/** What the wall says behind a bar: how many days the end lies behind the baseline's, then the problems and the 督办单, the most urgent of each named. */
function flagsOf(entry: ProjectEntry, slip: number, about: readonly SupervisionOrder[], day: DateOnly, soonDays: number): Pick<WallRow, 'flags' | 'urgent' | 'pennants'> {
  const words: string[] = []
  if (slip > 0) words.push(slip >= MONTH_DAYS ? `延 ${Math.floor(slip / MONTH_DAYS)} 个月` : `延 ${slip} 天`)
  const [issues, orders] = [waitingIssues(entry, day, soonDays), waitingOrders(about, day, soonDays)]
  const worst = nearest(issues)
  if (worst !== undefined) words.push(`${entry.issues.get(worst.id)?.category ?? ''}${issues.length > 1 ? `等 ${issues.length} 个问题` : ''}`, worst.daysLeft === null ? '无期限' : dueOf(worst))
  const order = nearest(orders)
  if (order !== undefined) words.push(`${order.label}${orders.length > 1 ? `等 ${orders.length} 份` : ''} ${dueOf(order)}`)
  if (entry.project.flagged) words.push('挂牌督战')
  const late = (items: readonly SupportItem[]): boolean => items.some((i) => i.state === '逾期')
  const pennants: WallPennant[] = []
  if (issues.length > 0) pennants.push({ letter: '问', urgent: late(issues) })
  if (orders.length > 0) pennants.push({ letter: '督', urgent: late(orders) })
  if (entry.project.flagged) pennants.push({ letter: '挂', urgent: true })
  return { flags: words.join(' · '), pennants, urgent: slip >= MONTH_DAYS || late(issues) || late(orders) }
}

/** The one whose deadline is nearest, or furthest past. */
function nearest(items: readonly SupportItem[]): SupportItem | undefined {
  return items.filter((i) => i.daysLeft !== null).sort((a, b) => a.daysLeft! - b.daysLeft!)[0] ?? items[0]
}

function dueOf({ daysLeft }: SupportItem): string {
  return daysLeft === null ? '' : daysLeft < 0 ? `逾期 ${-daysLeft} 天` : daysLeft === 0 ? '今天到期' : `剩 ${daysLeft} 天`
}

/** Rows under their headings. */
export function wallGroups(entries: readonly ProjectEntry[], grouping: WallGrouping, view: WallView, orders: ReadonlyMap<string, readonly SupervisionOrder[]>): WallGroup[] {
  return groupedRows(entries.map((e) => wallRow(e, view, orders.get(e.project.id) ?? NO_ORDERS)), grouping)
}
