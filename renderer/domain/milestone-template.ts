import type { Milestone, MilestoneTemplate } from './method-records'
import { emptyMilestone } from './milestone'
import { earliestStart, spanOf, type Span } from './milestone-shift'
import { sortByDependency } from './dependency-graph'
import { addDays, dateOfDay, type DateOnly } from './period'

/**
 * A project's milestones as a template lays them out from a day. Items that would begin before what they come after has finished are moved
 * behind it. Throws RangeError for a template whose items wait for one another in a circle: the schema lets none through that 设置 saves.
 */
export function layOutTemplate(template: Pick<MilestoneTemplate, 'items'>, projectId: string, from: DateOnly, newId: () => string): Milestone[] {
  const ids = new Map(template.items.map((item) => [item.key, newId()]))
  const laid = template.items.map((item, i): Milestone => ({
    ...emptyMilestone(ids.get(item.key)!, projectId, item.name, i + 1),
    planStart: item.days === 0 ? null : addDays(from, item.offset), planFinish: addDays(from, item.offset + item.days), weight: item.weight,
    after: item.after.flatMap(({ key, lag }) => (ids.has(key) ? [{ id: ids.get(key)!, lag }] : [])),
  }))
  const sorted = sortByDependency(laid.map((m) => ({ id: m.id, after: m.after.map((d) => d.id), milestone: m })))
  if (!sorted.ok) throw new RangeError('layOutTemplate: the template has a cycle')
  const spans = new Map<string, Span | null>()
  const placed = new Map<string, Milestone>()
  for (const { milestone } of sorted.order) {
    const own = spanOf(milestone)!
    const push = Math.max(0, earliestStart(milestone, spans).earliest - own.start)
    spans.set(milestone.id, { start: own.start + push, finish: own.finish + push })
    placed.set(milestone.id, { ...milestone, planStart: milestone.planStart === null ? null : dateOfDay(own.start + push), planFinish: dateOfDay(own.finish + push) })
  }
  return laid.map((m) => placed.get(m.id)!)
}
