import type { ProjectEntry } from './ledger'
import type { Settings } from './model'
import { projectFigures } from './progress'
import { monthOf, type Period } from './period'
import { compareRatio, formatPercent, formatPoints, subtractRatio, type Ratio } from './ratio'

/** 预警灯. */
export const LIGHTS = ['红', '黄', '绿', '灰'] as const
export type Light = (typeof LIGHTS)[number]

/** The thresholds of the lights; ours, not an official standard, and the user's to change in 设置. */
export type LightRules = Pick<Settings, 'yellowPoints' | 'redPoints'>

/** PRODUCT.md, Rules: 绿 within 5 points of 序时进度, 黄 up to 15 behind, 红 beyond. */
export const DEFAULT_LIGHT_RULES: LightRules = { yellowPoints: 5, redPoints: 15 }

/** A light with its reason in words; a light is never shown without. */
export interface Warning {
  readonly light: Light
  readonly reason: string
  /** 序时进度 − 完成率 as a ratio (0.13 is 13 points behind; negative: ahead); null where there is no rate. */
  readonly behind: Ratio | null
}

/** Thresholds are given in percentage points with at most two decimals. */
function points(value: number): Ratio {
  return { num: BigInt(Math.round(value * 100)), den: 10_000n }
}

/** The warning light of a project at a period. */
export function assessWarning(entry: ProjectEntry, at: Period, rules: LightRules): Warning {
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

/** How many projects show each light. */
export type LightCounts = Readonly<Record<Light, number>>

export function countLights(warnings: Iterable<Pick<Warning, 'light'>>): LightCounts {
  const counts: Record<Light, number> = { 红: 0, 黄: 0, 绿: 0, 灰: 0 }
  for (const { light } of warnings) counts[light] += 1
  return counts
}

/** Orders by need of attention: 红, 黄, 灰, 绿, and within a light the furthest behind first. */
export function compareAttention(a: Warning, b: Warning): number {
  const rank: Record<Light, number> = { 红: 0, 黄: 1, 灰: 2, 绿: 3 }
  if (a.light !== b.light) return rank[a.light] - rank[b.light]
  if (a.behind === null || b.behind === null) return a.behind === b.behind ? 0 : a.behind === null ? 1 : -1
  return compareRatio(b.behind, a.behind)
}
