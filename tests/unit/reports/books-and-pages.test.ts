import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { buildLedger } from '@/domain/ledger'
import { periodOf } from '@/domain/period'
import { SINGLE_REPORTS, type SingleReport } from '@/domain/report-catalogue'
import { batchBooks, reportedMonths } from '@/features/reports/batch/batch-plan'
import { booksOf, exportLabel, type Choices } from '@/features/reports/export/books'
import { frontPage, stackPages, visiblePages } from '@/features/reports/preview/page-stack'
import { GAP, pixelsPerPoint, PX_PER_POINT, stepZoom } from '@/features/reports/preview/zoom'

const CHOICES: Choices = { reports: ['monthly'], scope: 'all', period: periodOf(2020, 3), filter: null, unit: '万元', paper: 'A3', leaderSummary: false, binding: 'one' }
const all = (): boolean => true

describe('the books of a choice', () => {
  it('are one for the usual month sheet, one for several bound together, and one each', () => {
    expect(exportLabel(booksOf(CHOICES, all))).toBe('导出月报表')
    const several: Choices = { ...CHOICES, reports: ['cards', 'monthly'], leaderSummary: true }
    expect(booksOf(several, all).map((b) => b.options)).toEqual([expect.objectContaining({ report: 'all', only: ['monthly', 'cards'], leaderSummary: true })])
    const each = booksOf({ ...several, binding: 'each' }, all)
    expect(each.map((b) => [b.options.report, b.options.leaderSummary])).toEqual([['monthly', true], ['cards', false]])
    expect(exportLabel(each)).toBe('导出 2 本')
    expect(exportLabel(booksOf({ ...CHOICES, reports: ['summary'] }, all))).toBe('导出汇总表')
  })

  it('leave out what has nothing to show, each report stands in exactly one of them', () => {
    const reports = fc.uniqueArray(fc.constantFrom<SingleReport>(...SINGLE_REPORTS))
    fc.assert(fc.property(reports, reports, fc.constantFrom('one' as const, 'each' as const), (chosen, absent, binding) => {
      const books = booksOf({ ...CHOICES, reports: chosen, binding }, (r) => !absent.includes(r))
      const inBooks = books.flatMap((b) => (b.options.report === 'all' ? (b.options.only ?? []).filter((r) => !absent.includes(r)) : [b.options.report]))
      expect(inBooks).toEqual(SINGLE_REPORTS.filter((r) => chosen.includes(r) && !absent.includes(r)))
      if (binding === 'one') expect(books.length).toBeLessThanOrEqual(1)
    }))
  })

  it('of a year are those of the months with reports', () => {
    const ledger = buildLedger(demoLedger())
    expect(reportedMonths(ledger, 2020)).toHaveLength(12)
    expect(reportedMonths(ledger, 1999)).toEqual([])
    expect(batchBooks(ledger, CHOICES, reportedMonths(ledger, 2020)).map((b) => b.options.period)).toEqual(reportedMonths(ledger, 2020))
  })
})

describe('the column of pages', () => {
  const pages = fc.array(fc.record({ width: fc.integer({ min: 100, max: 1200 }), height: fc.integer({ min: 100, max: 1200 }) }), { minLength: 1, maxLength: 60 })

  it('shows every page that is in sight, and few others', () => {
    fc.assert(fc.property(pages, fc.double({ min: 0.1, max: 3, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (sizes, scale, share) => {
      const stack = stackPages(sizes, scale)
      const from = share * stack.height
      const to = from + 600
      const range = visiblePages(stack, from, to)!
      sizes.forEach(({ height }, i) => {
        const top = stack.tops[i]!
        if (top < to && top + height * scale > from) expect(i >= range.first && i <= range.last).toBe(true)
      })
      expect(frontPage(stack, from, 600)).toBeGreaterThanOrEqual(range.first)
      expect(frontPage(stack, from, 600)).toBeLessThanOrEqual(range.last)
    }))
    expect(visiblePages(stackPages([], 1), 0, 100)).toBeNull()
  })

  it('fits the width or the whole page, and steps by tens of percent', () => {
    const room = { width: 800, height: 600 }
    const page = { width: 1190, height: 842 }
    expect(pixelsPerPoint('width', room, page, 1190) * 1190).toBeCloseTo(800 - 2 * GAP)
    expect(pixelsPerPoint('page', room, page, 1190) * 842).toBeLessThanOrEqual(600)
    expect(pixelsPerPoint(1, room, page, 1190)).toBe(PX_PER_POINT)
    expect(stepZoom(0.45 * PX_PER_POINT, true)).toBeCloseTo(0.5)
    expect(stepZoom(0.45 * PX_PER_POINT, false)).toBeCloseTo(0.4)
    expect(stepZoom(0.1 * PX_PER_POINT, false)).toBeCloseTo(0.1)
  })
})
