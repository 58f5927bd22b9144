import { activePortfolios } from '@/domain/ledger'
import { formatMoney, moneyAsNumber, UNKNOWN_FIGURE, type Fen } from '@/domain/money'
import { formatPeriod, yearOf } from '@/domain/period'
import type { Reconciliation } from '@/domain/reconcile'
import { countLights, LIGHTS, type Light } from '@/domain/warning'
import type { StyleKind } from './house-style'
import type { CellModel, SheetModel } from './model'
import { MONTHLY_COLUMNS, type MonthlyColumnKey } from './monthly-columns'
import { itemMoney, scopeWords, type ReportData, type ReportItem } from './report-data'
import { NotesLayout } from './notes-layout'
import type { CutText } from './sheet-book'
import { pageFooter, pageHeader, TABS } from './suite/sheet-frame'

export const NOTES_NAME = '说明'

/** What the book is about, which sheets stand before 说明, and which reports were left out. */
export interface NotesContents {
  readonly title: string
  readonly sheets: readonly { readonly name: string; readonly about: string }[]
  readonly absent: readonly { readonly name: string; readonly reason: string }[]
  readonly cut: readonly CutText[]
}

/** `说明`: where the figures come from, how they are made, and what is missing. */
export function notesSheet(data: ReportData, contents: NotesContents): SheetModel {
  const layout = new NotesLayout()
  layout.line(`${contents.title}　说明`, 'title', 34)
  if (data.mark !== null) layout.line(`【${data.mark}】本表中的项目、金额、单位和姓名都是编造的，只供演示`, 'subtitleDemo', 22)
  addBasics(layout, data)
  addReconciliation(layout, data)
  addRules(layout, data)
  addUnknown(layout, data)
  addLights(layout, data)
  addDrafts(layout, data)
  addSources(layout, data)
  addContents(layout, contents)
  addCutTexts(layout, contents.cut)
  return {
    key: 'notes', name: NOTES_NAME, tabColour: TABS.notes, columns: layout.columns, rows: layout.rows, merges: layout.merges, frozen: null,
    print: {
      paper: 'A4', landscape: false, repeatedRows: null, area: { top: 1, left: 1, bottom: layout.rows.length, right: layout.columnCount },
      header: pageHeader(data, contents.title), footer: pageFooter(data),
    },
  }
}

function addBasics(layout: NotesLayout, data: ReportData): void {
  const { options, ledger, reconciliation, slots, items } = data
  layout.heading('一、基本情况')
  layout.pair('填报单位', ledger.settings.unitName)
  layout.pair('范围', scopeWords(data))
  layout.pair('报告期', formatPeriod(options.period))
  layout.pair('金额单位', `${options.unit}（台账按分记账，表中不足一位的小数照实列出，不四舍五入）`)
  const declared = reconciliation?.declared.count ?? null
  layout.pair('已登记', `${items.length}${declared === null ? ' 个' : `/${declared} 个`}`)
  const frozen = options.frozen ?? null
  layout.pair('锁定', frozen === null ? '未锁定：报告期的数以后还可能变' : `按锁定时的数据导出，锁定数据 SHA-256：${frozen.sha256}`)
  if (slots > 0) layout.pair('待录入', `${slots} 个，名称未知，没有列入本表`)
}

