import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SheetModel } from '@/workbook/model'
import { drawPage } from '@/workbook/pages/draw-page'
import { columnWidth, paperRoom, rowHeight, sizeOf } from '@/workbook/pages/measures'
import { bookPages, sheetPages } from '@/workbook/pages/paginate'
import { placeCells } from '@/workbook/pages/place-cells'
import { bookOf, sheetOf } from '../../../workbook/support/models'
import { anySheet, cellsOf } from './support'

const widthOf = (sheet: SheetModel): number => sizeOf({ first: 1, last: sheet.columns.length }, (c) => columnWidth(sheet, c))
const heightOf = (sheet: SheetModel, first: number, last: number): number => sizeOf({ first, last }, (r) => rowHeight(sheet, r))

describe('the pages of a sheet', () => {
  it('hold every cell of the print area exactly once, apart from repeated rows, and nothing else', () => {
    fc.assert(fc.property(anySheet, (sheet) => {
      const seen = new Map<string, number>()
      for (const plan of sheetPages(sheet, 0)) {
        const repeated = plan.repeatedRows
        for (const { range } of placeCells(sheet, plan)) {
          if (repeated !== null && range.top >= repeated.first && range.bottom <= repeated.last) continue
          for (const cell of cellsOf(range)) seen.set(cell, (seen.get(cell) ?? 0) + 1)
        }
      }
      const wanted = [...cellsOf(sheet.print.area)]
      // The part of a merge that begins outside of the area has no text of its own there and may be left out.
      const outside = new Set(sheet.merges.filter((m) => m.top < sheet.print.area.top).flatMap((m) => [...cellsOf(m)]))
      for (const cell of wanted) if (!outside.has(cell)) expect(seen.get(cell), cell).toBe(1)
      expect([...seen.keys()].filter((c) => !wanted.includes(c))).toEqual([])
    }), { numRuns: 150 })
  })

  it('come in order, without a gap, at one scale of at most 1 that fits the width, in whole percents', () => {
    fc.assert(fc.property(anySheet, (sheet) => {
      const pages = sheetPages(sheet, 0)
      let next = sheet.print.area.top
      for (const { rows, scale, repeatedRows: repeated } of pages) {
        expect(rows.first).toBe(next)
        expect(rows.last).toBeGreaterThanOrEqual(rows.first)
        next = rows.last + 1
        expect(scale).toBeLessThanOrEqual(1)
        expect(scale).toBe(pages[0]!.scale)
        expect(Math.abs(scale * 100 - Math.round(scale * 100))).toBeLessThan(1e-9)
        if (repeated !== null) expect(rows.first).toBeGreaterThan(repeated.last)
      }
      expect(next).toBe(sheet.print.area.bottom + 1)
      const natural = widthOf(sheet)
      if (pages[0]!.scale > 0.1) expect(natural * pages[0]!.scale).toBeLessThanOrEqual(paperRoom(sheet).width + 1e-6)
    }))
  })

  it('are full but not over: a page has room for its rows, and none for the next one', () => {
    fc.assert(fc.property(anySheet, (sheet) => {
      const room = paperRoom(sheet).height
      sheetPages(sheet, 0).forEach(({ rows, repeatedRows: repeated, scale }, i, all) => {
        const head = repeated === null ? 0 : heightOf(sheet, repeated.first, repeated.last)
        const own = heightOf(sheet, rows.first, rows.last)
        if (rows.last > rows.first) expect((head + own) * scale).toBeLessThanOrEqual(room + 0.1)
        if (i < all.length - 1) expect((head + own + heightOf(sheet, rows.last + 1, rows.last + 1)) * scale).toBeGreaterThan(room - 0.1)
      })
    }))
  })

  it('place a cell where the columns and rows before it end', () => {
    const sheet = sheetOf([['a', 'b'], ['c', 'd']], { columns: [{ width: 10 }, { width: 5 }], rows: [20, 30].map((height) => ({ height, cells: [{ value: 'x', style: 'text' }, { value: 'y', style: 'text' }] })) })
    const [plan] = sheetPages(sheet, 0)
    expect(placeCells(sheet, plan!).map((c) => c.box)).toEqual([
      { x: 0, y: 0, width: 60, height: 20 }, { x: 60, y: 0, width: 30, height: 20 }, { x: 0, y: 20, width: 60, height: 30 }, { x: 60, y: 20, width: 30, height: 30 },
    ])
  })

  it('show a merged cell once, and its part on each page where it goes over the end of one', () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ height: 20, cells: [{ value: i === 0 ? '合并' : null, style: 'text' as const }] }))
    const sheet = sheetOf([], { columns: [{ width: 10 }], rows, merges: [{ top: 1, left: 1, bottom: 60, right: 1 }], print: { paper: 'A4', landscape: false, repeatedRows: null, area: { top: 1, left: 1, bottom: 60, right: 1 }, header: {}, footer: {} } })
    const pages = sheetPages(sheet, 0)
    expect(pages.length).toBe(2)
    const placed = pages.flatMap((p) => placeCells(sheet, p))
    expect(placed).toHaveLength(2)
    expect(placed[0]!.whole.height).toBe(1200)
    expect(placed[1]!.whole.y).toBe(-placed[0]!.box.height)
  })
})

