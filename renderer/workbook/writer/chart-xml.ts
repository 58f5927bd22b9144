import { absoluteRange } from '../addresses'
import type { FontName } from '../house-style'
import { shownValue, WorkbookError, type AxisModel, type CellModel, type CellRange, type ChartModel, type ChartSeries, type DataRange } from '../model'
import { cleanText, escapeXml, shortened } from '../xml-text'
import type { NamedSheet, SheetFinder } from './sheet-finder'
import { tag, XML_HEAD } from './xml'

const CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart'
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main'
const EMU_PER_POINT = 12_700
const TEXT_LIMIT = 255
const INK = '1D2733'
const GRID = 'DFE3E8'
const AXIS = '8A94A3'
/** Any two numbers: the axes call each other by them. */
const [CATEGORY_AXIS, VALUE_AXIS] = ['500001', '500002']

interface Lettering {
  readonly font: FontName
  /** In points. */
  readonly size: number
}

/** A chart's own part. Cached labels and figures are read from the cells of the model, so they cannot say anything else. */
export function chartXml(chart: ChartModel, own: NamedSheet, book: SheetFinder): string {
  const lettering = { font: chart.font ?? '宋体', size: chart.fontSize ?? 10 }
  if (chart.series.length === 0) throw new WorkbookError(`图“${chart.name}”没有数据，不能导出`)
  const sheetOf = (range: DataRange): NamedSheet => (range.sheet === undefined ? own : book.find(range.sheet))
  const cells = (range: DataRange): (CellModel | null)[] => cellsOf(sheetOf(range), range.range, chart.name)
  const categories = cells(chart.categories)
  const series = chart.series.map((s, i) => {
    const values = cells(s.values)
    if (values.length !== categories.length) throw new WorkbookError(`图“${chart.name}”的数据有 ${values.length} 个，横轴有 ${categories.length} 个，对不上，不能导出`)
    return seriesXml(chart.kind, s, i, seriesName(s, own, book, chart.name), [
      tag('c:cat', {}, tag('c:strRef', {}, formula(sheetOf(chart.categories), chart.categories.range), textCache(categories.map(shownText)))),
      tag('c:val', {}, tag('c:numRef', {}, formula(sheetOf(s.values), s.values.range), numberCache(values.map((v) => plainNumber(v, chart.name)), chart.valueAxis.format))),
    ])
  })
  const axes = tag('c:axId', { val: CATEGORY_AXIS }) + tag('c:axId', { val: VALUE_AXIS })
  const plot = chart.kind === 'line'
    ? tag('c:lineChart', {}, tag('c:grouping', { val: 'standard' }), tag('c:varyColors', { val: 0 }), ...series, tag('c:marker', { val: 1 }), axes)
    : tag('c:barChart', {}, tag('c:barDir', { val: 'col' }), tag('c:grouping', { val: 'clustered' }), tag('c:varyColors', { val: 0 }), ...series, tag('c:gapWidth', { val: '60' }), axes)
  return XML_HEAD + tag('c:chartSpace', { 'xmlns:c': CHART, 'xmlns:a': DRAWING, 'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships' },
    tag('c:date1904', { val: 0 }), tag('c:roundedCorners', { val: 0 }),
    tag('c:chart', {},
      titleXml(chart.title, { ...lettering, size: lettering.size * 1.4 }, true), tag('c:autoTitleDeleted', { val: chart.title === null ? '1' : '0' }),
      tag('c:plotArea', {}, '<c:layout/>', plot, categoryAxisXml(chart.categoryAxis.title, lettering), valueAxisXml(chart.valueAxis, lettering), tag('c:spPr', {}, '<a:noFill/>')),
      chart.legend === null ? undefined : tag('c:legend', {}, tag('c:legendPos', { val: chart.legend.slice(0, 1) }), tag('c:overlay', { val: 0 }), textXml(lettering)),
      // Figures on a hidden sheet or in folded rows stay in the chart.
      tag('c:plotVisOnly', { val: 0 }), tag('c:dispBlanksAs', { val: 'gap' })),
    tag('c:spPr', {}, fill('FFFFFF'), lineXml(GRID, 0.75)), textXml(lettering))
}