function addReconciliation(layout: NotesLayout, { ledger, options, reconciliation }: ReportData): void {
  layout.heading('二、与公布数对账')
  if (reconciliation === null) return layout.paragraph('本表只列所选的一部分项目，不与公布数对账。')
  if (options.scope === 'all') return layout.paragraph('全部项目没有公布的合计数：各项目盘子是否重合，来源没有说明；同属几个盘子的项目在本表只列一次。各盘子的对账见分盘子的月报表。')
  const { declared, registered, difference } = reconciliation
  if (declared.count === null && declared.totalInvestment === null && declared.annualPlan === null) return layout.paragraph('这个项目盘子没有公布数，不需要对账。')
  layout.tableHeader(['项目', '公布', null, '已登记', '差额（已登记－公布）'])
  const count = (value: number | null, sign = false): CellModel => ({ value: value === null ? '未公布' : `${sign && value > 0 ? '+' : ''}${value} 个`, style: 'noteCentre' })
  layout.quadruple({ value: '个数', style: 'noteLabel' }, [count(declared.count), count(registered.count), count(difference.count, true)])
  const money = (amount: Fen | null, missing: string): CellModel => (amount === null ? { value: missing, style: 'noteCentre' } : { value: moneyAsNumber(amount, options.unit), style: options.unit === '亿元' ? 'noteMoneyYi' : 'noteMoney' })
  const row = (label: string, key: 'totalInvestment' | 'annualPlan'): void =>
    layout.quadruple({ value: `${label}（${options.unit}）`, style: 'noteLabel' }, [money(declared[key], '未公布'), money(registered[key].value, UNKNOWN_FIGURE), money(difference[key], '—')])
  row('总投资', 'totalInvestment')
  row(`${yearOf(options.period)}年度计划投资`, 'annualPlan')
  for (const words of differenceWords(reconciliation)) layout.paragraph(words)
  const source = ledger.portfolios.get(options.scope)?.sourceNote ?? null
  if (source !== null) layout.paragraph(`公布数来源：${source.replace(/^来源[：:]\s*/u, '')}`)
}

/** Says by how much a sum misses its control total, and how many projects it leaves out as unknown. */
function differenceWords({ difference, registered }: Reconciliation): string[] {
  const words = ([['总投资', 'totalInvestment'], ['年度计划投资', 'annualPlan']] as const).flatMap(([label, key]) => {
    const amount = difference[key]
    const left = registered[key].unknown > 0 ? `（${registered[key].unknown} 个项目${UNKNOWN_FIGURE}，没有计入）` : ''
    if (amount === null) return []
    return [amount === 0 ? `${label}与公布数一致${left}。` : `${label}比公布数${amount < 0 ? '少' : '多'} ${formatMoney(Math.abs(amount) as Fen, '万元')} 万元${left}。`]
  })
  if (difference.count !== null) words.unshift(difference.count === 0 ? '个数与公布数一致。' : `个数比公布数${difference.count < 0 ? '少' : '多'} ${Math.abs(difference.count)} 个。`)
  return words
}

function addRules(layout: NotesLayout, { ledger }: ReportData): void {
  const { yellowPoints, redPoints, overdueRedDays } = ledger.settings
  layout.heading('三、算法')
  layout.pair('年初至今累计', '本年 1 月到报告期各月“本月完成”之和；没有填报的月份不计入。')
  layout.pair('开工以来累计', '截至上年底累计完成＋年初至今累计；有一项不知道的，不计算。')
  layout.pair('占年度计划%', '年初至今累计÷年度计划；没有年度计划的不计算，记作“—”。领域小计和合计只算有年度计划的项目，其中没有填报完成数的按 0 计入。')
  layout.pair('序时进度%', '已过月数÷12；项目有自己的分月计划的，按分月计划。领域小计和合计按各项目的年度计划加权。')
  layout.pair('占总投资%', '开工以来累计÷总投资；领域小计和合计只算总投资已知的项目。')
  layout.pair('到位资金', '开工以来到报告期末已经到位的资金。')
  layout.pair('预警', `绿：落后序时进度不超过 ${yellowPoints} 个百分点；黄：落后超过 ${yellowPoints} 个、不超过 ${redPoints} 个百分点，或节点逾期不超过 ${overdueRedDays} 天；红：落后超过 ${redPoints} 个百分点，或节点逾期超过 ${overdueRedDays} 天，或挂牌项目的问题超过整改期限；灰：报告期没有填报，或没有年度计划。界限是本台账自定的，不是上级标准。`)
  layout.pair('小计与合计', `表中的小计、合计、比率都是公式；${UNKNOWN_FIGURE}的数不计入，也不当作 0。小计、合计用 SUM，筛选、隐藏行不改变它们。`)
}

const TEXT_FIELDS = ['nature', 'scale', 'owner', 'responsibleUnit', 'sponsoringLeader', 'startDate', 'plannedCompletion'] as const

