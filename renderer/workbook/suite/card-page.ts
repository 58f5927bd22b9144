import { FIVE_ONES } from '@/domain/model'
import { formatMoney, moneyAsNumber, UNKNOWN_FIGURE } from '@/domain/money'
import { formatPeriod, monthOf, yearOf, type DateOnly } from '@/domain/period'
import { NO_DOMAIN } from '@/domain/report-catalogue'
import type { StyleKind } from '../house-style'
import type { CellValue } from '../model'
import type { MonthlyColumnKey } from '../monthly-columns'
import { COLUMN } from '../monthly-columns'
import { quotient } from '../monthly-figures'
import { NO_RATE } from '../monthly-formulas'
import { columnCells, MONTHLY_KEY } from '../monthly-layout'
import { itemMoney, itemRemarks, type ReportItem } from '../report-data'
import type { BookPlan } from '../sheet-book'
import { onSheet } from '../sheet-keys'
import { cardMonths, isLong } from './card-months'
import { fitTexts, type CardText } from './card-texts'
import { put, type Placed, type SheetBuilder } from './sheet-builder'
import { LIGHT_STYLES } from './sheet-frame'

/** A label and twelve equal columns: an upright A4 page at full size. */
export const CARD_COLUMNS: readonly number[] = [10.2, ...Array.from({ length: 12 }, () => 6.5)]
const WIDE = CARD_COLUMNS.length
/** Points between the margins of an upright A4 page, less what another program's fonts may add. */
const PAGE_POINTS = 735

/** Adds a project's page; gives its first row. */
export function addCard(sheet: SheetBuilder, plan: BookPlan, item: ReportItem, number: number): number {
  const { data, monthly } = plan
  const { project } = item.entry
  const first = sheet.next
  const heightBefore = sheet.height
  sheet.add([put(item.name, [...item.name].length > 60 || item.name.includes('\n') ? 'cardNameSmall' : 'cardName', WIDE)], 34, { project: item.name, labels: ['项目名称'] })
  const row = monthly?.rowOf.get(project.id)
  const mark = data.mark === null ? [] : [put(`【${data.mark}】`, 'cardLineDemo', 3)]
  const back = put(row === undefined ? null : '返回月报表', 'backLink', 2)
  sheet.add([put(`第 ${number} 号　报告期：${formatPeriod(data.options.period)}　单位：${data.options.unit}`, 'cardLine', WIDE - 2 - (mark.length === 0 ? 0 : 3)), ...mark, back], 18)
  if (row !== undefined) sheet.link(sheet.last, WIDE - 1, { sheet: MONTHLY_KEY, row, column: COLUMN.name }, '回到月报表的这一行')
  addFacts(sheet, plan, item)
  addMoney(sheet, plan, item, row)
  addMonths(sheet, plan, item)
  const light = item.warning.light
  sheet.add([put('预警', 'cardLabel'), put(light, LIGHT_STYLES[light], 2), put(item.warning.reason, 'cardText', WIDE - 3)], 20)
  const texts = cardTexts(plan, item)
  for (const { text, cut } of fitTexts(texts, PAGE_POINTS - (sheet.height - heightBefore), sheet, WIDE - 1)) {
    sheet.add([put(text.label, 'cardLabel'), put(text.value, text.style, WIDE - 1)], text.height)
    if (cut !== null) sheet.cut.push({ project: item.name, column: text.label, text: cut })
  }
  return first
}

/** Label, value, label, value over the whole width. */
function pair(sheet: SheetBuilder, left: readonly [string, Placed], right: readonly [string, Placed]): void {
  sheet.add([put(left[0], 'cardLabel'), { ...left[1], span: 5 }, put(right[0], 'cardLabel', 2), { ...right[1], span: 5 }], 19)
}

function fact(text: string | null): Placed {
  return text === null ? put(UNKNOWN_FIGURE, 'cardUnknown') : put(text, [...text].length > 60 ? 'cardText7' : 'cardText')
}

function day(date: DateOnly | null): Placed {
  return date === null ? put(UNKNOWN_FIGURE, 'cardUnknown') : put({ date }, 'cardDate')
}

function addFacts(sheet: SheetBuilder, { data }: BookPlan, { entry: { project } }: ReportItem): void {
  const portfolios = project.portfolioIds.flatMap((id) => data.ledger.portfolios.get(id)?.name ?? [])
  const state = project.state === null ? null : project.state
  pair(sheet, ['项目单位', fact(project.owner)], ['责任单位', fact(project.responsibleUnit)])
  pair(sheet, ['包联领导', fact(project.sponsoringLeader)], ['责任人', fact(project.responsiblePerson)])
  pair(sheet, ['施工单位', fact(project.contractor)], ['建设性质', fact(project.nature)])
  pair(sheet, ['领域', fact(project.domain ?? NO_DOMAIN)], ['项目状态', fact(project.flagged ? `${state ?? UNKNOWN_FIGURE}（挂牌督战）` : state)])
  pair(sheet, ['开工时间', day(project.startDate)], ['计划竣工', day(project.plannedCompletion)])
  sheet.add([put('项目盘子', 'cardLabel'), put(portfolios.length === 0 ? '没有归入盘子' : portfolios.join('、'), 'cardText', WIDE - 1)], 19)
}

