import { moneyAsNumber, UNKNOWN_FIGURE, type Fen } from '@/domain/money'
import { formatPeriod, yearOf } from '@/domain/period'
import { sumEntries } from '@/domain/reconcile'
import { LIGHTS } from '@/domain/warning'
import { formatPercent } from '@/domain/ratio'
import { NO_DOMAIN } from '@/domain/report-catalogue'
import { columnName } from '../addresses'
import type { StyleKind } from '../house-style'
import type { CellValue } from '../model'
import { groupRates } from '../monthly-figures'
import { NO_RATE } from '../monthly-formulas'
import { columnCells, MONTHLY_KEY } from '../monthly-layout'
import type { MonthlyColumnKey } from '../monthly-columns'
import { scopeWords, type ReportData, type ReportItem } from '../report-data'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { onSheet } from '../sheet-keys'
import { attention, lightsWithChange, overallWords, reconciliations } from './leader-figures'
import { put, SheetBuilder, type Placed } from './sheet-builder'
import { addSignature, finish, LIGHT_STYLES, moneyWidth, pageWidths, TABS, type TableColumn } from './sheet-frame'

const TITLE = '重点项目领导摘要'
const MOST = 10

/** `领导摘要`: one page in front that says where things stand. */
export function leaderSheets(plan: BookPlan): MadeSheets {
  const { data } = plan
  const { options, mark, ledger } = data
  const sums = sumEntries(data.items.map((i) => i.entry), options.period)
  const column = Math.max(moneyWidth(Object.values(sums).map((s) => (typeof s === 'number' ? null : s.value)), options.unit, 12.5), 12.5)
  // A label, four figures (the second over two columns) and what was left out; the list of ten lies over the same grid.
  const columns: TableColumn[] = [10, column, column / 2, column / 2, column, column, 28].map((width) => ({ label: '', width }))
  const sheet = new SheetBuilder(pageWidths(columns, 'A4', false))
  sheet.line(TITLE, 'title', 34)
  sheet.line(mark === null ? scopeWords(data) : `${scopeWords(data)}　【${mark}】`, mark === null ? 'subtitle' : 'subtitleDemo', 22)
  sheet.add([put(`填报单位：${ledger.settings.unitName}`, 'unitLine', 4), put(`报告期：${formatPeriod(options.period)}`, 'unitLineCentre', 2), put(`单位：${options.unit}`, 'unitLineRight')], 20)
  sheet.gap(4)
  sheet.line(overallWords(data), 'summaryText', 60)
  section(sheet, '一、投资完成')
  addSums(sheet, plan)
  section(sheet, '二、预警')
  addLights(sheet, data)
  section(sheet, '三、与公布数对账')
  addReconciliation(sheet, data)
  const urgent = attention(data.items, MOST)
  section(sheet, `四、需要关注的项目${urgent.length === 0 ? '' : `（${urgent.length} 个，共 ${data.items.filter((i) => i.warning.light !== '绿').length} 个）`}`)
  addAttention(sheet, plan, urgent)
  addSignature(sheet, data)
  return finish(sheet, data, { key: 'leader', name: '领导摘要', paper: 'A4', landscape: false, header: null, tab: TABS.leader, onePage: true })
}

function section(sheet: SheetBuilder, title: string): void {
  sheet.gap(6)
  sheet.line(title, 'section', 20)
}

const FIGURES: readonly (readonly [string, MonthlyColumnKey, 'money' | 'rate'])[] = [
  ['总投资', 'totalInvestment', 'money'], ['年度计划', 'annualPlan', 'money'], ['本月完成', 'completedThisMonth', 'money'], ['年初至今累计', 'completedYearToDate', 'money'], ['占年度计划%', 'completionRate', 'rate'],
  ['序时进度%', 'schedule', 'rate'], ['开工以来累计', 'completedSinceStart', 'money'], ['到位资金', 'fundsInPlace', 'money'],
]

