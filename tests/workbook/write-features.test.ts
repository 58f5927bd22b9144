import { createHash } from 'node:crypto'
import { read, type WorkBook } from '@e965/xlsx'
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dateOnly } from '@/domain/period'
import { WorkbookError, type SheetModel, type ValidationRule, type WorkbookModel } from '@/workbook/model'
import { onSheet } from '@/workbook/sheet-keys'
import { isLegalName } from '@/workbook/writer/names-part'
import { writeWorkbook } from '@/workbook/write-workbook'
import { FULL_BOOK, LINE_CHART, RED_PNG } from './support/full-book'
import { bookOf, sheetOf } from './support/models'
import { readFeatures, type PythonFeatures } from './support/python-features'
import { convertWithLibreOffice, describeWith, pdfPages, pdfPageSizes, save, temporaryFolder, validatorFaults } from './support/tools'

const { folder, remove } = temporaryFolder()
afterAll(remove)

/** Everything that people type or paste, where a text can stand. */
const HOSTILE = ['长'.repeat(300), '第一行\r\n第二行\n', '表情😀👩‍👩‍👧', '坏\ufffe\uffff\u0000\u0007字', '半个\ud83d', "它's 'quoted'", '=1+1', '<a href="x">&amp;', '_x0041_', ']]>', '  ', '@SUM(A1)', '\t制表', '“引号”"直引号"']

const change = (sheet: Partial<SheetModel>): WorkbookModel => bookOf(sheetOf([['甲', 1], ['乙', 2]], { key: 'one', ...sheet }))
const all = { top: 1, left: 1, bottom: 2, right: 2 }

/** A sheet that says one text wherever one can be said. */
function everywhere(text: string, key: string): SheetModel {
  return sheetOf([], {
    name: text, key, columns: [{ width: 12 }, { width: 12 }], links: [{ row: 1, column: 1, to: { sheet: key, row: 2, column: 1 }, tip: text }], notes: [{ row: 2, column: 2, text }],
    drawings: [{ ...LINE_CHART, name: text, alternative: text, title: text, categories: { range: { top: 1, left: 1, bottom: 2, right: 1 } }, series: [{ name: text, colour: '14546B', values: { range: { top: 1, left: 2, bottom: 2, right: 2 } } }], categoryAxis: { title: text }, valueAxis: { title: text, format: '0' } },
      { kind: 'picture', name: text, alternative: text, png: RED_PNG, at: { row: 1, column: 5, width: 10, height: 10 } }],
    validations: [{ ranges: [all], rule: { kind: 'textLength', min: null, max: 10 }, prompt: { title: text, text }, error: { title: text, text } }],
    rows: [{ height: null, cells: [{ value: text, style: 'text' }, { value: 1, style: 'money' }] }, { height: null, cells: [{ value: { rich: [{ text, struck: true }, { text, bold: true }] }, style: 'text' }, { value: { formula: `${onSheet(key, 'B1')}+1`, result: 2 }, style: 'money' }] }],
    print: { ...sheetOf([]).print, header: { left: [text], centre: [text] }, footer: { right: [text] } },
  })
}

function namedBy(text: string): WorkbookModel {
  return { ...bookOf(everywhere(text, 'one')), title: text, subject: text, keywords: [text, text], category: text, author: text, company: text, properties: [{ name: 'ledger', value: text.slice(0, 255) }] }
}

/** What XML can carry of a text, as the readers give it back. */
function carried(text: string): string {
  return text.replace(/\r\n?/gu, '\n').replace(/[\u0000-\u0008\ufffe\uffff]/gu, '').replace(/\p{Surrogate}/gu, '\ufffd')
}