function seriesXml(kind: ChartModel['kind'], series: ChartSeries, at: number, name: string, data: readonly string[]): string {
  const head = [tag('c:idx', { val: at }), tag('c:order', { val: at }), tag('c:tx', {}, name)]
  if (kind === 'column') return tag('c:ser', {}, ...head, tag('c:spPr', {}, fill(series.colour)), tag('c:invertIfNegative', { val: 0 }), ...data)
  const mark = series.markers === true
    ? tag('c:marker', {}, tag('c:symbol', { val: 'circle' }), tag('c:size', { val: '5' }), tag('c:spPr', {}, fill(series.colour), lineXml(series.colour, 0.75)))
    : tag('c:marker', {}, tag('c:symbol', { val: 'none' }))
  return tag('c:ser', {}, ...head, tag('c:spPr', {}, lineXml(series.colour, series.width ?? 2.25, series.dash)), mark, ...data, tag('c:smooth', { val: 0 }))
}

function seriesName({ name }: ChartSeries, own: NamedSheet, book: SheetFinder, chart: string): string {
  if (typeof name === 'string') return tag('c:v', {}, textOf(name))
  const sheet = name.sheet === undefined ? own : book.find(name.sheet)
  const range = { top: name.row, bottom: name.row, left: name.column, right: name.column }
  return tag('c:strRef', {}, formula(sheet, range), textCache(cellsOf(sheet, range, chart).map(shownText)))
}

function categoryAxisXml(title: string | null, lettering: Lettering): string {
  return tag('c:catAx', {}, tag('c:axId', { val: CATEGORY_AXIS }), scaling(), tag('c:delete', { val: 0 }), tag('c:axPos', { val: 'b' }), titleXml(title, lettering, false),
    tag('c:numFmt', { formatCode: 'General', sourceLinked: 0 }), tag('c:majorTickMark', { val: 'out' }), tag('c:minorTickMark', { val: 'none' }), tag('c:tickLblPos', { val: 'low' }),
    tag('c:spPr', {}, lineXml(AXIS, 0.75)), textXml(lettering), tag('c:crossAx', { val: VALUE_AXIS }), tag('c:crosses', { val: 'autoZero' }), tag('c:auto', { val: 0 }),
    tag('c:lblAlgn', { val: 'ctr' }), tag('c:lblOffset', { val: '100' }), tag('c:noMultiLvlLbl', { val: 1 }))
}

function valueAxisXml({ title, format, min, max }: AxisModel, lettering: Lettering): string {
  return tag('c:valAx', {}, tag('c:axId', { val: VALUE_AXIS }), scaling(min, max), tag('c:delete', { val: 0 }), tag('c:axPos', { val: 'l' }),
    tag('c:majorGridlines', {}, tag('c:spPr', {}, lineXml(GRID, 0.5))), titleXml(title, lettering, false, -5_400_000),
    tag('c:numFmt', { formatCode: format, sourceLinked: 0 }), tag('c:majorTickMark', { val: 'none' }), tag('c:minorTickMark', { val: 'none' }), tag('c:tickLblPos', { val: 'nextTo' }),
    tag('c:spPr', {}, '<a:ln><a:noFill/></a:ln>'), textXml(lettering), tag('c:crossAx', { val: CATEGORY_AXIS }), tag('c:crosses', { val: 'autoZero' }), tag('c:crossBetween', { val: 'between' }))
}

function scaling(min?: number, max?: number): string {
  for (const limit of [min, max]) if (limit !== undefined && !Number.isFinite(limit)) throw new WorkbookError('图的纵轴范围不是有限的数，不能导出')
  return tag('c:scaling', {}, tag('c:orientation', { val: 'minMax' }), max === undefined ? undefined : tag('c:max', { val: max }), min === undefined ? undefined : tag('c:min', { val: min }))
}

