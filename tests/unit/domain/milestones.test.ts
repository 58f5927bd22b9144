import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MILESTONE_TEMPLATES } from '@/data/milestone-templates'
import { criticalChain } from '@/domain/critical-chain'
import { cycleWords, sortByDependency } from '@/domain/dependency-graph'
import type { Milestone } from '@/domain/method-records'
import { milestoneProgress, milestoneSlip, milestoneStanding, progressProposal, slipWords } from '@/domain/milestone'
import { brokenDependencies, shiftMilestone, spanOf, type ShiftMode } from '@/domain/milestone-shift'
import { layOutTemplate } from '@/domain/milestone-template'
import { addDays, dateOfDay, dayNumber, daysBetween } from '@/domain/period'
import { workCalendar } from '@/domain/working-days'
import { milestoneOf, SOUND_METHODS } from './method-support'
import { day } from './support'

const START = dayNumber(day('2020-01-06'))

/** Any sound plan: each milestone comes after some of the earlier ones and begins when they let it, or later; some are finished. */
const anyPlan: fc.Arbitrary<Milestone[]> = fc.array(fc.record({ length: fc.nat(60), point: fc.boolean(), slack: fc.constantFrom(0, 0, 0, 7, 40), picks: fc.array(fc.nat(99), { maxLength: 3 }), lag: fc.constantFrom(0, 0, 3, 15) }), { minLength: 1, maxLength: 14 })
  .chain((rows) => fc.nat(rows.length).map((finished) => {
    const plan: Milestone[] = []
    rows.forEach(({ length, point, slack, picks, lag }, i) => {
      const before = [...new Set(picks.filter(() => i > 0).map((p) => p % i))]
      const earliest = Math.max(START, ...before.map((b) => spanOf(plan[b]!)!.finish + lag))
      const start = earliest + slack
      const finish = point ? start : start + length
      const done = i < finished && before.every((b) => b < finished)
      plan.push(milestoneOf(`M${i}`, {
        planStart: point ? null : dateOfDay(start), planFinish: dateOfDay(finish), after: before.map((b) => ({ id: `M${b}`, lag })), weight: length, actualStart: done && !point ? dateOfDay(start) : null, actualFinish: done ? dateOfDay(finish) : null,
      }))
    })
    return plan
  }))

function applied(plan: readonly Milestone[], id: string, days: number, mode: ShiftMode): Milestone[] {
  const moved = plan.find((m) => m.id === id)!
  const preview = shiftMilestone(plan, id, { start: moved.planStart === null ? null : addDays(moved.planStart, days), finish: addDays(moved.planFinish!, days) }, mode)
  if (!preview.ok) throw new Error('a cycle')
  return plan.map((m) => {
    const move = preview.moves.find((x) => x.milestone.id === m.id)
    return move === undefined ? m : { ...m, planStart: move.to.start, planFinish: move.to.finish }
  })
}

