import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '@/domain/money'
import { countField, declaredMoneyField, nameField, pointsField } from '@/features/settings/fields'

const message = (result: { ok: boolean; message?: string }): string => (result.ok ? '' : (result.message ?? ''))

describe('fields of 设置', () => {
  it('reads points typed in full width and refuses what is no number of points, saying how to write it', () => {
    const field = pointsField('yellowPoints', '黄灯界限', '')
    expect(field.read('７．５')).toEqual({ ok: true, value: 7.5 })
    expect(field.read('100.00')).toEqual({ ok: true, value: 100 })
    expect(message(field.read('1.2.3'))).toBe('看不懂“1.2.3”，请填百分点数，如 5 或 7.5')
    expect(message(field.read('1e400'))).toContain('看不懂')
    expect(message(field.read('-5'))).toContain('看不懂')
    expect(message(field.read('101'))).toBe('应在 0 到 100 之间，现在是 101')
    expect(message(field.read('5.125'))).toContain('最多两位小数')
    expect(message(field.read(' '))).toBe('请填黄灯界限，如 5')
  })

  it('leaves a declared count empty, refuses a fraction and what lies outside', () => {
    const field = countField('declaredYear', '公布年度', 2200, '2020', 1949)
    expect(field.read('')).toEqual({ ok: true, value: null })
    expect(field.read('２０２０')).toEqual({ ok: true, value: 2020 })
    expect(message(field.read('20.5'))).toContain('请填整数，如 2020')
    expect(message(field.read('1900'))).toBe('应在 1949 到 2200 之间，现在是 1900')
  })

  it('reads declared money in 亿元, with any unit word, and writes it back as it was typed', () => {
    const field = declaredMoneyField('declaredTotalInvestment', '公布总投资')
    expect(field.read('323.65')).toEqual({ ok: true, value: 3_236_500_000_000 })
    expect(field.read('3,236,500 万')).toEqual({ ok: true, value: 3_236_500_000_000 })
    expect(field.read('')).toEqual({ ok: true, value: null })
    expect(message(field.read('-1'))).toContain('不能小于 0')
    fc.assert(fc.property(fc.maxSafeNat(), (amount) => {
      expect(field.read(field.write(fen(amount)))).toEqual({ ok: true, value: amount })
    }))
  })

  it('keeps a formula or HTML as the text that it is and refuses an empty name and half a character', () => {
    const field = nameField('unitName', '填报单位')
    expect(field.read("=cmd|'/c calc'!A0")).toEqual({ ok: true, value: "=cmd|'/c calc'!A0" })
    expect(field.read('<b>住建局</b>')).toEqual({ ok: true, value: '<b>住建局</b>' })
    expect(message(field.read('  '))).toBe('请填填报单位')
    expect(message(field.read('局\ud800'))).toContain('残缺')
    expect(message(field.read('局'.repeat(10_000)))).toBe('最多 200 个字，现在有 10000 个，请删短')
  })
})
