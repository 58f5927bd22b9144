import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '@/domain/money'
import { planText, readPlanText } from '@/features/projects/detail/plan-text'
import { spreadEvenly } from '@/features/projects/detail/spread'
import { entryOf, wan } from './support'

describe('平均分配', () => {
  it('adds up to the plan to the 分, with months that differ by one step at most', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (planned) => {
      const months = spreadEvenly(fen(planned))
      expect(months).toHaveLength(12)
      expect(months.reduce((a, b) => a + BigInt(b), 0n)).toBe(BigInt(planned))
      expect(Math.max(...months) - Math.min(...months)).toBeLessThan(20_000)
      expect(months.slice(0, 11).every((m) => m % 10_000 === 0)).toBe(true)
    }))
  })
})

describe('the plan form', () => {
  const entry = entryOf({ project: { id: 'p', name: '甲' }, plan: { planned: wan('1200'), curve: spreadEvenly(wan('1200')) } })
  const text = planText(entry, 2020)

  it('shows the stored curve and finds no difference', () => {
    expect(text.m1).toBe('100.00')
    expect(readPlanText(text)).toMatchObject({ faults: {}, difference: 0 })
  })
  it('says by how much the months miss the plan', () => {
    expect(readPlanText({ ...text, m3: '90' }).faults.monthly).toBe('十二个月之和比年度计划少 10.00 万元')
    expect(readPlanText({ ...text, m3: '100.0001' }).faults.monthly).toBe('十二个月之和比年度计划多 0.0001 万元')
  })
  it('forgets the months where 分月计划 is not ticked', () => {
    expect(readPlanText({ ...text, monthly: false, m1: 'x' })).toMatchObject({ faults: {}, values: { curve: null } })
  })
  it('asks for the plan where only months are given', () => {
    expect(readPlanText({ ...text, planned: '' }).faults.planned).toContain('要填年度计划投资')
  })
  it('puts the message at the month that cannot be read', () => {
    const { faults, monthsTotal } = readPlanText({ ...text, m5: '1.2.3' })
    expect(faults.m5).toBe('看不懂“1.2.3”，请填万元数，如 123.50')
    expect(monthsTotal).toBeNull()
  })
})
