import type { Ledger, ProjectEntry } from '@/domain/ledger'
import type { ConstructionEvent, StateChange } from '@/domain/method-records'
import type { DateOnly } from '@/domain/period'
import { eventStates, planStates, type StatePlan } from '@/domain/project-states'
import { now } from '@/shared/clock'
import type { Edit, OperationRequest } from './ledger'
import { shortName } from './report-edits'

export type EventValues = Partial<Omit<ConstructionEvent, 'id' | 'deletedAt'>>

/** Records a state change; the project's own state and 开工时间 go along. */
export function recordState(entry: ProjectEntry, change: StateChange): OperationRequest {
  return { name: `记录 ${shortName(entry)} ${change.state}`, reason: change.reason, edits: stateEdits(planStates(entry, [change])) }
}

/** Takes a state change back; the one before it counts again. */
export function deleteState(entry: ProjectEntry, change: StateChange): OperationRequest {
  return { name: `删除 ${shortName(entry)} ${change.date} ${change.state}`, edits: stateEdits(planStates(entry, [], [change])) }
}

/** Saves an event and sets the state and date of its projects, all in one. `seen` is what stood there; null for a new event. */
export function saveEvent(ledger: Ledger, newId: () => string, event: ConstructionEvent, seen: EventValues | null, today: DateOnly): OperationRequest {
  const { id, deletedAt: _deletedAt, ...values } = event
  const edit = seen === null ? { table: 'constructionEvents', id, set: {}, blank: event, onlyNew: true } : { table: 'constructionEvents', id, set: values, expect: seen }
  return { name: `${seen === null ? '登记' : '修改'}“${event.name}”（${event.projects.length} 个项目）`, edits: [edit as Edit, ...eventStates(ledger.entries.values(), event, today, newId).flatMap(stateEdits)] }
}

/** Sets the states of an event whose day has come since it was saved. */
export function applyEvent(ledger: Ledger, newId: () => string, event: ConstructionEvent, today: DateOnly): OperationRequest {
  const plans = eventStates(ledger.entries.values(), event, today, newId)
  return { name: `按“${event.name}”记入 ${plans.length} 个项目的状态`, edits: plans.flatMap(stateEdits) }
}

/** Deletes an event with the states that it set. */
export function deleteEvent(ledger: Ledger, event: ConstructionEvent): OperationRequest {
  const deletedAt = now().toISOString()
  const plans = eventStates(ledger.entries.values(), { ...event, deletedAt }, event.date, () => { throw new Error('deleteEvent: nothing is made') })
  return { name: `删除“${event.name}”`, edits: [{ table: 'constructionEvents', id: event.id, set: { deletedAt }, expect: { deletedAt: null } } as Edit, ...plans.flatMap(stateEdits)] }
}

/** The history's own edits, without those of the project. */
function changeEdits({ entry: { stateChanges }, put, drop }: StatePlan): Edit[] {
  return [
    ...put.map((c): Edit => {
      const old = stateChanges.get(c.id)
      if (old === undefined) return { table: 'stateChanges', id: c.id, set: {}, blank: c } as Edit
      const fields = ['state', 'date', 'reason', 'eventId'] as const
      return { table: 'stateChanges', id: c.id, set: Object.fromEntries(fields.map((f) => [f, c[f]])), expect: Object.fromEntries(fields.map((f) => [f, old[f]])) } as Edit
    }),
    ...drop.map((c): Edit => ({ table: 'stateChanges', id: c.id, set: { deletedAt: now().toISOString() }, expect: { deletedAt: null } }) as Edit),
  ]
}

function stateEdits(plan: StatePlan): Edit[] {
  const { entry: { project }, state, startDate } = plan
  return [...changeEdits(plan), { table: 'projects', id: project.id, set: { state, startDate }, expect: { state: project.state, startDate: project.startDate } } as Edit]
}

/** The same operation with a line of the history in it: the project's state and 开工时间 follow the history, as one step to undo. */
export function withState(request: OperationRequest, entry: ProjectEntry, change: StateChange): OperationRequest {
  const plan = planStates(entry, [change])
  const edits = request.edits.map((edit): Edit => {
    if (edit.table !== 'projects' || edit.id !== entry.project.id) return edit
    const follows = { state: plan.state, startDate: plan.startDate }
    return ('blank' in edit && edit.blank !== undefined ? { ...edit, blank: { ...edit.blank, ...follows } } : { ...edit, set: { ...edit.set, ...follows } }) as Edit
  })
  return { ...request, edits: [...edits, ...changeEdits(plan)] }
}
