import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { COMPARED_MONEY, compareStates, ledgerState, type ComparedProject, type ComparedState } from '@/domain/compare'
import { withSources } from '@/domain/compare-sources'
import { buildLedger, registeredEntries } from '@/domain/ledger'
import { addFen, fen, sumKnown, ZERO_FEN, type Fen } from '@/domain/money'
import { period, periodOf } from '@/domain/period'
import { projectFigures } from '@/domain/progress'
import { sumEntries } from '@/domain/reconcile'
import { periodState } from '@/exchange/compare/period-state'
import { workbookState } from '@/exchange/compare/workbook-state'
import { anyLedger } from '../exchange/support'
import { exported } from '../exchange/seal/support'

const months = fc.integer({ min: 0, max: 23 }).map((m) => periodOf(2019 + Math.floor(m / 12), (m % 12) + 1))
const states = fc.tuple(anyLedger, anyLedger, months, months).map(([a, b, at, then]): [ComparedState, ComparedState] => [ledgerState(buildLedger(a), at, '原来'), ledgerState(buildLedger(b), then, '现在')])
const total = (state: ComparedState, field: (typeof COMPARED_MONEY)[number]): Fen => sumKnown(state.projects.map((p) => p.values[field] ?? null)).value ?? ZERO_FEN

describe('变化对比', () => {
  it('finds nothing between a side and itself', () => {
    fc.assert(fc.property(states, ([a]) => {
      const { projects, unchanged, sums } = compareStates(a, structuredClone(a))
      expect([projects, unchanged]).toEqual([[], a.projects.length])
      for (const sum of sums) expect([sum.increase, sum.decrease, sum.difference]).toEqual([0, 0, 0])
    }), { numRuns: 100 })
  })

  it('sums of changes are the difference of the totals, to the 分', () => {
    fc.assert(fc.property(states, ([a, b]) => {
      const { sums, projects } = compareStates(a, b)
      for (const { field, before, after, increase, decrease, difference } of sums) {
        expect([before, after]).toEqual([total(a, field), total(b, field)])
        expect(addFen(before, difference)).toBe(after)
        expect(addFen(increase, decrease)).toBe(difference)
        const listed = projects.flatMap((p) => p.changes.filter((c) => c.field === field).map((c) => c.difference ?? ZERO_FEN))
        expect(listed.reduce((x, y) => addFen(x, y), ZERO_FEN)).toBe(difference)
      }
    }), { numRuns: 150 })
  })

  it('is the opposite the other way round', () => {
    fc.assert(fc.property(states, ([a, b]) => {
      const [there, back] = [compareStates(a, b), compareStates(b, a)]
      const turned = { 新增: '退出', 退出: '新增', 调整: '调整' } as const
      const minus = (n: number): number => (n === 0 ? 0 : -n)
      expect(back.sums).toEqual(there.sums.map((s) => ({ field: s.field, before: s.after, after: s.before, increase: minus(s.decrease), decrease: minus(s.increase), difference: minus(s.difference) })))
      const plainly = (c: typeof there, turn: boolean) => c.projects.map((p) => `${turn ? turned[p.kind] : p.kind} ${p.id} ${p.changes.map((x) => `${x.field} ${String(turn ? x.after : x.before)} ${String(turn ? x.before : x.after)} ${String(turn ? minus(x.difference ?? 0) : (x.difference ?? 0))}`).join()}`).sort()
      expect(plainly(back, true)).toEqual(plainly(there, false))
      expect(back.unchanged).toBe(there.unchanged)
    }), { numRuns: 100 })
  })

  it('pairs by id, so that a new name is a change; by name only where a side knows no ids', () => {
    const project = (id: string | null, name: string, totalInvestment = 5): ComparedProject => ({ id, name, values: { name, totalInvestment: fen(totalInvestment) } })
    const side = (...projects: ComparedProject[]): ComparedState => ({ label: '', period: period('2020-03'), projects })
    expect(compareStates(side(project('A', '旧')), side(project('A', '新'))).projects).toMatchObject([{ kind: '调整', changes: [{ field: 'name', before: '旧', after: '新', difference: null }] }])
    expect(compareStates(side(project('A', '同名')), side(project('B', '同名'))).projects.map((p) => p.kind)).toEqual(['新增', '退出'])
    expect(compareStates(side(project(null, '同名', 3)), side(project('B', '同名', 7))).projects).toMatchObject([{ kind: '调整', id: 'B', changes: [{ field: 'totalInvestment', difference: 4 }] }])
  })

  it('says who, when and why where the log and the reports tell', () => {
    const ledger = buildLedger(demoLedger())
    const corrected = registeredEntries(ledger).find((e) => (e.reports.get(period('2020-05'))?.completed ?? 0) < 0)!
    const { id } = corrected.project
    const log = [{ operation: { name: '填报', reason: null, seat: 'S', at: '2020-06-01T00:00:00.000Z', kind: 'edit' }, changes: [{ table: 'progressReports', recordId: `${id}-2020-05`, field: 'completed' }] }]
    const told = withSources(compareStates(periodState(ledger, period('2020-04'), 'all', null), periodState(ledger, period('2020-05'), 'all', null)), ledger, log, (o) => `${o.at} ${o.name}`)
    const change = told.projects.find((p) => p.id === id)?.changes.find((c) => c.field === 'completedThisMonth')
    expect(change?.source).toBe(`2020-06-01T00:00:00.000Z 填报；冲减原因：${corrected.reports.get(period('2020-05'))!.correctionReason!}`)
  })
})

describe('two months of the demonstration ledger', () => {
  const ledger = buildLedger(demoLedger())
  const [february, march] = [period('2020-02'), period('2020-03')]

  it('differ in 年初至今 by exactly what March’s reports add, and agree with the sums of both months', () => {
    const { sums, before, after } = compareStates(periodState(ledger, february, 'all', null), periodState(ledger, march, 'all', null))
    expect([before.label, after.label].every((l) => l.includes('锁定，校验码'))).toBe(true)
    const entries = registeredEntries(ledger)
    const reported = sumKnown(entries.map((e) => projectFigures(e, march).completedThisMonth)).value
    expect(sums.find((s) => s.field === 'completedYearToDate')?.difference).toBe(reported)
    for (const { field, before: from, after: to } of sums) {
      expect([from, to]).toEqual([sumEntries(entries, february)[field].value ?? 0, sumEntries(entries, march)[field].value ?? 0])
    }
  })

  it.each(['万元', '亿元'] as const)('are the same side from a workbook that was exported in %s', async (unit) => {
    const side = periodState(ledger, march, 'all', null)
    const read = workbookState(await exported(demoLedger(), { unit }), '三月.xlsx')
    expect(read.projects.map((p) => p.id)).toEqual(side.projects.map((p) => p.id))
    expect(compareStates(read, side).projects).toEqual([])
    expect(compareStates(read, side).sums.map((s) => s.field)).toEqual([...COMPARED_MONEY])
  })
})
