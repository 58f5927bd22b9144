import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { buildLedger } from '@/domain/ledger'
import { period } from '@/domain/period'
import { readTable } from '@/exchange/reading/read-table'
import { buildReport } from '@/workbook/reports'
import { writeWorkbook } from '@/workbook/write-workbook'
import { workbook, type Value } from './support'

const FIXTURES = join(process.cwd(), 'tests/fixtures/ledgers')

type Seen = readonly [string, string, string | number | boolean]

/** Cells by sheet and address, as this program's own reader and as SheetJS see them. */
function ownCells(bytes: Uint8Array): Seen[] {
  return readTable(bytes, 'x.xlsx').sheets.flatMap(({ name, rows }) => rows.flatMap((row, r) => (row ?? []).flatMap((cell, c): Seen[] => (cell === undefined || cell.kind === 'missing' ? [] : [[name, XLSX.utils.encode_cell({ r, c }), cell.value]]))))
}

function libraryCells(bytes: Uint8Array): Seen[] {
  const book = XLSX.read(bytes, { type: 'array', dense: true })
  return book.SheetNames.flatMap((name) => {
    const data = (book.Sheets[name] as XLSX.DenseWorkSheet)['!data'] as (XLSX.CellObject | undefined)[][]
    return data.flatMap((row, r) => row.flatMap((cell, c): Seen[] => {
      if (cell === undefined || cell.v === undefined || cell.t === 'z' || (cell.t === 's' && String(cell.v).trim() === '')) return []
      // A formula that was never reckoned is 0 to the library; own reader says `missing`.
      if (cell.f !== undefined && cell.v === 0 && cell.w === undefined) return []
      return [[name, XLSX.utils.encode_cell({ r, c }), cell.t === 'e' ? String(cell.w) : cell.t === 's' ? String(cell.v).replace(/\r\n?/gu, '\n') : (cell.v as number)]]
    }))
  })
}

describe('the reader of .xlsx sees what SheetJS sees', () => {
  it.each(readdirSync(FIXTURES).filter((f) => f.endsWith('.xlsx') && f !== '15-formulas.xlsx'))('in %s', (file) => {
    const bytes = new Uint8Array(readFileSync(join(FIXTURES, file)))
    expect(ownCells(bytes)).toEqual(libraryCells(bytes))
  })

  it('in our own month sheet', async () => {
    const { model } = buildReport(buildLedger(demoLedger()), { report: 'monthly', period: period('2020-03'), scope: 'all', unit: '万元', paper: 'A3', preparedOn: null })
    const bytes = await writeWorkbook(model)
    expect(ownCells(bytes)).toEqual(libraryCells(bytes))
  })

  it('and in workbooks of anything, with and without shared strings, what was written', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('a&b<c>"d\'', '两\n行', '  首尾  ', ']]>', '&amp;', '\u3000'))
    const value: fc.Arbitrary<Value> = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.constant(null))
    fc.assert(fc.property(fc.array(fc.array(value, { maxLength: 6 }), { minLength: 1, maxLength: 8 }), fc.boolean(), (rows, shared) => {
      // Unpaired halves of a character cannot be written as UTF-8 at all.
      const clean = rows.map((row) => row.map((v) => (typeof v === 'string' ? v.replace(/[\uD800-\uDFFF]/gu, '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\uFFFE\uFFFF]/gu, '') : v)))
      const book = XLSX.utils.book_new()
      XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(clean as Value[][]), '表')
      const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx', bookSST: shared }) as ArrayBuffer)
      // Not the library's word here: it reads `&amp;amp;` as `&`.
      const written = clean.flatMap((row, r) => row.flatMap((v, c): Seen[] => (v === null || (typeof v === 'string' && v.trim() === '') ? [] : [['表', XLSX.utils.encode_cell({ r, c }), typeof v === 'string' ? v.replace(/\r\n?/gu, '\n') : v === 0 ? 0 : v]])))
      expect(ownCells(bytes)).toEqual(written)
    }), { numRuns: 150 })
  })

  it('knows a date by the formats of Chinese Excel and by those of a book', () => {
    const bytes = workbook([[43895, 43895, 0.5, 43895]], 'xlsx', (sheet) => {
      const formats = ['yyyy"年"m"月"d"日"', '#,##0.00', '0.0%', '[$-804]yyyy/m/d']
      formats.forEach((z, i) => ((sheet[`${'ABCD'[i] as string}1`] as { z: string }).z = z))
    })
    expect(readTable(bytes, 'x').sheets[0]?.rows[0]?.map((c) => [c?.kind, c?.format])).toEqual([['date', 'yyyy"年"m"月"d"日"'], ['number', '#,##0.00'], ['number', '0.0%'], ['date', '[$-804]yyyy/m/d']])
  })
})
