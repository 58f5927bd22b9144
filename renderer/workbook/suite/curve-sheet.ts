import { FEN_PER_UNIT, moneyAsNumber, type Fen } from '@/domain/money'
import { formatPeriod, monthOf, yearOf } from '@/domain/period'
import type { Ratio } from '@/domain/ratio'
import { rateBasis } from '@/domain/reconcile'
import { curveOf } from '@/domain/year-course'
import { quotient } from '../monthly-figures'
import { NO_RATE } from '../monthly-formulas'
import type { ChartModel } from '../model'
import type { StyleKind } from '../house-style'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { put, SheetBuilder, type Placed } from './sheet-builder'
import { addHead, addSignature, finish, moneyWidth, pageWidths, TABS, type TableColumn } from './sheet-frame'

const KEY = 'curve'
const PLAN_COLOUR = '8A939E'
const DONE_COLOUR = '14546B'

/** `年度曲线`: plan and actual month by month, with a native line chart and a column chart. */
export function curveSheets({ data }: BookPlan): MadeSheets {
  const { options, items } = data
  const { unit, paper, period } = options
  const year = yearOf(period)
  const entries = items.map((i) => i.entry)
  const { planned, leftOut } = rateBasis(entries, period)
  const points = curveOf(entries, year, monthOf(period))
  const whole = planned ?? (0 as Fen)
  const width = moneyWidth([whole, ...points.map((p) => p.completed)], unit, 13)
  const columns: TableColumn[] = [
    { label: '月份', width: 12, grows: 0.5 }, { label: '当月计划', width, grows: 1 }, { label: '当月完成', width, grows: 1 }, { label: '累计计划', width, grows: 1 }, { label: '累计完成', width, grows: 1 },
    { label: '累计计划占年度%', width: 11, grows: 1 }, { label: '累计完成占年度%', width: 11, grows: 1 }, { label: '落后百分点', width: 10, grows: 1 },
  ]
  const sheet = new SheetBuilder(pageWidths(columns, paper, true))
  addHead(sheet, data, `${year}年重点项目投资曲线`)
  const header = sheet.add(columns.map((c) => put(c.label, 'header')), 24)
  const first = sheet.next
  const total = first + 12
  const amount: StyleKind = unit === '亿元' ? 'moneyYi' : 'money'
  let [duesBefore, doneBefore] = [0, 0 as number]
  points.forEach((point, i) => {
    const row = first + i
    const due = point.planned === null ? 0 : i === 11 ? whole : dueFen(point.planned, whole)
    const done = point.completed
    const reached = done !== null
    const cells: Placed[] = [
      put(`${i + 1}月`, 'centre'), put((due - duesBefore) / FEN_PER_UNIT[unit], amount),
      // A month without a figure is an empty cell: the chart would draw a word as 0.
      put(reached ? (done - doneBefore) / FEN_PER_UNIT[unit] : null, amount),
      put({ formula: `SUM(B$${first}:B${row})`, result: due / FEN_PER_UNIT[unit] }, amount),
      reached ? put({ formula: `SUM(C$${first}:C${row})`, result: moneyAsNumber(done, unit) }, amount) : put(null, amount),
      put({ formula: `IF($B$${total}>0,D${row}/$B$${total},"${NO_RATE}")`, result: whole > 0 ? due / whole : NO_RATE }, 'percent'),
      reached ? put({ formula: `IF($B$${total}>0,E${row}/$B$${total},"${NO_RATE}")`, result: whole > 0 ? quotient({ num: BigInt(done), den: BigInt(whole) }) : NO_RATE }, 'percent') : put(null, 'percent'),
      reached ? put({ formula: `IF(COUNT(F${row},G${row})<2,"${NO_RATE}",(F${row}-G${row})*100)`, result: (due / whole - done / whole) * 100 }, 'points') : put(null, 'points'),
    ]
    sheet.add(cells, 18)
    duesBefore = due
    if (reached) doneBefore = done
  })
  const totalAmount: StyleKind = unit === '亿元' ? 'totalMoneyYi' : 'totalMoney'
  const done = points.reduce<Fen | null>((last, p) => p.completed ?? last, null)
  sheet.add([
    put('全年', 'totalText'), put({ formula: `SUM(B${first}:B${first + 11})`, result: moneyAsNumber(whole, unit) }, totalAmount),
    put({ formula: `IF(COUNT(C${first}:C${first + 11})=0,"${NO_RATE}",SUM(C${first}:C${first + 11}))`, result: done === null ? NO_RATE : moneyAsNumber(done, unit) }, totalAmount),
    put(null, totalAmount), put(null, totalAmount), put({ formula: `F${first + 11}`, result: whole > 0 ? 1 : NO_RATE }, 'totalPercent'),
    put({ formula: `IF(OR(COUNT(C${total})=0,B${total}<=0),"${NO_RATE}",C${total}/B${total})`, result: done === null || whole <= 0 ? NO_RATE : quotient({ num: BigInt(done), den: BigInt(whole) }) }, 'totalPercent'),
    put(null, 'totalPoints'),
  ], 22)
  sheet.line(`只算有 ${year} 年度计划的 ${items.length - leftOut} 个项目${leftOut > 0 ? `；另有 ${leftOut} 个没有年度计划，它们的计划和完成都没有计入` : ''}。没有分月计划的项目按月平均，除不尽的取到百元。没有填报的月份不计入累计。`, 'remark', 18)
  sheet.gap(8)
  const top = sheet.next
  const chartRows = CHART_ROWS[paper]
  for (let i = 0; i < chartRows; i += 1) sheet.gap(16)
  addSignature(sheet, data)
  const charts = chartsAt({ top, bottom: top + chartRows - 1 }, first, header, `截至${formatPeriod(period)}`, done, whole)
  return finish(sheet, data, { key: KEY, name: '年度曲线', paper, landscape: true, header: null, tab: TABS.table, onePage: true, more: { drawings: charts } })
}

