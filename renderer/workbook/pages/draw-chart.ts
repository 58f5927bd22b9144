import { shownValue, type ChartModel, type ChartSeries, type DataRange, type DrawingModel, type SheetModel, type WorkbookModel } from '../model'
import { MM } from '../page-setup'
import { textUnits } from '../text-measure'
import { BASELINE, rectangle, round, type DrawnText, type Graphic, type PageDrawing, type Ruled, type Stroke } from './drawing'
import { columnWidth, rowHeight, sizeOf } from './measures'
import { formatNumber } from './number-format'
import type { PagePlan } from './paginate'
import { contentSize, cornerOf, type Box } from './place-cells'
import { niceAxis } from './nice-axis'

const GRID = 'DFE3E8'
const AXIS = '8A94A3'
const INK = '1D2733'

/** Charts and pictures of the sheet that stand on this page, in natural points. */
export function drawDrawings(model: WorkbookModel, sheet: SheetModel, plan: PagePlan): Pick<PageDrawing, 'over' | 'pictures'> {
  const page = contentSize(sheet, plan)
  const placed = (sheet.drawings ?? []).map((drawing) => ({ drawing, box: boxOf(sheet, plan, drawing) })).filter(({ box }) => box.x < page.width && box.y < page.height && box.x + box.width > 0 && box.y + box.height > 0)
  return {
    over: placed.flatMap(({ drawing, box }) => (drawing.kind === 'picture' ? [] : drawChart(model, sheet, drawing, box))),
    pictures: placed.flatMap(({ drawing, box }) => (drawing.kind === 'picture' ? [{ box, source: `data:image/png;base64,${base64(drawing.png)}`, words: drawing.alternative }] : [])),
  }
}

function boxOf(sheet: SheetModel, plan: PagePlan, { at }: DrawingModel): Box {
  if ('row' in at) return { ...cornerOf(sheet, plan, at.row, at.column), width: at.width * MM, height: at.height * MM }
  const corner = cornerOf(sheet, plan, at.top, at.left)
  return { ...corner, width: sizeOf({ first: at.left, last: at.right }, (c) => columnWidth(sheet, c)), height: sizeOf({ first: at.top, last: at.bottom }, (r) => rowHeight(sheet, r)) }
}

/** A simple drawing of a native chart: its ground and grid, then its lines or columns over them, with title and legend. */
function drawChart(model: WorkbookModel, own: SheetModel, chart: ChartModel, box: Box): Graphic[] {
  const size = chart.fontSize ?? 10
  const font = chart.font ?? '宋体'
  const texts: DrawnText[] = []
  const write = (text: string, x: number, y: number, anchor: DrawnText['anchor'], scale = 1, bold = false): void => {
    texts.push({ text, x: round(x), y: round(y), length: round((textUnits(text) * size * scale) / 2), anchor, font, size: size * scale, bold, line: null, colour: INK, clip: null })
  }
  const labels = cellsOf(model, own, chart.categories).map((v) => String(v ?? ''))
  const values = chart.series.map((s) => cellsOf(model, own, s.values).map((v) => (typeof v === 'number' ? v : null)))
  const axis = niceAxis(values.flat().filter((v) => v !== null), chart.valueAxis.min, chart.valueAxis.max)
  const marks = axis.marks.map((mark) => ({ mark, text: formatNumber(mark, chart.valueAxis.format).trim() }))
  const wide = Math.max(...marks.map((m) => textUnits(m.text))) * size / 2
  const plot = {
    x: box.x + wide + 14 + (chart.valueAxis.title === null ? 0 : size * 1.4), y: box.y + 10 + (chart.title === null ? 0 : size * 2.4) + (chart.legend === 'top' ? size * 1.8 : 0),
    right: box.x + box.width - 12 - (chart.legend === 'right' ? size * 8 : 0), bottom: box.y + box.height - size * 2 - (chart.legend === 'bottom' ? size * 2 : 0) - (chart.categoryAxis.title === null ? 0 : size * 1.5),
  }
  const y = (value: number): number => plot.bottom - ((value - axis.min) / (axis.max - axis.min)) * (plot.bottom - plot.y)
  const step = (plot.right - plot.x) / Math.max(1, labels.length)
  const x = (i: number): number => plot.x + step * (i + 0.5)
  const every = Math.max(1, Math.ceil((Math.max(1, ...labels.map(textUnits)) * size) / 2 / step))
  if (chart.title !== null) write(chart.title, box.x + box.width / 2, box.y + 8 + size * 1.4, 'middle', 1.4, true)
  if (chart.valueAxis.title !== null) write(chart.valueAxis.title, box.x + 6, plot.y - size * 0.5, 'start')
  if (chart.categoryAxis.title !== null) write(chart.categoryAxis.title, (plot.x + plot.right) / 2, plot.bottom + size * 2.9, 'middle')
  for (const { mark, text } of marks) write(text, plot.x - 4, y(mark) + size * 0.35, 'end')
  labels.forEach((label, i) => i % every === 0 && write(label, x(i), plot.bottom + size * 1.4, 'middle'))
  const base = y(Math.min(axis.max, Math.max(axis.min, 0)))
  const drawn = chart.series.map((series, i) => (chart.kind === 'line' ? lineOf(series, values[i]!, x, y) : columnsOf(series, values[i]!, i, chart.series.length, step, x, y, base)))
  const legend = drawLegend(model, own, chart, box, size, write)
  const grid = axis.marks.map((m) => `M${round(plot.x)} ${round(y(m))}H${round(plot.right)}`).join('')
  return [
    { fills: [{ colour: 'FFFFFF', path: rectangle(box) }], rules: [{ colour: GRID, width: 0.75, dash: null, path: rectangle(box) + grid }], texts: [] },
    {
      fills: [...drawn.flatMap((d) => d.fills), ...legend.fills],
      rules: [...drawn.flatMap((d) => d.rules), ...legend.rules, { colour: AXIS, width: 0.75, dash: null, path: `M${round(plot.x)} ${round(base)}H${round(plot.right)}` }],
      texts,
    },
  ]
}

