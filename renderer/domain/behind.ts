import type { ProjectEntry } from './ledger'
import { shiftPeriod, type Period } from './period'
import { assessWarning, type LightRules } from './warning'

const MOST_MONTHS = 120

/** How many months in a row up to `at` a project has shown 红 or 黄; a month of 灰 or 绿 ends the row. */
export function monthsBehind(entry: ProjectEntry, at: Period, rules: LightRules): number {
  let months = 0
  for (let period = at; months < MOST_MONTHS; period = shiftPeriod(period, -1)) {
    const { light } = assessWarning(entry, period, rules)
    if (light !== '红' && light !== '黄') return months
    months += 1
  }
  return months
}
