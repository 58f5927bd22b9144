import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, formatMoney, type MoneyUnit } from '@/domain/money'
import { isDateOnly, period } from '@/domain/period'
import { resolveCumulative } from '@/exchange/import/cumulative'
import { meaningOfPath, headerUnit } from '@/exchange/import/header-words'
import { NameIndex } from '@/exchange/import/match-projects'
import { readDate } from '@/exchange/import/read-date'
import { moneyText, readMoney } from '@/exchange/import/read-money'
import { checkStated, type SumLine } from '@/exchange/import/stated'
import { plainNumber } from '@/exchange/reading/model'

const text = (value: string) => ({ kind: 'text', value, format: null }) as const
const number = (value: number, format: string | null = null) => ({ kind: 'number', value, format }) as const
const dates = { period: period('2020-03'), date1904: false, day: 'first' } as const

describe('money', () => {
  it('reads back every amount that the program itself proposes, in a column of any unit', () => {
    fc.assert(fc.property(fc.integer({ min: -9_007_199_254_740_991, max: 9_007_199_254_740_991 }), fc.constantFrom<MoneyUnit>('元', '万元', '亿元'), (amount, unit) => {
      expect(readMoney(text(moneyText(fen(amount))), unit)).toEqual({ kind: 'value', value: fen(amount) })
    }))
  })

  it('reads numbers as the double means them, exact to the 分', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (amount) => {
      expect(readMoney(number(amount / 1_000_000), '万元')).toEqual({ kind: 'value', value: fen(amount) })
      expect(readMoney(text(formatMoney(fen(amount))), '万元')).toEqual({ kind: 'value', value: fen(amount) })
    }))
  })

  it('takes no shorter way that differs from reading digit by digit', () => {
    // A cell whose text has a blank in it is always read digit by digit.
    fc.assert(fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((n) => n / 1000), fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 }).map((n) => n / 1_000_000)), fc.constantFrom<MoneyUnit>('元', '万元', '亿元'), (value, unit) => {
      const digits = plainNumber(value)
      const [long, short] = [readMoney(text(`${digits.slice(0, -1)} ${digits.slice(-1)}`), unit), readMoney(number(value), unit)]
      expect(short).toEqual(long)
      expect(readMoney(text(digits), unit)).toEqual(long)
    }), { numRuns: 1000 })
  })

  it('never takes over a text of which it does not understand every letter', () => {
    fc.assert(fc.property(fc.stringMatching(/^[\d.,约超近亿万元余多()（）\-—~ ]{0,12}$/u), (words) => {
      const reading = readMoney(text(words), '万元')
      if (reading.kind !== 'value') return
      expect(words.normalize('NFKC').replace(/\s/gu, '')).toMatch(/^约?[+-]?[\d,]+(?:\.\d+)?(?:亿元?(?:\d+(?:\.\d+)?万元?)?|万元?|元)?$/u)
    }), { numRuns: 2000 })
  })

  it.each(['超3亿', '近2000万', '3-5亿', '1200余', '(300)', '1200（含征地）', '3亿多'])('asks about %s', (words) => {
    expect(readMoney(text(words), '万元').kind).toBe('ask')
  })

  it('holds a number back until the unit is known, but not one with a unit', () => {
    expect(readMoney(number(5), null)).toEqual({ kind: 'empty' })
    expect(readMoney(text('5'), null)).toEqual({ kind: 'empty' })
    expect(readMoney(text('5亿'), null)).toEqual({ kind: 'value', value: fen(50_000_000_000) })
  })
})

describe('dates', () => {
  it('gives an existing day, a question or a fault for any text', () => {
    fc.assert(fc.property(fc.stringMatching(/^[\d年月日.\-/初底上下半旬 ]{0,12}$/u), (words) => {
      const reading = readDate(text(words), dates)
      if (reading.kind === 'value') expect(isDateOnly(reading.value)).toBe(true)
      if (reading.kind === 'ask') for (const choice of reading.choices) expect(choice === '不要' || isDateOnly(choice)).toBe(true)
    }), { numRuns: 2000 })
  })

  it.each([['2020年', 'ask'], ['2020年底', 'ask'], ['5/6/2020', 'ask'], ['20.3.5', 'ask'], ['2019-2021', 'fault'], ['2020年13月', 'fault'], ['3月5日', 'value'], ['2020-03-05 00:00:00', 'value']])('%s: %s', (words, kind) => {
    expect(readDate(text(words), dates).kind).toBe(kind)
  })
})

