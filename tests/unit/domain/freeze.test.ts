import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freezeLedger } from '@/domain/freeze'
import { activePortfolios, buildLedger, registeredEntries, slotEntries } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import { dateOnly, period, periodOf, yearOf, type Period } from '@/domain/period'
import { projectFigures } from '@/domain/progress'
import { reconcile, sumEntries } from '@/domain/reconcile'
import { assessWarning } from '@/domain/warning'
import { anyLedger } from '../exchange/support'
import { dataOf, MARCH, planOf, portfolioOf, snapshotOf, wan } from './support'

/** Everything that a sheet of the period shows or adds up. */
function told(data: LedgerData, at: Period): unknown {
  const ledger = buildLedger(data)
  const entries = registeredEntries(ledger)
  return {
    projects: entries.map((e) => [e.project, projectFigures(e, at), assessWarning(e, at, ledger.settings)]),
    sums: sumEntries(entries, at),
    slots: slotEntries(ledger).map((e) => e.project),
    portfolios: activePortfolios(ledger).map((p) => [p, reconcile(ledger, p.id, yearOf(at))]),
    settings: ledger.settings,
  }
}

const months = fc.integer({ min: 0, max: 26 }).map((m) => periodOf(2018 + Math.floor(m / 12), (m % 12) + 1))
const starts = fc.option(fc.constantFrom('2017-06-01', '2018-12-31', '2019-01-01', '2019-02-15', '2019-11-30', '2020-01-01', '2021-05-05').map(dateOnly))
/** Ledgers in which buildings begin before, within and after the years that are kept. */
const ledgers = fc.tuple(anyLedger, fc.array(starts, { minLength: 6, maxLength: 6 })).map(([data, days]): LedgerData => ({ ...data, projects: data.projects.map((p, i) => ({ ...p, startDate: days[i] ?? null })) }))

describe('a frozen month', () => {
  it('gives every figure, light and reconciliation of the period as the whole ledger does', () => {
    fc.assert(fc.property(ledgers, months, (data, at) => {
      expect(told(freezeLedger(data, at), at)).toEqual(told(data, at))
    }), { numRuns: 400 })
  })

  it('stays the same when it is frozen again, and does not know of anything later, earlier or in the 回收站', () => {
    fc.assert(fc.property(ledgers, months, (data, at) => {
      const frozen = freezeLedger(data, at)
      expect(freezeLedger(frozen, at)).toEqual(frozen)
      expect(frozen.progressReports.every((r) => yearOf(r.period) === yearOf(at) && r.period <= at)).toBe(true)
      expect(frozen.annualPlans.every((p) => p.year === yearOf(at))).toBe(true)
      expect(frozen.projects.every((p) => p.deletedAt === null)).toBe(true)
    }), { numRuns: 100 })
  })

  it('folds earlier years into 截至上年底累计完成, and keeps what was typed', () => {
    const data = dataOf({
      P1: { plans: { 2019: { openingCompleted: wan(5) }, 2020: 120 }, reports: { '2019-04': 10, '2019-12': 20, '2020-01': 1, '2020-03': 3, '2020-04': 4 } },
      P2: { project: { startDate: dateOnly('2020-02-01') }, reports: { '2020-03': 7 } },
    })
    const frozen = freezeLedger({ ...data, snapshots: [snapshotOf(MARCH)] }, MARCH)
    expect(frozen.annualPlans).toEqual([planOf('P1', 2020, { planned: wan(120), openingCompleted: wan(35) })])
    expect(frozen.progressReports.map((r) => r.id)).toEqual(['P1-2020-01', 'P1-2020-03', 'P2-2020-03'])
    expect(frozen.snapshots).toEqual([])
  })

  it('is not touched by anything that happens to the ledger afterwards', () => {
    const data = dataOf({ P1: { plans: { 2020: 120 }, reports: { '2020-03': 3 } } }, [portfolioOf('A')])
    const before = structuredClone(freezeLedger(data, period('2020-03')))
    const later = dataOf({ P1: { plans: { 2020: 120, 2021: 5 }, reports: { '2020-03': 3, '2020-04': 9, '2021-01': 2 } } }, [portfolioOf('A')])
    expect(freezeLedger(later, MARCH)).toEqual(before)
  })
})
