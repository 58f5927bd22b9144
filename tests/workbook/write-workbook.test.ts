import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { read } from '@e965/xlsx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { dateOnly } from '@/domain/period'
import { HOUSE_STYLE, STYLE_KINDS } from '@/workbook/house-style'
import { WorkbookError, type CellValue, type SheetModel } from '@/workbook/model'
import { hereIn } from '@/workbook/row-formulas'
import { cleanSheetNames } from '@/workbook/sheet-names'
import { writeWorkbook } from '@/workbook/write-workbook'
import { bookOf, sheetOf } from './support/models'
import { describeWith, readWithPython, save, temporaryFolder, validatorFaults } from './support/tools'

const { folder, remove } = temporaryFolder()
afterAll(remove)

/** One value through the writer and the reader of another library. */
async function back(value: CellValue, style: (typeof STYLE_KINDS)[number] = 'text'): Promise<{ t: string; v: unknown; f?: string; z?: string } | undefined> {
  const book = read(await writeWorkbook(bookOf(sheetOf([[value]], {}, style))), { cellNF: true, cellDates: false })
  return book.Sheets['表']?.['A1'] as { t: string; v: unknown; f?: string; z?: string } | undefined
}

async function part(sheet: SheetModel, path: string): Promise<string> {
  return strFromU8(unzipSync(await writeWorkbook(bookOf(sheet)))[path] ?? new Uint8Array())
}

describe('model → file → another library', () => {
  test.each<[string, CellValue, 's' | 'n', unknown]>([
    ['text', '北门小学综合楼', 's', '北门小学综合楼'],
    ['a number', 39600.5, 'n', 39600.5],
    ['0', 0, 'n', 0],
    ['a negative number', -12.34, 'n', -12.34],
    ['the smallest part of 万元', 0.000001, 'n', 0.000001],
    ['a formula with a number', { formula: '1+2', result: 3 }, 'n', 3],
    ['a formula with a text', { formula: 'IF(1>0,"待填报",0)', result: '待填报' }, 's', '待填报'],
    ['a date', { date: dateOnly('2020-03-05') }, 'n', 43895],
    ['29 February', { date: dateOnly('2020-02-29') }, 'n', 43890],
  ])('%s', async (_, value, type, found) => {
    expect(await back(value)).toMatchObject({ t: type, v: found })
  })

  test('a formula keeps its signs', async () => {
    expect((await back({ formula: 'SUMIF(A1:A2,">0")&"<&>"', result: 'x' }))?.f).toBe('SUMIF(A1:A2,">0")&"<&>"')
  })

  test('a formula of its own row moves with it; many rows one below the other share it', async () => {
    const sum = (result: number): CellValue => ({ formula: `${hereIn(1)}+$A$1*2&"—"`, result })
    const long = Array.from({ length: 120 }, (_, i): CellValue[] => [i, sum(i)])
    const sheet = sheetOf([[1, sum(1)], [2, sum(2)], [3, 'x'], ...long, [4, { formula: 'A6', result: 6 }], [5, sum(5)]])
    const xml = await part(sheet, 'xl/worksheets/sheet1.xml')
    expect(xml.match(/<f[^>]*>/gu)).toEqual(['<f>', '<f>', '<f t="shared" ref="B4:B123" si="0">', ...Array.from({ length: 119 }, () => '<f t="shared" si="0"/>'), '<f>', '<f>'])
    const rows = [1, 2, 4, 5, 60, 123, 125]
    const expected = rows.map((row) => `A${row}+$A$1*2&"—"`)
    const bytes = await writeWorkbook(bookOf(sheet))
    const found = read(bytes).Sheets['表']
    expect(rows.map((row) => (found?.[`B${row}`] as { f?: string }).f)).toEqual(expected)
    const again = new ExcelJS.Workbook()
    await again.xlsx.load(bytes.slice().buffer)
    expect(rows.map((row) => again.worksheets[0]?.getCell(row, 2).formula)).toEqual(expected)
  })

  test('a date is shown as a day, a rate as a percentage, money down to the 分', async () => {
    expect((await back({ date: dateOnly('2020-03-05') }, 'date'))?.z).toBe('yyyy-mm-dd')
    expect((await back(0.1, 'percent'))?.z).toBe('0.0%_ ')
    expect((await back(0.1, 'money'))?.z).toBe('#,##0.00####_ ')
  })
})

