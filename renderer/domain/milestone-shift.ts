import { sortByDependency } from './dependency-graph'
import type { Milestone } from './method-records'
import { dateOfDay, dayNumber, type DateOnly } from './period'

/** 顺延: what depends on it moves only as far as it must. 同移: all of it moves by the same days, and further where it must. */
export type ShiftMode = '顺延' | '同移'

export interface PlanDates {
  readonly start: DateOnly | null
  readonly finish: DateOnly | null
}

export interface ShiftedMilestone {
  readonly milestone: Milestone
  readonly to: PlanDates
  /** Calendar days that its finish moves; negative is earlier. Null where it had no plan before. */
  readonly days: number | null
}

/** What moving one milestone would do; nothing is changed by asking. */
export type ShiftPreview =
  | { readonly ok: true; readonly moves: readonly ShiftedMilestone[]; /** The milestone that keeps the moved one from going as early as was asked. */ readonly heldBy: Milestone | null }
  | { readonly ok: false; readonly cycle: readonly Milestone[] }

/** Days since 1970 of start and finish. A point has both on one day. */
export interface Span {
  readonly start: number
  readonly finish: number
}

/** Where a milestone stands in time: as it happened, else as planned; null where neither is known. */
export function spanOf(milestone: Milestone): Span | null {
  const finish = milestone.actualFinish ?? milestone.planFinish
  if (finish === null) return null
  const start = milestone.actualFinish === null ? milestone.planStart : (milestone.actualStart ?? milestone.planStart)
  const end = dayNumber(finish)
  return { start: start === null ? end : Math.min(dayNumber(start), end), finish: end }
}

/**
 * Moves one milestone to new dates, and what depends on it behind it. What is finished stays where it was. Dependencies that held
 * before hold afterwards: a milestone that would begin before its predecessors allow begins as early as they do.
 */
export function shiftMilestone(milestones: readonly Milestone[], id: string, to: PlanDates, mode: ShiftMode = '顺延'): ShiftPreview {
  const sorted = sortByDependency(milestones.map((m) => ({ id: m.id, after: m.after.map((d) => d.id), milestone: m })))
  if (!sorted.ok) return { ok: false, cycle: sorted.cycle.map((n) => n.milestone) }
  const spans = new Map<string, Span | null>(milestones.map((m) => [m.id, spanOf(m)]))
  const before = spans.get(id) ?? null
  const wanted = to.finish === null ? null : toSpan(to.start, to.finish)
  const by = wanted === null || before === null ? 0 : wanted.finish - before.finish
  const touched = new Set<string>()
  let heldBy: Milestone | null = null
  for (const { milestone } of sorted.order) {
    const isMoved = milestone.id === id
    if (!isMoved && (milestone.actualFinish !== null || !milestone.after.some((d) => touched.has(d.id)))) continue
    touched.add(milestone.id)
    const own = isMoved ? wanted : spans.get(milestone.id) ?? null
    if (own === null) {
      spans.set(milestone.id, null)
      continue
    }
    const carried = isMoved || mode === '顺延' ? own : { start: own.start + by, finish: own.finish + by }
    const { earliest, held } = earliestStart(milestone, spans)
    const push = Math.max(0, earliest - carried.start)
    if (isMoved && push > 0) heldBy = milestones.find((m) => m.id === held) ?? null
    spans.set(milestone.id, { start: carried.start + push, finish: carried.finish + push })
  }
  return { ok: true, heldBy, moves: milestones.filter((m) => touched.has(m.id)).flatMap((m) => moveOf(m, spans.get(m.id) ?? null, m.id === id ? to : null)) }
}

function toSpan(start: DateOnly | null, finish: DateOnly): Span {
  const end = dayNumber(finish)
  return { start: start === null ? end : dayNumber(start), finish: end }
}

/** The first day on which the predecessors let it begin; −∞ where nothing holds it. */
export function earliestStart(milestone: Milestone, spans: ReadonlyMap<string, Span | null>): { earliest: number; held: string | null } {
  let [earliest, held]: [number, string | null] = [-Infinity, null]
  for (const { id, lag } of milestone.after) {
    const before = spans.get(id) ?? null
    if (before !== null && before.finish + lag > earliest) [earliest, held] = [before.finish + lag, id]
  }
  return { earliest, held }
}

function moveOf(milestone: Milestone, span: Span | null, asked: PlanDates | null): ShiftedMilestone[] {
  // A point stays a point, and a span keeps its start.
  const hasStart = asked === null ? milestone.planStart !== null : asked.start !== null
  const to: PlanDates = span === null ? { start: null, finish: null } : { start: hasStart ? dateOfDay(span.start) : null, finish: dateOfDay(span.finish) }
  if (to.start === milestone.planStart && to.finish === milestone.planFinish) return []
  return [{ milestone, to, days: span === null || milestone.planFinish === null ? null : span.finish - dayNumber(milestone.planFinish) }]
}

/** Milestones that begin before a predecessor lets them, with that predecessor. */
export function brokenDependencies(milestones: readonly Milestone[]): { readonly milestone: Milestone; readonly before: Milestone; readonly earliest: DateOnly }[] {
  const byId = new Map(milestones.map((m) => [m.id, m]))
  const spans = new Map(milestones.map((m) => [m.id, spanOf(m)]))
  return milestones.flatMap((milestone) => {
    const own = spans.get(milestone.id) ?? null
    if (own === null || milestone.actualFinish !== null) return []
    const { earliest, held } = earliestStart(milestone, spans)
    const before = byId.get(held ?? '')
    return before === undefined || own.start >= earliest ? [] : [{ milestone, before, earliest: dateOfDay(earliest) }]
  })
}