/** Figures by domain; 合计 comes first. They are links to the month's sheet where it stands in the book. */
function addSums(sheet: SheetBuilder, { data, monthly }: BookPlan): void {
  // A fourth group (未分领域) has no column of its own: the note says where it counts.
  const groups = data.groups.slice(0, 3)
  const heads = [...groups.map((g) => g.label.replace(/^.、/u, '')), ...Array.from({ length: 3 - groups.length }, () => '')]
  sheet.add([put('指标', 'header'), put('合计', 'header'), ...heads.map((h, i) => put(h, 'header', i === 0 ? 2 : 1)), put('没有计入', 'header')], 20)
  const sums = sumEntries(data.items.map((i) => i.entry), data.options.period)
  const lists: (readonly ReportItem[] | null)[] = [data.items, ...[0, 1, 2].map((i) => groups[i]?.items ?? null)]
  const rowsThere = [monthly?.totalRow, ...[0, 1, 2].map((i) => monthly?.groups[i]?.row)]
  sheet.add([put('项目个数', 'cardLabel'), ...lists.map((items, i) => put(items === null ? null : items.length, i === 0 ? 'totalCount' : 'count', spanOf(i))), put(null, 'count')], 20)
  for (const [label, key, kind] of FIGURES) {
    const cells = lists.map((items, i): Placed => {
      if (items === null) return put(null, 'centre', spanOf(i))
      const result = figure(items, key, data)
      const row = rowsThere[i]
      const value: CellValue = row === undefined || items.length === 0 ? result : { formula: onSheet(MONTHLY_KEY, columnCells(key, { first: row, last: row })), result }
      return put(value, styleOf(kind, i === 0, result, data.options.unit), spanOf(i))
    })
    const unknown = kind === 'money' ? sums[key as 'totalInvestment'].unknown : 0
    sheet.add([put(label, 'cardLabel'), ...cells, put(unknown === 0 ? '—' : `${unknown} 个${UNKNOWN_FIGURE}`, 'centre')], 20)
  }
  const rest = data.groups[3]
  if (rest !== undefined) sheet.line(`${NO_DOMAIN}的 ${rest.items.length} 个项目计入合计，没有单列。`, 'remark', 16)
}

/** The second of the four columns of figures lies over two columns of the sheet. */
const spanOf = (place: number): number => (place === 1 ? 2 : 1)

function figure(items: readonly ReportItem[], key: MonthlyColumnKey, { options }: ReportData): number | string {
  if (items.length === 0) return NO_RATE
  const entries = items.map((i) => i.entry)
  if (key === 'completionRate') return groupRates(entries, options.period).completionRate ?? NO_RATE
  if (key === 'schedule') return groupRates(entries, options.period).schedule
  const { value } = sumEntries(entries, options.period)[key as 'totalInvestment']
  return value === null ? UNKNOWN_FIGURE : moneyAsNumber(value, options.unit)
}

function styleOf(kind: 'money' | 'rate', total: boolean, result: number | string, unit: '万元' | '亿元'): StyleKind {
  const yi = unit === '亿元' ? 'Yi' : ''
  if (kind === 'rate') return total ? 'totalPercent' : 'percent'
  return total ? `totalMoney${yi}` : result === UNKNOWN_FIGURE ? `unknown${yi}` : `money${yi}`
}

function addLights(sheet: SheetBuilder, data: ReportData): void {
  const lights = lightsWithChange(data.items, data)
  const { yellowPoints, redPoints, overdueRedDays } = data.ledger.settings
  sheet.add([put('预警', 'header'), ...LIGHTS.map((l, i) => put(l, LIGHT_STYLES[l], spanOf(i))), put('合计', 'header')], 20)
  const row = sheet.next
  sheet.add([put('个数', 'cardLabel'), ...lights.map(({ count }, i) => put(count, 'count', spanOf(i))), put({ formula: `SUM(${columnName(2)}${row}:${columnName(6)}${row})`, result: data.items.length }, 'totalCount')], 20)
  sheet.add([put('比上月', 'cardLabel'), ...lights.map(({ change }, i) => put(change === null ? NO_RATE : change === 0 ? '持平' : `${change > 0 ? '+' : ''}${change}`, 'centre', spanOf(i))), put(null, 'centre')], 20)
  sheet.line(`绿：落后序时进度不超过 ${yellowPoints} 个百分点；黄：不超过 ${redPoints} 个，或节点逾期；红：超过 ${redPoints} 个，或节点逾期超过 ${overdueRedDays} 天，或挂牌项目的问题逾期；灰：没有填报或没有年度计划。界限是本台账自定的。`, 'remark', 16)
}

