import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { period } from '@/domain/period'
import { emptyPlan } from '@/domain/plan'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'
import { recordFault } from '@/domain/schema'
import type { LedgerTable, Snapshot } from '@/domain/model'
import { frozenReports, LOCKED_FIELDS } from '@/exchange/seat/locked-months'
import { headsOf, beyond, covers } from '@/exchange/seat/seat-operation'
import { planOf, projectOf, reportOf } from '../../domain/support'
import { SimulatedSeat, type SimulatedEdit } from './support'

const MARCH = period('2020-03')
const APRIL = period('2020-04')
const BASE = new Map<string, Record<string, unknown>>([
  ['projects/P1', { ...projectOf('P1') }],
  ['projects/P2', { ...projectOf('P2', { startDate: '2020-03-05' as never }) }],
  ['annualPlans/P1-2020', { ...planOf('P1', 2020, { planned: 1200 as never, curve: Array.from({ length: 12 }, () => 100) as never }) }],
  ['progressReports/P1-2020-03', { ...reportOf('P1', MARCH, { completed: 5 as never }) }],
])

const seats = (): [SimulatedSeat, SimulatedSeat, SimulatedSeat] => [new SimulatedSeat('A', BASE), new SimulatedSeat('B', BASE), new SimulatedSeat('C', BASE)]

const money = fc.constantFrom(null, -1, 0, 1, 2)
const words = fc.constantFrom(null, '征地', '备料')
const report: fc.Arbitrary<SimulatedEdit> = fc.record({
  id: fc.constantFrom('P1', 'P2', 'N-A', 'N-B'), at: fc.constantFrom(MARCH, APRIL),
  set: fc.oneof(
    fc.record({ completed: money }), fc.record({ completed: money, correctionReason: words }), fc.record({ correctionReason: words }), fc.record({ problems: words, measures: words }),
    fc.record({ state: fc.constantFrom('草稿', '已上报', '锁定') }),
  ),
}).map(({ id, at, set }) => ({ table: 'progressReports' as const, id: `${id}-${at}`, set, blank: draftReport(id, at) }))
const plan: fc.Arbitrary<SimulatedEdit> = fc.record({ id: fc.constantFrom('P1', 'P2'), set: fc.constantFrom<Record<string, unknown>>({ planned: 2400 }, { planned: 1200, curve: Array.from({ length: 12 }, () => 100) }, { curve: null }, { openingCompleted: 7 }) })
  .map(({ id, set }) => ({ table: 'annualPlans' as const, id: `${id}-2020`, set, blank: emptyPlan(id, 2020) }))
const project: fc.Arbitrary<SimulatedEdit> = fc.record({
  id: fc.constantFrom('P1', 'P2', 'N-A', 'N-B'),
  set: fc.constantFrom<Record<string, unknown>>({ name: '新名' }, { startDate: '2021-01-01' }, { plannedCompletion: '2020-06-30' }, { plannedCompletion: null }, { deletedAt: '2020-03-05T00:00:00.000Z' }, { totalInvestment: 9 }),
}).map(({ id, set }) => ({ table: 'projects' as const, id, set, ...(id.startsWith('N') ? { blank: emptyProject(id, '新项目', 3) } : {}) }))

/** What happens: a seat edits or undoes, or takes in what another one has (from: null is the seat's own step). */
type Step = { readonly seat: number; readonly edit: SimulatedEdit | 'undo' | 'lock' | 'unlock' | { readonly from: number } }
const step: fc.Arbitrary<Step> = fc.record({
  seat: fc.nat(2),
  edit: fc.oneof({ weight: 5, arbitrary: report }, { weight: 2, arbitrary: plan }, { weight: 2, arbitrary: project }, { weight: 2, arbitrary: fc.constant('undo' as const) }, { weight: 1, arbitrary: fc.constantFrom('lock' as const, 'lock' as const, 'unlock' as const) }, { weight: 2, arbitrary: fc.nat(2).map((from) => ({ from })) }),
})
const history = fc.array(step, { minLength: 5, maxLength: 40 })

function play(all: readonly SimulatedSeat[], steps: readonly Step[]): void {
  for (const { seat, edit } of steps) {
    const own = all[seat]!
    if (edit === 'undo') own.undo()
    else if (edit === 'lock') own.lock(MARCH)
    else if (edit === 'unlock') own.unlock(MARCH)
    else if ('from' in edit) own.takeIn(all[edit.from]!.operations)
    // A report of a project that this seat does not know cannot be typed there.
    else if (edit.table === 'projects' || own.records.has(`projects/${edit.id.replace(/-2020.*/u, '')}`)) own.edit(edit)
  }
}

/** The convergence property is proved with this many random histories of three seats. */
const HISTORIES = 2000

