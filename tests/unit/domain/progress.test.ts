import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withRecords } from '@/domain/ledger'
import type { AnnualPlan } from '@/domain/model'
import { fen, type Fen } from '@/domain/money'
import { period, periodOf, yearToDate } from '@/domain/period'
import { completedBeforeYear, plannedToDate, projectFigures, scheduleProgress } from '@/domain/progress'
import { compareRatio, formatPercent, ratio } from '@/domain/ratio'
import { day, entryOf, everyMonth, ledgerOf, MARCH, planOf, reportOf, wan, type Made } from './support'

const at = (made: Made, text: string) => projectFigures(entryOf(made), period(text))
/** Twelve months in 万元. */
const curve = (...months: number[]): readonly Fen[] => months.map((m) => wan(m))

describe('年初至今累计完成', () => {
  const made: Made = { plans: { 2020: 1200 }, reports: { '2019-12': 999, '2020-01': 10, '2020-02': 20.5, '2020-03': 30, '2021-01': 7 } }

  it('adds the months of the year up to the period, and begins anew in January', () => {
    expect([at(made, '2020-01'), at(made, '2020-02'), at(made, '2020-03')].map((f) => f.completedYearToDate)).toEqual([wan(10), wan(30.5), wan(60.5)])
    expect(at(made, '2021-01').completedYearToDate).toBe(wan(7))
    expect(at(made, '2020-03').completedThisMonth).toBe(wan(30))
  })

  it('is unknown where no month is reported; a reported 0 is a figure', () => {
    expect(at({}, '2020-03')).toMatchObject({ report: null, completedThisMonth: null, completedYearToDate: null, fundsInPlace: null, annualPlan: null, completionRate: null })
    expect(at({ reports: { '2020-01': {} } }, '2020-03').completedYearToDate).toBeNull()
    expect(at({ reports: { '2020-01': 0 } }, '2020-03').completedYearToDate).toBe(0)
  })

  it('names the months that have no figure, and takes off a correction', () => {
    const gaps: Made = { reports: { '2020-01': 50, '2020-02': {}, '2020-04': { completed: wan(-20), correctionReason: '一月多报' } } }
    expect(at(gaps, '2020-04')).toMatchObject({ completedYearToDate: wan(30), missingMonths: ['2020-02', '2020-03'], completedThisMonth: wan(-20) })
    expect(at(gaps, '2020-01').missingMonths).toEqual([])
    expect(at({}, '2020-03').missingMonths).toEqual(['2020-01', '2020-02', '2020-03'])
  })

  it('takes 到位资金 from the report of the period itself', () => {
    const funds: Made = { reports: { '2020-02': { fundsInPlace: wan(800) }, '2020-03': { completed: wan(1) } } }
    expect([at(funds, '2020-02').fundsInPlace, at(funds, '2020-03').fundsInPlace]).toEqual([wan(800), null])
  })

  it('equals the sum over the months, and of two neighbouring periods differs by the month between', () => {
    const months = fc.dictionary(fc.tuple(fc.integer({ min: 2019, max: 2021 }), fc.integer({ min: 1, max: 12 })).map(([y, m]) => periodOf(y, m) as string), fc.option(fc.integer({ min: -1e10, max: 1e12 })))
    fc.assert(fc.property(months, fc.integer({ min: 2019, max: 2021 }), fc.integer({ min: 1, max: 12 }), (given, year, month) => {
      const entry = entryOf({ reports: Object.fromEntries(Object.entries(given).map(([p, n]) => [p, { completed: n === null ? null : fen(n) }])) })
      const now = projectFigures(entry, periodOf(year, month))
      const known = yearToDate(periodOf(year, month)).map((p) => given[p] ?? null).filter((n) => n !== null)
      expect(now.completedYearToDate).toBe(known.length === 0 ? null : known.reduce((a, b) => a + b, 0))
      expect(now.missingMonths).toHaveLength(month - known.length)
      if (month > 1) expect((now.completedYearToDate ?? 0) - (projectFigures(entry, periodOf(year, month - 1)).completedYearToDate ?? 0)).toBe(now.completedThisMonth ?? 0)
    }))
  })
})

