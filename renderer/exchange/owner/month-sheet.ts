import { formatPeriod } from '@/domain/period'
import { addFen, moneyAsNumber, UNKNOWN_FIGURE, ZERO_FEN, type Fen } from '@/domain/money'
import { TEXT_LIMITS } from '@/domain/fields'
import { columnName } from '@/workbook/addresses'
import type { StyleKind } from '@/workbook/house-style'
import type { CellModel, CellRange, ConditionModel, RowModel, SheetModel, ValidationModel } from '@/workbook/model'
import { capacityOf, countLines, heightFor } from '@/workbook/text-measure'
import { CHECK_LABEL, ID_LABEL, MONTH_TABLE, NAME_LABEL, type FillColumn } from './fill-tables'
import type { SentRow, SentWorkbook } from './sent-workbook'

interface Column {
  readonly label: string
  readonly width: number
  readonly band: '参考（不用填）' | '请填写' | '自动检查'
  readonly hidden?: true
}

const WIDTHS: Readonly<Record<string, number>> = { completed: 14, correctionReason: 16, fundsInPlace: 14, physicalProgress: 26, problems: 24, measures: 24, remarks: 16 }

/** Columns from A; every later number follows from this list. */
const COLUMNS: readonly Column[] = [
  { label: ID_LABEL, width: 12, band: '参考（不用填）', hidden: true },
  { label: '序号', width: 5, band: '参考（不用填）' },
  { label: NAME_LABEL, width: 26, band: '参考（不用填）' },
  ...MONTH_TABLE.shown.map(({ label }): Column => ({ label, width: 13, band: '参考（不用填）' })),
  ...MONTH_TABLE.columns.map(({ label, field }): Column => ({ label, width: WIDTHS[field] ?? 16, band: '请填写' })),
  { label: '年初至今累计', width: 13, band: '自动检查' },
  { label: '占年度计划', width: 10, band: '自动检查' },
  { label: CHECK_LABEL, width: 18, band: '自动检查' },
]
const at = (label: string): number => COLUMNS.findIndex((c) => c.label === label) + 1
const letter = (label: string): string => columnName(at(label))
const HEADER = { first: 4, last: 5 } as const
const BODY_SIZE = 10

/** 万元 that a cell takes: beyond ±90 亿万元 nothing can be stored. */
const MOST = 9_007_199_254

const CHECKS = { missing: '还没填', text: '请填数字', reason: '负数要写冲减原因', above: '超过年度计划，请核对', good: '可以' } as const

/** 本月填报: one row a project, figures to fill in beside what is known. */
export function monthSheet(sent: SentWorkbook, mark: string | null, due: string): SheetModel {
  const rows: RowModel[] = [...headRows(sent, mark, due), ...headerRows()]
  const first = rows.length + 1
  sent.rows.filter((r) => r.table === MONTH_TABLE.table).forEach((row, i) => rows.push(bodyRow(row, i + 1, first + i)))
  const last = Math.max(first, rows.length)
  return {
    name: MONTH_TABLE.sheetName,
    columns: COLUMNS.map(({ width, hidden }) => (hidden === undefined ? { width } : { width, hidden })),
    rows, merges: [...headMerges(), ...headerMerges()],
    frozen: { rows: HEADER.last, columns: at(NAME_LABEL) },
    print: {
      paper: 'A3', landscape: true, repeatedRows: HEADER, area: { top: 1, left: 1, bottom: rows.length, right: COLUMNS.length },
      header: { left: [sent.owner], right: [`${formatPeriod(sent.period)}填报${mark === null ? '' : `（${mark}）`}`] },
      footer: { centre: ['第 ', { field: 'page' }, ' 页 共 ', { field: 'pages' }, ' 页'] },
    },
    tabColour: 'F5B800',
    activeCell: { row: first, column: at('本月完成投资') },
    protection: { allow: ['sort', 'filter', 'formatColumns', 'formatRows'] },
    validations: MONTH_TABLE.columns.map((column) => validation(column, { top: first, left: at(column.label), bottom: last, right: at(column.label) })),
    conditions: conditions(first, last),
  }
}

