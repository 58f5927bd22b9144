import { describe, expect, it } from 'vitest'
import { withRecords } from '@/domain/ledger'
import { planId, PORTFOLIO_3367, PORTFOLIO_QUALITY, reportId, type Domain } from '@/domain/model'
import { overviewOf, type Overview } from '@/domain/overview'
import { period } from '@/domain/period'
import { formatPercent, ratio } from '@/domain/ratio'
import { DEFAULT_LIGHT_RULES as RULES } from '@/domain/warning'
import { allIn, smallLedger, wan, YEAR, type Sample } from './support'

const MARCH = period('2020-03')
const FEBRUARY = period('2020-02')
const JANUARY = period('2020-01')
const both = [PORTFOLIO_3367, PORTFOLIO_QUALITY]

const names = (overview: Overview): (string | null)[] => overview.attention.map((a) => a.entry.project.name)
const group = (overview: Overview, domain: Domain | null) => overview.domains.find((d) => d.domain === domain)!.group

/** 甲 on time, 乙 far behind, 丙 without a plan, 丁 without a March figure; 丁 is in the other portfolio too. */
const FOUR: readonly Sample[] = [
  { name: '甲', total: wan('1000'), plan: wan('120'), months: [wan('10'), wan('10'), wan('10')] },
  { name: '乙', total: wan('500.55'), plan: wan('240'), domain: '产业转型', months: [wan('5'), wan('5'), wan('5')], state: '草稿' },
  { name: '丙', total: null, months: [wan('1'), wan('1'), wan('1')] },
  { name: '丁', total: wan('300'), plan: wan('60'), domain: '社会民生', portfolios: both, months: [wan('5'), wan('-2.5'), null] },
]

describe('overviewOf a small ledger, worked out by hand', () => {
  const overview = overviewOf(smallLedger(FOUR), PORTFOLIO_3367, MARCH, RULES)

  it('adds what is known and counts what is not', () => {
    const { sums } = overview.total
    expect(sums.count).toBe(4)
    expect(sums.totalInvestment).toEqual({ value: wan('1800.55'), known: 3, unknown: 1 })
    expect(sums.annualPlan).toEqual({ value: wan('420'), known: 3, unknown: 1 })
    expect(sums.completedYearToDate).toEqual({ value: wan('50.5'), known: 4, unknown: 0 })
    expect(sums.completedThisMonth).toEqual({ value: wan('16'), known: 3, unknown: 1 })
  })

  it('makes the rate and 序时进度 of the projects that have a plan, weighted by the plan', () => {
    // (30 + 15 + 2.5) ÷ 420; 丙 completed 3 without a plan and stays out. An even year: 3 ÷ 12.
    expect(overview.total.basis).toEqual({ completed: wan('47.5'), planned: wan('420'), leftOut: 1 })
    expect(formatPercent(overview.total.rate)).toBe('11.3%')
    expect(formatPercent(overview.total.schedule)).toBe('25.0%')
    expect(group(overview, '产业转型').rate).toEqual(ratio(wan('15'), wan('240')))
  })

  it('counts the lights of this month and of the month before', () => {
    // 乙: 6.25 % against 25 % is 18.75 points behind: red. In February 4.2 % against 16.7 %: yellow. 丁 had a figure then: 4.2 % too.
    expect(overview.total.lights).toEqual({ 红: 1, 黄: 0, 绿: 1, 灰: 2 })
    expect(overview.lightsBefore).toEqual({ 红: 0, 黄: 2, 绿: 1, 灰: 1 })
  })

  it('lists what is not green, the worst first', () => {
    expect(names(overview)[0]).toBe('乙')
    expect(names(overview)).not.toContain('甲')
    expect(overview.attention.map((a) => a.warning.light)).toEqual(['红', '灰', '灰'])
    expect(overview.attention[0]!.warning.reason).toContain('18.8 个百分点')
  })

  it('counts as handed in what is no draft, also where its figure is missing', () => {
    expect(overview.handedIn).toBe(3)
  })

  it('shows the three domains in order, and 未分领域 only where there is such a project', () => {
    expect(overview.domains.map((d) => d.domain)).toEqual(['基础设施', '产业转型', '社会民生'])
    const loose = overviewOf(smallLedger([...FOUR, { name: '戊', domain: null }]), PORTFOLIO_3367, MARCH, RULES)
    expect(loose.domains.map((d) => d.domain)).toEqual(['基础设施', '产业转型', '社会民生', null])
    expect(group(loose, null).sums.count).toBe(1)
  })

  it('draws the plan for the whole year and the actual only up to the 报告期', () => {
    expect(overview.curve).toHaveLength(12)
    expect(overview.curve.map((p) => formatPercent(p.planned))).toEqual(['8.3%', '16.7%', '25.0%', '33.3%', '41.7%', '50.0%', '58.3%', '66.7%', '75.0%', '83.3%', '91.7%', '100.0%'])
    expect(overview.curve.map((p) => p.completed)).toEqual([wan('20'), wan('32.5'), wan('47.5'), ...Array<null>(9).fill(null)])
    expect(overview.curve[2]!.actual).toEqual(overview.total.rate)
    expect(overview.curve.slice(3).every((p) => p.actual === null)).toBe(true)
  })
})

