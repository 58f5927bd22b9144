import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTsv, parseTsv } from '@/features/entry/tsv'

describe('cells on the clipboard', () => {
  it('reads what Excel and WPS write: tabs, line ends, quoted cells', () => {
    expect(parseTsv('1\t2\r\n3\t4\r\n')).toEqual([['1', '2'], ['3', '4']])
    expect(parseTsv('"第一行\r\n第二行"\t"他说""好"""\n')).toEqual([['第一行\n第二行', '他说"好"']])
    expect(parseTsv('\t\n')).toEqual([['', '']])
    expect(parseTsv('1\r2\r')).toEqual([['1'], ['2']])
  })

  it('takes a quote that closes nothing as the character that it is', () => {
    expect(parseTsv('"5 寸\t管\n')).toEqual([['"5 寸', '管']])
    expect(parseTsv('"甲"乙\t丙')).toEqual([['"甲"乙', '丙']])
    expect(parseTsv('管 5"\t2')).toEqual([['管 5"', '2']])
  })

  it('reads its own blocks back, whatever the cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('"', '\t', '\n', '1', '工', '=', ' '), maxLength: 8 })
    const block = fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }))
    // One lone empty cell is no text at all: nothing to paste.
    fc.assert(fc.property(block.filter((rows) => formatTsv(rows) !== ''), (rows) => {
      expect(parseTsv(`${formatTsv(rows)}\r\n`)).toEqual(rows)
    }))
  })

  it('never loses a character of a text without quotes', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '\t', '\n', '中'), minLength: 1, maxLength: 30 }), (text) => {
      expect(parseTsv(text).map((row) => row.join('\t')).join('\n')).toBe(text.replace(/\n$/u, ''))
    }))
  })
})
