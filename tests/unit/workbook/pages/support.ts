import fc from 'fast-check'
import type { CellRange, SheetModel } from '@/workbook/model'

/** Sheets of every shape that pages are made of: narrow and wide, rows low and higher than a page, merges, repeated rows, an area of a part. */
export const anySheet: fc.Arbitrary<SheetModel> = fc
  .record({
    widths: fc.array(fc.integer({ min: 2, max: 60 }), { minLength: 1, maxLength: 12 }),
    heights: fc.array(fc.oneof(fc.integer({ min: 5, max: 60 }), fc.constantFrom(null, 409, 900)), { minLength: 1, maxLength: 60 }),
    landscape: fc.boolean(), a3: fc.boolean(), header: fc.integer({ min: 0, max: 3 }), skip: fc.integer({ min: 0, max: 2 }),
    merges: fc.array(fc.record({ top: fc.nat(50), left: fc.nat(10), high: fc.integer({ min: 1, max: 6 }), wide: fc.integer({ min: 1, max: 4 }) }), { maxLength: 4 }),
  })
  .map(({ widths, heights, landscape, a3, header, skip, merges }): SheetModel => {
    const top = Math.min(skip + 1, heights.length)
    const kept: CellRange[] = []
    for (const m of merges) {
      const range = { top: m.top + 1, left: m.left + 1, bottom: m.top + m.high, right: m.left + m.wide }
      if (range.bottom <= heights.length && range.right <= widths.length && kept.every((k) => range.left > k.right || range.right < k.left || range.top > k.bottom || range.bottom < k.top)) kept.push(range)
    }
    return {
      name: '表', columns: widths.map((width) => ({ width })), merges: kept, frozen: null,
      rows: heights.map((height, r) => ({ height, cells: widths.map((_w, c) => ({ value: `${r + 1}行${c + 1}列`, style: 'text' as const })) })),
      print: {
        paper: a3 ? 'A3' : 'A4', landscape, repeatedRows: header === 0 || top + header - 1 > heights.length ? null : { first: top, last: top + header - 1 },
        area: { top, left: 1, bottom: heights.length, right: widths.length }, header: {}, footer: {},
      },
    }
  })

/** Each cell of a range by its address. */
export function* cellsOf({ top, left, bottom, right }: CellRange): Generator<string> {
  for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) yield `${row}/${column}`
}
