import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { dateOnly } from '@/domain/period'
import { modelCell, plainFormula, sameCell, type PlainCell } from '@/exchange/seal/plain-cell'
import { readBook } from '@/exchange/seal/read-book'
import { movedFormula } from '@/exchange/seal/shared-formula'
import type { CellValue, SheetModel } from '@/workbook/model'
import { hereIn } from '@/workbook/row-formulas'
import { writeWorkbook } from '@/workbook/write-workbook'

const sheetOf = (rows: readonly (readonly CellValue[])[]): SheetModel => ({
  name: '表', columns: [], merges: [], frozen: null, rows: rows.map((cells) => ({ height: null, cells: cells.map((value) => ({ value, style: 'note' })) })),
  print: { paper: 'A4', landscape: false, repeatedRows: null, area: { top: 1, left: 1, bottom: Math.max(1, rows.length), right: 9 }, header: {}, footer: {} },
})

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }).map((t) => t.replace(/^[\u0000-\u001f]+/u, '')), fc.constantFrom('=1+1', '_x0041_', ' 前后有空格 ', 'a\r\nb', '&<>"\'', 'x\u0000\u0007x', '_x005F_x0041_'))
const value: fc.Arbitrary<CellValue> = fc.oneof(
  fc.constant(null), text, fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), fc.constantFrom('1949-01-01', '2020-02-29', '2199-12-31').map((d) => ({ date: dateOnly(d) })),
  fc.constantFrom<CellValue>({ formula: `${hereIn(2)}*2+LOG10($A$1)`, result: 7 }, { formula: `N(${hereIn(3)})`, result: '—' }, { formula: 'SUM(A1:B2)', result: 3.5 }, { formula: 'IF(COUNT(A1:A2)=0,"待填报",1)', result: '待填报' }, { rich: [{ text: '旧', struck: true }, { text: '新' }] }),
)

it('what the writer wrote is read back cell by cell: value, formula and kind', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.array(value, { maxLength: 6 }), { minLength: 1, maxLength: 8 }), async (rows) => {
    const [sheet] = readBook(await writeWorkbook({ title: '表', author: '单位', madeOn: dateOnly('2020-03-31'), sheets: [sheetOf(rows)] }))
    rows.forEach((cells, r) => cells.forEach((wished, c) => {
      const expected = modelCell(wished, r + 1, (key) => key)
      const found = sheet?.rows[r]?.[c] ?? null
      expect(sameCell(expected, found), JSON.stringify({ expected, found })).toBe(true)
    }))
  }), { numRuns: 150 })
})

it('a change of value, kind or formula is a difference; spaces in a formula and its last digits are not', () => {
  const number = (n: number, formula: string | null = null): PlainCell => ({ value: n, formula })
  expect(sameCell(number(1.005), number(1.0051))).toBe(false)
  expect(sameCell(number(1), { value: '1', formula: null })).toBe(false)
  expect(sameCell(number(1), null)).toBe(false)
  expect(sameCell(number(3, 'A1+B1'), number(3))).toBe(false)
  expect(sameCell(number(3, 'A1+B1'), number(3, 'A1 + B1'))).toBe(true)
  expect(sameCell(number(0.1 + 0.2, 'A1'), number(0.3, 'A1'))).toBe(true)
  expect(sameCell(number(3_236_500.000_001), number(3_236_500.000_002))).toBe(false)
  expect(plainFormula('IF( a1 = "A b", \'说明\'!B1 )')).toBe('IF(A1="A b",说明!B1)')
})

describe('formulas that Excel shares between cells', () => {
  it.each([
    ['SUM(A1:$B$2)', 3, 0, 'SUM(A4:$B$2)'], ['A1&"A1"&\'A1\'!B2', 1, 1, 'B2&"A1"&\'A1\'!C3'], ['LOG10(A1)+Z9', 0, 1, 'LOG10(B1)+AA9'], ['AZ1+$A1', 1, 1, 'BA2+$A2'],
  ])('%s moved by %i rows and %i columns is %s', (formula, rows, columns, moved) => {
    expect(movedFormula(formula, rows, columns)).toBe(moved)
  })

  it('are read as each cell’s own', () => {
    const part = (sheetData: string): Uint8Array => zipSync({
      'xl/workbook.xml': strToU8('<x:workbook xmlns:x="m"><x:sheets><x:sheet name="A&amp;B" sheetId="1" r:id="R1"/></x:sheets></x:workbook>'),
      'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="R1" Type="t/worksheet" Target="/xl/worksheets/one.xml"/></Relationships>'),
      'xl/worksheets/one.xml': strToU8(`<worksheet><sheetData>${sheetData}</sheetData></worksheet>`),
    })
    const [sheet] = readBook(part('<row r="2"><c r="B2"><f t="shared" ref="B2:B3" si="0">A2*2</f><v>4</v></c></row><row><c><v>7</v></c><c><f t="shared" si="0"/><v>14</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>A1</f></c></row>'))
    expect(sheet?.name).toBe('A&B')
    expect(sheet?.rows[1]?.[1]).toEqual({ value: 4, formula: 'A2*2' })
    expect(sheet?.rows[2]).toEqual([{ value: 7, formula: null }, { value: 14, formula: 'A3*2' }, { value: true, formula: null }, { value: '#N/A', formula: null, error: true }, { value: '', formula: 'A1', noResult: true }])
  })
})
