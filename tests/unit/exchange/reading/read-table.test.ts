import { describe, expect, it } from 'vitest'
import { dayNumber, dateOnly } from '@/domain/period'
import { cellAddress, parseAddress, plainNumber, serialDate } from '@/exchange/reading/model'
import { readPastedTable, readTable } from '@/exchange/reading/read-table'
import { SHEET, texts, withParts, workbook } from './support'

const ROWS = [['项目名称', '总投资'], ['甲工程', 123.5], ['乙工程', '约3.2亿']]

describe('readTable', () => {
  it.each(['xlsx', 'biff8', 'xlsm'] as const)('reads cells, merges and hidden lines of %s', (type) => {
    const bytes = workbook([...ROWS, ['丙', 1]], type, (sheet, book) => {
      sheet['!merges'] = [{ s: { r: 2, c: 0 }, e: { r: 3, c: 0 } }]
      sheet['!rows'] = [{}, { hidden: true }]
      sheet['!cols'] = [{}, { hidden: true }]
      book.Workbook = { Sheets: [{ Hidden: 1 }] }
    })
    const book = readTable(bytes, 'x')
    expect(texts(book).slice(0, 3)).toEqual([['项目名称', '总投资'], ['甲工程', '123.5'], ['乙工程', '约3.2亿']])
    expect(book.sheets[0]).toMatchObject({ name: '台账', hidden: true, merges: [{ top: 2, left: 0, bottom: 3, right: 0 }], hiddenColumns: [1] })
    // The writer of .xls in this test keeps no hidden rows; LibreOffice's is among the fixtures.
    if (type !== 'biff8') expect(book.sheets[0]?.hiddenRows).toEqual([1])
  })

  it('goes by the bytes and not by the name: an .xls that is called .et, an .xlsx that is called .xls', () => {
    for (const [type, name] of [['biff8', '台账.et'], ['xlsx', '台账.et'], ['xlsx', '台账.xls'], ['biff8', '台账.xlsx']] as const) {
      expect(texts(readTable(workbook(ROWS, type), name))).toEqual([['项目名称', '总投资'], ['甲工程', '123.5'], ['乙工程', '约3.2亿']])
    }
  })

  it('keeps what a formula has as its result, and says where there is none', () => {
    const bytes = withParts(workbook([['a', 'b', 'c', 'd']]), (parts) => {
      parts[SHEET] = (parts[SHEET] as string).replace(/<sheetData>.*<\/sheetData>/su,
        '<sheetData><row r="1"><c r="A1"><f>1+2</f><v>3</v></c><c r="B1"><f>1+2</f></c><c r="C1"><f>1+2</f><v></v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row r="2"><c r="F2"><f>X()</f><v/></c></row></sheetData>')
    })
    const [sheet] = readTable(bytes, 'x').sheets
    expect(sheet?.rows[0]?.map((c) => c && [c.kind, c.value])).toEqual([['number', 3], ['missing', ''], ['missing', ''], ['error', '#DIV/0!']])
    expect(sheet?.rows[1]?.[5]?.kind).toBe('missing')
    expect(sheet?.columnCount).toBe(6)
  })

  it('tells dates by their format, in both systems', () => {
    const serial = dayNumber(dateOnly('2020-03-05')) + 25_569
    const dated = (date1904: boolean): Uint8Array => workbook([[date1904 ? serial - 1462 : serial]], 'xlsx', (sheet, book) => {
      ;(sheet['A1'] as { z: string }).z = 'yyyy/m/d'
      book.Workbook = { WBProps: { date1904 } }
    })
    for (const system of [false, true]) {
      const book = readTable(dated(system), 'x')
      expect(book.date1904).toBe(system)
      expect(book.sheets[0]?.rows[0]?.[0]?.kind).toBe('date')
      expect(texts(book)).toEqual([['2020-03-05']])
    }
  })

  it('passes over rows that hold nothing but formats', () => {
    const bytes = withParts(workbook(ROWS), (parts) => {
      const empty = Array.from({ length: 60_000 }, (_, i) => `<row r="${i + 10}"><c r="A${i + 10}" s="1"/><c r="B${i + 10}" s="1"/></row>`).join('')
      parts[SHEET] = (parts[SHEET] as string).replace('</sheetData>', `${empty}</sheetData>`)
    })
    const [sheet] = readTable(bytes, 'x').sheets
    expect(sheet?.rows).toHaveLength(3)
    expect(sheet?.notes).toEqual(['有 60000 行只有格式没有内容，没有读'])
  })

  it('reads a sheet whose tags carry a prefix', () => {
    const bytes = withParts(workbook(ROWS), (parts) => {
      parts[SHEET] = (parts[SHEET] as string).replace(/<(\/?)([a-zA-Z])/gu, '<$1x:$2').replace('xmlns=', 'xmlns:x=')
    })
    expect(texts(readTable(bytes, 'x'))).toEqual([['项目名称', '总投资'], ['甲工程', '123.5'], ['乙工程', '约3.2亿']])
  })
})

describe('delimited text', () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
  it.each([
    ['quotes, commas and line ends inside', '名称,规模\r\n"甲,""一期""","两\n行"\r\n', [['名称', '规模'], ['甲,"一期"', '两\n行']]],
    ['semicolons', 'a;b\n1,5;2', [['a', 'b'], ['1,5', '2']]],
    ['tabs before commas', 'a\tb\n1,000\t2', [['a', 'b'], ['1,000', '2']]],
    ['leading zeros and long digits as typed', '编号,数\n007,12345678901234567890', [['编号', '数'], ['007', '12345678901234567890']]],
    ['a byte order mark', '\uFEFFa,b\n1,2', [['a', 'b'], ['1', '2']]],
  ])('keeps %s', (_, text, expected) => {
    expect(texts(readTable(encode(text), 'x.csv'))).toEqual(expected)
  })

  it('reads UTF-16 with and without a mark', () => {
    const utf16 = (text: string): Uint8Array => new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer)
    expect(texts(readTable(utf16('\uFEFF名称,1'), 'x.csv'))).toEqual([['名称', '1']])
    expect(texts(readTable(utf16('名称,1,2,3'), 'x.csv'))).toEqual([['名称', '1', '2', '3']])
  })

  it('reads GBK', () => {
    const bytes = Uint8Array.from([0xcf, 0xee, 0xc4, 0xbf, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xd7, 0xdc, 0xcd, 0xb6, 0xd7, 0xca])
    const book = readTable(bytes, '台账.csv')
    expect([book.encoding, texts(book)]).toEqual(['GBK', [['项目名称', '总投资']]])
  })

  it('reads what is pasted from a spreadsheet', () => {
    expect(texts(readPastedTable('项目\t总投资\r\n"两\n行"\t１２\r\n'))).toEqual([['项目', '总投资'], ['两\n行', '１２']])
  })
})

it('names places', () => {
  for (const address of ['A1', 'Z9', 'AA10', 'XFD1048576']) {
    const { row, column } = parseAddress(address) as { row: number; column: number }
    expect(cellAddress(row, column)).toBe(address)
  }
  expect(parseAddress('a1')).toBeNull()
  expect([plainNumber(0.1 + 0.2), plainNumber(1e21), plainNumber(39600), plainNumber(1e-7)]).toEqual(['0.3', '1000000000000000000000', '39600', '0.0000001'])
  expect([serialDate(60, false), serialDate(43895.75, false), serialDate(1e9, false), serialDate(Number.NaN, false)]).toEqual([null, '2020-03-05', null, null])
})
