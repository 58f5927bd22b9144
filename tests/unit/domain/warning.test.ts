import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '@/domain/money'
import type { ProjectEntry } from '@/domain/ledger'
import type { Issue, Milestone } from '@/domain/method-records'
import { addDays, period, periodOf, type DateOnly } from '@/domain/period'
import { compareRatio, ratio } from '@/domain/ratio'
import { assessWarning, compareAttention, countLights, DEFAULT_LIGHT_RULES, LIGHTS, type LightRules, type Warning } from '@/domain/warning'
import { issueOf, milestoneOf, stepOf } from './method-support'
import { day, entryOf, MARCH, wan, type Made } from './support'

const assess = (made: Made, rules: LightRules = DEFAULT_LIGHT_RULES, at = MARCH) => assessWarning(entryOf(made), at, rules)
/** A plan of 10,000 万元 of which 序时 at March is 2,500; `done` 万元 are completed. */
const done = (amount: number, rules?: LightRules) => assess({ plans: { 2020: 10_000 }, reports: { '2020-03': amount } }, rules)

describe('the light of a project', () => {
  it.each<[number, string, string]>([
    [2000, '绿', '落后序时进度 5.0 个百分点'],
    [1999.999999, '黄', '落后序时进度 5.0 个百分点（完成 20.0%，应达 25.0%）'],
    [1990, '黄', '落后序时进度 5.1 个百分点（完成 19.9%，应达 25.0%）'],
    [1000, '黄', '落后序时进度 15.0 个百分点（完成 10.0%，应达 25.0%）'],
    [999.999999, '红', '落后序时进度 15.0 个百分点（完成 10.0%，应达 25.0%）'],
    [0, '红', '落后序时进度 25.0 个百分点（完成 0.0%，应达 25.0%）'],
    [-100, '红', '落后序时进度 26.0 个百分点（完成 -1.0%，应达 25.0%）'],
    [2500, '绿', '与序时进度持平'], [2499, '绿', '与序时进度持平'], [2504.9, '绿', '与序时进度持平'], [2495, '绿', '落后序时进度 0.1 个百分点'], [2505, '绿', '超序时进度 0.1 个百分点'],
    [3000, '绿', '超序时进度 5.0 个百分点'], [12_000, '绿', '超序时进度 95.0 个百分点'],
  ])('%d 万元 of 10,000 at March is %s: %s', (amount, light, reason) => expect(done(amount)).toMatchObject({ light, reason }))

  it('is 灰 with its reason where the month has no figure or the year no plan', () => {
    const unreported = { light: '灰', reason: '3月未填报', reasons: ['3月未填报'], behind: null }
    expect(assess({ plans: { 2020: 100 } })).toEqual(unreported)
    expect(assess({ plans: { 2020: 100 }, reports: { '2020-03': { physicalProgress: '主体施工' } } })).toEqual(unreported)
    // Earlier months do not stand in for this one.
    expect(assess({ plans: { 2020: 100 }, reports: { '2020-01': 90, '2020-02': 90 } })).toEqual(unreported)
    const planless = { light: '灰', reason: '没有年度计划，无法比较进度', reasons: ['没有年度计划，无法比较进度'], behind: null }
    for (const plans of [{}, { 2020: {} }, { 2020: 0 }, { 2019: 100 }]) expect(assess({ plans, reports: { '2020-03': 10 } })).toEqual(planless)
    // Nothing reported is said first: it is what can be done something about today.
    expect(assess({})).toEqual(unreported)
  })

  it('follows changed thresholds, with their two decimals', () => {
    expect(done(1999, { ...DEFAULT_LIGHT_RULES, yellowPoints: 0, redPoints: 0 }).light).toBe('红')
    expect(done(2500, { ...DEFAULT_LIGHT_RULES, yellowPoints: 0, redPoints: 0 }).light).toBe('绿')
    expect(done(2499.999999, { ...DEFAULT_LIGHT_RULES, yellowPoints: 0, redPoints: 10 }).light).toBe('黄')
    expect(done(0, { ...DEFAULT_LIGHT_RULES, yellowPoints: 25, redPoints: 30 }).light).toBe('绿')
    expect(done(0, { ...DEFAULT_LIGHT_RULES, yellowPoints: 5, redPoints: 25 }).light).toBe('黄')
    // 0.29 × 100 is 28.999… as doubles.
    expect([done(2471, { ...DEFAULT_LIGHT_RULES, yellowPoints: 0.29, redPoints: 1 }).light, done(2470.999999, { ...DEFAULT_LIGHT_RULES, yellowPoints: 0.29, redPoints: 1 }).light]).toEqual(['绿', '黄'])
    expect([done(1965, { ...DEFAULT_LIGHT_RULES, yellowPoints: 1, redPoints: 5.35 }).light, done(1964.999999, { ...DEFAULT_LIGHT_RULES, yellowPoints: 1, redPoints: 5.35 }).light]).toEqual(['黄', '红'])
  })

  it('compares with the own plan curve where there is one, and says so', () => {
    const curve = [0, 0, 1000, ...Array<number>(9).fill(1000)].map((n) => wan(n))
    const own = (amount: number) => assess({ plans: { 2020: { planned: wan(10_000), curve } }, reports: { '2020-03': amount } })
    expect(own(1000)).toMatchObject({ light: '绿', reason: '与自定计划进度持平' })
    expect(own(1100)).toMatchObject({ light: '绿', reason: '超自定计划进度 1.0 个百分点' })
    expect(own(400)).toMatchObject({ light: '黄', reason: '落后自定计划进度 6.0 个百分点（完成 4.0%，应达 10.0%）' })
    // The same 1,000 万元 without the curve are 15 points behind.
    expect(done(1000).light).toBe('黄')
  })

  it('is exact on the boundary at any month and plan', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(5, 15), (hundreds, month, points) => {
      // A plan divisible by 1200, so that the boundary itself is a whole 分.
      const plan = hundreds * 1200
      const boundary = hundreds * 100 * month - (plan / 100) * points
      const at = periodOf(2020, month)
      const light = (completed: number) => assess({ plans: { 2020: { planned: fen(plan) } }, reports: { [at]: { completed: fen(completed), correctionReason: '更正' } } }, DEFAULT_LIGHT_RULES, at).light
      expect([light(boundary), light(boundary - 1)]).toEqual(points === 5 ? ['绿', '黄'] : ['黄', '红'])
    }))
  })

  it('never improves when less is done, and always has a reason in words', () => {
    const rank = { 绿: 0, 黄: 1, 红: 2, 灰: 3 }
    fc.assert(fc.property(fc.integer({ min: -1000, max: 20_000 }), fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }), (amount, less, yellow, more) => {
      const rules = { ...DEFAULT_LIGHT_RULES, yellowPoints: yellow, redPoints: yellow + more }
      const [a, b] = [done(amount, rules), done(amount - less, rules)]
      expect(rank[b.light]).toBeGreaterThanOrEqual(rank[a.light])
      for (const w of [a, b]) expect(w.reason).toMatch(/进度/u)
      if (a.light === '绿') expect(compareRatio(a.behind!, ratio(yellow, 100))).toBeLessThanOrEqual(0)
    }))
  })
})