function headRows(sent: SentWorkbook, mark: string | null, due: string): RowModel[] {
  const row = (height: number, style: StyleKind, put: Readonly<Record<number, CellModel>>): RowModel => ({ height, cells: COLUMNS.map((_, i) => put[i + 1] ?? { value: null, style }) })
  return [
    row(34, 'title', { 2: { value: `${formatPeriod(sent.period)}重点项目填报表`, style: 'title' } }),
    row(22, mark === null ? 'subtitle' : 'subtitleDemo', { 2: { value: `只填浅黄色的格子，${due}前发回${mark === null ? '' : `　【${mark}】`}`, style: mark === null ? 'subtitle' : 'subtitleDemo' } }),
    row(20, 'unitLine', {
      2: { value: `项目单位：${sent.owner}`, style: 'unitLine' }, [at('本月完成投资')]: { value: `报告期：${formatPeriod(sent.period)}`, style: 'unitLine' },
      [at('年初至今累计')]: { value: '单位：万元', style: 'unitLineRight' },
    }),
  ]
}

function headMerges(): CellRange[] {
  const right = COLUMNS.length
  return [
    { top: 1, left: 2, bottom: 1, right }, { top: 2, left: 2, bottom: 2, right },
    { top: 3, left: 2, bottom: 3, right: at('本月完成投资') - 1 }, { top: 3, left: at('本月完成投资'), bottom: 3, right: at('年初至今累计') - 1 }, { top: 3, left: at('年初至今累计'), bottom: 3, right },
  ]
}

function headerRows(): RowModel[] {
  const style = (c: Column): StyleKind => (c.band === '请填写' ? 'askedHeader' : 'header')
  return [
    { height: 20, cells: COLUMNS.map((c, i) => ({ value: COLUMNS[i - 1]?.band === c.band ? null : c.band, style: style(c) })) },
    { height: 32, cells: COLUMNS.map((c) => ({ value: c.label, style: style(c) })) },
  ]
}

function headerMerges(): CellRange[] {
  return [...new Set(COLUMNS.map((c) => c.band))].map((band) => ({
    top: HEADER.first, bottom: HEADER.first, left: COLUMNS.findIndex((c) => c.band === band) + 1, right: COLUMNS.findLastIndex((c) => c.band === band) + 1,
  }))
}

function bodyRow(row: SentRow, index: number, line: number): RowModel {
  const cells: CellModel[] = [
    { value: row.id, style: 'shownText' }, { value: index, style: 'shownCentre' }, { value: row.projectName, style: 'shownName' },
    ...MONTH_TABLE.shown.map(({ key }) => shownMoney(row.shown[key] as Fen | null)),
    ...MONTH_TABLE.columns.map((column) => asked(row, column)),
    ...checkCells(row, line),
  ]
  const lines = cells.map(({ value }, i) => (typeof value === 'string' && COLUMNS[i]?.hidden === undefined ? countLines(value, capacityOf(COLUMNS[i]?.width ?? 10, BODY_SIZE)) : 1))
  return { height: heightFor(Math.max(...lines), BODY_SIZE, 40), cells }
}

function shownMoney(amount: Fen | null): CellModel {
  return amount === null ? { value: UNKNOWN_FIGURE, style: 'shownCentre' } : { value: moneyAsNumber(amount), style: 'shownMoney' }
}

function asked({ values, closed }: SentRow, { field, kind }: FillColumn): CellModel {
  const value = values[field] ?? null
  if (kind === 'text') return { value: value as string | null, style: closed === null ? 'askedText' : 'shownText' }
  return { value: value === null ? null : moneyAsNumber(value as Fen), style: closed === null ? 'askedMoney' : 'shownMoney' }
}