const FIGURES: readonly (readonly [string, MonthlyColumnKey])[] = [
  ['总投资', 'totalInvestment'], ['年度计划', 'annualPlan'], ['本月完成', 'completedThisMonth'], ['年初至今累计', 'completedYearToDate'],
  ['占年度计划%', 'completionRate'], ['序时进度%', 'schedule'], ['开工以来累计', 'completedSinceStart'], ['到位资金', 'fundsInPlace'],
]
const SPANS = [4, 3, 3, 3] as const

/** Eight figures; where the month's sheet stands in the book they are taken from there. */
function addMoney(sheet: SheetBuilder, { data }: BookPlan, item: ReportItem, row: number | undefined): void {
  const { unit } = data.options
  for (const four of [FIGURES.slice(0, 4), FIGURES.slice(4)]) {
    sheet.add(four.map(([label], i) => put(label, 'figureLabel', SPANS[i])), 16)
    sheet.add(four.map(([, key], i): Placed => {
      const result = figure(item, key, unit)
      const value: CellValue = row === undefined ? result : { formula: onSheet(MONTHLY_KEY, columnCells(key, { first: row, last: row })), result }
      return put(value, figureStyle(item, key, unit), SPANS[i])
    }), 22)
  }
}

function figure(item: ReportItem, key: MonthlyColumnKey, unit: '万元' | '亿元'): number | string {
  if (key === 'schedule') return quotient(item.figures.schedule)
  if (key === 'completionRate') return item.figures.completionRate === null ? NO_RATE : quotient(item.figures.completionRate)
  const amount = itemMoney(item, key as 'totalInvestment')
  return amount === null ? UNKNOWN_FIGURE : moneyAsNumber(amount, unit)
}

function figureStyle(item: ReportItem, key: MonthlyColumnKey, unit: '万元' | '亿元'): StyleKind {
  if (key === 'completionRate' || key === 'schedule') return 'cardPercent'
  const amount = itemMoney(item, key as 'totalInvestment')
  return amountStyle(amount !== null && formatMoney(amount, unit).length > 16, unit)
}

function amountStyle(long: boolean, unit: '万元' | '亿元'): StyleKind {
  return unit === '亿元' ? (long ? 'cardMoneySmallYi' : 'cardMoneyYi') : long ? 'cardMoneySmall' : 'cardMoney'
}

/** Plan and actual of each month of the year, half a year a band. */
function addMonths(sheet: SheetBuilder, { data: { options } }: BookPlan, { entry }: ReportItem): void {
  const months = cardMonths(entry, options.period)
  const style = amountStyle(isLong(months.flatMap((m) => [m.completed, m.planned]), options.unit, 12), options.unit)
  for (const half of [months.slice(0, 6), months.slice(6)]) {
    sheet.add([put(half[0]?.month === 1 ? `${yearOf(options.period)}年` : null, 'cardLabel'), ...half.map((m) => put(`${m.month}月`, m.month === monthOf(options.period) ? 'header' : 'figureLabel', 2))], 16)
    sheet.add([put('计划', 'cardLabel'), ...half.map((m) => put(m.planned === null ? NO_RATE : moneyAsNumber(m.planned, options.unit), style, 2))], 17)
    sheet.add([put('完成', 'cardLabel'), ...half.map((m) => put(m.ahead ? null : m.completed === null ? UNKNOWN_FIGURE : moneyAsNumber(m.completed, options.unit), style, 2))], 17)
  }
}

function cardTexts({ data }: BookPlan, item: ReportItem): CardText[] {
  const { project } = item.entry
  const { report } = item.figures
  const text = (label: string, value: string | null, least = 30): CardText => ({ label, value: value ?? UNKNOWN_FIGURE, least, ...(least > 18 ? { most: 90 } : {}) })
  // A month without problems, measures or remarks is a month without them.
  const maybe = (label: string, value: string | null): CardText => ({ label, value: report === null ? UNKNOWN_FIGURE : (value ?? '无'), least: 30, most: 90 })
  const fives = project.fiveOnes.slice(0, FIVE_ONES).map((value, i) => text(data.ledger.settings.fiveOneLabels[i] ?? `第${i + 1}项`, value, 18))
  const remarks = itemRemarks(item)
  return [
    text('建设内容及规模', project.scale),
    ...(project.fiveOnes.every((f) => f === null) ? [{ label: '五个一', value: `${UNKNOWN_FIGURE}：${data.ledger.settings.fiveOneLabels.join('、')}`, least: 18 }] : fives),
    text('形象进度', report?.physicalProgress ?? null),
    maybe('存在问题', report?.problems ?? null),
    maybe('下步措施', report?.measures ?? null),
    ...(remarks === null ? [] : [{ label: '备注', value: remarks, least: 20 }]),
    { label: '来源', value: project.sourceNote ?? '台账中没有记来源', least: 20 },
  ]
}
