import { monthOf } from '@/domain/period'
import { moneyAsNumber, UNKNOWN_FIGURE, type Fen } from '@/domain/money'
import { sumEntries } from '@/domain/reconcile'
import { countLights } from '@/domain/warning'
import { columnName } from '../addresses'
import type { StyleKind } from '../house-style'
import type { CellValue } from '../model'
import { groupRates } from '../monthly-figures'
import { NO_RATE } from '../monthly-formulas'
import type { ReportData, ReportItem } from '../report-data'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { put, SheetBuilder, type Placed } from './sheet-builder'
import { addHead, addHeader, addSignature, finish, moneyWidth, pageCapacity, pageWidths, TABS, type TableColumn } from './sheet-frame'
import { summaryBlocks, type SummaryBlock } from './summary-blocks'
import { blockTotalFormula, isLight, sourceFormula, SUMMARY_KEYS, summaryColumn, type SummaryKey } from './summary-formulas'

const MONEY: readonly SummaryKey[] = ['totalInvestment', 'annualPlan', 'completedThisMonth', 'completedYearToDate', 'completedSinceStart', 'fundsInPlace']
const RATES: readonly SummaryKey[] = ['completionRate', 'schedule', 'shareOfTotal']
const LABELS: Readonly<Record<SummaryKey, string>> = {
  index: '序号', name: '', count: '个数', totalInvestment: '总投资', annualPlan: '年度计划', completedThisMonth: '本月完成', completedYearToDate: '年初至今累计', completionRate: '占年度计划%', schedule: '序时进度%', behind: '落后百分点',
  completedSinceStart: '开工以来累计', shareOfTotal: '占总投资%', fundsInPlace: '到位资金', 红: '红', 黄: '黄', 绿: '绿', 灰: '灰',
}

/** `汇总表`: by 领域, 包联领导, 责任单位 and 项目盘子, one block below the other. */
export function summarySheets({ data, monthly }: BookPlan): MadeSheets {
  const { paper, unit } = data.options
  const blocks = summaryBlocks(data, monthly)
  const sums = sumEntries(data.items.map((i) => i.entry), data.options.period)
  const columns = SUMMARY_KEYS.map((key): TableColumn => {
    if (MONEY.includes(key)) return { label: LABELS[key], width: moneyWidth([sums[key as 'totalInvestment'].value, null], unit, 10), grows: 1 }
    if (key === 'name') return { label: '', width: 22, grows: 4 }
    return { label: LABELS[key], width: key === 'index' ? 5 : isLight(key) ? 5 : key === 'count' ? 6 : 9.5, ...(RATES.includes(key) ? { grows: 0.4 } : {}) }
  })
  const sheet = new SheetBuilder(pageWidths(columns, paper, true))
  addHead(sheet, data, '重点项目汇总表')
  let totalRow: number | null = null
  const capacity = pageCapacity(sheet, paper, true)
  let pageBegan = 0
  for (const block of blocks) {
    // A block stays whole where a page can hold it.
    const needs = 100 + 23 * block.rows.length
    if (needs < capacity && sheet.height - pageBegan + needs > capacity) {
      sheet.breakPage()
      pageBegan = sheet.height
    }
    sheet.gap(8)
    sheet.line(block.title, 'section', 22)
    addHeader(sheet, columns.map((c, i) => (i === summaryColumn('name') - 1 ? { ...c, label: block.nameLabel } : c)))
    totalRow = addBlock(sheet, data, block, totalRow)
    if (block.note !== null) sheet.line(block.note, 'remark', 18)
  }
  const left = MONEY.filter((key) => sums[key as 'totalInvestment'].unknown > 0).map((key) => `${LABELS[key]} ${sums[key as 'totalInvestment'].unknown} 个`)
  if (left.length > 0) sheet.line(`${UNKNOWN_FIGURE}、没有计入的项目：${left.join('，')}。`, 'remark', 18)
  sheet.line('合计用 SUM 求和，筛选或隐藏行不改变合计。占年度计划%只算有年度计划的项目；合计的比率按年度计划（占总投资%按总投资）加权。', 'remark', 18)
  addSignature(sheet, data)
  return finish(sheet, data, { key: 'summary', name: '汇总表', paper, landscape: true, header: null, tab: TABS.table })
}