/** 年初至今, its share of the plan and the check, with the results that the formulas have now. */
function checkCells({ values, shown, closed }: SentRow, line: number): CellModel[] {
  const cell = (label: string): string => `${letter(label)}${line}`
  const [month, reason, before, plan, toDate] = [cell('本月完成投资'), cell('冲减原因'), cell('年初至上月累计'), cell('年度计划投资'), cell('年初至今累计')]
  const [completed, planned] = [values['completed'] as Fen | null, shown['annualPlan'] as Fen | null]
  const sum = completed === null ? null : addFen((shown['beforeThisMonth'] as Fen | null) ?? ZERO_FEN, completed)
  const share = sum === null || planned === null || planned <= 0 ? '—' : moneyAsNumber(sum) / moneyAsNumber(planned)
  const check = completed === null ? CHECKS.missing : completed < 0 && !values['correctionReason'] ? CHECKS.reason : planned !== null && sum !== null && sum > planned ? CHECKS.above : CHECKS.good
  const tests = `IF(ISBLANK(${month}),"${CHECKS.missing}",IF(NOT(ISNUMBER(${month})),"${CHECKS.text}",IF(AND(${month}<0,LEN(TRIM(${reason}))=0),"${CHECKS.reason}",IF(AND(ISNUMBER(${plan}),${toDate}>${plan}),"${CHECKS.above}","${CHECKS.good}"))))`
  return [
    { value: { formula: `IF(ISNUMBER(${month}),ROUND(N(${before})+${month},6),"")`, result: sum === null ? '' : moneyAsNumber(sum) }, style: 'shownMoney' },
    { value: { formula: `IF(AND(ISNUMBER(${toDate}),ISNUMBER(${plan})),IF(${plan}>0,${toDate}/${plan},"—"),"—")`, result: share }, style: 'shownPercent' },
    closed === null ? { value: { formula: tests, result: check }, style: 'shownCentre' } : { value: closed, style: 'shownCentre' },
  ]
}

function validation({ label, kind }: FillColumn, range: CellRange): ValidationModel {
  if (kind === 'text') {
    return { ranges: [range], rule: { kind: 'textLength', min: null, max: TEXT_LIMITS.long }, error: { title: '太长了', text: `“${label}”最多 ${TEXT_LIMITS.long} 个字，请删短` } }
  }
  return kind === 'completed'
    ? {
        ranges: [range], rule: { kind: 'decimal', min: -MOST, max: MOST }, prompt: { title: label, text: '填万元数，如 123.50；没有完成投资填 0；还不知道就空着' },
        error: { title: '看不懂这个数', text: '请只填数字，单位是万元，如 123.50。没有完成投资填 0；冲减以前月份填负数，并写明冲减原因' },
      }
    : {
        ranges: [range], rule: { kind: 'decimal', min: 0, max: MOST }, prompt: { title: label, text: '填开工以来一共到位的资金，万元，如 800.00；还不知道就空着' },
        error: { title: '看不懂这个数', text: '请填不小于 0 的数字，单位是万元，如 800.00' },
      }
}

const RED = { fill: 'FBD5D5', colour: '9B1C1C' } as const
const GREEN = { fill: 'D3F0DC', colour: '14532D' } as const
const YELLOW = { fill: 'FDECB2', colour: '7A4D00' } as const

function conditions(first: number, last: number): ConditionModel[] {
  const column = (label: string): CellRange[] => [{ top: first, left: at(label), bottom: last, right: at(label) }]
  const check = `$${letter(CHECK_LABEL)}${first}`
  const month = `$${letter('本月完成投资')}${first}`
  return [
    { ranges: column('本月完成投资'), formula: `AND(NOT(ISBLANK(${month})),NOT(ISNUMBER(${month})))`, look: RED },
    { ranges: column('冲减原因'), formula: `${check}="${CHECKS.reason}"`, look: RED },
    { ranges: column(CHECK_LABEL), formula: `${check}="${CHECKS.good}"`, look: GREEN },
    { ranges: column(CHECK_LABEL), formula: `OR(${check}="${CHECKS.text}",${check}="${CHECKS.reason}")`, look: RED },
    { ranges: column(CHECK_LABEL), formula: `OR(${check}="${CHECKS.missing}",${check}="${CHECKS.above}")`, look: YELLOW },
  ]
}