describe('a drawn page', () => {
  const footer = { centre: ['第 ', { field: 'page' }, ' 页 共 ', { field: 'pages' }, ' 页'] } as const
  const long = (name: string) => sheetOf(Array.from({ length: 80 }, (_, i) => [`第${i}行`]), { name, print: { paper: 'A4', landscape: false, repeatedRows: null, area: { top: 1, left: 1, bottom: 80, right: 1 }, header: {}, footer } })
  const textsOf = (drawing: ReturnType<typeof drawPage>): string[] => drawing.cells.texts.map((t) => t.text)

  it('numbers the pages through all sheets, as they are printed', () => {
    const book = bookOf(long('甲'), long('乙'))
    const plans = bookPages(book)
    const lines = plans.map((plan) => drawPage(book, plan, plans.length).lines.map((l) => l.text).join(''))
    expect(lines).toEqual(plans.map((_p, i) => `第 ${i + 1} 页 共 ${plans.length} 页`))
    expect(plans.length).toBeGreaterThan(2)
  })

  it('shows figures in their format, #### where they do not fit, and text over its empty neighbours but not over a full one', () => {
    const row = (cells: Parameters<typeof sheetOf>[0][number], style: 'money' | 'signature') => drawPage(bookOf(sheetOf([cells], { columns: cells.map(() => ({ width: 8 })) }, style)), sheetPages(sheetOf([cells], { columns: cells.map(() => ({ width: 8 })) }, style), 0)[0]!, 1)
    expect(textsOf(row([1234.5], 'money'))).toEqual(['1,234.50'])
    expect(textsOf(row([123456789.12], 'money'))[0]).toMatch(/^#+$/u)
    const over = row(['一段很长很长很长的文字', null, null], 'signature')
    expect(over.cells.texts[0]!.clip).toBeNull()
    const stopped = row(['一段很长很长很长的文字', '满', null], 'signature')
    expect(stopped.clips[stopped.cells.texts[0]!.clip!]).toMatchObject({ x: 0, width: 48 })
  })

  it('gives each text the width that the named font takes, inside its cell', () => {
    fc.assert(fc.property(anySheet, (sheet) => {
      const book = bookOf(sheet)
      for (const plan of bookPages(book).slice(0, 3)) {
        const drawing = drawPage(book, plan, 1)
        for (const t of drawing.cells.texts) if (t.clip === null) expect(t.x + t.length).toBeLessThanOrEqual(widthOf(sheet) + 1)
        expect(Number.isFinite(drawing.left) && drawing.left >= 0).toBe(true)
      }
    }), { numRuns: 40 })
  })
})
