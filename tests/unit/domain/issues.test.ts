import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueWords, issueStanding } from '@/domain/issue-due'
import { isOpen, issueDeadline, issueState, nextSteps, reboundCount, refuseStep, STEP_RULES, stepsFault } from '@/domain/issue-steps'
import { ISSUE_LEVELS, type IssueStep, type SupervisionOrder } from '@/domain/method-records'
import { missingOrderNumbers, nextOrderNumber, orderId, orderLabel, patternFault } from '@/domain/order-number'
import { ladderStep, orderStanding } from '@/domain/order-standing'
import { addDays } from '@/domain/period'
import { procedureStanding, emptyProcedure } from '@/domain/procedure'
import { recordFault } from '@/domain/schema'
import { issueOf, SOUND_METHODS, stepOf } from './method-support'
import { day } from './support'

const found = stepOf('发现', '2020-03-02')
const assigned = stepOf('交办', '2020-03-03', { deadline: day('2020-03-17'), workingDays: 10 })
const toClosed = [found, assigned, stepOf('整改', '2020-03-16'), stepOf('验收', '2020-03-18'), stepOf('销号', '2020-03-20')]

/** A history made by always taking one of the steps that are offered. */
const anyHistory = fc.array(fc.record({ pick: fc.nat(), days: fc.nat(20) }), { maxLength: 20 }).chain((rows) => fc.record({ level: fc.constantFrom(...ISSUE_LEVELS), flagged: fc.boolean() }).map(({ level, flagged }) => {
  let issue = issueOf('I1', [found], { level })
  for (const { pick, days } of rows) {
    const offered = nextSteps(issue, flagged)
    const kind = offered[pick % offered.length]!
    const date = addDays(issue.steps.at(-1)!.date, days)
    issue = { ...issue, steps: [...issue.steps, stepOf(kind, date, { note: STEP_RULES[kind].needsNote ? '原因' : null, deadline: STEP_RULES[kind].setsDeadline ? addDays(date, 10) : null })] }
  }
  return { issue, flagged }
}))