describe('shifting a milestone', () => {
  const modes = fc.constantFrom<ShiftMode>('顺延', '同移')

  it('keeps every dependency, every length and everything that is finished', () => {
    fc.assert(fc.property(anyPlan, fc.nat(), fc.integer({ min: -400, max: 400 }), modes, (plan, pick, days, mode) => {
      const open = plan.filter((m) => m.actualFinish === null)
      fc.pre(open.length > 0)
      const after = applied(plan, open[pick % open.length]!.id, days, mode)
      expect(brokenDependencies(after)).toEqual([])
      after.forEach((m, i) => {
        const [now, before] = [spanOf(m)!, spanOf(plan[i]!)!]
        expect(now.finish - now.start).toBe(before.finish - before.start)
        expect(m.planStart === null).toBe(plan[i]!.planStart === null)
        if (m.actualFinish !== null) expect(m).toEqual(plan[i])
      })
    }))
  })

  it('moves nothing that does not depend on it, and 顺延 moves nothing earlier and nothing further than the shift', () => {
    fc.assert(fc.property(anyPlan, fc.nat(), fc.integer({ min: 0, max: 400 }), (plan, pick, days) => {
      const open = plan.filter((m) => m.actualFinish === null)
      fc.pre(open.length > 0)
      const id = open[pick % open.length]!.id
      const below = new Set([id])
      for (const m of plan) if (m.after.some((d) => below.has(d.id))) below.add(m.id)
      applied(plan, id, days, '顺延').forEach((m, i) => {
        const by = spanOf(m)!.finish - spanOf(plan[i]!)!.finish
        if (m.id === id) expect(by).toBe(days)
        else if (!below.has(m.id)) expect(by).toBe(0)
        else expect(by >= 0 && by <= days).toBe(true)
      })
    }))
  })

  it('back again is where it was, when all of it moves together', () => {
    const plan = [milestoneOf('A', { planFinish: day('2020-03-05') }), milestoneOf('B', { planStart: day('2020-03-10'), planFinish: day('2020-04-30'), after: [{ id: 'A', lag: 5 }] })]
    expect(applied(applied(plan, 'A', 20, '同移'), 'A', -20, '同移')).toEqual(plan)
    expect(applied(applied(plan, 'A', 20, '顺延'), 'A', -20, '顺延')[1]!.planFinish).toBe('2020-05-20')
  })

  it('says what holds it when it is asked to go before its predecessor', () => {
    const plan = [milestoneOf('A', { name: '征地', planFinish: day('2020-03-05') }), milestoneOf('B', { planFinish: day('2020-04-30'), after: [{ id: 'A', lag: 5 }] })]
    const preview = shiftMilestone(plan, 'B', { start: null, finish: day('2020-03-01') })
    expect(preview).toMatchObject({ ok: true, heldBy: { name: '征地' }, moves: [{ to: { finish: '2020-03-10' }, days: -51 }] })
  })

  it('refuses a cycle and names its chain', () => {
    const plan = [milestoneOf('A', { name: '甲', planFinish: day('2020-03-05'), after: [{ id: 'C', lag: 0 }] }), milestoneOf('B', { name: '乙', planFinish: day('2020-03-05'), after: [{ id: 'A', lag: 0 }] }), milestoneOf('C', { name: '丙', planFinish: day('2020-03-05'), after: [{ id: 'B', lag: 0 }] })]
    const preview = shiftMilestone(plan, 'A', { start: null, finish: day('2020-04-01') })
    if (preview.ok) throw new Error('not refused')
    expect(cycleWords(preview.cycle)).toMatch(/^前置关系绕成了圈：(甲 → 乙 → 丙 → 甲|乙 → 丙 → 甲 → 乙|丙 → 甲 → 乙 → 丙)，请去掉其中一条$/u)
    expect(criticalChain(plan)).toBeNull()
  })

  it('previews 500 dependent milestones in a fraction of what building them takes', () => {
    const plan = Array.from({ length: 501 }, (_, i) => milestoneOf(`M${i}`, { planFinish: addDays(day('2020-01-01'), i), after: i === 0 ? [] : [{ id: `M${i - 1}`, lag: 1 }] }))
    const preview = shiftMilestone(plan, 'M0', { start: null, finish: day('2020-02-01') })
    expect(preview.ok && preview.moves.length).toBe(501)
  })
})

describe('the order by dependency', () => {
  it('puts everything behind what it comes after, or shows a cycle that is one', () => {
    const anyGraph = fc.integer({ min: 1, max: 12 }).chain((n) => fc.array(fc.array(fc.nat(n), { maxLength: 3 }), { minLength: n, maxLength: n }))
    fc.assert(fc.property(anyGraph, (edges) => {
      const sorted = sortByDependency(edges.map((after, i) => ({ id: String(i), after: after.map(String) })))
      if (sorted.ok) {
        const place = new Map(sorted.order.map((n, i) => [n.id, i]))
        expect(place.size).toBe(edges.length)
        for (const node of sorted.order) for (const id of node.after) if (place.has(id)) expect(place.get(id)!).toBeLessThan(place.get(node.id)!)
      } else {
        const { cycle } = sorted
        cycle.forEach((node, i) => expect(cycle[(i + 1) % cycle.length]!.after).toContain(node.id))
      }
    }))
  })
})