describe('text stays text', () => {
  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', "=cmd|' /C calc'!A0", "'quoted", '<b>&amp;"\'', ' 前后有空格 ', '第一行\n第二行', '_x0041_', '😀表情', '0012', 'TRUE', '1e5', '#REF!', '—']
  test.each(hostile)('%j comes back as it is, and is no formula', async (text) => {
    const cell = await back(text)
    expect(cell).toMatchObject({ t: 's', v: text })
    expect(cell?.f).toBeUndefined()
  })

  test('text that Excel would read as a formula when edited carries the quote mark in its style', async () => {
    const bytes = unzipSync(await writeWorkbook(bookOf(sheetOf([['=1+1', '普通']]))))
    const styles = strFromU8(bytes['xl/styles.xml'] as Uint8Array)
    const xfs = (/<cellXfs[^>]*>([\s\S]*?)<\/cellXfs>/u.exec(styles)?.[1] ?? '').split(/(?=<xf )/u)
    const [quoted, plain] = [...strFromU8(bytes['xl/worksheets/sheet1.xml'] as Uint8Array).matchAll(/<c r="[AB]1" s="(\d+)"/gu)].map((m) => xfs[Number(m[1])])
    expect(quoted).toContain('quotePrefix="1"')
    expect(plain).not.toContain('quotePrefix')
  })

  test.each([
    ['a control character', 'a\u0001b', 'ab'],
    ['U+FFFE and U+FFFF', 'a\ufffeb\uffff', 'ab'],
    ['a mark that begins as texts in pieces do', '\u0001<r><t>x</t></r>', '<r><t>x</t></r>'],
    ['half of a character', 'a\ud83db', 'a\ufffdb'],
    ['Windows line ends', 'a\r\nb', 'a\nb'],
  ])('%s is cleaned', async (_, text, found) => {
    expect(await back(text)).toMatchObject({ t: 's', v: found })
  })

  test('any text makes a file that opens, and what XML can carry comes back', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 8 }), async (texts) => {
      const book = read(await writeWorkbook(bookOf(sheetOf([texts]))))
      const sheet = book.Sheets['表']
      texts.forEach((text, i) => {
         
        const clean = text.replace(/\r\n?/gu, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
        const cell = sheet?.[`${'ABCDEFGH'[i] ?? ''}1`] as { t: string; v: unknown } | undefined
        if (clean !== '') expect(cell).toMatchObject({ t: 's', v: clean })
      })
    }), { numRuns: 60 })
  })
})

describe('what cannot become a sound file is refused in words', () => {
  test.each<[string, SheetModel, RegExp]>([
    ['NaN', sheetOf([['x', Number.NaN]]), /B1.*NaN/u],
    ['Infinity', sheetOf([[Infinity]]), /A1.*Infinity/u],
    ['a formula with an infinite result', sheetOf([[{ formula: '1/0', result: -Infinity }]]), /A1/u],
    ['a formula with its equals sign', sheetOf([[{ formula: '=1', result: 1 }]]), /公式/u],
    ['a text beyond 32,767', sheetOf([['长'.repeat(32_768)]]), /32768.*32767/u],
    ['merges that overlap', sheetOf([['a']], { merges: [{ top: 1, left: 1, bottom: 2, right: 2 }, { top: 2, left: 2, bottom: 3, right: 3 }] }), /A1:B2.*B2:C3/u],
  ])('%s', async (_, sheet, message) => {
    await expect(writeWorkbook(bookOf(sheet))).rejects.toThrow(WorkbookError)
    await expect(writeWorkbook(bookOf(sheet))).rejects.toThrow(message)
  })
})

describe('sheet names', () => {
  test.each([
    [["a:b/c\\d?e*f[g]h'i"], ['a b c d e f g h i']],
    [['', '  '], ['表', '表 (2)']],
    [['说明', '说明', 'A', 'a'], ['说明', '说明 (2)', 'A', 'a (2)']],
    [['名'.repeat(40), '名'.repeat(40)], ['名'.repeat(31), `${'名'.repeat(27)} (2)`]],
    [['History'], ['表 History']],
    [[`${'名'.repeat(30)}😀`], ['名'.repeat(30)]],
    [['a\u0000\ufffeb'], ['ab']],
    [['甲_x0041_乙'], ['甲 x0041_乙']],
  ])('%j becomes %j', (wished, made) => {
    expect(cleanSheetNames(wished)).toEqual(made)
  })

  test('any names come out legal and distinct', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 50 })), (wished) => {
      const made = cleanSheetNames(wished)
      expect(new Set(made.map((n) => n.toLowerCase())).size).toBe(made.length)
      for (const name of made) {
        expect(name.length).toBeGreaterThan(0)
        expect(name.length).toBeLessThanOrEqual(31)
        expect(name).not.toMatch(/[:\\/?*[\]']/u)
      }
    }))
  })
})