describe('text of every kind in every place', () => {
  test('makes a sound file, with a sheet for each text, that two other libraries read', async () => {
    const bytes = await writeWorkbook({ ...namedBy(HOSTILE.join('')), sheets: HOSTILE.map((text, i) => everywhere(text, `sheet ${i}`)) })
    expect(await validatorFaults(save(folder, 'hostile.xlsx', bytes))).toEqual([])
    const book = read(bytes)
    const other = new ExcelJS.Workbook()
    await other.xlsx.load(bytes.buffer as ArrayBuffer)
    HOSTILE.forEach((text, i) => {
      const name = book.SheetNames[i]!
      const cells = book.Sheets[name] as Record<string, { v: unknown; f?: string }>
      expect(cells['A1']).toMatchObject({ t: 's', v: carried(text) })
      expect(cells['A1']?.f).toBeUndefined()
      expect(cells['A2']?.v).toBe(carried(text) + carried(text))
      expect(other.worksheets[i]?.getCell('B2').value).toMatchObject({ formula: `'${name}'!B1+1`, result: 2 })
    })
  }, 60_000)

  test.each(HOSTILE)('%j as the name of everything is a file that opens', async (text) => {
    const book = read(await writeWorkbook(namedBy(text)), { bookProps: true })
    const line = carried(text).replace(/\s+/gu, ' ').trim()
    expect(book.Props?.Title ?? '').toBe(line.length > 255 ? `${line.slice(0, 254)}…` : line)
  })

  test('a tip, a prompt and a title are cut to what Excel takes, between characters', async () => {
    const parts = unzipSync(await writeWorkbook(namedBy('😀'.repeat(200))))
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!)
    const attribute = (name: string): string => new RegExp(` ${name}="([^"]*)"`, 'u').exec(sheet)?.[1] ?? ''
    for (const [name, most] of [['tooltip', 255], ['promptTitle', 32], ['prompt', 255], ['errorTitle', 32], ['error', 255]] as const) {
      expect(attribute(name).length).toBeLessThanOrEqual(most)
      expect(attribute(name)).toMatch(/^(?:😀)+…$/u)
    }
    expect(/<dc:title>([^<]*)</u.exec(strFromU8(parts['docProps/core.xml']!))?.[1]).toMatch(/^(?:😀)+…$/u)
  })
})

describe('what cannot become a sound file is refused in words', () => {
  const list = (of: Extract<ValidationRule, { kind: 'list' }>['of']): WorkbookModel => change({ validations: [{ ranges: [all], rule: { kind: 'list', of } }] })
  test.each<[string, WorkbookModel, RegExp]>([
    ['a link to no sheet', change({ links: [{ row: 1, column: 1, to: { sheet: '没有', row: 1, column: 1 } }] }), /没有/u],
    ['a link to one of two sheets of a name', bookOf(sheetOf([['a']], { links: [{ row: 1, column: 1, to: { sheet: '表', row: 1, column: 1 } }] }), sheetOf([['b']])), /几张工作表都叫“表”/u],
    ['two links of one cell', change({ links: [1, 1].map((row) => ({ row, column: 1, to: { sheet: 'one', row: 2, column: 1 } })) }), /A1 有两处链接/u],
    ['a formula that names no sheet', bookOf(sheetOf([[{ formula: onSheet('没有', 'A1'), result: 1 }]])), /没有/u],
    ['a formula beyond 8,192', bookOf(sheetOf([[{ formula: `1${'+1'.repeat(4100)}`, result: 1 }]])), /A1 的公式长 8201/u],
    ['words of a list beyond 255', list({ words: Array.from({ length: 60 }, (_, i) => `选项${i}号`) }), /超过了 Excel 的上限 255.*引用一列单元格/u],
    ['a word with a comma', list({ words: ['甲,乙'] }), /甲,乙/u],
    ['a limit that is no number', change({ validations: [{ ranges: [all], rule: { kind: 'decimal', min: Number.NaN, max: null } }] }), /NaN/u],
    ['a name that Excel takes for a cell', change({ names: [{ name: 'AB12', range: all }] }), /AB12/u],
    ['a name twice', bookOf(sheetOf([['a']], { names: [{ name: '合计', range: all }] }), sheetOf([['b']], { name: '二', names: [{ name: '合计', range: all }] })), /用了两次/u],
    ['no sheet to show', change({ hidden: 'hidden' }), /都隐藏了/u],
    ['opening at a hidden sheet', { ...bookOf(sheetOf([['a']]), sheetOf([['b']], { name: '二', hidden: 'hidden' })), opensAt: '二' }, /“二”是隐藏的/u],
    ['a zoom of 500', change({ zoom: 500 }), /500%/u],
    ['an outline of 8 levels', change({ columns: [{ width: 9, outline: 8 }] }), /7 级/u],
    ['breaks where the height is fitted', change({ print: { ...sheetOf([]).print, fit: { wide: 1, tall: 1 }, rowBreaks: [1] } }), /分页符/u],
    ['1,027 breaks', change({ print: { ...sheetOf([]).print, rowBreaks: Array.from({ length: 1027 }, (_, i) => i + 1) } }), /1026/u],
    ['a picture that is no PNG', change({ drawings: [{ kind: 'picture', name: 'x', alternative: 'x', at: all, png: Uint8Array.of(1) }] }), /PNG/u],
    ['a picture without a size', change({ drawings: [{ kind: 'picture', name: 'x', alternative: 'x', at: { row: 1, column: 1, width: 0, height: 1 }, png: RED_PNG }] }), /大小/u],
    ['a chart of a block', change({ drawings: [{ ...LINE_CHART, categories: { range: all } }] }), /一行或一列/u],
    ['a chart with text among its figures', change({ drawings: [{ ...LINE_CHART, categories: { range: { ...all, right: 1 } }, series: [{ name: 'x', colour: '000000', values: { range: { ...all, right: 1 } } }] }] }), /文字“甲”/u],
    ['a chart whose series is short', change({ drawings: [{ ...LINE_CHART, categories: { range: { ...all, right: 1 } }, series: [{ name: 'x', colour: '000000', values: { range: { top: 1, left: 2, bottom: 1, right: 2 } } }] }] }), /对不上/u],
    ['a property beyond 255', { ...change({}), properties: [{ name: 'x', value: 'x'.repeat(256) }] }, /“x”长 256/u],
    ['a property twice', { ...change({}), properties: [{ name: 'x', value: '' }, { name: 'X', value: '' }] }, /用了两次/u],
  ])('%s', async (_, model, message) => {
    const made = writeWorkbook(model)
    await expect(made).rejects.toThrow(WorkbookError)
    await expect(made).rejects.toThrow(message)
  })

  test.each(['合计', 'a.b', '_x', '\\y', '一1', 'R1C1x', 'ABCD1'])('the name %s is legal', (name) => expect(isLegalName(name)).toBe(true))
  test.each(['', 'A1', 'xfd1048576', 'R', 'c', 'R1C1', '1a', 'a b', "a'b", '=a', '_xlnm.x', 'a'.repeat(256), 'TRUE'])('the name %j is not', (name) => expect(isLegalName(name)).toBe(false))
})