describe('headers', () => {
  it.each([
    [['总投资(亿元)'], 'totalInvestment'], [['概算'], 'totalInvestment'], [['年度投资计划'], 'annualPlan'], [['2020年计划投资'], 'annualPlan'], [['1-3月完成'], 'completedYearToDate'], [['责任领导'], 'sponsoringLeader'],
    [['业主'], 'owner'], [['施工方'], 'contractor'], [['本年度投资', '累计完成投资'], 'completedYearToDate'], [['开工以来投资', '累计'], 'completedSinceStart'], [['占年度计划%'], 'rate'], [['年度计划完成率'], 'rate'],
    [['3月份完成投资'], 'completedThisMonth'], [['截至2019年底累计完成投资'], 'completedBeforeYear'], [['计划竣工时间'], 'plannedCompletion'], [['存在的主要问题'], 'problems'], [['下一步工作打算'], 'measures'],
  ])('%j is %s', (path, field) => {
    expect(meaningOfPath(path)?.field).toBe(field)
  })

  it('asks which 累计完成投资 is meant', () => {
    expect(meaningOfPath(['累计完成投资'])?.among).not.toBeNull()
    expect([headerUnit('总投资（亿元）'), headerUnit('单位:万元'), headerUnit('千元'), headerUnit('总投资')]).toEqual(['亿元', '万元', 'other', null])
  })
})

describe('names', () => {
  const index = new NameIndex()
  for (const [id, name] of [['a', '湫水河综合治理（三期）工程'], ['b', '县医院项目'], ['c', '第一小学综合楼'], ['d', '第二小学综合楼'], ['e', '城西污水处理厂']] as const) index.add(id, name)
  it.each([
    ['湫水河综合治理（三期）工程', 'exact'], ['湫水河综合治理(三期)工程', 'near'], ['湫水河综合治理 （三期）', 'near'], ['湫水河综合治理（二期）工程', 'none'], ['县医院', 'near'], ['第三小学综合楼', 'none'],
    ['城西污水处理广', 'near'], ['城东污水处理厂', 'none'], ['城西污水净化厂', 'none'],
  ])('%s: %s', (name, kind) => {
    expect(index.find(name, new Set()).kind).toBe(kind)
  })

  it('finds in an index of thousands what a comparison one by one finds', () => {
    const letters = fc.constantFrom('河', '道', '路', '厂', '东', '1', '二', '改', '造', '桥')
    const name = fc.array(letters, { minLength: 3, maxLength: 7 }).map((l) => l.join(''))
    fc.assert(fc.property(fc.uniqueArray(name, { minLength: 20, maxLength: 60 }), name, (names, wanted) => {
      const [few, many] = [new NameIndex(), new NameIndex()]
      names.forEach((n, i) => {
        many.add(String(i).padStart(3, '0'), n)
        few.add(String(i).padStart(3, '0'), n)
      })
      const found = many.find(wanted, new Set())
      // One alone in its index is compared letter by letter.
      const alone = names.map((n, i) => {
        const one = new NameIndex()
        one.add(String(i).padStart(3, '0'), n)
        return [n, one.find(wanted, new Set())] as const
      }).filter(([, m]) => m.kind !== 'none')
      if (found.kind === 'none') expect(alone).toEqual([])
      else expect(alone.length).toBeGreaterThan(0)
      // What stays taken needs no place in the index.
      const taken = new Set(names.map((_, i) => String(i).padStart(3, '0')).filter((_, i) => i % 2 === 0))
      expect(few.find(wanted, taken, () => true)).toEqual(many.find(wanted, taken))
    }))
  })

  it('does not offer a project that another row names to the letter', () => {
    expect(index.find('县医院', new Set(['b'])).kind).toBe('none')
  })
})

