import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capacityOf, countLines, heightFor, mostLines, textUnits, widthFor } from '@/workbook/text-measure'

describe('text widths', () => {
  test.each([['项目', 4], ['abc', 3], ['“3367”项目', 12], ['１２', 4], ['😀', 2], ['3,236,500.00', 12], ['', 0]])('%j is %i half-width characters wide', (text, units) => {
    expect(textUnits(text)).toBe(units)
  })

  test.each([
    ['', 10, 1], ['项目名称', 8, 1], ['项目名称', 7, 2], ['一二三四五', 4, 3], ['第一行\n第二行', 40, 2], ['ab cdefg', 5, 2], ['abcdefghijkl', 5, 3], ['中abcdefghijkl', 5, 4],
  ])('%j in %i takes %i lines', (text, capacity, lines) => {
    expect(countLines(text, capacity)).toBe(lines)
  })

  test('a text never takes fewer lines than its width needs, nor fewer in a narrower column', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'项目工程道路（一期），。ab12 .-') }), fc.integer({ min: 2, max: 60 }), (text, capacity) => {
      expect(countLines(text, capacity)).toBeGreaterThanOrEqual(Math.ceil(textUnits(text) / capacity))
      expect(countLines(text, capacity * 2)).toBeLessThanOrEqual(countLines(text, capacity))
    }))
  })

  test('a column of widthFor holds the text that it was made for', () => {
    for (const units of [4, 9, 12, 18]) expect(capacityOf(widthFor(units, 10), 10)).toBeGreaterThanOrEqual(units)
  })

  test('no row is higher than Excel allows', () => {
    expect(heightFor(1000, 10, 20)).toBe(409)
    expect(heightFor(mostLines(10), 10, 20)).toBeLessThanOrEqual(409)
    expect(heightFor(1, 10, 24)).toBe(24)
  })
})