describe('the critical chain', () => {
  it('is driven step by step to the end, and has no float', () => {
    fc.assert(fc.property(anyPlan, (plan) => {
      const { chain, float } = criticalChain(plan)!
      const end = Math.max(...plan.map((m) => spanOf(m)!.finish))
      expect(spanOf(chain.at(-1)!)!.finish).toBe(end)
      for (const [i, m] of chain.entries()) {
        if (m.actualFinish === null) expect(float.get(m.id)).toBe(0)
        const next = chain[i + 1]
        if (next !== undefined) expect(spanOf(m)!.finish + next.after.find((d) => d.id === m.id)!.lag).toBe(spanOf(next)!.start)
      }
    }))
  })

  it('float is exactly how far a milestone can move before the end does', () => {
    fc.assert(fc.property(anyPlan, fc.nat(), (plan, pick) => {
      const open = plan.filter((m) => m.actualFinish === null)
      fc.pre(open.length > 0)
      const { id } = open[pick % open.length]!
      const slack = criticalChain(plan)!.float.get(id)!
      const endAfter = (days: number) => Math.max(...applied(plan, id, days, '顺延').map((m) => spanOf(m)!.finish))
      const end = Math.max(...plan.map((m) => spanOf(m)!.finish))
      expect(slack).toBeGreaterThanOrEqual(0)
      expect(endAfter(slack)).toBe(end)
      expect(endAfter(slack + 1)).toBe(end + 1)
    }))
  })
})

describe('a milestone on a day', () => {
  const m = milestoneOf('A', { planFinish: day('2020-03-31') })
  it.each<[string, Partial<Milestone>, string, number | null]>([
    ['2020-03-31', {}, '快到期', 0], ['2020-03-24', {}, '快到期', 0], ['2020-03-23', {}, '未到', 0], ['2020-04-01', {}, '逾期', 1], ['2020-04-30', { actualFinish: day('2020-04-10') }, '已完成', 10],
    // What was finished later was still open on the day.
    ['2020-04-05', { actualFinish: day('2020-04-10') }, '逾期', 5], ['2020-04-10', { actualFinish: day('2020-03-01') }, '已完成', 0], ['2020-04-10', { planFinish: null }, '待定', null], ['2020-04-10', { planFinish: null, actualFinish: day('2020-03-01') }, '已完成', null],
  ])('%s %j is %s', (on, change, state, lateDays) => expect(milestoneStanding({ ...m, ...change }, day(on), 7)).toEqual({ state, lateDays }))

  it('slips in days and working days against its baseline', () => {
    const baseline = SOUND_METHODS.baselines
    const slip = milestoneSlip(SOUND_METHODS.milestones, baseline, workCalendar())!
    // 30 April to 8 May: the Labour Day holidays lie between.
    expect([slip.days, slip.workingDays, slipWords(slip)]).toEqual([8, 3, '延 8 天（3 个工作日）'])
    expect(slipWords({ ...slip, days: 0, workingDays: 0 })).toBe('按期')
    expect(slipWords({ ...slip, days: -3, workingDays: -1 })).toBe('提前 3 天（1 个工作日）')
    expect(milestoneSlip(milestoneOf('X'), baseline, workCalendar())).toBeNull()
    expect(milestoneSlip(SOUND_METHODS.milestones, null, workCalendar())).toBeNull()
  })

  it('gives 形象进度 by weights as a proposal', () => {
    const plan = [milestoneOf('A', { name: '基础施工', weight: 15, actualFinish: day('2020-05-01') }), milestoneOf('B', { name: '主体结构', weight: 30, actualStart: day('2020-05-05') }), milestoneOf('C', { name: '验收', weight: 1 })]
    expect(progressProposal(plan, day('2020-06-01'))).toBe('基础施工已完成，正在主体结构，按节点权重完成 32%')
    expect(progressProposal(plan, day('2020-04-30'))).toBe('按节点权重完成 0%')
    expect(progressProposal(plan.map((x) => ({ ...x, actualFinish: day('2020-05-01') })), day('2020-06-01'))).toBe('全部节点已完成，按节点权重完成 100%')
    expect(milestoneProgress(plan.map((x) => ({ ...x, weight: 0 })), day('2020-06-01'))).toBeNull()
    expect(progressProposal([], day('2020-06-01'))).toBeNull()
  })
})

describe('a template', () => {
  it.each(MILESTONE_TEMPLATES.map((t) => [t.name, t] as const))('%s lays out a sound plan from any day', (_name, template) => {
    fc.assert(fc.property(fc.integer({ min: START, max: START + 4000 }), (from) => {
      let n = 0
      const plan = layOutTemplate(template, 'P1', dateOfDay(from), () => `N${++n}`)
      expect(plan).toHaveLength(template.items.length)
      expect(brokenDependencies(plan)).toEqual([])
      expect(plan.every((m) => daysBetween(dateOfDay(from), m.planFinish!) >= 0)).toBe(true)
      expect(plan.reduce((sum, m) => sum + m.weight, 0)).toBe(100)
    }), { numRuns: 20 })
  })
})
