import { describe, expect, it } from 'vitest'
import { buildLedger, type Ledger } from '@/domain/ledger'
import type { ConstructionEvent, StateChange } from '@/domain/method-records'
import type { Project } from '@/domain/model'
import { eventStates, pendingProjects, planStates, refuseStateChange } from '@/domain/project-states'
import { stateChangesOf } from '@/domain/project-records'
import type { Edit } from '@/stores/ledger'
import { withState } from '@/stores/state-edits'
import { dataOf, day } from './support'

const change = (id: string, state: StateChange['state'], date: string, fields: Partial<StateChange> = {}): StateChange => ({ id, projectId: 'P1', state, date: day(date), reason: null, eventId: null, deletedAt: null, ...fields })
const event = (fields: Partial<ConstructionEvent> = {}): ConstructionEvent => ({
  id: 'E1', name: '集中开复工', date: day('2020-03-05'), place: null, projects: [{ projectId: 'P1', kind: '开工' }, { projectId: 'P2', kind: '复工' }, { projectId: 'P3', kind: null }], programme: null, remarks: null, sourceNote: null, deletedAt: null, ...fields,
})
function ledgerWith(stateChanges: readonly StateChange[] = [], first: Partial<Project> = {}): Ledger {
  return buildLedger({ ...dataOf({ P1: { project: first }, P2: {}, P3: {} }), stateChanges })
}
const first = (ledger: Ledger) => ledger.entries.get('P1')!
let made = 0
const newId = (): string => `N${(made += 1)}`
const TODAY = day('2020-04-01')

describe('a project’s states', () => {
  it('the newest change is the state; one of before does not outdo it', () => {
    const entry = first(ledgerWith([change('C1', '停工', '2020-09-01', { reason: '资金' })], { state: '停工' }))
    expect(planStates(entry, [change('C2', '已开工', '2020-03-05')])).toMatchObject({ state: '停工', startDate: '2020-03-05' })
    expect(planStates(entry, [change('C2', '复工', '2020-10-01')])).toMatchObject({ state: '复工', startDate: null })
  })

  it('dropping the newest brings the one before back; dropping the last leaves only what was typed', () => {
    const changes = [change('C1', '已开工', '2020-03-05'), change('C2', '停工', '2020-09-01', { reason: '资金' })]
    const entry = first(ledgerWith(changes, { state: '停工' }))
    expect(planStates(entry, [], [changes[1]!]).state).toBe('已开工')
    expect(planStates(first(ledgerWith([changes[0]!], { state: '已开工' })), [], [changes[0]!]).state).toBeNull()
    expect(planStates(first(ledgerWith([changes[0]!], { state: '竣工' })), [], [changes[0]!]).state).toBe('竣工')
  })

  it('a typed 开工时间 stays, one that came from the change moves with it', () => {
    expect(planStates(first(ledgerWith([], { startDate: day('2019-12-01') })), [change('C1', '已开工', '2020-03-05')]).startDate).toBe('2019-12-01')
    const entry = first(ledgerWith([change('C1', '已开工', '2020-03-05')], { startDate: day('2020-03-05') }))
    expect(planStates(entry, [change('C1', '已开工', '2020-03-06')]).startDate).toBe('2020-03-06')
  })

  it('refuses 停工 without a reason and a state that holds already, at its field', () => {
    const entry = first(ledgerWith([change('C1', '已开工', '2020-03-05'), change('C2', '停工', '2020-09-01', { reason: '资金' })]))
    expect(refuseStateChange(entry, change('C3', '停工', '2020-06-01'))).toMatchObject({ field: 'reason' })
    expect(refuseStateChange(entry, change('C3', '已开工', '2020-06-01'))).toMatchObject({ field: 'state' })
    expect(refuseStateChange(entry, change('C3', '停工', '2020-06-01', { reason: '汛期' }))).toMatchObject({ field: 'date' })
    expect(refuseStateChange(entry, change('C3', '复工', '2020-10-01'))).toBeNull()
    expect(refuseStateChange(entry, change('C2', '停工', '2020-08-01', { reason: '资金' }))).toBeNull()
  })
})

describe('集中开复工', () => {
  it('sets state and date of the projects whose part is known, and of no other', () => {
    const plans = eventStates(ledgerWith().entries.values(), event(), TODAY, newId)
    expect(plans.map((p) => [p.entry.project.id, p.state, p.startDate])).toEqual([['P1', '已开工', '2020-03-05'], ['P2', '复工', null]])
    expect(plans.every((p) => p.put[0]!.eventId === 'E1' && p.put[0]!.date === '2020-03-05')).toBe(true)
  })

  it('sets nothing before its day', () => {
    expect(eventStates(ledgerWith().entries.values(), event({ date: day('2020-04-02') }), TODAY, newId)).toEqual([])
    expect(pendingProjects(ledgerWith().entries, event()).map((p) => p.projectId)).toEqual(['P1', 'P2'])
  })

  it('is not set twice, and takes a change of the same day over', () => {
    const own = ledgerWith([change('C1', '已开工', '2020-03-05', { eventId: 'E1' })])
    expect(eventStates(own.entries.values(), event(), TODAY, newId).map((p) => p.entry.project.id)).toEqual(['P2'])
    const same = ledgerWith([change('C1', '已开工', '2020-03-05')])
    expect(eventStates(same.entries.values(), event(), TODAY, newId)[0]!.put).toEqual([change('C1', '已开工', '2020-03-05', { eventId: 'E1' })])
  })

  it('follows its date and its list: a project that leaves it loses the state that came from it', () => {
    const ledger = ledgerWith([change('C1', '已开工', '2020-03-05', { eventId: 'E1' })], { state: '已开工', startDate: day('2020-03-05') })
    const [moved] = eventStates(ledger.entries.values(), event({ date: day('2020-03-10') }), TODAY, newId)
    expect(moved).toMatchObject({ state: '已开工', startDate: '2020-03-10' })
    expect(moved!.put[0]!.id).toBe('C1')
    const [left] = eventStates(ledger.entries.values(), event({ projects: [] }), TODAY, newId)
    expect(left).toMatchObject({ state: null, drop: stateChangesOf(first(ledger)) })
  })
})

describe('a state that is set in the project form', () => {
  it('goes into the history in the same operation, and the project follows the history', () => {
    const entry = first(ledgerWith([change('C1', '已开工', '2020-03-05')], { state: '已开工', startDate: day('2020-03-05') }))
    const stop = change('C2', '停工', '2020-09-01', { reason: '资金' })
    const { edits } = withState({ name: '修改', edits: [{ table: 'projects', id: 'P1', set: { state: '停工', remarks: '改' }, expect: { state: '已开工', remarks: null } } as Edit] }, entry, stop)
    expect(edits).toEqual([
      { table: 'projects', id: 'P1', set: { state: '停工', remarks: '改', startDate: '2020-03-05' }, expect: { state: '已开工', remarks: null } },
      { table: 'stateChanges', id: 'C2', set: {}, blank: stop },
    ])
    // One that is dated before the newest of the history does not outdo it.
    const early = withState({ name: '修改', edits: [{ table: 'projects', id: 'P1', set: { state: '未开工' }, expect: { state: '已开工' } } as Edit] }, entry, change('C3', '未开工', '2020-01-01'))
    expect(early.edits[0]).toMatchObject({ set: { state: '已开工' } })
  })
})
