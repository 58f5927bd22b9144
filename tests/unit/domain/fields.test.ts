import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCompleted, parseOptionalAmount, parseOptionalDate, parseText, TEXT_LIMITS, textFault, type TextKind } from '@/domain/fields'
import { formatMoney, parseMoney } from '@/domain/money'
import { anyFen, wan } from './support'

/** encodeURIComponent throws for exactly the texts with half a character. */
function isWellFormed(text: string): boolean {
  try {
    encodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

const KINDS = Object.keys(TEXT_LIMITS) as TextKind[]

describe('free text', () => {
  it.each([
    '临县北门小学综合楼建设项目', "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '<script>alert(1)</script>', '<b>粗</b> & "引号"', '&lt;', "'; DROP TABLE", '😀👩‍👩‍👧', '𠮷野家', '1e400', 'NaN', 'null', '第一行\n第二行\t制表', '٣', '\u202eabc',
  ])('keeps %j as the text that it is', (text) => expect(parseText(text)).toEqual({ ok: true, value: text }))

  it('trims, gives line ends one form, and makes nothing of nothing', () => {
    expect(parseText('  主体施工\r\n封顶\r ')).toEqual({ ok: true, value: '主体施工\n封顶' })
    for (const text of ['', '  ', '\n\t\r\n', '\u3000']) expect(parseText(text)).toEqual({ ok: true, value: null })
  })

  it.each(KINDS)('takes %s up to its limit and refuses one more with both numbers', (kind) => {
    const most = TEXT_LIMITS[kind]
    expect(parseText('字'.repeat(most), kind)).toMatchObject({ ok: true })
    expect(parseText('字'.repeat(most + 1), kind)).toEqual({ ok: false, code: 'too-long', message: `最多 ${most} 个字，现在有 ${most + 1} 个，请删短` })
    expect(parseText('字'.repeat(10_000), kind)).toMatchObject({ code: 'too-long', message: `最多 ${most} 个字，现在有 10000 个，请删短` })
    // Blanks around it are not part of it.
    expect(parseText(` ${'字'.repeat(most)}\n`, kind)).toMatchObject({ ok: true })
  })

  it.each(['\ud83d', '\ude00', '前\ud83d后', '\ude00\ud83d', '😀\ud83d', '\ud83d😀'])('refuses the half character in %j, and says what to do', (text) => {
    expect(parseText(text)).toEqual({ ok: false, code: 'half-character', message: '含有残缺的字符，复制时可能断开了，请删去后重新输入' })
  })

  it.each(['\u0000', 'a\u0001b', '\u0008', '\u000b', '\u001b[0m', '\u007f'])('refuses the invisible character in %j', (text) => {
    expect(parseText(`甲${text}乙`)).toMatchObject({ ok: false, code: 'control-character' })
  })

  it('either refuses a text or keeps it so that it reads back the same and is sound to store', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom(...KINDS), (text, kind) => {
      const result = parseText(text, kind)
      if (!result.ok) {
        expect(result.message).toMatch(/\p{Script=Han}.*请/u)
        return
      }
      expect(parseText(result.value ?? '', kind)).toEqual(result)
      if (result.value !== null) expect(textFault(result.value, kind)).toBeNull()
      if (result.value !== null) expect(text.replace(/\r\n?/g, '\n')).toContain(result.value)
    }))
  })

  it('refuses every text that is not well formed, and no other, as half characters', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('\ud83d', '\ude00', '字', '😀', 'a'), { maxLength: 8 }), (parts) => {
      const text = parts.join('')
      expect(textFault(text, 'long')?.code ?? null).toBe(isWellFormed(text) ? null : 'half-character')
    }))
  })
})

describe('an amount that may stay empty', () => {
  it.each(['', '   ', '待填报', ' 待填报 ', '—', '-', '--', '\u3000'])('%j is unknown, not 0', (text) => {
    expect(parseOptionalAmount(text)).toEqual({ ok: true, value: null })
    expect(parseCompleted(text, null)).toEqual({ ok: true, value: null })
  })

  it('is not below 0', () => {
    expect(parseOptionalAmount('-1')).toEqual({ ok: false, code: 'negative', message: '“-1”是负数，这里不能小于 0' })
    expect(parseOptionalAmount('－3.96亿')).toMatchObject({ code: 'negative' })
    expect(parseOptionalAmount('-0')).toEqual({ ok: true, value: 0 })
    expect(parseOptionalAmount('39,600.00')).toEqual({ ok: true, value: wan(39_600) })
  })

  it.each(['1e400', 'NaN', '1.2.3', '0.0000001', '9'.repeat(10_000), '=1+1', '<i>1</i>', '😀', '\ud83d', '待填', '---'])('%j has the fault that money has', (text) => {
    expect(parseOptionalAmount(text)).toEqual(parseMoney(text))
    expect(parseCompleted(text, '有原因')).toEqual(parseMoney(text))
    expect(parseOptionalAmount(text).ok).toBe(false)
  })
})

describe('本月完成投资', () => {
  it('is negative only with a reason', () => {
    for (const reason of [null, '', '   ', '\n']) expect(parseCompleted('-12.5', reason)).toEqual({ ok: false, code: 'negative-without-reason', message: '“-12.5”是负数，冲减以前月份要写明“冲减原因”' })
    expect(parseCompleted('-12.5', '一月多报')).toEqual({ ok: true, value: wan(-12.5) })
    expect(parseCompleted('12.5', null)).toEqual({ ok: true, value: wan(12.5) })
    expect(parseCompleted('0', null)).toEqual({ ok: true, value: 0 })
  })

  it('reads what it shows, in the unit of the screen', () => {
    fc.assert(fc.property(anyFen, fc.constantFrom('元', '万元', '亿元'), (amount, unit) => {
      expect(parseCompleted(formatMoney(amount, unit), '更正', unit)).toEqual({ ok: true, value: amount })
      expect(parseCompleted(formatMoney(amount, unit), null, unit).ok).toBe(amount >= 0)
      expect(parseOptionalAmount(formatMoney(amount, unit), unit).ok).toBe(amount >= 0)
    }))
  })
})

it('a date may stay empty; 2020-02-30 is refused by its name', () => {
  for (const text of ['', '  ']) expect(parseOptionalDate(text)).toEqual({ ok: true, value: null })
  expect(parseOptionalDate('2020.3.5')).toEqual({ ok: true, value: '2020-03-05' })
  expect(parseOptionalDate('2020-02-30')).toMatchObject({ code: 'no-such-day', message: '没有 2020年2月30日 这一天，请改成存在的日期' })
})