function addReconciliation(sheet: SheetBuilder, data: ReportData): void {
  const found = reconciliations(data)
  if (data.reconciliation === null) return void sheet.line('本表只列所选的一部分项目，不与公布数对账。', 'remark', 18)
  if (found.length === 0) return void sheet.line('所选项目盘子没有公布数。', 'remark', 18)
  sheet.add([put('项目盘子', 'header', 2), put('指标', 'header', 2), put('公布', 'header'), put('已登记', 'header'), put('差额（已登记－公布）', 'header')], 20)
  const { unit, period } = data.options
  for (const { name, result: { declared, registered, difference } } of found) {
    const amount = (value: Fen | null, missing: string): Placed => (value === null ? put(missing, 'centre') : put(moneyAsNumber(value, unit), unit === '亿元' ? 'moneyYi' : 'money'))
    const differs = (row: number, value: Fen | number | null, exact: number): Placed => (value === null ? put(NO_RATE, 'centre') : put({ formula: `N(F${row})-E${row}`, result: exact }, unit === '亿元' ? 'moneyYi' : 'money'))
    const top = sheet.next
    const blank = [put(null, 'text'), put(null, 'text')]
    if (declared.count !== null) {
      const row = sheet.next
      sheet.add([...blank, put('个数', 'centre', 2), put(declared.count, 'count'), put(registered.count, 'count'), put({ formula: `F${row}-E${row}`, result: registered.count - declared.count }, 'count')], 20)
    }
    for (const [label, key] of [['总投资', 'totalInvestment'], [`${yearOf(period)} 年度计划`, 'annualPlan']] as const) {
      if (declared[key] === null) continue
      const exact = difference[key] ?? (0 as Fen)
      sheet.add([...blank, put(label, 'centre', 2), amount(declared[key], '未公布'), amount(registered[key].value, UNKNOWN_FIGURE), differs(sheet.next, difference[key], moneyAsNumber(exact, unit))], 20)
    }
    sheet.mergeDown(name, { top, bottom: sheet.last, left: 1, right: 2 })
  }
}

function addAttention(sheet: SheetBuilder, { data, cardRows }: BookPlan, items: readonly ReportItem[]): void {
  if (items.length === 0) return void sheet.line(data.items.length === 0 ? '所选范围内还没有登记项目。' : '没有，全部为绿灯。', 'remark', 18)
  sheet.add([put('预警', 'header'), put('项目名称', 'header', 2), put('包联领导／责任单位', 'header', 2), put('原因', 'header', 2)], 20)
  for (const item of items) {
    const { project } = item.entry
    const card = cardRows.get(project.id)
    const who = `${project.sponsoringLeader ?? UNKNOWN_FIGURE}／${project.responsibleUnit ?? UNKNOWN_FIGURE}`
    const rate = item.figures.completionRate
    const row = sheet.add([
      put(rate === null ? item.warning.light : `${item.warning.light} ${formatPercent(rate)}`, LIGHT_STYLES[item.warning.light]), put(item.name, card === undefined ? 'text' : 'nameLink', 2), put(who, 'cardText9', 2), put(item.warning.reason, 'cardText9', 2),
    ], 20, { project: item.name, labels: [] })
    sheet.linkCard(row, { column: 2, span: 2, text: item.name }, card, false)
  }
}
