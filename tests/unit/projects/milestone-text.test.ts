import { describe, expect, it } from 'vitest'
import { sortByDependency } from '@/domain/dependency-graph'
import { recordFault } from '@/domain/schema'
import { workCalendar } from '@/domain/working-days'
import { readDeadline } from '@/features/issues/step-text'
import { procedureText, readProcedure } from '@/features/procedures/procedure-text'
import { milestoneCautions, milestoneText, readMilestone, type MilestoneText } from '@/features/projects/milestones/milestone-text'
import { emptyProcedure } from '@/domain/procedure'
import { milestoneOf } from '../domain/method-support'
import { day } from '../domain/support'

const own = milestoneOf('M0', { name: '基础' })
const read = (text: Partial<MilestoneText>, others = [own].slice(1)) => readMilestone({ ...milestoneText(own), ...text }, own, others)

describe('a milestone as it is typed', () => {
  it.each([
    [{ planStart: '2020-04-01', planFinish: '2020-03-31' }, { planFinish: '计划完成 2020-03-31 早于计划开始 2020-04-01' }], [{ actualStart: '2020.4.1', actualFinish: '2020.3.1' }, { actualFinish: '实际完成 2020-03-01 早于实际开始 2020-04-01' }],
    [{ planFinish: '2021-02-29' }, { planFinish: expect.stringContaining('没有 2021年2月29日 这一天') as string }], [{ planStart: '2020-03-05' }, { planFinish: '填了计划开始，也要填计划完成' }], [{ weight: '-1' }, { weight: '看不懂“-1”，权重请填整数，如 10' }], [{ name: ' ' }, { name: '请填节点名称，如 主体封顶' }],
  ])('%o is refused at its field', (text, faults) => {
    expect(read(text)).toEqual({ values: null, faults })
  })

  it('takes 29 February of a leap year, and a text that looks like a program as a text', () => {
    expect(read({ planFinish: '2020.2.29', remarks: '<img src=x onerror=alert(1)>' }).values).toMatchObject({ planFinish: '2020-02-29', remarks: '<img src=x onerror=alert(1)>' })
  })

  it('is told, and taken, where it lies before or behind its project', () => {
    const project = { startDate: day('2020-03-05'), plannedCompletion: day('2020-12-31') }
    expect(milestoneCautions({ planStart: '2020-03-01', planFinish: '2021-01-01', actualStart: '2020-03-05', actualFinish: '2021-02-01' }, project)).toEqual({ planStart: '早于项目的开工时间 2020-03-05，请核对', planFinish: '晚于项目的计划竣工 2020-12-31，请核对' })
    expect(milestoneCautions({ planStart: '看不懂', planFinish: '', actualStart: '', actualFinish: '' }, project)).toEqual({})
    expect(milestoneCautions({ planStart: '2019-01-01', planFinish: '', actualStart: '', actualFinish: '' }, { startDate: null, plannedCompletion: null })).toEqual({})
  })

  it('among three hundred of one project: a circle through all of them is found and named from end to end', () => {
    const chain = Array.from({ length: 299 }, (_, i) => milestoneOf(`M${i + 1}`, { name: `第${i + 1}节`, after: [{ id: `M${i}`, lag: 0 }] }))
    expect(read({}, chain).values).not.toBeNull()
    expect(sortByDependency([own, ...chain].map((m) => ({ id: m.id, after: m.after.map((d) => d.id) }))).ok).toBe(true)
    const { values, faults } = read({ after: { M299: '0' } }, chain)
    expect(values).toBeNull()
    expect(faults.after?.match(/ → /gu)).toHaveLength(300)
    expect(faults.after).toMatch(/^前置关系绕成了圈：.*，请去掉其中一条$/u)
    for (const m of chain) expect(recordFault('milestones', m)).toBeNull()
  })
})

describe('a procedure as it is typed', () => {
  it('is refused with its dates in the wrong order, and in a circle with the chain', () => {
    const a = { ...emptyProcedure('R1', 'P1', '立项', 1), blockedBy: ['R2'] }
    const b = emptyProcedure('R2', 'P1', '用地', 2)
    const text = { ...procedureText(b), appliedOn: '2020-03-10', acceptedOn: '2020-03-09', blockedBy: ['R1'] }
    const { values, faults } = readProcedure(text, b, [a])
    expect(values).toBeNull()
    expect(faults.acceptedOn).toContain('早于')
    expect(faults.blockedBy).toMatch(/^前置关系绕成了圈：/u)
  })
})

describe('a deadline in working days', () => {
  const calendar = workCalendar()
  // 国办发明电〔2019〕16号: 2020 年 10 月 1 日至 8 日放假，9 月 27 日、10 月 10 日上班. 国办发明电〔2020〕27号: 2021 年 10 月 1 日至 7 日放假，9 月 26 日、10 月 9 日上班.
  it.each([['2020-09-25', '2020-10-10', 6], ['2020-09-30', '2020-10-13', 4], ['2021-09-25', '2021-10-09', 7], ['2021-09-30', '2021-10-12', 4]])('from %s over the National Day ends on %s', (from, date, n) => {
    expect(readDeadline(`${n} 个工作日`, day(from), calendar)).toEqual({ ok: true, value: { date, workingDays: n, caution: null } })
  })

  it('over a New Year whose holidays are not known says so; over one that is known does not', () => {
    expect(readDeadline('５', day('2026-12-29'), calendar)).toEqual({ ok: true, value: { date: '2027-01-05', workingDays: 5, caution: '2027 年的放假调休还不知道，只按周末算，公布后请在设置里补上' } })
    expect(readDeadline('5', day('2020-12-29'), calendar)).toEqual({ ok: true, value: { date: '2021-01-06', workingDays: 5, caution: null } })
  })
})
