import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { registeredEntries } from '@/domain/ledger'
import { DOMAINS, PORTFOLIO_3367, PORTFOLIO_QUALITY } from '@/domain/model'
import { fen, type PartialSum } from '@/domain/money'
import { overviewOf, type GroupOverview } from '@/domain/overview'
import { periodOf } from '@/domain/period'
import { compareRatio } from '@/domain/ratio'
import { compareAttention, DEFAULT_LIGHT_RULES as RULES, LIGHTS } from '@/domain/warning'
import { smallLedger, YEAR, type Sample } from './support'

const amount = fc.integer({ min: 0, max: 5_000_000_000_000 }).map(fen)
const month = fc.option(fc.option(fc.integer({ min: -1_000_000_000, max: 90_000_000_000 }).map(fen), { nil: null }), { nil: undefined })

const sample: fc.Arbitrary<Sample> = fc
  .record({
    name: fc.constantFrom('甲', '乙', '丙', null), portfolios: fc.subarray([PORTFOLIO_3367, PORTFOLIO_QUALITY]), domain: fc.constantFrom(...DOMAINS, null), total: fc.option(amount, { nil: null }),
    plan: fc.option(amount, { nil: null }), months: fc.array(month, { maxLength: 12 }), parts: fc.option(fc.array(fc.integer({ min: 0, max: 9_000_000 }), { minLength: 12, maxLength: 12 }), { nil: null }),
    state: fc.constantFrom('草稿', '已上报', '锁定'),
  })
  .map(({ parts, ...rest }): Sample => (parts === null ? rest : { ...rest, curve: parts.map(fen), plan: fen(parts.reduce((a, b) => a + b, 0)) }))
const ledgers = fc.array(sample, { maxLength: 14 }).map(smallLedger)
const periods = fc.integer({ min: 1, max: 12 }).map((m) => periodOf(YEAR, m))
const scopes = fc.constantFrom('all', PORTFOLIO_3367, PORTFOLIO_QUALITY)

function added(sums: readonly PartialSum[]): PartialSum {
  const known = sums.filter((s) => s.value !== null)
  return { value: known.length === 0 ? null : fen(known.reduce((a, s) => a + s.value!, 0)), known: sums.reduce((a, s) => a + s.known, 0), unknown: sums.reduce((a, s) => a + s.unknown, 0) }
}

describe('laws of overviewOf', () => {
  it('the domains add up to the total, in every sum and every light', () => {
    fc.assert(fc.property(ledgers, scopes, periods, (ledger, scope, at) => {
      const { total, domains } = overviewOf(ledger, scope, at, RULES)
      const groups: GroupOverview[] = domains.map((d) => d.group)
      expect(groups.reduce((a, g) => a + g.sums.count, 0)).toBe(total.sums.count)
      for (const key of ['totalInvestment', 'annualPlan', 'completedBeforeYear', 'completedThisMonth', 'completedYearToDate', 'completedSinceStart', 'fundsInPlace'] as const) {
        expect(added(groups.map((g) => g.sums[key]))).toEqual(total.sums[key])
      }
      for (const light of LIGHTS) expect(groups.reduce((a, g) => a + g.lights[light], 0)).toBe(total.lights[light])
      expect(groups.reduce((a, g) => a + g.basis.leftOut, 0)).toBe(total.basis.leftOut)
    }))
  })

  it('all counts each project once: the two portfolios less what is in both, and what is in none', () => {
    fc.assert(fc.property(ledgers, periods, (ledger, at) => {
      const count = (scope: string): number => overviewOf(ledger, scope, at, RULES).total.sums.count
      const registered = registeredEntries(ledger)
      const inBoth = registered.filter((e) => e.project.portfolioIds.length === 2).length
      const inNone = registered.filter((e) => e.project.portfolioIds.length === 0).length
      expect(count('all')).toBe(count(PORTFOLIO_3367) + count(PORTFOLIO_QUALITY) - inBoth + inNone)
    }))
  })

  it('the curve meets the rate and 序时进度 at the 报告期, never falls in its plan and ends at the whole plan', () => {
    fc.assert(fc.property(ledgers, scopes, periods, (ledger, scope, at) => {
      const { total, curve } = overviewOf(ledger, scope, at, RULES)
      const here = curve.find((p) => p.period === at)!
      expect(here.actual).toEqual(total.rate)
      expect(here.completed).toEqual(total.basis.completed)
      expect(here.planned).toEqual(total.schedule)
      for (const [i, point] of curve.entries()) {
        const next = curve[i + 1]
        if (next !== undefined && point.planned !== null && next.planned !== null) expect(compareRatio(point.planned, next.planned)).toBeLessThanOrEqual(0)
      }
      const end = curve[11]!.planned
      if (end !== null) expect(end.num).toBe(end.den)
    }))
  })

  it('the list holds every project that is not green, in the order of need, each with its reason', () => {
    fc.assert(fc.property(ledgers, scopes, periods, (ledger, scope, at) => {
      const { total, attention } = overviewOf(ledger, scope, at, RULES)
      expect(attention).toHaveLength(total.sums.count - total.lights.绿)
      for (const [i, { warning }] of attention.entries()) {
        expect(warning.reason).not.toBe('')
        const next = attention[i + 1]
        if (next !== undefined) expect(compareAttention(warning, next.warning)).toBeLessThanOrEqual(0)
      }
    }))
  })

  it('says of the lights before what it said in that month', () => {
    fc.assert(fc.property(ledgers, scopes, fc.integer({ min: 2, max: 12 }), (ledger, scope, m) => {
      expect(overviewOf(ledger, scope, periodOf(YEAR, m), RULES).lightsBefore).toEqual(overviewOf(ledger, scope, periodOf(YEAR, m - 1), RULES).total.lights)
    }))
  })
})