describe('序时进度 and the curve with own month curves', () => {
  it('adds up what each project should have done by its own curve', () => {
    // 300 all in June, 100 even: by March 25 of 400, by June 300 + 50 of 400.
    const ledger = smallLedger([{ plan: wan('300'), curve: allIn(6, wan('300')), months: [wan('0')] }, { plan: wan('100'), months: [wan('0')] }])
    expect(formatPercent(overviewOf(ledger, 'all', MARCH, RULES).total.schedule, 2)).toBe('6.25%')
    const { curve } = overviewOf(ledger, 'all', period('2020-06'), RULES)
    expect(formatPercent(curve[4]!.planned, 2)).toBe('10.42%')
    expect(formatPercent(curve[5]!.planned, 2)).toBe('87.50%')
    expect(formatPercent(curve[11]!.planned)).toBe('100.0%')
  })

  it('keeps an even share that no 分 divides exact', () => {
    const { schedule } = overviewOf(smallLedger([{ plan: wan('0.0001') }, { plan: wan('0.0006') }]), 'all', JANUARY, RULES).total
    expect(schedule!.num * 12n).toBe(schedule!.den)
  })

  it('takes a plan of 0 or none for no plan: no rate, no 序时进度, no line', () => {
    const overview = overviewOf(smallLedger([{ plan: wan('0'), months: [wan('1')] }, { months: [wan('1')] }]), 'all', JANUARY, RULES)
    expect([overview.total.rate, overview.total.schedule]).toEqual([null, null])
    expect(overview.curve.every((p) => p.planned === null && p.actual === null)).toBe(true)
    expect(overview.total.lights.灰).toBe(2)
  })
})

describe('scopes', () => {
  it('counts a project of two portfolios in each of them, and once in all', () => {
    const ledger = smallLedger(FOUR)
    expect(overviewOf(ledger, PORTFOLIO_QUALITY, MARCH, RULES).total.sums.count).toBe(1)
    const all = overviewOf(ledger, 'all', MARCH, RULES)
    expect(all.total.sums.count).toBe(4)
    expect(all.total.sums.totalInvestment.value).toBe(wan('1800.55'))
    expect(all.reconciliation.declared).toEqual({ count: null, totalInvestment: null, annualPlan: null })
  })

  it('sets what is registered against what was declared', () => {
    const { reconciliation } = overviewOf(smallLedger(FOUR), PORTFOLIO_QUALITY, MARCH, RULES)
    expect(reconciliation.difference).toEqual({ count: -4, totalInvestment: wan('-53800'), annualPlan: wan('-39540') })
  })

  it('leaves 待录入 slots and the 回收站 out, and says how many slots wait', () => {
    const ledger = smallLedger([{ name: null }, { name: null }, { name: '甲', total: wan('1') }, { name: '乙', total: wan('2') }])
    const binned = { ...ledger.entries.get('P4')!.project, deletedAt: '2020-03-05T00:00:00Z' }
    const overview = overviewOf(withRecords(ledger, [{ table: 'projects', record: binned }]), PORTFOLIO_3367, MARCH, RULES)
    expect(overview.total.sums.totalInvestment).toEqual({ value: wan('1'), known: 1, unknown: 0 })
    expect(overview.reconciliation.slots).toBe(2)
    expect(overview.reconciliation.difference).toEqual({ count: -59, totalInvestment: wan('-3236499'), annualPlan: null })
  })

  it('has nothing but zeros to say of an empty portfolio', () => {
    const overview = overviewOf(smallLedger([]), PORTFOLIO_3367, MARCH, RULES)
    expect(overview.total.sums.totalInvestment).toEqual({ value: null, known: 0, unknown: 0 })
    expect(overview.attention).toEqual([])
    expect(overview.total.lights).toEqual({ 红: 0, 黄: 0, 绿: 0, 灰: 0 })
  })
})

describe('what is remembered never outlives what it was made from', () => {
  it('follows an edit of a report and of a plan', () => {
    const ledger = smallLedger(FOUR)
    const before = overviewOf(ledger, 'all', MARCH, RULES)
    const report = ledger.entries.get('P2')!.reports.get(MARCH)!
    const plan = ledger.entries.get('P1')!.plans.get(YEAR)!
    const edited = withRecords(ledger, [
      { table: 'progressReports', record: { ...report, id: reportId('P2', MARCH), completed: wan('100') } },
      { table: 'annualPlans', record: { ...plan, id: planId('P1', YEAR), planned: wan('200') } },
    ])
    const after = overviewOf(edited, 'all', MARCH, RULES)
    expect(after.total.basis).toEqual({ completed: wan('142.5'), planned: wan('500'), leftOut: 1 })
    expect(after.curve[2]!.completed).toBe(wan('142.5'))
    expect(names(after)).not.toContain('乙')
    expect(overviewOf(ledger, 'all', MARCH, RULES)).toEqual(before)
  })

  it('follows another threshold', () => {
    const ledger = smallLedger(FOUR)
    expect(overviewOf(ledger, 'all', MARCH, RULES).total.lights.红).toBe(1)
    expect(overviewOf(ledger, 'all', MARCH, { ...RULES, yellowPoints: 5, redPoints: 20 }).total.lights).toEqual({ 红: 0, 黄: 1, 绿: 1, 灰: 2 })
    expect(overviewOf(ledger, 'all', MARCH, RULES).total.lights.红).toBe(1)
  })

  it('follows the 报告期 over the turn of a year', () => {
    const ledger = smallLedger(FOUR)
    expect(overviewOf(ledger, 'all', FEBRUARY, RULES).total.basis.completed).toBe(wan('32.5'))
    const next = overviewOf(ledger, 'all', period('2021-01'), RULES)
    expect(next.total.sums.annualPlan).toEqual({ value: null, known: 0, unknown: 4 })
    expect(next.lightsBefore).toEqual({ 红: 0, 黄: 0, 绿: 0, 灰: 4 })
  })
})