describe('截至上年底累计完成', () => {
  const before = (made: Made, year: number) => completedBeforeYear(entryOf(made), year)

  it('is what was typed, in the year for which it was typed', () => {
    expect(before({ plans: { 2020: { openingCompleted: wan(500) } } }, 2020)).toBe(wan(500))
    // Also where the reported months would say otherwise: the typed one is the person's word.
    expect(before({ plans: { 2019: { openingCompleted: wan(100) }, 2020: { openingCompleted: wan(500) } }, reports: everyMonth(2019, 10) }, 2020)).toBe(wan(500))
  })

  it('grows from the last typed one by the months reported since', () => {
    const made: Made = { plans: { 2018: { openingCompleted: wan(9) }, 2019: { openingCompleted: wan(100) } }, reports: { ...everyMonth(2018, 1), ...everyMonth(2019, 10), ...everyMonth(2020, 20), '2021-01': 5 } }
    expect([2019, 2020, 2021, 2022].map((year) => before(made, year))).toEqual([wan(100), wan(220), wan(460), wan(465)])
    expect(before(made, 2018)).toBe(wan(9))
  })

  it('does not look ahead: a later opening says nothing of an earlier year', () => {
    expect(before({ plans: { 2021: { openingCompleted: wan(100) } } }, 2020)).toBeNull()
  })

  it('is 0 for a project that had not begun by then', () => {
    expect(before({ project: { startDate: day('2020-03-05') } }, 2020)).toBe(0)
    expect(before({ project: { startDate: day('2020-01-01') } }, 2020)).toBe(0)
    expect(before({ project: { startDate: day('2021-06-01') } }, 2020)).toBe(0)
  })

  it('keeps what was reported or typed before building began', () => {
    // Money for land and design is spent before 开工; it does not vanish at the turn of the year.
    const early: Made = { project: { startDate: day('2020-03-05') }, reports: { '2018-12': 5, '2019-11': 40, '2020-01': 3 } }
    expect([2018, 2019, 2020, 2021].map((year) => before(early, year))).toEqual([0, wan(5), wan(45), wan(48)])
    expect(before({ ...early, plans: { 2019: { openingCompleted: wan(50) } } }, 2020)).toBe(wan(90))
    // Also where the start was put off to a later year after money had been reported.
    expect(before({ project: { startDate: day('2022-01-01') }, reports: { '2020-05': 7 } }, 2021)).toBe(wan(7))
  })

  it('is unknown where nothing tells: no start, or months before the ledger', () => {
    expect(before({}, 2020)).toBeNull()
    expect(before({ reports: everyMonth(2019, 10) }, 2020)).toBeNull()
    expect(before({ project: { startDate: day('2019-12-31') } }, 2020)).toBeNull()
    // The ledger begins a month after the project did: its first month is missing.
    expect(before({ project: { startDate: day('2019-03-05') }, reports: { '2019-04': 10, '2019-05': 10 } }, 2020)).toBeNull()
  })

  it('adds the months up where the whole life of the project lies in the ledger', () => {
    const made: Made = { project: { startDate: day('2019-03-05') }, reports: { '2019-03': 10, '2019-04': 15, '2020-01': 3 } }
    expect([2019, 2020, 2021].map((year) => before(made, year))).toEqual([0, wan(25), wan(28)])
  })

  it('is found for a project that began before the first 报告期 of the ledger', () => {
    expect(before({ project: { startDate: day('1949-05-01') }, reports: { '2019-04': 10 } }, 2020)).toBeNull()
  })

  it('carries 开工以来 over the turn of the year: of December it is 截至上年底 of January', () => {
    const months = fc.array(fc.integer({ min: -1e9, max: 1e11 }), { minLength: 36, maxLength: 36 })
    fc.assert(fc.property(months, fc.integer({ min: 0, max: 1e13 }), (amounts, opening) => {
      const reports = Object.fromEntries(amounts.map((n, i) => [periodOf(2019 + Math.floor(i / 12), (i % 12) + 1), { completed: fen(n), correctionReason: '更正' }]))
      const entry = entryOf({ plans: { 2019: { openingCompleted: fen(opening) } }, reports })
      for (const year of [2019, 2020, 2021]) {
        expect(projectFigures(entry, periodOf(year, 12)).completedSinceStart).toBe(completedBeforeYear(entry, year + 1))
        expect(projectFigures(entry, periodOf(year, 7)).completedBeforeYear).toBe(completedBeforeYear(entry, year))
      }
      expect(projectFigures(entry, period('2021-12')).completedSinceStart).toBe(opening + amounts.reduce((a, b) => a + b, 0))
    }))
  })

  it('never loses a reported month at the turn of the year, whenever building began', () => {
    const months = fc.uniqueArray(fc.tuple(fc.integer({ min: 2018, max: 2021 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: -1e9, max: 1e11 })), { selector: ([y, m]) => periodOf(y, m), maxLength: 20 })
    const start = fc.tuple(fc.integer({ min: 2018, max: 2022 }), fc.integer({ min: 1, max: 12 })).map(([y, m]) => day(`${periodOf(y, m)}-05`))
    fc.assert(fc.property(months, start, (given, startDate) => {
      const reports = Object.fromEntries(given.map(([y, m, n]) => [periodOf(y, m), { completed: fen(n), correctionReason: '更正' }]))
      const entry = entryOf({ project: { startDate }, reports })
      for (const year of [2018, 2019, 2020, 2021]) {
        const [since, next] = [projectFigures(entry, periodOf(year, 12)).completedSinceStart, completedBeforeYear(entry, year + 1)]
        if (next === null) continue
        if (since !== null) expect(since).toBe(next)
        expect(next).toBe(given.filter(([y]) => y <= year).reduce((a, [, , n]) => a + n, 0))
      }
    }))
  })
})