function isUnknown(item: ReportItem, key: MonthlyColumnKey, kind: string): boolean {
  if (kind === 'money') return itemMoney(item, key as 'totalInvestment') === null
  if (key === 'physicalProgress') return (item.figures.report?.physicalProgress ?? null) === null
  const field = TEXT_FIELDS.find((f) => f === key)
  return field !== undefined && item.entry.project[field] === null
}

function addUnknown(layout: NotesLayout, { items }: ReportData): void {
  layout.heading(`四、${UNKNOWN_FIGURE}的内容`)
  const missing = MONTHLY_COLUMNS.map((c) => ({ label: c.label, names: items.filter((i) => isUnknown(i, c.key, c.kind)).map((i) => i.name) })).filter((c) => c.names.length > 0)
  if (missing.length === 0) return layout.paragraph(items.length === 0 ? '本表没有项目。' : '没有。')
  layout.tableHeader(['栏目', '项目', null, null, null])
  for (const { label, names } of missing) {
    layout.pair(`${label}（${names.length} 个）`, names.length === items.length && items.length > 1 ? `全部 ${names.length} 个项目` : names.join('、'))
  }
}

const LIGHT_STYLES: Readonly<Record<Light, StyleKind>> = { 红: 'lightRed', 黄: 'lightYellow', 绿: 'lightGreen', 灰: 'lightGrey' }

function addLights(layout: NotesLayout, { items }: ReportData): void {
  layout.heading('五、预警原因')
  const counts = countLights(items.map((i) => i.warning))
  layout.paragraph(`${LIGHTS.map((l) => `${l} ${counts[l]} 个`).join('，')}。`)
  const shown = (['红', '黄', '灰'] as const).flatMap((light) => items.filter((i) => i.warning.light === light))
  if (shown.length === 0) return
  layout.tableHeader(['项目', '预警', '原因', null, null])
  for (const { name, warning } of shown) layout.triple(name, { value: warning.light, style: LIGHT_STYLES[warning.light] }, warning.reason)
}

function addDrafts(layout: NotesLayout, { items }: ReportData): void {
  layout.heading('六、还没有上报的月报')
  const drafts = items.filter((i) => i.figures.report?.state === '草稿')
  const none = items.filter((i) => i.figures.report === null)
  if (drafts.length === 0 && none.length === 0) return layout.paragraph(items.length === 0 ? '本表没有项目。' : '没有，全部已经上报。')
  if (drafts.length > 0) layout.pair(`草稿（${drafts.length} 个）`, `表中用的是还没有上报的数：${drafts.map((i) => i.name).join('、')}`)
  if (none.length > 0) layout.pair(`没有月报（${none.length} 个）`, none.length === items.length && none.length > 1 ? `全部 ${none.length} 个项目` : none.map((i) => i.name).join('、'))
}

function addSources(layout: NotesLayout, { ledger, options, items }: ReportData): void {
  layout.heading('七、来源')
  const portfolios = activePortfolios(ledger).filter((p) => options.scope === 'all' || p.id === options.scope)
  const byNote = new Map<string, string[]>()
  for (const { name, entry } of items) {
    const note = entry.project.sourceNote
    if (note !== null) byNote.set(note, [...(byNote.get(note) ?? []), name])
  }
  for (const p of portfolios) if (p.sourceNote !== null) layout.pair(p.name, p.sourceNote)
  for (const [note, names] of byNote) layout.pair(names.length > 8 ? `${names.length} 个项目` : names.join('、'), note)
  if (byNote.size === 0 && portfolios.every((p) => p.sourceNote === null)) layout.paragraph('台账中没有记来源。')
}

function addContents(layout: NotesLayout, { sheets, absent }: NotesContents): void {
  layout.heading('八、本册各表')
  for (const { name, about } of sheets) layout.pair(name, about)
  for (const { name, reason } of absent) layout.pair(name, `没有列入：${reason}`)
}

function addCutTexts(layout: NotesLayout, cut: readonly CutText[]): void {
  if (cut.length === 0) return
  layout.heading('九、表中显示不全的文字')
  for (const { project, column, text } of cut) layout.pair(`${project}：${column}`, text)
}
