import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LIGHT_RULES } from '@/domain/warning'
import { FILTER_KEYS, FILTER_VALUES, filtersOfQuery, filterWords, passes, queryOfFilters, sameFilters, type ProjectFilters } from '@/features/projects/list/filters'
import { projectRow } from '@/features/projects/list/rows'
import { entryOf, MARCH, wan, type Made } from './support'

const row = (made: Made) => projectRow(entryOf(made), MARCH, DEFAULT_LIGHT_RULES)
const school = row({
  project: { id: 'p1', name: '北门小学', portfolioIds: ['A'], domain: '社会民生', owner: '教育局', sponsoringLeader: '王某', responsibleUnit: '住建局', state: '复工', flagged: true, totalInvestment: wan('100') },
  plan: { planned: wan('120') }, march: { completed: wan('30'), state: '已上报' },
})
const bare = row({ project: { id: 'p2', name: '河道治理' } })

describe('the address of 项目库', () => {
  it('gives back any filters that were put into it', () => {
    const value = (key: (typeof FILTER_KEYS)[number]) => {
      const admitted = FILTER_VALUES[key]
      return fc.option(admitted === null ? fc.string({ minLength: 1, unit: 'grapheme' }).filter((s) => s.trim() !== '') : fc.constantFrom(...admitted), { nil: undefined })
    }
    const filters = fc.record(Object.fromEntries(FILTER_KEYS.map((key) => [key, value(key)])))
    fc.assert(fc.property(filters, (given) => {
      const query = queryOfFilters(given as ProjectFilters)
      expect(sameFilters(filtersOfQuery(query), given as ProjectFilters)).toBe(true)
      expect(Object.values(query).every((v) => typeof v === 'string')).toBe(true)
    }))
  })

  it('leaves out what it does not know, and takes the first of several', () => {
    expect(filtersOfQuery({ light: '紫', domain: ['基础设施', '社会民生'], missing: 'name', report: '未上报', other: 'x', q: ' ' })).toEqual({ domain: '基础设施', report: '未上报' })
  })
})

describe('a filter', () => {
  it.each<[string, ProjectFilters, boolean, boolean]>([
    ['nothing', {}, true, true],
    ['portfolio', { portfolio: 'A' }, true, false],
    ['domain', { domain: '社会民生' }, true, false],
    ['an empty domain', { domain: '待填报' }, false, true],
    ['light', { light: '灰' }, false, true],
    ['leader', { leader: '王某' }, true, false],
    ['no leader', { leader: '待填报' }, false, true],
    ['unit', { unit: '住建局' }, true, false],
    ['state', { state: '复工' }, true, false],
    ['flagged', { flagged: '挂牌督战' }, true, false],
    ['not flagged', { flagged: '没有挂牌' }, false, true],
    ['report handed in', { report: '已上报' }, true, false],
    ['report 未上报', { report: '未上报' }, false, true],
    ['report 待填报', { report: '待填报' }, false, true],
    ['missing total', { missing: 'totalInvestment' }, false, true],
    ['missing plan', { missing: 'annualPlan' }, false, true],
    ['missing year to date', { missing: 'completedYearToDate' }, false, true],
    ['missing funds', { missing: 'fundsInPlace' }, true, true],
    ['name', { q: '小学' }, true, false],
    ['owner', { q: '教育' }, true, false],
    ['leader text', { q: '王' }, true, false],
    ['two at once', { domain: '社会民生', leader: '李某' }, false, false],
  ])('by %s', (_, filters, first, second) => {
    expect([passes(school, filters, null), passes(bare, filters, null)]).toEqual([first, second])
  })

  it('finds by pinyin initials once the index is there', () => {
    const index = { initials: (text: string) => ({ 北门小学: 'bmxx', 河道治理: 'hdzl' })[text] ?? '' }
    expect([passes(school, { q: 'bmx' }, index), passes(bare, { q: 'bmx' }, index), passes(school, { q: 'bmx' }, null)]).toEqual([true, false, false])
  })

  it('says itself in words', () => {
    expect(filterWords('missing', 'annualPlan', (id) => id)).toBe('年度计划待填报')
    expect(filterWords('portfolio', 'A', () => '甲盘子')).toBe('项目盘子：甲盘子')
  })
})
