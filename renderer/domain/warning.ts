import type { ProjectEntry } from './ledger'
import type { Settings } from './model'
import { milestoneStanding } from './milestone'
import { issueStanding } from './issue-due'
import { projectFigures } from './progress'
import { openIssues, openMilestones } from './project-records'
import { daysBetween, lastDayOf, judgementDay, monthOf, type DateOnly, type Period } from './period'
import { compareRatio, formatPercent, formatPoints, subtractRatio, type Ratio } from './ratio'

/** 预警灯. */
export const LIGHTS = ['红', '黄', '绿', '灰'] as const
export type Light = (typeof LIGHTS)[number]

/** The thresholds of the lights; ours, not an official standard, and the user's to change in 设置. */
export type LightRules = Pick<Settings, 'yellowPoints' | 'redPoints' | 'overdueRedDays'>

/** PRODUCT.md, Rules: 绿 within 5 points of 序时进度, 黄 up to 15 behind or a milestone up to 30 days overdue, 红 beyond. */
export const DEFAULT_LIGHT_RULES: LightRules = { yellowPoints: 5, redPoints: 15, overdueRedDays: 30 }

/** A light with its reason in words; a light is never shown without. */
export interface Warning {
  readonly light: Light
  /** All reasons in one line, those of the light itself first. */
  readonly reason: string
  readonly reasons: readonly string[]
  /** 序时进度 − 完成率 as a ratio (0.13 is 13 points behind; negative: ahead); null where there is no rate. */
  readonly behind: Ratio | null
}

/** Thresholds are given in percentage points with at most two decimals. */
function points(value: number): Ratio {
  return { num: BigInt(Math.round(value * 100)), den: 10_000n }
}

/** One finding and the light that it alone would give. */
interface Finding {
  readonly light: Light
  readonly reason: string
}

/** 红, 黄, 灰, 绿: how much a light needs attention. */
const RANK: Readonly<Record<Light, number>> = { 红: 0, 黄: 1, 灰: 2, 绿: 3 }
/** More overdue milestones than these are told as a number. */
const NAMED = 3

/**
 * The warning light of a project at a period: the worst of its money, its milestones and its problems. `today` matters for a period that
 * is not over (see judgementDay); left out, the period is judged on its last day.
 */
export function assessWarning(entry: ProjectEntry, at: Period, rules: LightRules, today: DateOnly = lastDayOf(at)): Warning {
  const day = judgementDay(at, today)
  const { behind, ...money } = assessMoney(entry, at, rules)
  const others = [...overdueMilestones(entry, day, rules), ...overdueIssues(entry, day)]
  if (others.length === 0) return { ...money, reasons: [money.reason], behind }
  const findings = [...others, ...(money.light === '绿' ? [] : [money])].sort((a, b) => RANK[a.light] - RANK[b.light])
  const reasons = findings.map((f) => f.reason)
  return { light: findings[0]!.light, reason: reasons.join('；'), reasons, behind }
}

/** The light by money alone. */
function assessMoney(entry: ProjectEntry, at: Period, rules: LightRules): Finding & { readonly behind: Ratio | null } {
  const figures = projectFigures(entry, at)
  if (figures.completedThisMonth === null) return { light: '灰', reason: `${monthOf(at)}月未填报`, behind: null }
  if (figures.completionRate === null) return { light: '灰', reason: '没有年度计划，无法比较进度', behind: null }
  const behind = subtractRatio(figures.schedule, figures.completionRate)
  const schedule = figures.ownCurve ? '自定计划' : '序时'
  if (compareRatio(behind, points(rules.yellowPoints)) <= 0) {
    const ahead = behind.num <= 0n
    const size = formatPoints(ahead ? { num: -behind.num, den: behind.den } : behind)
    return { light: '绿', reason: size === '0.0' ? `与${schedule}进度持平` : `${ahead ? '超' : '落后'}${schedule}进度 ${size} 个百分点`, behind }
  }
  const light: Light = compareRatio(behind, points(rules.redPoints)) > 0 ? '红' : '黄'
  return {
    light,
    reason: `落后${schedule}进度 ${formatPoints(behind)} 个百分点（完成 ${formatPercent(figures.completionRate)}，应达 ${formatPercent(figures.schedule)}）`,
    behind,
  }
}

/** 黄 from the first day past the plan, 红 beyond the limit; the longest overdue first. */
function overdueMilestones(entry: ProjectEntry, day: DateOnly, rules: LightRules): Finding[] {
  const overdue = openMilestones(entry).flatMap((m) => {
    const { state, lateDays } = milestoneStanding(m, day, 0)
    return state === '逾期' && lateDays !== null ? [{ name: m.name, planned: m.planFinish, lateDays }] : []
  }).sort((a, b) => b.lateDays - a.lateDays)
  const findings = overdue.slice(0, NAMED).map(({ name, planned, lateDays }): Finding => ({ light: lateDays > rules.overdueRedDays ? '红' : '黄', reason: `节点“${name}”逾期 ${lateDays} 天（应于 ${planned} 完成）` }))
  const rest = overdue.slice(NAMED)
  return rest.length === 0 ? findings : [...findings, { light: rest[0]!.lateDays > rules.overdueRedDays ? '红' : '黄', reason: `另有 ${rest.length} 个节点逾期` }]
}

/** A problem past its deadline on a project under 挂牌督战. */
function overdueIssues(entry: ProjectEntry, day: DateOnly): Finding[] {
  if (!entry.project.flagged) return []
  return openIssues(entry).flatMap((issue) => {
    const standing = issueStanding(issue, day, 0)
    return standing?.due === '逾期' && standing.deadline !== null ? [{ light: '红' as const, reason: `挂牌督战，问题“${issue.title}”逾期 ${daysBetween(standing.deadline, day)} 天` }] : []
  })
}

/** How many projects show each light. */
export type LightCounts = Readonly<Record<Light, number>>

export function countLights(warnings: Iterable<Pick<Warning, 'light'>>): LightCounts {
  const counts: Record<Light, number> = { 红: 0, 黄: 0, 绿: 0, 灰: 0 }
  for (const { light } of warnings) counts[light] += 1
  return counts
}

/** Orders by need of attention: 红, 黄, 灰, 绿, and within a light the furthest behind first. */
export function compareAttention(a: Warning, b: Warning): number {
  if (a.light !== b.light) return RANK[a.light] - RANK[b.light]
  if (a.behind === null || b.behind === null) return a.behind === b.behind ? 0 : a.behind === null ? 1 : -1
  return compareRatio(b.behind, a.behind)
}
