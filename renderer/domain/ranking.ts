import type { ProjectEntry } from './ledger'
import { UNKNOWN_FIGURE, type Fen } from './money'
import { monthOf, yearOf, type DateOnly, type Period } from './period'
import { compareRatio, ratioOf, subtractRatio, type Ratio } from './ratio'
import { rateBasis } from './reconcile'
import { assessWarning, countLights, type LightCounts, type LightRules } from './warning'
import { groupSchedule } from './year-course'

/** A 责任单位 or 包联领导 in the month's ranking. */
export interface RankedGroup {
  readonly name: string
  /** 1 is best; those with the same 完成率 share a place and the next ones are skipped (1, 2, 2, 4). Null: no 完成率. */
  readonly place: number | null
  readonly count: number
  /** 分 of the projects that count in the 完成率. */
  readonly planned: Fen | null
  readonly completed: Fen | null
  readonly rate: Ratio | null
  /** 完成率 − 序时进度; null where either is unknown. */
  readonly ahead: Ratio | null
  readonly lights: LightCounts
}

export type RankedBy = 'unit' | 'leader'

/** Ranks by 完成率: year to date ÷ annual plan of the group's projects that have both. Groups without a rate stand last, without a place; 待填报 is no group. */
export function rankGroups(entries: readonly ProjectEntry[], by: RankedBy, at: Period, rules: LightRules, day: DateOnly): RankedGroup[] {
  const groups = new Map<string, ProjectEntry[]>()
  for (const entry of entries) {
    const name = (by === 'unit' ? entry.project.responsibleUnit : entry.project.sponsoringLeader)?.trim() ?? UNKNOWN_FIGURE
    if (name !== UNKNOWN_FIGURE) groups.set(name, [...(groups.get(name) ?? []), entry])
  }
  const ranked = [...groups].map(([name, own]) => {
    const { completed, planned } = rateBasis(own, at)
    const rate = ratioOf(completed, planned)
    const schedule = groupSchedule(own, yearOf(at), monthOf(at))
    return { name, count: own.length, planned, completed, rate, ahead: rate === null || schedule === null ? null : subtractRatio(rate, schedule), lights: countLights(own.map((e) => assessWarning(e, at, rules, day))) }
  }).sort((a, b) => compareRates(a.rate, b.rate) || (a.name < b.name ? -1 : 1))
  return ranked.map((group) => ({ ...group, place: group.rate === null ? null : ranked.findIndex((g) => g.rate !== null && compareRatio(g.rate, group.rate!) === 0) + 1 }))
}

/** The highest first; without a rate last. */
function compareRates(a: Ratio | null, b: Ratio | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return compareRatio(b, a)
}