describe('开工以来累计完成 and 占总投资', () => {
  it('is 截至上年底 and 年初至今 together, and unknown where either is', () => {
    const made: Made = { project: { totalInvestment: wan(1000) }, plans: { 2020: { openingCompleted: wan(300), planned: wan(400) } }, reports: everyMonth(2020, 50, 3) }
    expect(at(made, '2020-03')).toMatchObject({ completedBeforeYear: wan(300), completedYearToDate: wan(150), completedSinceStart: wan(450) })
    expect(formatPercent(at(made, '2020-03').shareOfTotal)).toBe('45.0%')
    expect(at({ ...made, reports: {} }, '2020-03')).toMatchObject({ completedSinceStart: null, shareOfTotal: null })
    expect(at({ ...made, plans: {} }, '2020-03')).toMatchObject({ completedBeforeYear: null, completedSinceStart: null, shareOfTotal: null })
    expect(at({ ...made, project: {} }, '2020-03')).toMatchObject({ completedSinceStart: wan(450), shareOfTotal: null })
  })
})

describe('完成率', () => {
  it('is 年初至今 ÷ 年度计划', () => {
    expect(at({ plans: { 2020: 120 }, reports: everyMonth(2020, 10, 3) }, '2020-03').completionRate).toEqual(ratio(wan(30), wan(120)))
    expect(formatPercent(at({ plans: { 2020: 120 }, reports: { '2020-03': 150 } }, '2020-03').completionRate)).toBe('125.0%')
    expect(formatPercent(at({ plans: { 2020: 120 }, reports: { '2020-03': 0 } }, '2020-03').completionRate)).toBe('0.0%')
  })

  it.each<[string, Made]>([
    ['no plan', { reports: { '2020-03': 10 } }], ['a plan of another year', { plans: { 2019: 120 }, reports: { '2020-03': 10 } }], ['a plan of 0', { plans: { 2020: 0 }, reports: { '2020-03': 10 } }],
    ['a plan still 待填报', { plans: { 2020: {} }, reports: { '2020-03': 10 } }], ['a plan in the 回收站', { plans: { 2020: { planned: wan(10), deletedAt: '2020-04-01T00:00:00.000Z' } }, reports: { '2020-03': 10 } }], ['no figure', { plans: { 2020: 120 } }],
  ])('does not exist with %s', (_why, made) => {
    expect(at(made, '2020-03').completionRate).toBeNull()
    expect(formatPercent(at(made, '2020-03').completionRate)).toBe('—')
  })
})

