import type { ProjectEntry } from '@/domain/ledger'
import type { Project } from '@/domain/model'
import { judgementDay, lastDayOf, type DateOnly, type Period } from '@/domain/period'
import { projectFigures, type ProjectFigures } from '@/domain/progress'
import { assessWarning, type LightRules, type Warning } from '@/domain/warning'

/** A project as the list shows it at a period. */
export interface ProjectRow {
  readonly entry: ProjectEntry
  readonly project: Project
  readonly figures: ProjectFigures
  readonly warning: Warning
}

const remembered = new WeakMap<ProjectEntry, { at: Period; day: DateOnly; yellow: number; red: number; overdueRed: number; row: ProjectRow }>()

/** The row of an entry; remembered, so that after one edit one row of a thousand is made anew. */
export function projectRow(entry: ProjectEntry, at: Period, rules: LightRules, today: DateOnly = lastDayOf(at)): ProjectRow {
  const day = judgementDay(at, today)
  const known = remembered.get(entry)
  if (known !== undefined && known.at === at && known.yellow === rules.yellowPoints && known.red === rules.redPoints && known.overdueRed === rules.overdueRedDays && known.day === day) return known.row
  const row = { entry, project: entry.project, figures: projectFigures(entry, at), warning: assessWarning(entry, at, rules, today) }
  remembered.set(entry, { at, day, yellow: rules.yellowPoints, red: rules.redPoints, overdueRed: rules.overdueRedDays, row })
  return row
}