describe('the light by milestones and problems', () => {
  const money: Made = { plans: { 2020: 10_000 }, reports: { '2020-03': 2500 } }
  const withMethods = (made: Made, milestones: readonly Milestone[], issues: readonly Issue[] = []) => ({
    ...entryOf(made), milestones: new Map(milestones.map((m) => [m.id, m])), issues: new Map(issues.map((i) => [i.id, i])),
  })
  const late = (days: number, fields: Partial<Milestone> = {}) => milestoneOf('M1', { name: '主体封顶', planFinish: addDays(day('2020-03-31'), -days), ...fields })
  const light = (entry: ProjectEntry, today?: DateOnly) => { const { light: shown, reasons } = assessWarning(entry, MARCH, DEFAULT_LIGHT_RULES, today); return [shown, ...reasons] }

  it('is 黄 from the first day that a milestone is overdue and 红 after thirty, whatever the money', () => {
    expect(light(withMethods(money, [late(0)]))).toEqual(['绿', '与序时进度持平'])
    expect(light(withMethods(money, [late(1)]))).toEqual(['黄', '节点“主体封顶”逾期 1 天（应于 2020-03-30 完成）'])
    expect(light(withMethods(money, [late(30)]))[0]).toBe('黄')
    expect(light(withMethods(money, [late(31)]))[0]).toBe('红')
    expect(light(withMethods({}, [late(31)]))).toEqual(['红', '节点“主体封顶”逾期 31 天（应于 2020-02-29 完成）', '3月未填报'])
    expect(assessWarning(withMethods(money, [late(6)]), MARCH, { ...DEFAULT_LIGHT_RULES, overdueRedDays: 5 }).light).toBe('红')
  })

  it('lists every reason, those of the light first', () => {
    const behind: Made = { ...money, reports: { '2020-03': 500 } }
    expect(light(withMethods(behind, [late(3)]))).toEqual(['红', '落后序时进度 20.0 个百分点（完成 5.0%，应达 25.0%）', '节点“主体封顶”逾期 3 天（应于 2020-03-28 完成）'])
    const many = Array.from({ length: 5 }, (_, i) => late(40 - i * 5, { id: `M${i}`, name: `第${i}` }))
    expect(light(withMethods(money, many))).toEqual(['红', '节点“第0”逾期 40 天（应于 2020-02-20 完成）', '节点“第1”逾期 35 天（应于 2020-02-25 完成）', '节点“第2”逾期 30 天（应于 2020-03-01 完成）', '另有 2 个节点逾期'])
  })

  it('judges a past period on its last day: what was finished later was overdue then, and what is overdue since was not', () => {
    expect(light(withMethods(money, [late(10, { actualFinish: day('2020-04-20') })]), day('2026-11-24'))[0]).toBe('黄')
    expect(light(withMethods(money, [late(10, { actualFinish: day('2020-03-30') })]), day('2026-11-24'))[0]).toBe('绿')
    expect(light(withMethods(money, [late(-3)]), day('2026-11-24'))[0]).toBe('绿')
    // In the month itself, today counts.
    expect([light(withMethods(money, [late(10)]), day('2020-03-21'))[0], light(withMethods(money, [late(10)]), day('2020-03-22'))[0]]).toEqual(['绿', '黄'])
    expect(light(withMethods(money, [late(31, { deletedAt: '2020-04-01T08:00:00.000Z' })]))[0]).toBe('绿')
  })

  it('is 红 for a problem past its deadline on a project under 挂牌督战, and on no other', () => {
    const issue = issueOf('I1', [stepOf('发现', '2020-03-02'), stepOf('交办', '2020-03-03', { deadline: day('2020-03-17') })])
    const flagged: Made = { ...money, project: { flagged: true } }
    expect(light(withMethods(flagged, [], [issue]))).toEqual(['红', '挂牌督战，问题“征地未交付”逾期 14 天'])
    expect(light(withMethods(money, [], [issue]))[0]).toBe('绿')
    expect(light(withMethods(flagged, [], [issue]), day('2020-03-17'))[0]).toBe('绿')
    const closed = { ...issue, steps: [...issue.steps, stepOf('整改', '2020-03-20'), stepOf('验收', '2020-03-23'), stepOf('销号', '2020-03-24')] }
    expect([light(withMethods(flagged, [], [closed]))[0], light(withMethods(flagged, [], [closed]), day('2020-03-23'))[0]]).toEqual(['绿', '红'])
  })
})

