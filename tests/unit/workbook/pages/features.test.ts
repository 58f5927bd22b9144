import { describe, expect, it } from 'vitest'
import type { SheetModel } from '@/workbook/model'
import { drawPage } from '@/workbook/pages/draw-page'
import { niceAxis } from '@/workbook/pages/nice-axis'
import { bookPages, sheetPages } from '@/workbook/pages/paginate'
import { placeCells } from '@/workbook/pages/place-cells'
import { bookOf, sheetOf } from '../../../workbook/support/models'
import { cellsOf } from './support'

const grid = (rows: number, columns: number, change: Partial<SheetModel['print']> = {}, more: Partial<SheetModel> = {}): SheetModel => sheetOf(
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_c, c) => `${r + 1}/${c + 1}`)),
  { columns: Array.from({ length: columns }, () => ({ width: 40 })), rows: Array.from({ length: rows }, (_, r) => ({ height: 100, cells: Array.from({ length: columns }, (_c, c) => ({ value: `${r + 1}/${c + 1}`, style: 'text' as const })) })),
    print: { paper: 'A4', landscape: false, repeatedRows: null, area: { top: 1, left: 1, bottom: rows, right: columns }, header: {}, footer: {}, fit: { wide: null, tall: null }, ...change }, ...more },
)

describe('pages across and down', () => {
  it('go down first or over first, hold each cell once, and repeat rows and columns', () => {
    const sheet = grid(12, 5, { repeatedColumns: { first: 1, last: 1 }, repeatedRows: { first: 1, last: 1 } })
    const pages = sheetPages(sheet, 0)
    expect(pages.map((p) => `${p.rows.first}-${p.rows.last}/${p.columns.first}-${p.columns.last}`)).toEqual(['1-7/1-2', '8-12/1-2', '1-7/3-3', '8-12/3-3', '1-7/4-4', '8-12/4-4', '1-7/5-5', '8-12/5-5'])
    const over = sheetPages(grid(12, 5, { overThenDown: true }), 0)
    expect(over.slice(0, 3).map((p) => p.columns.first)).toEqual([1, 3, 5])
    const own = pages.flatMap((p) => placeCells(sheet, p).filter(({ range }) => range.top >= p.rows.first && range.left >= p.columns.first).flatMap(({ range }) => [...cellsOf(range)]))
    expect(own).toHaveLength(60)
    expect(new Set(own).size).toBe(60)
    expect(placeCells(sheet, pages[3]!).filter(({ range }) => range.top === 1 && range.left === 1)).toHaveLength(1)
  })

  it('break after the rows and columns that the sheet names, shrink to the pages that it asks for, and never enlarge', () => {
    expect(sheetPages(grid(6, 2, { rowBreaks: [2, 3] }), 0).map((p) => p.rows.last)).toEqual([2, 3, 6])
    expect(sheetPages(grid(2, 2, { columnBreaks: [1] }), 0).map((p) => p.columns.last)).toEqual([1, 2])
    expect(sheetPages(grid(30, 4, { fit: { wide: 1, tall: 1 } }), 0)).toHaveLength(1)
    expect(sheetPages(grid(30, 4, { fit: { wide: 2, tall: 2 } }), 0).length).toBeLessThanOrEqual(4)
    expect(sheetPages(grid(1, 1, { fit: { wide: 1, tall: 1 } }), 0)[0]!.scale).toBe(1)
  })

  it('leave hidden rows, columns and sheets out, and count on from the first page that a sheet names', () => {
    const sheet = grid(8, 1)
    const half = { ...sheet, rows: sheet.rows.map((r, i) => (i % 2 === 0 ? r : { ...r, hidden: true as const })) }
    expect(sheetPages(half, 0)).toHaveLength(1)
    expect(bookPages(bookOf(sheet, { ...sheet, hidden: 'hidden' }, grid(1, 1, { firstPage: 9 }))).map((p) => p.number)).toEqual([1, 2, 9])
  })
})

describe('what stands in cells and over them', () => {
  it('draws pieces of a text that look different one after the other', () => {
    const sheet = sheetOf([[{ rich: [{ text: '旧', struck: true, colour: 'B3261E' }, { text: '新的', bold: true }] }]], { columns: [{ width: 20 }] }, 'signature')
    const { texts } = drawPage(bookOf(sheet), sheetPages(sheet, 0)[0]!, 1).cells
    expect(texts.map((t) => [t.text, t.line, t.bold, t.colour])).toEqual([['旧', 'line-through', false, 'B3261E'], ['新的', null, true, '000000']])
    expect(texts[1]!.x - texts[0]!.x).toBeCloseTo(texts[0]!.length)
  })

  it('draws a chart of its cells: a point each, a gap where there is no number, the names in the legend', () => {
    const rows = [['月', '一月', '二月', '三月'], ['完成', 10, null, 30]] as const
    const sheet = sheetOf(rows, { drawings: [{
      kind: 'line', name: '曲线', alternative: '曲线', at: { row: 4, column: 1, width: 100, height: 60 }, title: '年度曲线', legend: 'bottom', categories: { range: { top: 1, left: 2, bottom: 1, right: 4 } },
      series: [{ name: { row: 2, column: 1 }, values: { range: { top: 2, left: 2, bottom: 2, right: 4 } }, colour: '14546B' }], categoryAxis: { title: null }, valueAxis: { title: null, format: '#,##0' },
    }], print: { paper: 'A4', landscape: false, repeatedRows: null, area: { top: 1, left: 1, bottom: 30, right: 8 }, header: {}, footer: {} } })
    const graphics = drawPage(bookOf(sheet), sheetPages(sheet, 0)[0]!, 1).over
    const texts = graphics.flatMap((g) => g.texts.map((t) => t.text))
    for (const word of ['年度曲线', '一月', '三月', '完成', '0', '30']) expect(texts).toContain(word)
    const line = graphics.flatMap((g) => g.rules).find((r) => r.colour === '14546B')!
    expect(line.path.match(/M/gu)).toHaveLength(2)
    expect(line.path).not.toContain('L')
  })

  it.each([[[0, 7], 0, 7], [[3, 98], 0, 100], [[-5, 5], -6, 6], [[], 0, 1], [[0], 0, 1]])('an axis for %j goes from %d to %d in even steps', (values, min, max) => {
    const axis = niceAxis(values)
    expect([axis.min, axis.max]).toEqual([min, max])
    expect(axis.marks[0]).toBe(min)
    expect(axis.marks.at(-1)).toBe(max)
  })
})