describe('replay', () => {
  it(`converges: three seats that have exchanged everything hold the same ledger (${HISTORIES} histories)`, () => {
    fc.assert(fc.property(history, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (steps, order) => {
      const all = seats()
      play(all, steps)
      const logs = all.map((s) => s.operations)
      // Each takes the others in, in another order, some of them twice.
      for (const [n, own] of all.entries()) for (const from of [...order.slice(n), ...order, ...order.slice(0, n)]) own.takeIn(logs[from]!)
      expect(all[1].text()).toBe(all[0].text())
      expect(all[2].text()).toBe(all[0].text())
      expect(all[1].losses).toEqual(all[0].losses)
    }), { numRuns: HISTORIES })
  })

  it('is commutative and idempotent, and repeats what a seat alone has done', () => {
    fc.assert(fc.property(history, (steps) => {
      const all = seats()
      play(all, steps)
      const [a, b, c] = all.map((s) => s.operations)
      const [one, other] = [new SimulatedSeat('D', BASE), new SimulatedSeat('D', BASE)]
      one.takeIn(a!); one.takeIn(b!); one.takeIn(c!)
      other.takeIn(c!); other.takeIn(b!); other.takeIn(a!); other.takeIn(c!)
      expect(other.text()).toBe(one.text())
      for (const own of all) {
        const before = own.text()
        own.takeIn(own.operations)
        expect(own.text()).toBe(before)
      }
    }), { numRuns: 1000 })
  })

  it('leaves only records that keep the rules, none without its project, and loses nothing in silence', () => {
    fc.assert(fc.property(history, (steps) => {
      const all = seats()
      play(all, steps)
      const end = new SimulatedSeat('D', BASE)
      for (const s of all) end.takeIn(s.operations)
      for (const [key, record] of end.records) {
        const [table, id] = key.split('/') as [LedgerTable, string]
        expect(recordFault(table, record)).toBeNull()
        if (table !== 'projects' && table !== 'snapshots') expect(end.records.has(`projects/${id.replace(/-2020.*/u, '')}`)).toBe(true)
      }
      // A locked month has the figures that it was frozen with, and no others.
      const lock = end.lockOf(MARCH)
      if (lock !== undefined) {
        const frozen = frozenReports(lock as unknown as Snapshot)!.reports
        const atLock = new SimulatedSeat('E', BASE)
        atLock.takeIn(end.operations.slice(0, 1 + end.operations.findIndex((o) => o.changes.some((c) => c.table === 'snapshots' && c.field === '*' && (c.after as Snapshot | null)?.lockedAt === lock['lockedAt']))))
        for (const [key, record] of end.records) {
          if (!key.startsWith('progressReports/') || record['period'] !== MARCH || end.records.get(`projects/${String(record['projectId'])}`)?.['deletedAt'] !== null) continue
          // A project that lay in the 回收站 when the month was locked, or for whoever locked it, and has been fetched out of it since.
          if (!frozen.has(String(record['id'])) && (BASE.has(key) || atLock.records.get(`projects/${String(record['projectId'])}`)?.['deletedAt'] !== null)) continue
          const stood = frozen.get(String(record['id'])) as unknown as Record<string, unknown> | undefined
          expect(LOCKED_FIELDS.map((f) => record[f])).toEqual(LOCKED_FIELDS.map((f) => stood?.[f]))
        }
      }
      // The newest write of a field stands, or has been listed.
      for (const { id, changes } of end.operations) {
        for (const { table, recordId, field, after } of changes.filter((c) => c.field !== '*')) {
          const written = end.operations.some((o) => o.id !== id && o.changes.some((c) => c.recordId === recordId && (c.field === field || c.field === '*')))
          const stands = JSON.stringify(end.records.get(`${table}/${recordId}`)?.[field]) === JSON.stringify(after)
          expect(written || stands || end.losses.some((l) => l.by.id === id && l.field === field)).toBe(true)
        }
      }
    }), { numRuns: 500 })
  })

  it('keeps both where two seats fill in different fields of the same new report', () => {
    const [a, b] = seats()
    const at = { table: 'progressReports' as const, id: 'P2-2020-04', blank: draftReport('P2', APRIL) }
    a.edit({ ...at, set: { completed: 3 } })
    b.edit({ ...at, set: { problems: '征地' } })
    a.takeIn(b.operations)
    expect(a.records.get('progressReports/P2-2020-04')).toMatchObject({ completed: 3, problems: '征地' })
    expect(a.losses).toEqual([])
  })

  it('lists what was overtaken, with both values, until someone writes the field again', () => {
    const [a, b] = seats()
    const at = { table: 'progressReports' as const, id: 'P1-2020-03' }
    a.edit({ ...at, set: { completed: 7 } })
    b.edit({ ...at, set: { completed: 8 } })
    a.takeIn(b.operations)
    expect(a.losses).toMatchObject([{ field: 'completed', reason: 'overtaken', lost: 7, kept: 8, open: true, by: { seat: 'A' }, over: { seat: 'B' } }])
    a.edit({ ...at, set: { completed: 9 } })
    a.takeIn([])
    expect(a.losses).toMatchObject([{ open: false }])
  })

  it('holds back what a locked month did not know of, lists it, and lets it be taken once the month is unlocked', () => {
    const [a, b] = seats()
    const at = { table: 'progressReports' as const, id: 'P1-2020-03' }
    // Before the lock in the common order, but unknown to the seat that locks.
    b.edit({ ...at, set: { completed: 8 } })
    b.edit({ table: 'progressReports', id: 'P2-2020-03', set: { completed: 3 }, blank: draftReport('P2', MARCH) })
    a.edit({ table: 'projects', id: 'P1', set: { totalInvestment: 9 } })
    a.edit({ table: 'projects', id: 'P1', set: { totalInvestment: 10 } })
    a.lock(MARCH)
    const [ofA, ofB] = [a.operations, b.operations]
    a.takeIn(ofB)
    b.takeIn(ofA)
    expect(b.text()).toBe(a.text())
    expect(a.records.get('progressReports/P1-2020-03')).toMatchObject({ completed: 5, state: '锁定' })
    expect(a.records.has('progressReports/P2-2020-03')).toBe(false)
    const held = a.losses.filter((l) => l.open).map((l) => [l.recordId, l.field, l.reason, l.lost, l.kept])
    expect(held).toEqual([['P1-2020-03', 'completed', 'locked', 8, 5], ['P2-2020-03', 'completed', 'locked', 3, null]])
    a.unlock(MARCH)
    a.edit({ ...at, set: { completed: 8 } })
    b.takeIn(a.operations)
    expect(b.text()).toBe(a.text())
    expect(b.records.get('progressReports/P1-2020-03')).toMatchObject({ completed: 8 })
    expect(b.losses.filter((l) => l.open).map((l) => l.recordId)).toEqual(['P2-2020-03'])
  })

  it('lets the first of two locks of a month stand, and says so where the other was made', () => {
    const [a, b] = seats()
    b.edit({ table: 'progressReports', id: 'P1-2020-03', set: { completed: 8 } })
    a.lock(MARCH)
    b.lock(MARCH)
    const [ofA, ofB] = [a.operations, b.operations]
    a.takeIn(ofB)
    b.takeIn(ofA)
    expect(b.text()).toBe(a.text())
    expect(a.losses.filter((l) => l.open).map((l) => [l.table, l.field])).toEqual([['progressReports', 'completed'], ['snapshots', 'lockedAt']])
  })

  it('lets the figures of a handed-in report stand, and lists what came for it', () => {
    const [a, b] = seats()
    const at = { table: 'progressReports' as const, id: 'P1-2020-03' }
    a.edit({ ...at, set: { state: '已上报' } })
    b.edit({ table: 'projects', id: 'P1', set: { totalInvestment: 9 } })
    b.edit({ ...at, set: { completed: 8 } })
    a.takeIn(b.operations)
    expect(a.records.get('progressReports/P1-2020-03')).toMatchObject({ completed: 5, state: '已上报' })
    expect(a.losses).toMatchObject([{ reason: 'handed-in', lost: 8, kept: 5, open: true }])
  })

  it('never mixes two changes into a record that breaks a rule', () => {
    const [a, b] = seats()
    a.edit({ table: 'annualPlans', id: 'P1-2020', set: { planned: 2400, curve: null } })
    b.edit({ table: 'annualPlans', id: 'P1-2020', set: { planned: 2412, curve: Array.from({ length: 12 }, () => 201) } })
    const [ofA, ofB] = [a.operations, b.operations]
    a.takeIn(ofB)
    b.takeIn(ofA)
    expect(a.text()).toBe(b.text())
    expect(recordFault('annualPlans', a.records.get('annualPlans/P1-2020'))).toBeNull()
  })

  it('keeps a project whose making was undone on one seat and that another has gone on to use', () => {
    const [a, b] = seats()
    a.edit({ table: 'projects', id: 'N-A', set: {}, blank: emptyProject('N-A', '新项目', 3) })
    b.takeIn(a.operations)
    a.undo()
    b.edit({ table: 'progressReports', id: 'N-A-2020-03', set: { completed: 1 }, blank: draftReport('N-A', MARCH) })
    const [ofA, ofB] = [a.operations, b.operations]
    a.takeIn(ofB)
    b.takeIn(ofA)
    expect(a.text()).toBe(b.text())
    expect(a.records.has('projects/N-A')).toBe(true)
  })
})

describe('heads', () => {
  it('say exactly what another seat lacks', () => {
    fc.assert(fc.property(history, (steps) => {
      const all = seats()
      play(all, steps)
      const [a, b] = all
      const sent = beyond(a.operations, headsOf(b.operations))
      expect(sent.every((o) => !b.operations.includes(o))).toBe(true)
      b.takeIn(sent)
      expect(covers(headsOf(b.operations), headsOf(a.operations))).toBe(true)
      expect(new Set(b.operations.map((o) => o.id)).size).toBe(b.operations.length)
    }), { numRuns: 300 })
  })
})
