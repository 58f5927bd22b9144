import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activePortfolios, buildLedger, registeredEntries } from '@/domain/ledger'
import { fen, formatMoney, MoneyError } from '@/domain/money'
import { period } from '@/domain/period'
import { formatPercent, ratioOf } from '@/domain/ratio'
import { declaredTotals, rateBasis, reconcile, sumEntries } from '@/domain/reconcile'
import { dataOf, entryOf, ledgerOf, MARCH, portfolioOf, wan, YI, type Made } from './support'

const A = portfolioOf('A', { order: 1, declaredCount: 3, declaredTotalInvestment: wan(1000), declaredAnnualPlan: wan(400), declaredYear: 2020 })
const B = portfolioOf('B', { order: 2 })
const inA = (fields: Made['project'] = {}) => ({ portfolioIds: ['A'], ...fields })

const ledger = ledgerOf({
  P1: { project: inA({ totalInvestment: wan(600) }), plans: { 2020: 100, 2021: 70 } },
  P2: { project: inA({ portfolioIds: ['A', 'B'], totalInvestment: wan(399.999999) }), plans: { 2020: 200 } },
  P3: { project: { portfolioIds: ['B'] } },
  SLOT1: { project: inA({ name: null, totalInvestment: wan(77) }), plans: { 2020: 55 } },
  SLOT2: { project: inA({ name: null, deletedAt: '2020-03-01T00:00:00.000Z' }) },
  GONE: { project: inA({ totalInvestment: wan(5), deletedAt: '2020-03-01T00:00:00.000Z' }), plans: { 2020: 5 } },
}, [A, B])

describe('reconciling a portfolio', () => {
  it('gives the difference in count and in money to the 分', () => {
    expect(reconcile(ledger, 'A', 2020)).toEqual({
      declared: { count: 3, totalInvestment: wan(1000), annualPlan: wan(400) },
      registered: { count: 2, totalInvestment: { value: wan(999.999999), known: 2, unknown: 0 }, annualPlan: { value: wan(300), known: 2, unknown: 0 } },
      difference: { count: -1, totalInvestment: -1, annualPlan: wan(-100) },
      slots: 1,
    })
    expect(formatMoney(reconcile(ledger, 'A', 2020).difference.totalInvestment!)).toBe('-0.000001')
  })

  it('counts neither 待录入 slots nor what lies in the 回收站, but says how many slots there are', () => {
    expect(registeredEntries(ledger, 'A').map((e) => e.project.id)).toEqual(['P1', 'P2'])
    expect([reconcile(ledger, 'A', 2020).slots, reconcile(ledger, 'B', 2020).slots, reconcile(ledger, 'all', 2020).slots]).toEqual([1, 0, 1])
  })

  it('counts a project of two portfolios once in all of them together', () => {
    expect(reconcile(ledger, 'all', 2020)).toMatchObject({ registered: { count: 3, totalInvestment: { value: wan(999.999999), known: 2, unknown: 1 }, annualPlan: { value: wan(300), known: 2, unknown: 1 } } })
    expect(reconcile(ledger, 'A', 2020).registered.count + reconcile(ledger, 'B', 2020).registered.count).toBe(4)
  })

  it('has no declared total for all, nor for a portfolio that none was declared for', () => {
    for (const scope of ['all', 'B', 'unheard-of']) expect(reconcile(ledger, scope, 2020)).toMatchObject({ declared: { count: null, totalInvestment: null, annualPlan: null }, difference: { count: null, totalInvestment: null, annualPlan: null } })
    expect(reconcile(ledger, 'unheard-of', 2020).registered.count).toBe(0)
  })

  it('holds the declared plan against the year for which it was declared', () => {
    expect(reconcile(ledger, 'A', 2021)).toMatchObject({ declared: { count: 3, totalInvestment: wan(1000), annualPlan: null }, registered: { annualPlan: { value: wan(70), unknown: 1 } }, difference: { annualPlan: null, totalInvestment: -1 } })
    expect(declaredTotals({ ...A, declaredYear: null }, 2035).annualPlan).toBe(wan(400))
    expect(declaredTotals(A, 2020).annualPlan).toBe(wan(400))
  })

  it('misses the whole declared sum where nothing is known, and has more where more is registered', () => {
    const bare = ledgerOf({ P1: { project: inA() } }, [A])
    expect(reconcile(bare, 'A', 2020)).toMatchObject({ registered: { count: 1, totalInvestment: { value: null, unknown: 1 } }, difference: { count: -2, totalInvestment: wan(-1000), annualPlan: wan(-400) } })
    const rich = ledgerOf({ P1: { project: inA({ totalInvestment: wan(1000.5) }) }, P2: { project: inA() }, P3: { project: inA() }, P4: { project: inA() } }, [A])
    expect(reconcile(rich, 'A', 2020).difference).toMatchObject({ count: 1, totalInvestment: wan(0.5) })
    const exact = ledgerOf({ P1: { project: inA({ totalInvestment: wan(1000) }), plans: { 2020: 400 } }, P2: { project: inA() }, P3: { project: inA() } }, [A])
    expect(reconcile(exact, 'A', 2020).difference).toEqual({ count: 0, totalInvestment: 0, annualPlan: 0 })
  })

  it('refuses a sum that cannot be exact rather than to give one that is nearly right', () => {
    const huge = { project: inA({ totalInvestment: fen(Number.MAX_SAFE_INTEGER) }) }
    expect(() => reconcile(ledgerOf({ P1: huge, P2: huge }, [A]), 'A', 2020)).toThrow(MoneyError)
  })

  it('is exact for any ledger: registered − declared = difference; portfolios without overlap add up to all', () => {
    const money = fc.option(fc.integer({ min: 0, max: 400 * YI }))
    const project = fc.record({ portfolioIds: fc.subarray(['A', 'B']), name: fc.constantFrom('甲', null), deletedAt: fc.constantFrom(null, null, '2020-03-01T00:00:00.000Z'), totalInvestment: money })
    fc.assert(fc.property(fc.array(project, { maxLength: 30 }), money, fc.nat(60), (projects, total, count) => {
      const portfolio = { ...A, declaredCount: count, declaredTotalInvestment: total === null ? null : fen(total) }
      const made = ledgerOf(Object.fromEntries(projects.map((p, i) => [`P${i}`, { project: { ...p, totalInvestment: p.totalInvestment === null ? null : fen(p.totalInvestment) } }])), [portfolio, B])
      const live = projects.filter((p) => p.deletedAt === null && p.name !== null)
      const sum = (of: typeof live) => of.reduce((all, p) => all + BigInt(p.totalInvestment ?? 0), 0n)
      const a = reconcile(made, 'A', 2020)
      const own = live.filter((p) => p.portfolioIds.includes('A'))
      expect(a.difference.count).toBe(own.length - count)
      expect(a.difference.totalInvestment).toBe(total === null ? null : Number(sum(own) - BigInt(total)))
      const all = reconcile(made, 'all', 2020)
      expect(BigInt(all.registered.totalInvestment.value ?? 0)).toBe(sum(live))
      expect(all.registered.count).toBe(live.length)
      expect(all.registered.totalInvestment.known + all.registered.totalInvestment.unknown).toBe(live.length)
      const [b, both] = [reconcile(made, 'B', 2020), live.filter((p) => p.portfolioIds.length === 2).length]
      expect(a.registered.count + b.registered.count - both + live.filter((p) => p.portfolioIds.length === 0).length).toBe(all.registered.count)
    }))
  })
})

