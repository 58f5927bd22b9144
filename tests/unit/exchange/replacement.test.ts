import fc from 'fast-check'
import { expect, it } from 'vitest'
import { officialLedger } from '@/data/official'
import { LEDGER_TABLES, type LedgerData } from '@/domain/model'
import { fen } from '@/domain/money'
import { packageSums } from '@/exchange/package-sums'
import { describeReplacement } from '@/exchange/replacement'
import { projectOf } from '../domain/support'
import { anyLedger } from './support'

it('counts by record what would be new, changed, gone or the same, with the sums of both', () => {
  const now = officialLedger()
  const [first, , ...rest] = now.projects
  const incoming: LedgerData = { ...now, projects: [{ ...first!, name: '改名', totalInvestment: fen(5) }, ...rest, projectOf('NEW', { portfolioIds: ['quality'] })] }
  const { tables, before, after } = describeReplacement(now, incoming)
  expect(tables).toContainEqual({ table: 'projects', added: 1, changed: 1, removed: 1, same: 63 })
  expect(tables).toContainEqual({ table: 'settings', added: 0, changed: 0, removed: 0, same: 1 })
  expect(before?.['quality']).toEqual({ count: 5, totalInvestment: null, annualPlan: {} })
  expect(after['quality']).toEqual({ count: 5, totalInvestment: 5, annualPlan: {} })
})

it('an empty place takes everything as new, and has no sums before', () => {
  const { tables, before } = describeReplacement(null, officialLedger())
  expect(before).toBeNull()
  expect(tables.find((t) => t.table === 'projects')).toEqual({ table: 'projects', added: 65, changed: 0, removed: 0, same: 0 })
})

it('accounts for every record of both ledgers, and finds nothing to do between equal ones', () => {
  fc.assert(fc.property(anyLedger, anyLedger, (now, incoming) => {
    for (const { table, added, changed, removed, same } of describeReplacement(now, incoming).tables) {
      if (table === 'settings') continue
      expect(added + changed + same).toBe(incoming[table].length)
      expect(removed + changed + same).toBe(now[table].length)
    }
    const again = describeReplacement(now, structuredClone(now))
    expect(again.tables.map((t) => t.table)).toEqual([...LEDGER_TABLES])
    for (const { added, changed, removed } of again.tables) expect(added + changed + removed).toBe(0)
    expect(again.after).toEqual(packageSums(now))
  }), { numRuns: 100 })
})
