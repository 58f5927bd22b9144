import type { ProjectEntry } from './ledger'
import type { ConstructionEvent, EventProject, StateChange } from './method-records'
import type { ProjectState } from './model'
import type { DateOnly } from './period'
import { stateChangesOf } from './project-records'

/** What a project's state changes and what they make of the project itself; one operation writes both. */
export interface StatePlan {
  readonly entry: ProjectEntry
  /** New changes, and stored ones with other values. */
  readonly put: readonly StateChange[]
  /** Stored changes that no longer hold. */
  readonly drop: readonly StateChange[]
  /** What the project holds after it. */
  readonly state: ProjectState | null
  readonly startDate: DateOnly | null
}

/** The state on a day by the history; null where it does not reach back so far. */
export function stateOn(changes: readonly StateChange[], day: DateOnly): StateChange | null {
  return changes.findLast((c) => c.date <= day) ?? null
}

/** Why a change does not fit into the history, with the field that it is about; null where it does. */
export function refuseStateChange(entry: ProjectEntry, change: StateChange): { readonly field: 'state' | 'date' | 'reason'; readonly message: string } | null {
  const others = stateChangesOf(entry).filter((c) => c.id !== change.id)
  const before = stateOn(others, change.date)
  const after = others.find((c) => c.date > change.date)
  if (change.state === '停工' && change.reason === null) return { field: 'reason', message: '停工要写明原因，如 征地未交付' }
  if (before?.state === change.state) return { field: 'state', message: `${before.date} 已经记为“${before.state}”，不用再记` }
  if (after?.state === change.state) return { field: 'date', message: `${after.date} 又记为“${after.state}”，两条之间没有别的变动。请核对日期` }
  return null
}

/** What the project becomes when changes are added, changed or dropped. */
export function planStates(entry: ProjectEntry, put: readonly StateChange[], drop: readonly StateChange[] = []): StatePlan {
  const old = stateChangesOf(entry)
  const gone = new Set([...put, ...drop].map((c) => c.id))
  const all = [...old.filter((c) => !gone.has(c.id)), ...put].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1))
  const { project } = entry
  // Without any history left, a state that came from it goes with it; one that was typed stays.
  const state = all.at(-1)?.state ?? (drop.some((c) => c.state === project.state) ? null : project.state)
  return { entry, put, drop, state, startDate: startOf(entry, put, old) }
}

/** 开工时间 follows a 开工 where it is empty, or where it was that same change's day; a typed one stays. */
function startOf({ project }: ProjectEntry, put: readonly StateChange[], old: readonly StateChange[]): DateOnly | null {
  const begun = put.find((c) => c.state === '已开工')
  if (begun === undefined) return project.startDate
  const was = old.find((c) => c.id === begun.id && c.state === '已开工')
  return project.startDate === null || project.startDate === was?.date ? begun.date : project.startDate
}

const STATE_OF_KIND = { 开工: '已开工', 复工: '复工' } as const satisfies Record<NonNullable<EventProject['kind']>, ProjectState>

/**
 * What an event makes of the projects that it names, and of those that it no longer names. Nothing for an event that is
 * still to come, nor where it is not known whether a project began or resumed. A change of that day that already says
 * so is the event's own from then on.
 */
export function eventStates(entries: Iterable<ProjectEntry>, event: ConstructionEvent, today: DateOnly, newId: () => string): StatePlan[] {
  const kinds = new Map(event.date > today || event.deletedAt !== null ? [] : event.projects.map((p) => [p.projectId, p.kind]))
  const plans: StatePlan[] = []
  for (const entry of entries) {
    const changes = stateChangesOf(entry)
    const own = changes.find((c) => c.eventId === event.id)
    const kind = kinds.get(entry.project.id) ?? null
    if (kind === null) {
      if (own !== undefined) plans.push(planStates(entry, [], [own]))
      continue
    }
    const state = STATE_OF_KIND[kind]
    const base = own ?? changes.find((c) => c.state === state && c.date === event.date && c.eventId === null)
    if (base !== undefined && base === own && base.state === state && base.date === event.date) continue
    plans.push(planStates(entry, [base === undefined ? { id: newId(), projectId: entry.project.id, state, date: event.date, reason: null, eventId: event.id, deletedAt: null } : { ...base, state, date: event.date, eventId: event.id }]))
  }
  return plans
}

/** The projects of an event whose state does not follow it yet. */
export function pendingProjects(entries: ReadonlyMap<string, ProjectEntry>, event: ConstructionEvent): EventProject[] {
  return event.projects.filter(({ projectId, kind }) => {
    const entry = entries.get(projectId)
    return kind !== null && entry !== undefined && !stateChangesOf(entry).some((c) => c.eventId === event.id)
  })
}