describe('the steps of a problem', () => {
  it('that are offered can be taken, always lead somewhere, and make a sound record', () => {
    fc.assert(fc.property(anyHistory, ({ issue, flagged }) => {
      expect(recordFault('issues', issue)).toBeNull()
      expect(nextSteps(issue, flagged).length).toBeGreaterThan(0)
    }))
  })

  it('are never skipped: 销号 has 验收, 整改 and, but for 一般 problems, 交办 behind it since it was found or came back', () => {
    fc.assert(fc.property(anyHistory, ({ issue, flagged }) => {
      let since: string[] = []
      for (const step of issue.steps) {
        if (step.kind === '反弹') since = []
        if (step.kind === '销号') {
          expect(since).toEqual(expect.arrayContaining(['整改', '验收']))
          if (issue.level !== '一般' || flagged) expect(since).toContain('交办')
        }
        since.push(step.kind)
      }
      // Everything else is refused in words.
      for (const kind of Object.keys(STEP_RULES) as (keyof typeof STEP_RULES)[]) {
        if (nextSteps(issue, flagged).includes(kind)) continue
        expect(refuseStep(issue, stepOf(kind, issue.steps.at(-1)!.date, { note: '原因' }), flagged)).toMatch(/不能|一步都不能跳/u)
      }
    }))
  })

  it('stand on every day as they stood then', () => {
    fc.assert(fc.property(anyHistory, fc.nat(400), ({ issue }, after) => {
      const on = addDays(found.date, after)
      const until = issue.steps.filter((s) => s.date <= on)
      expect(issueState(issue, on)).toBe(issueState({ steps: until }))
      expect(issueDeadline(issue, on)).toBe(issueDeadline({ steps: until }))
      expect(reboundCount(issue, on)).toBe(until.filter((s) => s.kind === '反弹').length)
      expect(issueState(issue, addDays(found.date, -1))).toBeNull()
    }))
  })

  it.each<[readonly IssueStep[], string]>([
    [[], '问题要有“发现”这一步'], [[assigned], '第一步应是“发现”，不能是“交办”'], [[found, stepOf('销号', '2020-03-05')], '现在是“待交办”，不能“销号”'], [[found, stepOf('交办', '2020-03-01', { deadline: day('2020-03-17') })], '“交办”的日期 2020-03-01 早于上一步“发现”的 2020-03-02'],
    [[found, stepOf('交办', '2020-03-03')], '“交办”要写明整改期限'], [[found, stepOf('交办', '2020-03-03', { deadline: day('2020-03-02') })], '整改期限 2020-03-02 早于“交办”的日期 2020-03-03'], [[found, { ...assigned, person: ' ' }], '“交办”要写明经办人'],
    [[...toClosed, stepOf('反弹', '2020-04-20')], '“反弹”要写明原因'], [[found, assigned, stepOf('整改', '2020-03-16', { deadline: day('2020-03-17') })], '“整改”不定期限'], [[found, assigned, stepOf('延期', '2020-03-16', { deadline: day('2020-03-30') })], '“延期”要写明原因'],
  ])('refuse %#', (steps, message) => expect(stepsFault(steps)?.message).toBe(message))

  it('may leave out 交办 for a 一般 problem of a project that is not flagged, and for no other', () => {
    const spot = stepOf('整改', '2020-03-02')
    expect(refuseStep(issueOf('I1', [found], { level: '一般' }), spot, false)).toBeNull()
    expect(refuseStep(issueOf('I1', [found], { level: '一般' }), spot, true)).toBe('挂牌督战项目的问题一步都不能跳，请先“交办”')
    expect(refuseStep(issueOf('I1', [found], { level: '重大' }), spot, false)).toBe('重大问题一步都不能跳，请先“交办”')
  })

  it('count down to the deadline, and from the day after it count up; a problem that came back has none until it is 交办 again', () => {
    const issue = issueOf('I1', toClosed.slice(0, 2))
    const on = (date: string, i = issue) => { const s = issueStanding(i, day(date), 7); return s === null ? null : [s.state, s.due, dueWords(s)] }
    expect([on('2020-03-01'), on('2020-03-02'), on('2020-03-09'), on('2020-03-10'), on('2020-03-17'), on('2020-03-20')]).toEqual([
      null, ['待交办', '无期限', '无期限'], ['整改中', '未到期', '剩 8 天'], ['整改中', '快到期', '剩 7 天'], ['整改中', '快到期', '今天到期'], ['整改中', '逾期', '逾期 3 天'],
    ])
    const back = issueOf('I1', [...toClosed, stepOf('反弹', '2020-04-20', { note: '又堆料' })])
    expect([on('2020-04-01', back), on('2020-04-30', back), reboundCount(back)]).toEqual([['已销号', '已办结', '已办结'], ['待交办', '无期限', '无期限'], 1])
    expect(isOpen(issueState(back))).toBe(true)
  })
})

