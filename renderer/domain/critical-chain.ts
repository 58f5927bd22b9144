import { sortByDependency } from './dependency-graph'
import type { Milestone } from './method-records'
import { spanOf, type Span } from './milestone-shift'

/** 关键线路 of a project's plan. */
export interface CriticalChain {
  /** Calendar days that an open milestone can move later without moving the end; negative where the plan breaks a dependency. */
  readonly float: ReadonlyMap<string, number>
  /** The milestones that the end hangs on, first to last: each begins as soon as the one before lets it. */
  readonly chain: readonly Milestone[]
}

/** Null where the dependencies form a cycle, or nothing has a date. */
export function criticalChain(milestones: readonly Milestone[]): CriticalChain | null {
  const sorted = sortByDependency(milestones.map((m) => ({ id: m.id, after: m.after.map((d) => d.id), milestone: m })))
  if (!sorted.ok) return null
  const spans = new Map(milestones.map((m) => [m.id, spanOf(m)]))
  const end = Math.max(-Infinity, ...[...spans.values()].map((s) => s?.finish ?? -Infinity))
  if (end === -Infinity) return null
  const latest = new Map<string, number>()
  const float = new Map<string, number>()
  for (const { milestone } of [...sorted.order].reverse()) {
    const own = spans.get(milestone.id) ?? null
    // What is finished cannot move any more, and one without a date waits for nothing yet.
    if (milestone.actualFinish !== null || own === null) continue
    const lateFinish = latest.get(milestone.id) ?? end
    float.set(milestone.id, lateFinish - own.finish)
    const lateStart = lateFinish - (own.finish - own.start)
    for (const { id, lag } of milestone.after) latest.set(id, Math.min(latest.get(id) ?? end, lateStart - lag))
  }
  return { float, chain: chainTo(end, milestones, spans) }
}

function chainTo(end: number, milestones: readonly Milestone[], spans: ReadonlyMap<string, Span | null>): Milestone[] {
  const byId = new Map(milestones.map((m) => [m.id, m]))
  const chain: Milestone[] = []
  let current = milestones.find((m) => spans.get(m.id)?.finish === end)
  while (current !== undefined) {
    chain.unshift(current)
    const start = spans.get(current.id)?.start
    const driving: { id: string; lag: number } | undefined = current.after.find(({ id, lag }) => {
      const before = spans.get(id) ?? null
      return before !== null && before.finish + lag === start
    })
    current = driving === undefined ? undefined : byId.get(driving.id)
  }
  return chain
}
