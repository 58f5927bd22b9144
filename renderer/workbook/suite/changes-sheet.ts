import { COMPARED_LABELS, comparedText, isMoneyField, type ColumnChange, type Comparison, type ProjectChange, type ValueChange } from '@/domain/compare'
import { moneyAsNumber, type Fen } from '@/domain/money'
import { address, columnName } from '../addresses'
import type { CellValue } from '../model'
import type { ReportData } from '../report-data'
import { ExportError } from '../report-data'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { put, SheetBuilder, type Placed } from './sheet-builder'
import { addHead, addHeader, addSignature, finish, moneyWidth, pageWidths, TABS, type TableColumn } from './sheet-frame'

const KIND_WORDS: Readonly<Record<ProjectChange['kind'], string>> = { 新增: '新增的项目', 退出: '退出的项目', 调整: '调整的项目' }
/** Columns of the list that the sums look at, from 1. */
const FIELD = 4
const INCREASE = 6
const DECREASE = 7

interface Row {
  readonly project: ProjectChange
  /** Null for a project that came or left with nothing known of it. */
  readonly change: ValueChange | null
}

/**
 * `变化对比`: sums of what rose and fell, then each change with the old value struck out above the new one. The sums are
 * formulas over the list below them.
 */
export function changeSheets({ data }: BookPlan): MadeSheets {
  const comparison = data.options.comparison ?? null
  if (comparison === null) throw new ExportError('变化对比还没有选定要比的另一份')
  const { unit, paper } = data.options
  const amounts = comparison.sums.flatMap((s) => [s.before, s.after, s.increase, s.decrease])
  const wide = moneyWidth(amounts, unit, 13)
  const columns: readonly TableColumn[] = [
    { label: '序号', width: 5 }, { label: '类别', width: 7 }, { label: '项目名称', width: 20, grows: 2 }, { label: '栏目', width: wide }, { label: '原来（划去）、现在', width: Math.max(18, wide), grows: 3 },
    { label: '增加', width: wide }, { label: '减少', width: wide }, { label: '谁、何时、为什么', width: Math.max(16, wide), grows: 2 },
  ]
  const sheet = new SheetBuilder(pageWidths(columns, paper, true))
  addHead(sheet, data, '重点项目变化对比')
  sheet.line(`原来：${comparison.before.label}　　现在：${comparison.after.label}`, 'remark', 18)
  const rows = comparison.projects.flatMap((project): Row[] => (project.changes.length === 0 ? [{ project, change: null }] : project.changes.map((change) => ({ project, change }))))
  // Two headings, the header of the sums, the counts and the header of the list stand between.
  const first = sheet.next + comparison.sums.length + 5
  addSums(sheet, comparison, unit, { first, last: Math.max(first, first + rows.length - 1) })
  sheet.line(countWords(comparison), 'remark', 18)
  const header = addHeader(sheet, columns)
  if (sheet.next !== first) throw new Error('changeSheets: the list is not where the sums look for it')
  rows.forEach(({ project, change }, i) => {
    sheet.add([
      put(i + 1, 'index'), put(project.kind, 'centre'), put(project.name, 'text'), put(change === null ? '—' : COMPARED_LABELS[change.field], 'centre'), put(change === null ? '—' : oldAboveNew(change, unit), 'text'),
      amount(change, 1, unit), amount(change, -1, unit), put(change?.source ?? null, 'text'),
    ], 24, { project: project.name, labels: columns.map((c) => c.label) })
  })
  if (rows.length === 0) sheet.line('两份没有不同。', 'remark', 24)
  sheet.line('待填报的数在增减中按 0 算，所以增减之和等于两份合计之差。名称相同而编号不同的，是两个项目。', 'remark', 18)
  addSignature(sheet, data)
  const filter = rows.length === 0 ? {} : { filter: { top: header, left: 1, bottom: header + rows.length, right: columns.length } }
  return finish(sheet, data, { key: 'changes', name: '变化对比', paper, landscape: true, header: { first: header, last: header }, frozenColumns: 3, tab: TABS.leader, more: filter })
}

function moneyStyle(unit: ReportData['options']['unit']): 'money' | 'moneyYi' {
  return unit === '亿元' ? 'moneyYi' : 'money'
}

interface Span {
  readonly first: number
  readonly last: number
}

/** One row a money column: both totals, what rose, what fell, and what that makes. */
function addSums(sheet: SheetBuilder, { sums }: Comparison, unit: ReportData['options']['unit'], list: Span): void {
  sheet.line('一、合计的变化', 'section', 22)
  sheet.add([put('序号', 'header'), put('栏目', 'header', 2), ...['原来合计', '现在合计', '增加', '减少', '净增减'].map((label) => put(label, 'header'))], 26)
  sums.forEach((sum, i) => sheet.add([put(i + 1, 'index'), ...sumCells(sum, sheet.next, unit, list)], 24))
  sheet.line('二、逐项的变化', 'section', 22)
}

function sumCells(sum: ColumnChange, row: number, unit: ReportData['options']['unit'], list: Span): Placed[] {
  const style = moneyStyle(unit)
  const number = (amount: Fen): Placed => put(moneyAsNumber(amount, unit), style)
  const listed = (column: number): string => `$${columnName(column)}$${list.first}:$${columnName(column)}$${list.last}`
  const summed = (column: number, result: Fen): Placed => put({ formula: `SUMIF(${listed(FIELD)},"${COMPARED_LABELS[sum.field]}",${listed(column)})`, result: moneyAsNumber(result, unit) }, style)
  return [
    put(COMPARED_LABELS[sum.field], 'centre', 2), number(sum.before), number(sum.after), summed(INCREASE, sum.increase), summed(DECREASE, sum.decrease),
    put({ formula: `${address(INCREASE, row)}+${address(DECREASE, row)}`, result: moneyAsNumber(sum.difference, unit) }, style),
  ]
}

/** A change of money in the column of what rose or of what fell; the other one stays empty. */
function amount(change: ValueChange | null, sign: 1 | -1, unit: ReportData['options']['unit']): Placed {
  const difference = change?.difference ?? null
  return put(difference === null || Math.sign(difference) !== sign ? null : moneyAsNumber(difference, unit), moneyStyle(unit))
}

function countWords({ projects, unchanged }: Comparison): string {
  const kinds = (['新增', '退出', '调整'] as const).map((kind) => {
    const found = projects.filter((p) => p.kind === kind)
    const named = kind === '调整' || found.length === 0 ? '' : `（${found.slice(0, 20).map((p) => p.name).join('、')}${found.length > 20 ? '等' : ''}）`
    return `${KIND_WORDS[kind]} ${found.length} 个${named}`
  })
  return `${kinds.join('，')}，没有变化的 ${unchanged} 个。`
}

/** The old value struck out above the new one. */
function oldAboveNew({ field, before, after }: ValueChange, unit: ReportData['options']['unit']): CellValue {
  const words = (value: ValueChange['before']): string => comparedText(field, value, isMoneyField(field) ? unit : '万元')
  return { rich: [{ text: words(before), struck: true, colour: '6B7280' }, { text: `\n${words(after)}` }] }
}
