import { describe, expect, it } from 'vitest'
import { buildLedger, withRecords } from '@/domain/ledger'
import type { Portfolio } from '@/domain/model'
import { recordFault } from '@/domain/schema'
import { addPortfolio, changePortfolio, changeSettings, deletePortfolio, refusePortfolioRemoval, restorePortfolio } from '@/stores/settings-edits'
import { fixtureLedger } from '../../workbook/support/fixture-ledger'

const ledger = buildLedger(fixtureLedger(8, { slots: 1 }))
const portfolio = [...ledger.portfolios.values()][0]!

describe('edits of 设置', () => {
  it('names the section and carries what was seen, so that another window is not overwritten', () => {
    expect(changeSettings('预警灯', { redPoints: 20 }, { redPoints: 15 })).toEqual({
      name: '修改设置「预警灯」', edits: [{ table: 'settings', id: 'settings', set: { redPoints: 20 }, expect: { redPoints: 15 } }],
    })
    expect(changePortfolio(portfolio, { declaredCount: 61 }, { declaredCount: 60 }).edits[0]).toMatchObject({ table: 'portfolios', id: portfolio.id, expect: { declaredCount: 60 } })
  })

  it('adds a sound portfolio after the others, with nothing declared', () => {
    const [edit] = addPortfolio(ledger, () => 'NEW', { name: '2021 年重点项目', shortName: '2021 重点' }).edits
    expect(recordFault('portfolios', edit?.blank)).toBeNull()
    expect(edit?.blank).toMatchObject({ id: 'NEW', declaredCount: null, declaredTotalInvestment: null, deletedAt: null })
    expect((edit?.blank as Portfolio).order).toBeGreaterThan(Math.max(...[...ledger.portfolios.values()].map((p) => p.order)))
  })

  it('refuses to delete a portfolio that any project names, also a slot or a deleted one, and the last one', () => {
    const empty: Portfolio = { ...portfolio, id: 'EMPTY', shortName: '空盘子' }
    const more = withRecords(ledger, [{ table: 'portfolios', record: empty }])
    expect(refusePortfolioRemoval(more, empty)).toBeNull()
    expect(refusePortfolioRemoval(more, portfolio)).toContain('里面还有 9 个项目')
    const [first] = [...more.entries.values()]
    const binned = withRecords(more, [{ table: 'projects', record: { ...first!.project, portfolioIds: ['EMPTY'], deletedAt: '2020-01-01T00:00:00.000Z' } }])
    expect(refusePortfolioRemoval(binned, empty)).toContain('1 个项目')
    const alone = withRecords(more, [...ledger.portfolios.values()].map((p) => ({ table: 'portfolios' as const, record: { ...p, deletedAt: '2020-01-01T00:00:00.000Z' } })))
    expect(refusePortfolioRemoval(alone, empty)).toContain('至少要有一个项目盘子')
  })

  it('deletes softly and restores what it saw deleted', () => {
    const [edit] = deletePortfolio(portfolio).edits
    const deletedAt = (edit?.set as Partial<Portfolio>).deletedAt ?? null
    expect(deletedAt).toMatch(/^\d{4}-.*Z$/u)
    expect(restorePortfolio({ ...portfolio, deletedAt }).edits[0]).toMatchObject({ set: { deletedAt: null }, expect: { deletedAt } })
  })
})