function titleXml(title: string | null, lettering: Lettering, bold: boolean, rotation?: number): string | undefined {
  if (title === null || title.trim() === '') return undefined
  const lines = shortened(cleanText(title), TEXT_LIMIT).split('\n')
  return tag('c:title', {}, tag('c:tx', {}, tag('c:rich', {}, tag('a:bodyPr', { rot: rotation, vert: rotation === undefined ? undefined : 'horz' }), '<a:lstStyle/>',
    ...lines.map((line) => tag('a:p', {}, tag('a:pPr', {}, runXml('a:defRPr', lettering, bold)), tag('a:r', {}, runXml('a:rPr', lettering, bold), tag('a:t', {}, escapeXml(line))))))), tag('c:overlay', { val: 0 }))
}

function textXml(lettering: Lettering): string {
  return tag('c:txPr', {}, '<a:bodyPr/><a:lstStyle/>', tag('a:p', {}, tag('a:pPr', {}, runXml('a:defRPr', lettering, false)), tag('a:endParaRPr', { lang: 'zh-CN' })))
}

function runXml(name: 'a:defRPr' | 'a:rPr', { font, size }: Lettering, bold: boolean): string {
  return tag(name, { lang: name === 'a:rPr' ? 'zh-CN' : undefined, sz: Math.round(size * 100), b: bold ? '1' : '0' }, fill(INK), tag('a:latin', { typeface: font }), tag('a:ea', { typeface: font }), tag('a:cs', { typeface: font }))
}

function fill(colour: string): string {
  return tag('a:solidFill', {}, tag('a:srgbClr', { val: colour }))
}

function lineXml(colour: string, width: number, dash?: 'dash' | 'dot'): string {
  return tag('a:ln', { w: Math.round(width * EMU_PER_POINT), cap: 'rnd' }, fill(colour), dash === undefined ? undefined : tag('a:prstDash', { val: dash === 'dash' ? 'dash' : 'sysDot' }), '<a:round/>')
}

function formula(sheet: NamedSheet, range: CellRange): string {
  return tag('c:f', {}, escapeXml(absoluteRange(sheet.name, range)))
}

function textOf(text: string): string {
  return escapeXml(shortened(cleanText(text), TEXT_LIMIT))
}

function textCache(texts: readonly string[]): string {
  return tag('c:strCache', {}, tag('c:ptCount', { val: texts.length }), ...texts.map((text, idx) => tag('c:pt', { idx }, tag('c:v', {}, textOf(text)))))
}

function numberCache(numbers: readonly (number | null)[], format: string): string {
  return tag('c:numCache', {}, tag('c:formatCode', {}, escapeXml(format)), tag('c:ptCount', { val: numbers.length }),
    ...numbers.map((n, idx) => (n === null ? '' : tag('c:pt', { idx }, tag('c:v', {}, String(n))))))
}

/** The cells of a range of one row or one column. */
function cellsOf({ model }: NamedSheet, { top, left, bottom, right }: CellRange, chart: string): (CellModel | null)[] {
  if (top > bottom || left > right || (top !== bottom && left !== right)) throw new WorkbookError(`图“${chart}”的数据不是一行或一列，不能导出`)
  const found: (CellModel | null)[] = []
  for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) found.push(model.rows[row - 1]?.cells[column - 1] ?? null)
  return found
}

/** A figure of a series; null is a gap. A text would be drawn as 0, so it is refused. */
function plainNumber(cell: CellModel | null, chart: string): number | null {
  const shown = shownValue(cell?.value ?? null)
  if (typeof shown === 'string') throw new WorkbookError(`图“${chart}”的数据里有文字“${shortened(shown, 20)}”，会画成 0，不能导出`)
  return shown !== null && Number.isFinite(shown) ? shown : null
}

function shownText(cell: CellModel | null): string {
  return String(shownValue(cell?.value ?? null) ?? '')
}