/** 百元 in 分. */
const HUNDRED_YUAN = 10_000n

/** What the plan asks for up to a month, in 分. A twelfth of a plan is mostly no whole number of them: it is given to 百元, the last month takes the rest. */
function dueFen({ num, den }: Ratio, whole: Fen): number {
  const product = num * BigInt(whole)
  if (product % den === 0n) return Number(product / den)
  return Number(((2n * product + den * HUNDRED_YUAN) / (2n * den * HUNDRED_YUAN)) * HUNDRED_YUAN)
}

/** Rows of 16 points that fill the page below the table. */
const CHART_ROWS = { A3: 24, A4: 15 } as const

function chartsAt({ top, bottom }: { top: number; bottom: number }, first: number, header: number, until: string, done: Fen | null, whole: Fen): ChartModel[] {
  const column = (c: number): { range: { top: number; bottom: number; left: number; right: number } } => ({ range: { top: first, bottom: first + 11, left: c, right: c } })
  const name = (c: number): { row: number; column: number } => ({ row: header, column: c })
  const share = done === null || whole <= 0 ? '没有完成数' : `累计完成占年度计划 ${((done / whole) * 100).toFixed(1)}%`
  return [
    {
      kind: 'line', name: '累计曲线', alternative: `折线图：各月累计计划与累计完成占年度计划的百分比，${until}${share}`, at: { top, left: 1, bottom, right: 4 }, title: '累计完成与计划（占年度计划）',
      categories: column(1), legend: 'bottom', categoryAxis: { title: null }, valueAxis: { title: null, format: '0%', min: 0 },
      series: [{ name: name(6), values: column(6), colour: PLAN_COLOUR, dash: 'dash' }, { name: name(7), values: column(7), colour: DONE_COLOUR, markers: true }],
    },
    {
      kind: 'column', name: '逐月投资', alternative: `柱形图：各月计划与完成的投资，${until}`, at: { top, left: 5, bottom, right: 8 }, title: '逐月计划与完成', categories: column(1), legend: 'bottom',
      categoryAxis: { title: null }, valueAxis: { title: null, format: '#,##0' },
      series: [{ name: name(2), values: column(2), colour: 'C7D7E5' }, { name: name(3), values: column(3), colour: DONE_COLOUR }],
    },
  ]
}