describe('lights together', () => {
  it('are counted, also the ones that nobody shows', () => {
    expect(countLights([])).toEqual({ 红: 0, 黄: 0, 绿: 0, 灰: 0 })
    expect(countLights([{ light: '红' }, { light: '灰' }, { light: '红' }])).toEqual({ 红: 2, 黄: 0, 绿: 0, 灰: 1 })
  })

  it('are ordered by need of attention: 红, 黄, 灰, 绿, the furthest behind first', () => {
    const made = (light: Warning['light'], behind: number | null): Warning => ({ light, reason: '', reasons: [], behind: behind === null ? null : ratio(behind, 100) })
    const sorted = [made('绿', -3), made('灰', null), made('黄', 6), made('红', 20), made('绿', 4), made('黄', 14), made('红', 60), made('灰', null)].sort(compareAttention)
    expect(sorted.map((w) => [w.light, w.behind?.num ?? null])).toEqual([['红', 60n], ['红', 20n], ['黄', 14n], ['黄', 6n], ['灰', null], ['灰', null], ['绿', 4n], ['绿', -3n]])
  })

  it('are ordered totally, whatever the lights', () => {
    const anyWarning = fc.tuple(fc.constantFrom(...LIGHTS), fc.option(fc.integer({ min: -100, max: 100 }))).map(([light, n]): Warning => ({ light, reason: '', reasons: [], behind: n === null ? null : ratio(n, 100) }))
    fc.assert(fc.property(anyWarning, anyWarning, anyWarning, (a, b, c) => {
      expect(Math.sign(compareAttention(a, b))).toBe(0 - Math.sign(compareAttention(b, a)) || 0)
      if (compareAttention(a, b) <= 0 && compareAttention(b, c) <= 0) expect(compareAttention(a, c)).toBeLessThanOrEqual(0)
    }))
  })
})

it('asks about the period that it is given', () => {
  const made: Made = { plans: { 2020: 1200 }, reports: { '2020-01': 100, '2020-02': 0 } }
  expect([assess(made, DEFAULT_LIGHT_RULES, period('2020-01')).light, assess(made, DEFAULT_LIGHT_RULES, period('2020-02')).light, assess(made).reason]).toEqual(['绿', '黄', '3月未填报'])
})