/** Adds the rows of a block and its 合计; gives the row of 合计. */
function addBlock(sheet: SheetBuilder, data: ReportData, block: SummaryBlock, firstTotal: number | null): number {
  const month = monthOf(data.options.period)
  const first = sheet.next
  block.rows.forEach(({ name, items, source }, i) => {
    const row = sheet.next
    const figures = figuresOf(items, data)
    const cell = (key: SummaryKey): Placed => {
      if (key === 'index') return put(i + 1, 'index')
      if (key === 'name') return put(name, 'text')
      return figureCell(key, figures, sourceFormula(source, key, row, month), data, 'row')
    }
    sheet.add(SUMMARY_KEYS.map(cell), 22, { project: name, labels: SUMMARY_KEYS.map((k) => LABELS[k]) })
  })
  const row = sheet.next
  const figures = figuresOf(data.items, data)
  const formula = (key: SummaryKey): string | null => {
    if (!block.adds && firstTotal !== null) return `${columnName(summaryColumn(key))}${firstTotal}`
    return block.rows.length === 0 ? null : blockTotalFormula(key, { first, last: row - 1 }, row, month)
  }
  const label = block.adds ? '合计' : '合计（每个项目计一次）'
  const cells = SUMMARY_KEYS.slice(2).map((key) => figureCell(key, figures, formula(key), data, 'total'))
  return sheet.add([put(label, 'totalName', 2), ...cells], 24)
}

type Figures = Readonly<Record<Exclude<SummaryKey, 'index' | 'name'>, number | string>>

/** What each figure of a list of projects is, as a spreadsheet shows it. */
function figuresOf(items: readonly ReportItem[], { options }: ReportData): Figures {
  const entries = items.map((i) => i.entry)
  const sums = sumEntries(entries, options.period)
  const rates = groupRates(entries, options.period)
  const lights = countLights(items.map((i) => i.warning))
  const amount = (value: Fen | null): number | string => (items.length === 0 ? NO_RATE : value === null ? UNKNOWN_FIGURE : moneyAsNumber(value, options.unit))
  const behind = rates.completionRate === null ? NO_RATE : (rates.schedule - rates.completionRate) * 100
  return {
    count: items.length, totalInvestment: amount(sums.totalInvestment.value), annualPlan: amount(sums.annualPlan.value), completedThisMonth: amount(sums.completedThisMonth.value), completedYearToDate: amount(sums.completedYearToDate.value),
    completionRate: rates.completionRate ?? NO_RATE, schedule: items.length === 0 ? NO_RATE : rates.schedule, behind: items.length === 0 ? NO_RATE : behind, completedSinceStart: amount(sums.completedSinceStart.value),
    shareOfTotal: rates.shareOfTotal ?? NO_RATE, fundsInPlace: amount(sums.fundsInPlace.value), ...lights,
  }
}

function figureCell(key: SummaryKey, figures: Figures, formula: string | null, { options, items }: ReportData, level: 'row' | 'total'): Placed {
  const result = figures[key as keyof Figures]
  // Where nothing is registered there is nothing to add up, and a formula would say 待填报.
  const value: CellValue = formula === null || items.length === 0 ? result : { formula, result }
  const yi = options.unit === '亿元' ? 'Yi' : ''
  const total = level === 'total'
  const style: StyleKind = MONEY.includes(key)
    ? total ? `totalMoney${yi}` : result === UNKNOWN_FIGURE ? `unknown${yi}` : `money${yi}`
    : RATES.includes(key) ? (total ? 'totalPercent' : 'percent') : key === 'behind' ? (total ? 'totalPoints' : 'points') : total ? 'totalCount' : 'count'
  return put(value, style)
}