type Drawn = { readonly fills: readonly Stroke[]; readonly rules: readonly Ruled[] }
const DASHES = { dash: '5 3', dot: '1.5 2' } as const

/** A cell without a number is a gap in the line. */
function lineOf(series: ChartSeries, values: readonly (number | null)[], x: (i: number) => number, y: (v: number) => number): Drawn {
  let path = ''
  let dots = ''
  values.forEach((value, i) => {
    if (value === null) return
    path += `${i > 0 && (values[i - 1] ?? null) !== null ? 'L' : 'M'}${round(x(i))} ${round(y(value))}`
    dots += `M${round(x(i) - 2.5)} ${round(y(value))}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0z`
  })
  return { rules: [{ colour: series.colour, width: series.width ?? 2.25, dash: series.dash === undefined ? null : DASHES[series.dash], path }], fills: series.markers === true ? [{ colour: series.colour, path: dots }] : [] }
}

function columnsOf(series: ChartSeries, values: readonly (number | null)[], place: number, count: number, step: number, x: (i: number) => number, y: (v: number) => number, base: number): Drawn {
  // As wide as Excel draws them with a gap of 60 %.
  const width = step / (count + 0.6)
  const path = values.map((v, i) => (v === null ? '' : rectangle({ x: x(i) - (width * count) / 2 + width * place, y: Math.min(base, y(v)), width, height: Math.abs(base - y(v)) }))).join('')
  return { fills: [{ colour: series.colour, path }], rules: [] }
}

function drawLegend(model: WorkbookModel, own: SheetModel, chart: ChartModel, box: Box, size: number, write: (text: string, x: number, y: number, anchor: DrawnText['anchor']) => void): Drawn {
  const fills: Stroke[] = []
  const rules: Ruled[] = []
  if (chart.legend === null) return { fills, rules }
  const names = chart.series.map(({ name }) => (typeof name === 'string' ? name : String(cellsOf(model, own, { ...(name.sheet === undefined ? {} : { sheet: name.sheet }), range: { top: name.row, left: name.column, bottom: name.row, right: name.column } })[0] ?? '')))
  const widths = names.map((n) => 28 + (textUnits(n) * size) / 2)
  const upright = chart.legend === 'right'
  let x = upright ? box.x + box.width - size * 7.5 : box.x + (box.width - widths.reduce((a, b) => a + b, 0)) / 2
  let y = upright ? box.y + box.height / 2 - (names.length * size * 1.6) / 2 : chart.legend === 'top' ? box.y + (chart.title === null ? size * 1.5 : size * 3.2) : box.y + box.height - size
  chart.series.forEach((series, i) => {
    const middle = y - size * (BASELINE - 0.65)
    if (chart.kind === 'line') rules.push({ colour: series.colour, width: series.width ?? 2.25, dash: series.dash === undefined ? null : DASHES[series.dash], path: `M${round(x)} ${round(middle)}h16` })
    else fills.push({ colour: series.colour, path: rectangle({ x: x + 4, y: middle - 4, width: 8, height: 8 }) })
    write(names[i]!, x + 20, y, 'start')
    if (upright) y += size * 1.6
    else x += widths[i]!
  })
  return { fills, rules }
}

function cellsOf(model: WorkbookModel, own: SheetModel, { sheet: key, range }: DataRange): (string | number | null)[] {
  const sheet = key === undefined ? own : (model.sheets.find((s) => (s.key ?? s.name) === key) ?? own)
  const found: (string | number | null)[] = []
  for (let row = range.top; row <= range.bottom; row += 1) for (let column = range.left; column <= range.right; column += 1) found.push(shownValue(sheet.rows[row - 1]?.cells[column - 1]?.value ?? null))
  return found
}

function base64(bytes: Uint8Array): string {
  let text = ''
  // In steps: one call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