describe('a workbook of everything', () => {
  let bytes: Uint8Array
  let file: string
  let parts: Record<string, Uint8Array>
  let book: WorkBook
  beforeAll(async () => {
    bytes = await writeWorkbook(FULL_BOOK)
    file = save(folder, 'everything.xlsx', bytes)
    parts = unzipSync(bytes)
    book = read(bytes, { cellStyles: true })
  })

  test('has no fault for the Open XML SDK', async () => expect(await validatorFaults(file)).toEqual([]))

  test('is the same bytes each time, and names no one and nothing outside', async () => {
    const sha = (b: Uint8Array): string => createHash('sha256').update(b).digest('hex')
    expect(sha(await writeWorkbook(structuredClone(FULL_BOOK)))).toBe(sha(bytes))
    for (const [path, part] of Object.entries(parts)) if (path.endsWith('.rels')) expect(strFromU8(part)).not.toContain('TargetMode')
  })

  test('links lead to the sheet by the name that it really has', () => {
    expect((book.Sheets['明细 表']?.['A3'] as { l: unknown }).l).toMatchObject({ Target: "#'年度曲线'!A4" })
  })

  test('hidden sheets, outline, breaks and zoom stand in the file', () => {
    expect(book.Workbook?.Sheets?.map((s) => s.Hidden)).toEqual([2, 0, 0, 0])
    const xml = strFromU8(parts['xl/worksheets/sheet2.xml']!)
    for (const piece of ['zoomScale="85"', 'outlineLevel="1"', 'summaryBelow="0"', '<rowBreaks count="2" manualBreakCount="2"><brk id="2"', '<colBreaks', 'firstPageNumber="7"', 'pageOrder="overThenDown"', 'verticalCentered="1"', 'activeCell="B3"']) expect(xml).toContain(piece)
    expect(strFromU8(parts['xl/workbook.xml']!)).toContain('activeTab="2"')
  })

  test('only the styles that its cells use are in the file', async () => {
    const styles = strFromU8(unzipSync(await writeWorkbook(bookOf(sheetOf([['甲']]))))['xl/styles.xml']!)
    expect(/<cellXfs count="(\d+)"/u.exec(styles)?.[1]).toBe('2')
  })

  test('one picture in two places is in the file once; both say what they show', () => {
    expect(Object.keys(parts).filter((p) => p.startsWith('xl/media/'))).toEqual(['xl/media/image1.png'])
    expect(strFromU8(parts['xl/drawings/drawing3.xml']!).match(/descr="[^"]+"/gu)).toHaveLength(4)
  })

  test('a chart names its cells and carries their figures; after August the line ends', () => {
    const xml = strFromU8(parts['xl/charts/chart1.xml']!)
    expect(xml).toContain("<c:f>'数据'!$C$2:$C$13</c:f>")
    expect(xml).toContain('<c:ptCount val="12"/><c:pt idx="0"><c:v>12</c:v></c:pt>')
    expect(xml).toContain('<c:pt idx="7"><c:v>96</c:v></c:pt></c:numCache>')
    expect(xml).toContain('<a:prstDash val="dash"/>')
  })

  describeWith(['python3-openpyxl'], 'read by openpyxl', () => {
    let found: PythonFeatures
    beforeAll(async () => {
      found = await readFeatures(file)
    })

    test('gives properties, names, states and protection', () => {
      expect(found.properties).toMatchObject({ title: '重点项目月报', subject: '2020 年 3 月', keywords: '月报；重点项目', category: '月报', creator: '某局' })
      expect(found.names).toEqual({ 选项表: "'数据'!$D$2:$D$13" })
      expect(found.sheets.map((s) => s.state)).toEqual(['veryHidden', 'visible', 'visible', 'visible'])
      expect(found.sheets[3]).toMatchObject({ locked: true, allowed: { sort: true, autoFilter: true, insertRows: true, formatColumns: true, deleteRows: false }, unlockedCells: ['B2', 'C2', 'D2', 'E2', 'B3', 'C3', 'D3', 'E3'] })
    })

    test('gives links, filter, breaks, validations, conditions and charts', () => {
      expect(found.sheets[1]).toMatchObject({ filter: 'A1:D6', rowBreaks: [2, 3], links: { A3: ["'年度曲线'!A4", '到曲线：“甲” & <乙>\n第二行'], A4: ["'填报'!B2", null] } })
      expect(found.sheets[2]).toMatchObject({ charts: 2 })
      expect(found.sheets[3]?.validations).toEqual([
        ['decimal', 'greaterThanOrEqual', '0', null, 'B2:B3'], ['date', null, '43831', '44196', 'C2:C3'], ['list', null, "'数据'!$D$2:$D$13", null, 'D2'], ['list', null, '"是,否"""', null, 'D3 D9:D12'],
        ['textLength', 'lessThanOrEqual', '200', null, 'E2:E3'], ['list', null, '选项表', null, 'E20'], ['custom', null, 'ISNUMBER(E21)', null, 'E21'], ['whole', 'greaterThanOrEqual', '-9999999999999', null, 'E22'],
      ])
      expect(found.sheets[3]?.conditions).toEqual([['B2:B3', 'AND(B2<>"",B2<20)', 'FFFDECB2'], ['E2:E3', "E2='数据'!$D$2", null]])
    })
  })

  describeWith(['LibreOffice Calc', 'poppler-utils (pdftotext)'], 'printed by LibreOffice', () => {
    test('breaks, page numbers, one page for a fitted sheet, the chart with its words; no hidden sheet', async () => {
      const pdf = await convertWithLibreOffice(folder, file, 'pdf')
      const pages = (await pdfPages(pdf)).map((p) => p.replace(/\s/gu, ''))
      // Two rows of pages by two columns of 明细表, the fitted 年度曲线, and 填报.
      expect(pages).toHaveLength(6)
      expect(pages.slice(0, 4).map((p) => /第(\d+)页/u.exec(p)?.[1])).toEqual(['7', '8', '9', '10'])
      expect(pages[2]).toContain('=20')
      for (const word of ['年度投资曲线', '累计计划', '累计完成', '月份', '万元', '12月']) expect(pages[4]).toContain(word)
      expect(pages.join('')).not.toContain('选项12')
      expect((await pdfPageSizes(pdf)).every((s, i) => s.width > s.height === i < 5)).toBe(true)
    })
  })
})

test('dates in rules are days, whatever the time zone', async () => {
  const rule = { kind: 'date', min: dateOnly('2020-02-29'), max: null } as const
  expect(strFromU8(unzipSync(await writeWorkbook(change({ validations: [{ ranges: [all], rule }] })))['xl/worksheets/sheet1.xml']!)).toContain('<formula1>43890</formula1>')
})
