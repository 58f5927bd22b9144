import { UNKNOWN_FIGURE } from '@/domain/money'
import { formatPeriod, type Period } from '@/domain/period'
import { quotient } from '../monthly-figures'
import { NO_RATE } from '../monthly-formulas'
import type { StyleKind } from '../house-style'
import type { ReportItem } from '../report-data'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { put, SheetBuilder, type Placed } from './sheet-builder'
import { addHead, finish, known, LIGHT_STYLES, money, moneyWidth, TABS } from './sheet-frame'
import { barCells, cellOf, chartScale, type BarCell, type ChartScale } from './wallchart-scale'

const BAR_STYLES: Readonly<Record<BarCell, readonly [StyleKind, StyleKind]>> = {
  空: ['barNone', 'barNoneNow'], 计划: ['barPlan', 'barPlanNow'], 完成: ['barDone', 'barDoneNow'], 超期: ['barLate', 'barLateNow'],
}
const FACTS = ['序号', '项目名称', '责任单位', '包联领导', '总投资', '占总投资%', '占年度计划%', '预警'] as const
/** Units of column width that the cells of time share on an A3 page. */
const CHART_WIDTH = 92

/** `挂图作战图`: all projects against time, on A3, to be hung on the wall. Its bars are cells: no picture. */
export function wallchartSheets({ data, cardRows }: BookPlan): MadeSheets {
  const { options, items, groups } = data
  const scale = chartScale(items.map((i) => i.entry.project), options.period)
  const now = cellOf(scale, options.period)
  const cell = Math.round((CHART_WIDTH / scale.cells) * 100) / 100
  const facts = [4.5, 30, 13, 9, moneyWidth(items.map((i) => i.entry.project.totalInvestment), options.unit, 10, 10), 9.2, 9.6, 5]
  const sheet = new SheetBuilder([...facts, ...Array.from({ length: scale.cells }, () => cell)])
  addHead(sheet, data, '重点项目挂图作战图')
  addLegend(sheet, scale, options.period)
  const first = addTimeHeader(sheet, scale, now)
  let number = 0
  for (const { label, items: own } of groups) {
    sheet.add([put(label, 'groupLabel', 2), put(`${own.length} 个项目`, 'groupText', 6), put(null, 'groupText', scale.cells)], 18)
    for (const item of own) {
      number += 1
      const { project } = item.entry
      const card = cardRows.get(project.id)
      const { completionRate, shareOfTotal } = item.figures
      const share = shareOfTotal === null ? null : quotient(shareOfTotal)
      const row = sheet.add([
        put(number, 'index'), put(item.name, card === undefined ? 'text' : 'nameLink'), known(project.responsibleUnit), known(project.sponsoringLeader, 'centre'), money(project.totalInvestment, options.unit),
        put(share ?? NO_RATE, 'percent'), put(completionRate === null ? NO_RATE : quotient(completionRate), 'percent'), put(item.warning.light, LIGHT_STYLES[item.warning.light]), ...bars(scale, item, share, now, data.options.period),
      ], 21, { project: item.name, labels: FACTS })
      sheet.linkCard(row, { column: 2, text: item.name }, card)
    }
  }
  return finish(sheet, data, { key: 'wallchart', name: '挂图作战图', paper: 'A3', landscape: true, header: { first, last: first + 1 }, frozenColumns: 2, tab: TABS.pages })
}

function bars(scale: ChartScale, item: ReportItem, share: number | null, now: number, at: Period): Placed[] {
  const { project } = item.entry
  const cells = barCells(scale, project, share, at)
  if (cells === null) {
    const missing = [project.startDate === null ? '开工时间' : null, project.plannedCompletion === null ? '计划竣工' : null].filter((w) => w !== null)
    return [put(`${missing.join('、')}${UNKNOWN_FIGURE}`, 'barNote', scale.cells)]
  }
  return cells.map((kind, i) => put(null, BAR_STYLES[kind][i === now ? 1 : 0]))
}

function addLegend(sheet: SheetBuilder, scale: ChartScale, at: Period): void {
  const words = `图例：每格一${scale.step === '季' ? '个季度' : scale.step === '月' ? '个月' : '年'}；红线为报告期（${formatPeriod(at)}）；深色段长为占总投资%${scale.clipped ? '；太早和太晚的年份没有画出' : ''}`
  const piece = Math.max(1, Math.floor(scale.cells / 12))
  const space = Math.max(1, Math.floor((scale.cells - 3 * piece) / 3))
  const rest = scale.cells - 3 * piece - 2 * space
  sheet.add([
    put(words, 'legend', 8), put(null, 'barDone', piece), put('已完成', 'legend', space), put(null, 'barPlan', piece), put('计划工期', 'legend', space), put(null, 'barLate', piece), put('已过计划竣工，未完', 'legend', rest),
  ], 16)
  sheet.gap(4)
}

/** Two rows: the years, and the months, quarters or nothing. Gives the first. */
function addTimeHeader(sheet: SheetBuilder, scale: ChartScale, now: number): number {
  const years = scale.cells / scale.cellsPerYear
  const first = sheet.add([
    ...FACTS.map((f) => put(f, 'header')), ...Array.from({ length: years }, (_, i) => put(scale.step === '年' ? `${(scale.firstYear + i) % 100}` : `${scale.firstYear + i}年`, scale.step === '年' ? (i === now ? 'tickNow' : 'tick') : 'year', scale.cellsPerYear)),
  ], 18)
  const ticks = Array.from({ length: scale.cells }, (_, i) => {
    const within = (i % scale.cellsPerYear) + 1
    return put(scale.step === '月' ? String(within) : scale.step === '季' ? `${'一二三四'[within - 1] ?? ''}` : null, i === now ? 'tickNow' : 'tick')
  })
  const second = sheet.add([...FACTS.map(() => put(null, 'header')), ...ticks], 16)
  FACTS.forEach((_, i) => sheet.merges.push({ top: first, left: i + 1, bottom: second, right: i + 1 }))
  return first
}
