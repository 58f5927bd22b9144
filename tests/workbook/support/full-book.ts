import { dateOnly } from '@/domain/period'
import type { CellModel, CellValue, ChartModel, SheetModel, WorkbookModel } from '@/workbook/model'
import type { StyleKind } from '@/workbook/house-style'
import { onSheet } from '@/workbook/sheet-keys'
import { sheetOf } from './models'

const MONTHS = 12
const cell = (value: CellValue, style: StyleKind = 'text'): CellModel => ({ value, style })

/** A red square of 2 × 2. */
export const RED_PNG = Uint8Array.from(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==', 'base64'))

export const LINE_CHART: ChartModel = {
  kind: 'line', name: '计划与实际', alternative: '2020 年各月累计计划与累计完成两条线，到 8 月完成 96 万元，计划 80 万元', at: { top: 4, left: 1, bottom: 24, right: 9 },
  title: '年度投资曲线', categories: { sheet: 'data', range: { top: 2, left: 1, bottom: 13, right: 1 } },
  series: [
    { name: { sheet: 'data', row: 1, column: 2 }, values: { sheet: 'data', range: { top: 2, left: 2, bottom: 13, right: 2 } }, colour: '8A94A3', dash: 'dash' },
    { name: '累计完成', values: { sheet: 'data', range: { top: 2, left: 3, bottom: 13, right: 3 } }, colour: '14546B', markers: true },
  ],
  categoryAxis: { title: '月份' }, valueAxis: { title: '万元', format: '#,##0', min: 0 }, legend: 'bottom',
}

/** The hidden sheet that the chart and a list take their cells from: no figure after August. */
const data = sheetOf([], {
  name: '数据', key: 'data', hidden: 'veryHidden',
  rows: [
    { height: null, cells: [cell('月份'), cell('累计计划'), cell('累计完成'), cell('选项')] },
    ...Array.from({ length: MONTHS }, (_, m) => ({
      height: null, cells: [cell(`${m + 1}月`), cell((m + 1) * 10, 'money'), m < 8 ? cell({ formula: `B${m + 2}*1.2`, result: (m + 1) * 12 }, 'money') : cell(null, 'unknown'), cell(`选项${m + 1}`)],
    })),
  ],
  columns: [8, 12, 12, 10].map((width) => ({ width })),
  names: [{ name: '选项表', range: { top: 2, left: 4, bottom: 13, right: 4 } }],
})

/** Links, outline, filter, rich text, page breaks. */
const list: SheetModel = sheetOf([], {
  name: "明细'表", key: 'list', tabColour: '14546B', zoom: 85, activeCell: { row: 3, column: 2 }, frozen: { rows: 1, columns: 0 }, summaryAbove: true, gridlines: true,
  columns: [{ width: 18 }, { width: 16 }, { width: 14, outline: 1 }, { width: 10, hidden: true }],
  rows: [
    { height: 24, cells: [cell('项目', 'header'), cell('变化', 'header'), cell('金额', 'header'), cell('备注', 'header')] },
    { height: null, cells: [cell('合计', 'totalLabel'), cell(null, 'totalText'), cell({ formula: 'SUBTOTAL(109,C3:C6)', result: 100 }, 'totalMoney'), cell(null, 'totalText')], collapsed: true },
    { height: 40, cells: [cell('甲', 'link'), cell({ rich: [{ text: '１０\n', struck: true, colour: '6B7280', size: 9 }, { text: '=20', bold: true }] }), cell(10, 'money'), cell(null)] },
    { height: null, outline: 1, hidden: true, cells: [cell('乙', 'link'), cell({ rich: [] }), cell(20, 'money'), cell(null)] },
    { height: null, outline: 1, hidden: true, cells: [cell('丙', 'link'), cell('_x0041_'), cell(30, 'money'), cell(null)] },
    { height: null, outline: 1, hidden: true, cells: [cell('丁', 'link'), cell({ formula: `${onSheet('data', 'C2')}+${onSheet('data', 'B4')}-2`, result: 40 }), cell(40, 'money'), cell(null)] },
  ],
  filter: { top: 1, left: 1, bottom: 6, right: 4 },
  links: [{ row: 3, column: 1, to: { sheet: 'chart', row: 4, column: 1 }, tip: '到曲线：“甲” & <乙>\n第二行' }, { row: 4, column: 1, to: { sheet: 'entry', row: 2, column: 2 } }],
  print: {
    paper: 'A4', landscape: true, repeatedRows: { first: 1, last: 1 }, repeatedColumns: { first: 1, last: 1 }, area: { top: 1, left: 1, bottom: 6, right: 4 }, header: {}, footer: { centre: ['第 ', { field: 'page' }, ' 页'] },
    fit: { wide: null, tall: null }, rowBreaks: [3, 2], columnBreaks: [2], centred: { horizontally: true, vertically: true }, firstPage: 7, overThenDown: true,
    margins: { left: 10, right: 10, top: 15, bottom: 15, header: 5, footer: 5 },
  },
})

const chart = sheetOf([['曲线'], [null], ['图']], {
  name: '年度曲线', key: 'chart', drawings: [
    LINE_CHART,
    { ...LINE_CHART, kind: 'column', name: '柱', at: { row: 26, column: 1, width: 150, height: 60 }, title: null, legend: 'right' },
    { kind: 'picture', name: '章', alternative: '红色的方块', at: { row: 1, column: 10, width: 20, height: 20 }, png: RED_PNG },
    { kind: 'picture', name: '章', alternative: '同一个方块', at: { top: 4, left: 10, bottom: 6, right: 10 }, png: RED_PNG },
  ],
  notes: [{ row: 1, column: 1, text: '批注' }],
  print: { paper: 'A4', landscape: true, repeatedRows: null, area: { top: 1, left: 1, bottom: 40, right: 12 }, header: {}, footer: {}, fit: { wide: 1, tall: 1 } },
})

/** What a unit fills in. */
const entry = sheetOf([['项目', '本月完成', '日期', '选项', '说明'], ['甲', 12.5, { date: dateOnly('2020-03-05') }, '选项1', '=不是公式'], ['乙', null, null, null, null]], {
  name: '填报', key: 'entry',
  protection: { unlocked: [{ top: 2, left: 2, bottom: 3, right: 5 }], allow: ['sort', 'filter', 'insertRows', 'formatColumns'] },
  validations: [
    { ranges: [{ top: 2, left: 2, bottom: 3, right: 2 }], rule: { kind: 'decimal', min: 0, max: null }, prompt: { title: '本月完成投资', text: '请填万元数，如 123.50' }, error: { title: '看不懂这个数', text: '请填不小于 0 的万元数，\n如 123.50' } },
    { ranges: [{ top: 2, left: 3, bottom: 3, right: 3 }], rule: { kind: 'date', min: dateOnly('2020-01-01'), max: dateOnly('2020-12-31') }, only: 'warning' },
    { ranges: [{ top: 2, left: 4, bottom: 2, right: 4 }], rule: { kind: 'list', of: { sheet: 'data', range: { top: 2, left: 4, bottom: 13, right: 4 } } } },
    { ranges: [{ top: 3, left: 4, bottom: 3, right: 4 }, { top: 9, left: 4, bottom: 12, right: 4 }], rule: { kind: 'list', of: { words: ['是', '否"'] } } },
    { ranges: [{ top: 2, left: 5, bottom: 3, right: 5 }], rule: { kind: 'textLength', min: null, max: 200 } },
    { ranges: [{ top: 20, left: 5, bottom: 20, right: 5 }], rule: { kind: 'list', of: { name: '选项表' } } },
    { ranges: [{ top: 21, left: 5, bottom: 21, right: 5 }], rule: { kind: 'formula', formula: 'ISNUMBER(E21)' } },
    { ranges: [{ top: 22, left: 5, bottom: 22, right: 5 }], rule: { kind: 'whole', min: null, max: null } },
  ],
  conditions: [
    { ranges: [{ top: 2, left: 2, bottom: 3, right: 2 }], formula: 'AND(B2<>"",B2<20)', look: { fill: 'FDECB2', colour: '7A4D00', bold: true }, stop: true },
    { ranges: [{ top: 2, left: 5, bottom: 3, right: 5 }], formula: `E2=${onSheet('data', '$D$2')}`, look: { struck: true } },
  ],
})

/** A workbook with at least one of everything that a model can say. */
export const FULL_BOOK: WorkbookModel = {
  title: '重点项目月报', subject: '2020 年 3 月', keywords: ['月报', '重点项目'], category: '月报', author: '某局', company: '某县某局', madeOn: dateOnly('2020-03-31'),
  properties: [{ name: 'ledgerId', value: '01ABC' }, { name: 'sums.sha256', value: '<&>"\'中文'.repeat(20) }],
  sheets: [data, list, chart, entry], opensAt: 'chart', lockStructure: true,
}