describe('督办单', () => {
  const order = SOUND_METHODS.supervisionOrders
  const issue = (year: number, taken: readonly SupervisionOrder[]) => { const number = nextOrderNumber(taken, year); return { ...order, id: orderId(year, number), year, number } }

  it('are numbered by year without a gap, whichever are 作废', () => {
    fc.assert(fc.property(fc.array(fc.record({ year: fc.constantFrom(2019, 2020, 2021), voided: fc.boolean() }), { maxLength: 40 }), (rows) => {
      const orders: SupervisionOrder[] = []
      for (const { year, voided } of rows) orders.push({ ...issue(year, orders), voidedOn: voided ? order.issuedOn : null, voidReason: voided ? '重发' : null })
      expect(new Set(orders.map((o) => o.id)).size).toBe(orders.length)
      for (const year of [2019, 2020, 2021]) {
        expect(orders.filter((o) => o.year === year).map((o) => o.number)).toEqual(Array.from({ length: orders.filter((o) => o.year === year).length }, (_, i) => i + 1))
        expect(missingOrderNumbers(orders, year)).toEqual([])
      }
      for (const o of orders) expect(recordFault('supervisionOrders', o)).toBeNull()
    }))
    expect(missingOrderNumbers([{ year: 2020, number: 2 }, { year: 2020, number: 5 }, { year: 2019, number: 1 }], 2020)).toEqual([1, 3, 4])
  })

  it('carry their number by the pattern of the office', () => {
    expect(orderLabel({ year: 2020, number: 12 }, '临重督〔{年}〕{号}号')).toBe('临重督〔2020〕12号')
    expect(orderLabel({ year: 2020, number: 1 }, '{号}/{年}$&')).toBe('1/2020$&')
    expect(patternFault('临重督〔{年}〕{号}号')).toBeNull()
    expect(patternFault('临重督12号')).toBe('“临重督12号”里没有 {年}，请写成如 重督〔{年}〕{号}号')
    expect(patternFault('{年}{号}{号}')).toBe('“{年}{号}{号}”里有 2 个 {号}，只能有一个')
  })

  it('stand by their replies, extensions, closing and 作废, as on the day', () => {
    const on = (date: string, change: Partial<SupervisionOrder> = {}) => { const s = orderStanding({ ...order, ...change }, day(date), 3); return s === null ? null : [s.state, dueWords(s)] }
    expect([on('2020-03-24'), on('2020-03-25'), on('2020-04-05'), on('2020-04-08'), on('2020-04-21')]).toEqual([null, ['待回复', '剩 14 天'], ['待办结', '剩 3 天'], ['待办结', '剩 12 天'], ['待办结', '逾期 1 天']])
    expect(on('2020-04-30', { closedOn: day('2020-04-22') })).toEqual(['已办结', '已办结'])
    expect(on('2020-04-21', { closedOn: day('2020-04-22') })).toEqual(['待办结', '逾期 1 天'])
    expect(on('2020-04-21', { voidedOn: day('2020-03-26'), voidReason: '重发' })).toEqual(['已作废', '已办结'])
  })

  it('climb from 提醒 to 督办 to 通报, each once', () => {
    const due = day('2020-03-17')
    const next = (date: string, ...kinds: SupervisionOrder['kind'][]) => ladderStep(due, day(date), kinds.map((kind) => ({ kind, issuedOn: day('2020-03-18'), voidedOn: null })))
    expect([next('2020-03-17'), next('2020-03-18'), next('2020-03-18', '提醒'), next('2020-03-25', '提醒'), next('2020-03-25', '督办'), next('2020-04-17', '督办'), next('2020-04-17', '通报')]).toEqual([null, '提醒', null, '督办', null, '通报', null])
    expect(ladderStep(due, day('2020-03-18'), [{ kind: '提醒', issuedOn: day('2020-03-18'), voidedOn: day('2020-03-18') }])).toBe('提醒')
    expect(ladderStep(null, day('2020-03-18'), [])).toBeNull()
  })
})

describe('前期手续', () => {
  const [land, permit] = [emptyProcedure('R1', 'P1', '用地', 1), { ...emptyProcedure('R2', 'P1', '施工许可', 2), blockedBy: ['R1'], neededBy: day('2020-04-10') }]
  const on = (date: string, change: object = {}, landChange: object = {}) => procedureStanding({ ...permit, ...change }, [{ ...land, ...landChange }, permit], day(date))

  it('wait for what comes before them, then for the authority, and end', () => {
    expect(on('2020-04-01')).toMatchObject({ state: '受阻', blockers: [{ name: '用地' }], overdueDays: 0 })
    expect(on('2020-04-13')).toMatchObject({ state: '受阻', overdueDays: 3 })
    expect(on('2020-04-01', {}, { notNeeded: true }).state).toBe('待申报')
    expect(on('2020-04-01', {}, { approvedOn: day('2020-04-02') }).state).toBe('受阻')
    expect(on('2020-04-02', {}, { approvedOn: day('2020-04-02') }).state).toBe('待申报')
    expect(on('2020-04-08', { appliedOn: day('2020-04-01') })).toMatchObject({ state: '已申报', waitingDays: 7 })
    expect(on('2020-04-08', { appliedOn: day('2020-04-01'), acceptedOn: day('2020-04-03') })).toMatchObject({ state: '已受理', waitingDays: 7 })
    const approved = { approvedOn: day('2020-04-09'), expiresOn: day('2021-04-08') }
    expect(['2020-04-09', '2021-03-09', '2021-04-08', '2021-04-09'].map((d) => on(d, approved).state)).toEqual(['已批复', '快到期', '快到期', '已过期'])
    expect(on('2020-04-20', { notNeeded: true })).toEqual({ state: '不需办理', waitingDays: null, leftDays: null, overdueDays: 0, blockers: [] })
  })
})