describe('序时进度', () => {
  const own = curve(0, 0, 30, 30, 60, 60, 60, 60, 60, 60, 60, 120)

  it('is months ÷ 12 without an own curve, also without a plan', () => {
    const entry = entryOf({ plans: { 2020: 600 } })
    for (let m = 1; m <= 12; m += 1) expect(compareRatio(scheduleProgress(entry, periodOf(2020, m)), ratio(m, 12))).toBe(0)
    expect(compareRatio(scheduleProgress(entryOf({}), MARCH), ratio(1, 4))).toBe(0)
    expect(plannedToDate(entryOf({}), MARCH)).toBeNull()
    // 100 分 over twelve months: a third of a 分 is kept exactly.
    expect(compareRatio(plannedToDate(entryOf({ plans: { 2020: { planned: fen(100) } } }), period('2020-01'))!, ratio(100, 12))).toBe(0)
  })

  it('follows the own curve of its year', () => {
    const entry = entryOf({ plans: { 2020: { planned: wan(600), curve: own }, 2021: 600 } })
    const shown = (p: string) => formatPercent(scheduleProgress(entry, period(p)))
    expect(['2020-01', '2020-02', '2020-03', '2020-06', '2020-11', '2020-12', '2021-03'].map(shown)).toEqual(['0.0%', '0.0%', '5.0%', '30.0%', '80.0%', '100.0%', '25.0%'])
    expect([projectFigures(entry, MARCH).ownCurve, projectFigures(entry, period('2021-03')).ownCurve]).toEqual([true, false])
    expect(compareRatio(plannedToDate(entry, period('2020-06'))!, ratio(wan(180), 1))).toBe(0)
  })

  it.each<[string, Partial<AnnualPlan>]>([['of eleven months', { planned: wan(600), curve: own.slice(1) }], ['without a plan', { planned: null, curve: own }], ['of a plan of 0', { planned: fen(0), curve: curve(...Array<number>(12).fill(0)) }]])('leaves out a curve %s', (_why, plan) => {
    const figures = at({ plans: { 2020: plan } }, '2020-03')
    expect(figures.ownCurve).toBe(false)
    expect(compareRatio(figures.schedule, ratio(1, 4))).toBe(0)
  })

  it('never falls within a year and ends at exactly 100 %', () => {
    const curves = fc.option(fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 12, maxLength: 12 }))
    fc.assert(fc.property(curves, (months) => {
      const planned = months === null ? 12_345 : months.reduce((a, b) => a + b, 0)
      const entry = entryOf({ plans: { 2020: { planned: fen(planned), curve: months === null ? null : months.map(fen) } } })
      const course = Array.from({ length: 12 }, (_, i) => scheduleProgress(entry, periodOf(2020, i + 1)))
      course.forEach((r, i) => { if (i > 0) expect(compareRatio(r, course[i - 1]!)).toBeGreaterThanOrEqual(0) })
      expect(compareRatio(course[11]!, ratio(1, 1))).toBe(0)
    }))
  })
})

describe('remembered figures', () => {
  it('are those of the entry as it now stands, after any edit', () => {
    const ledger = ledgerOf({ P1: { plans: { 2020: 120 }, reports: { '2020-03': 10 } } })
    const shown = (l: typeof ledger) => { const f = projectFigures(l.entries.get('P1')!, MARCH); return [f.completedYearToDate, f.annualPlan, formatPercent(f.completionRate)] }
    expect(shown(ledger)).toEqual([wan(10), wan(120), '8.3%'])
    const edited = withRecords(ledger, [{ table: 'progressReports', record: reportOf('P1', period('2020-01'), { completed: wan(5) }) }, { table: 'annualPlans', record: planOf('P1', 2020, { planned: wan(60) }) }])
    expect(shown(edited)).toEqual([wan(15), wan(60), '25.0%'])
    // The ledger of before is untouched: undo shows what stood there.
    expect(shown(ledger)).toEqual([wan(10), wan(120), '8.3%'])
  })
})