describe('cumulative figures', () => {
  const money = fc.integer({ min: 0, max: 1_000_000 }).map(fen)
  it('give back the months they were added up from, wherever only one is missing', () => {
    fc.assert(fc.property(fc.array(money, { minLength: 12, maxLength: 12 }), money, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 11 }), fc.boolean(), (months, before, month, hole, bySince) => {
      const missing = hole % month
      const at = period(`2020-${String(month).padStart(2, '0')}`)
      const sum = fen(months.slice(0, month).reduce((a, b) => a + b, 0))
      const result = resolveCumulative({ period: at, toDate: bySince ? null : sum, sinceStart: bySince ? fen(before + sum) : null, before, monthLeftEmpty: false, month: (p) => (Number(p.slice(5)) - 1 === missing ? null : (months[Number(p.slice(5)) - 1] as never)) })
      // Nothing left over leaves an unknown month unknown.
      if (months[missing] === 0 && month > 1) expect(result).toEqual({ kind: 'settled', opening: null, month: null })
      else expect(result).toEqual({ kind: 'settled', opening: null, month: { at: `2020-${String(missing + 1).padStart(2, '0')}`, amount: months[missing] } })
    }))
  })

  it('say where they contradict, and where they do not tell enough', () => {
    const base = { period: period('2020-03'), before: null, toDate: null, sinceStart: null, monthLeftEmpty: false, month: () => null }
    expect(resolveCumulative({ ...base, toDate: fen(5) })).toEqual({ kind: 'spread', rest: 5, into: '2020-03', missing: 3, opening: null })
    expect(resolveCumulative({ ...base, sinceStart: fen(5) })).toEqual({ kind: 'undivided', before: 5 })
    expect(resolveCumulative({ ...base, sinceStart: fen(9), toDate: fen(5), month: () => fen(1) })).toMatchObject({ kind: 'differs', of: 'toDate' })
    expect(resolveCumulative({ ...base, before: fen(1), sinceStart: fen(9), toDate: fen(5) })).toMatchObject({ kind: 'differs', of: 'sinceStart', computed: 6 })
  })
})

describe('stated sums', () => {
  const column = { index: 5, letters: 'F', header: '总投资', field: 'totalInvestment', unit: '万元', period: null, by: 'header', samples: [] } as const
  const line = (kind: SumLine['kind'], row: number, amount: number | null): SumLine => ({ kind, row, label: kind, amounts: new Map(amount === null ? [] : [[5, fen(amount)]]) })

  it('of parts and of all of them are right wherever they stand, and one that is off by a 分 is told', () => {
    const group = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 5 })
    fc.assert(fc.property(fc.array(group, { minLength: 1, maxLength: 5 }), fc.constantFrom('heading', 'subtotal'), fc.boolean(), fc.integer({ min: -1, max: 1 }), (groups, kind, totalFirst, off) => {
      const lines: SumLine[] = []
      const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0)
      const total = (): void => void lines.push(line('total', lines.length, sum(groups.flat()) + off))
      if (totalFirst) total()
      for (const amounts of groups) {
        if (kind === 'heading') lines.push(line('heading', lines.length, sum(amounts)))
        for (const amount of amounts) lines.push(line('project', lines.length, amount))
        if (kind === 'subtotal') lines.push(line('subtotal', lines.length, sum(amounts)))
      }
      if (!totalFirst) total()
      const found = checkStated('表', [column], lines)
      expect(found.filter((s) => s.label !== 'total').map((s) => s.difference)).toEqual(groups.map(() => 0))
      const { stated, difference } = found.find((s) => s.label === 'total') as (typeof found)[number]
      expect(difference).toBe(off === 0 ? 0 : -off)
      expect(stated).toBe(sum(groups.flat()) + off)
    }))
  })

  it('have no answer where no part is known', () => {
    expect(checkStated('表', [column], [line('total', 0, 5), line('project', 1, null)])).toEqual([{ sheet: '表', row: 1, label: 'total', field: 'totalInvestment', stated: 5, computed: null, difference: null }])
  })
})