describe('the file', () => {
  const full = sheetOf([['=A', 1, { date: dateOnly('2020-03-05') }], ['b', { formula: 'B1*2', result: 2 }, null]], {
    name: "甲'乙", columns: [{ width: 9 }, { width: 12.5 }, { width: 8 }], merges: [{ top: 3, left: 1, bottom: 3, right: 2 }],
    frozen: { rows: 1, columns: 1 }, notes: [{ row: 2, column: 2, text: '批注 & <文字>' }], names: [{ name: '合计区', range: { top: 1, left: 2, bottom: 2, right: 2 } }],
    print: { paper: 'A3', landscape: true, repeatedRows: { first: 1, last: 1 }, area: { top: 1, left: 1, bottom: 3, right: 3 }, header: { left: ['甲&乙', '1局'] }, footer: { centre: ['第 ', { field: 'page' }, ' 页 共 ', { field: 'pages' }, ' 页'] } },
  })

  test('has no fault for the Open XML SDK, with notes, merges, names and every style', async () => {
    const every = sheetOf([[]], { name: '样式', rows: STYLE_KINDS.map((style) => ({ height: 20, cells: [{ value: '字', style }] })) })
    expect(await validatorFaults(save(folder, 'full.xlsx', await writeWorkbook(bookOf(full, every))))).toEqual([])
  })

  test('the SDK check can fail: children of a font in the wrong order', async () => {
    const files = unzipSync(await writeWorkbook(bookOf(full)))
    files['xl/styles.xml'] = strToU8(strFromU8(files['xl/styles.xml'] as Uint8Array).replace(/(<sz val="11"\/>)([\s\S]*?)(<\/font>)/u, '$2$1$3'))
    expect(await validatorFaults(save(folder, 'broken.xlsx', zipSync(files)))).not.toEqual([])
  })

  test('width 9 is kept, the print area and the repeated rows are absolute and one', async () => {
    expect(await part(full, 'xl/worksheets/sheet1.xml')).toMatch(/<col min="1" max="1" width="9"/u)
    const book = await part(full, 'xl/workbook.xml')
    expect(book.match(/Print_Area/gu)).toHaveLength(1)
    expect(book).toContain("'甲 乙'!$A$1:$C$3")
    expect(book).toContain("'甲 乙'!$1:$1")
  })

  test('a header prints & and digits as they are', async () => {
    expect(await part(full, 'xl/worksheets/sheet1.xml')).toContain('<oddHeader>&amp;L&amp;9&amp;"宋体,Regular"甲&amp;&amp;乙1局</oddHeader>')
  })

  test('styles are shared frozen objects', () => {
    for (const kind of STYLE_KINDS) expect(Object.isFrozen(HOUSE_STYLE[kind])).toBe(true)
  })

  test('the same model is the same bytes, also in other time zones', async () => {
    const here = createHash('sha256').update(await writeWorkbook(bookOf(full))).digest('hex')
    const model = save(folder, 'model.json', new TextEncoder().encode(JSON.stringify(bookOf(full))))
    for (const TZ of ['UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Kiritimati']) {
      const out = execFileSync(process.execPath, ['--import', 'tsx', 'tests/workbook/support/hash-model.ts', model], { env: { ...process.env, TZ }, encoding: 'utf8' })
      expect(out, TZ).toBe(here)
    }
  }, 60_000)

  test('tells how far it is, up to the end', async () => {
    const shares: number[] = []
    await writeWorkbook(bookOf(sheetOf(Array.from({ length: 1200 }, () => ['x']))), { onProgress: (s) => shares.push(s) })
    expect(shares.length).toBeGreaterThan(2)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  describeWith(['python3-openpyxl'], 'read by openpyxl', () => {
    test('gives the same values, formulas and settings', async () => {
      const [sheet] = await readWithPython(save(folder, 'python.xlsx', await writeWorkbook(bookOf(full))))
      expect(sheet).toMatchObject({
        name: '甲 乙', formulas: { B2: '=B1*2' }, merges: ['A3:B3'], freeze: 'B2', paper: 8, landscape: true, fit: [1, 0, true],
        area: '$A$1:$C$3', titles: '$1:$1',
      })
      expect(sheet?.values.slice(0, 2)).toEqual([['=A', 1, expect.anything()], ['b', 2, null]])
      expect(sheet?.types['A1']).toBe('s')
    })
  })
})
