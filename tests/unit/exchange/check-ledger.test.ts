import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { officialLedger } from '@/data/official'
import type { LedgerData } from '@/domain/model'
import { fen } from '@/domain/money'
import { checkLedger } from '@/exchange/check-ledger'
import { dataOf, day, everyMonth, MARCH, planOf, portfolioOf, reportOf, wan, type Made } from '../domain/support'

const fieldsOf = (data: LedgerData): string[] => checkLedger(data).map((f) => f.field)
const one = (made: Made): LedgerData => dataOf({ P1: made })

describe('checkLedger', () => {
  it.each([['official', officialLedger], ['demo', demoLedger]] as const)('finds nothing in the %s ledger', (_name, make) => expect(checkLedger(make())).toEqual([]))

  it('names record, field and figures', () => {
    const data = one({ project: { name: '北门小学', totalInvestment: wan(100) }, plans: { 2020: { openingCompleted: wan(60) } }, reports: everyMonth(2020, 20, 3) })
    expect(checkLedger(data)).toEqual([{ table: 'projects', id: 'P1', name: '北门小学', field: 'totalInvestment', message: '开工以来累计完成 120.00 万元，超过总投资 100.00 万元' }])
  })

  describe('completed beyond the total investment', () => {
    const total = (made: Made): string[] => fieldsOf(one({ ...made, project: { totalInvestment: wan(100), ...made.project } }))

    it('is found at the newest month, also where that has no figure yet', () => {
      expect(total({ plans: { 2020: { openingCompleted: wan(0) } }, reports: everyMonth(2020, 50, 3) })).toEqual(['totalInvestment'])
      expect(total({ plans: { 2020: { openingCompleted: wan(0) } }, reports: { ...everyMonth(2020, 50, 3), '2021-01': {} } })).toEqual(['totalInvestment'])
      expect(total({ plans: { 2020: { openingCompleted: wan(101) } } })).toEqual(['totalInvestment'])
    })

    it('is none where it is met to the 分, corrected since, unknown, or the project gone', () => {
      expect(total({ plans: { 2020: { openingCompleted: wan(0) } }, reports: everyMonth(2020, 50, 2) })).toEqual([])
      expect(total({ plans: { 2020: { openingCompleted: wan(0) } }, reports: { '2020-01': 120, '2020-02': { completed: wan(-20), correctionReason: '多报' } } })).toEqual([])
      expect(total({ project: { totalInvestment: null }, plans: { 2020: { openingCompleted: wan(900) } } })).toEqual([])
      expect(total({ project: { deletedAt: '2020-04-01T08:00:00.000Z' }, plans: { 2020: { openingCompleted: wan(900) } } })).toEqual([])
    })
  })

  describe('a typed opening', () => {
    const year2021 = (opening: number, made: Made = {}): string[] => fieldsOf(one({ ...made, plans: { ...made.plans, 2021: { openingCompleted: wan(opening) } } }))

    it('stands alone in the first year that is kept', () => {
      expect(year2021(7)).toEqual([])
      expect(year2021(7, { project: { startDate: day('2021-03-05') } })).toEqual([])
      expect(year2021(7, { project: { startDate: day('2021-03-05') }, reports: everyMonth(2021, 1) })).toEqual([])
    })

    it('of a later year has to be the earlier one and its months', () => {
      const before = { plans: { 2020: { openingCompleted: wan(5) } }, reports: everyMonth(2020, 1) }
      expect(year2021(17, before)).toEqual([])
      expect(year2021(18, before)).toEqual(['openingCompleted'])
    })

    it('has to be the months of a project whose whole life is kept', () => {
      const life = { project: { startDate: day('2020-01-15') }, reports: everyMonth(2020, 1) }
      expect(year2021(12, life)).toEqual([])
      expect(year2021(7, life)).toEqual(['openingCompleted'])
    })

    it('is not judged by months that begin in the midst of a project', () => {
      expect(year2021(40, { project: { startDate: day('2018-03-05') }, reports: everyMonth(2020, 1) })).toEqual([])
    })
  })

  it('finds two of one name in one portfolio, not slots, other portfolios or the 回收站', () => {
    const named = (name: string | null, portfolioIds: string[], deletedAt: string | null = null): Made => ({ project: { name, portfolioIds, deletedAt } })
    const [a, b] = [portfolioOf('A'), portfolioOf('B')]
    expect(checkLedger(dataOf({ P1: named('路', ['A']), P2: named('路', ['A', 'B']) }, [a, b]))).toMatchObject([{ id: 'P2', field: 'name' }])
    expect(fieldsOf(dataOf({ P1: named('路', ['A']), P2: named('路', ['B']), P3: named(null, ['A']), P4: named(null, ['A']), P5: named('路', ['A'], '2020-04-01T08:00:00.000Z') }, [a, b]))).toEqual([])
  })

  it('finds lost references and records that break their rule, by name', () => {
    const data: LedgerData = {
      ...dataOf({ P1: { project: { name: '桥', portfolioIds: ['GONE'], startDate: day('2020-03-05'), plannedCompletion: day('2019-03-05') } } }),
      annualPlans: [planOf('P1', 2020, { planned: wan(1), curve: Array.from({ length: 12 }, () => fen(1)) }), planOf('GONE', 2020)],
      progressReports: [reportOf('GONE', MARCH)],
    }
    expect(checkLedger(data).map((f) => [f.table, f.id, f.field])).toEqual([
      ['projects', 'P1', 'plannedCompletion'], ['annualPlans', 'P1-2020', 'curve'], ['projects', 'P1', 'portfolioIds'], ['annualPlans', 'GONE-2020', 'projectId'], ['progressReports', 'GONE-2020-03', 'projectId'],
    ])
  })
})