describe('sums of a list', () => {
  it('say of each column how many they leave out', () => {
    const entries = [
      entryOf({ project: { totalInvestment: wan(900) }, plans: { 2020: { planned: wan(120), openingCompleted: wan(40) } }, reports: { '2020-01': 10, '2020-03': { completed: wan(5), fundsInPlace: wan(60) } } }),
      entryOf({ plans: { 2020: 80 }, reports: { '2020-02': 7 } }),
      entryOf({ project: { totalInvestment: wan(100) } }),
    ]
    expect(sumEntries(entries, MARCH)).toEqual({
      count: 3,
      totalInvestment: { value: wan(1000), known: 2, unknown: 1 }, annualPlan: { value: wan(200), known: 2, unknown: 1 },
      completedBeforeYear: { value: wan(40), known: 1, unknown: 2 }, completedThisMonth: { value: wan(5), known: 1, unknown: 2 },
      completedYearToDate: { value: wan(22), known: 2, unknown: 1 }, completedSinceStart: { value: wan(55), known: 1, unknown: 2 },
      fundsInPlace: { value: wan(60), known: 1, unknown: 2 },
    })
    expect(sumEntries([], MARCH)).toMatchObject({ count: 0, totalInvestment: { value: null, known: 0, unknown: 0 } })
  })

  it('make the rate of a group from those that have a plan, and say whom that leaves out', () => {
    const planned = entryOf({ plans: { 2020: 100 }, reports: { '2020-03': 30 } })
    const silent = entryOf({ plans: { 2020: 200 } })
    const planless = entryOf({ reports: { '2020-03': 1000 } })
    const zero = entryOf({ plans: { 2020: 0 }, reports: { '2020-03': 1000 } })
    const basis = rateBasis([planned, silent, planless, zero], MARCH)
    expect(basis).toEqual({ completed: wan(30), planned: wan(300), leftOut: 2 })
    // Who reported nothing counts with its plan: else keeping silent would raise the rate.
    expect(formatPercent(ratioOf(basis.completed, basis.planned))).toBe('10.0%')
    expect(rateBasis([silent], MARCH)).toEqual({ completed: null, planned: wan(200), leftOut: 0 })
    expect(rateBasis([planless], MARCH)).toEqual({ completed: null, planned: null, leftOut: 1 })
    expect(rateBasis([planned], period('2021-03'))).toEqual({ completed: null, planned: null, leftOut: 1 })
  })
})

it('lists the portfolios in use in their order', () => {
  const portfolios = [B, A, portfolioOf('C', { order: 0, deletedAt: '2020-03-01T00:00:00.000Z' })]
  expect(activePortfolios(buildLedger(dataOf({}, portfolios))).map((p) => p.id)).toEqual(['A', 'B'])
})
