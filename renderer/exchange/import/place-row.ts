import { formatMoney, fen, type Fen } from '@/domain/money'
import type { DateOnly, Period } from '@/domain/period'
import { shiftPeriod } from '@/domain/period'
import { refuseEdit } from '@/domain/report'
import type { Project } from '@/domain/model'
import { cellAddress } from '../reading/model'
import type { SheetAnalysis } from './analyse'
import { LEAVE_OUT } from './choices'
import { resolveCumulative } from './cumulative'
import { fieldRule, type ImportField } from './fields'
import { findingKey, type Answers, type Findings } from './findings'
import type { FieldValue, ReadRow } from './read-rows'
import type { WorkingProject, Written } from './working'

/** A value that an import changes. Money in 分. */
export interface RowChange {
  readonly field: ImportField
  /** Of a month's figure. */
  readonly period: Period | null
  readonly before: FieldValue
  readonly after: FieldValue
}

interface Placing {
  readonly sheet: SheetAnalysis
  readonly row: ReadRow
  readonly target: WorkingProject
  readonly answers: Answers
  readonly findings: Findings
  /** Months that are locked as a whole. */
  readonly locked: ReadonlySet<Period>
}

export interface PlacedRow {
  readonly changes: RowChange[]
  readonly open: ImportField[]
  /** What was not taken over and why, in words. */
  readonly remarks: string[]
}

const PROJECT_TEXTS = ['domain', 'nature', 'scale', 'owner', 'responsibleUnit', 'responsiblePerson', 'sponsoringLeader', 'contractor', 'state', 'startDate', 'plannedCompletion', 'totalInvestment'] as const
const REPORT_FIELDS = ['fundsInPlace', 'physicalProgress', 'problems', 'measures'] as const

export const LUMP = '差额一次记进'
export const AS_OPENING = '以前的都算截至上年底累计'

/** Writes one row's values into its project: facts, the year's plan, the months. Empty cells change nothing. */
export function placeRow(placing: Placing): PlacedRow {
  const placed: PlacedRow = { changes: [], open: [...placing.row.open], remarks: [] }
  placeFacts(placing, placed)
  placePlan(placing, placed)
  placeMonths(placing, placed)
  placeCumulative(placing, placed)
  return placed
}

function cellOf({ row, sheet }: Placing, field: ImportField): string {
  return cellAddress(row.row, row.monthColumns?.get(field) ?? sheet.columns.find((c) => c.field === field)?.index ?? 0)
}

/** Whether the value may be written: a second row of the file that says otherwise is asked about. */
function mayWrite(placing: Placing, placed: PlacedRow, place: Written['place'], slot: ImportField, value: FieldValue, field: ImportField = slot): boolean {
  const { target, sheet, answers, findings } = placing
  const { written } = target
  if (written === null) return true
  const earlier = written.find((w) => w.slot === slot && w.place === place)
  if (earlier !== undefined && !Object.is(earlier.value, value)) {
    const cell = cellOf(placing, field)
    const [old, next] = [`${earlier.where()}的 ${words(field, earlier.value as FieldValue)}`, `${sheet.name}!${cell} 的 ${words(field, value)}`]
    const answer = answers.get(sheet.name, cell, 'conflict')
    if (answer === old) return false
    if (answer !== next) {
      findings.add({ kind: 'question', key: findingKey(sheet.name, cell, 'conflict'), sheet: sheet.name, cell, field, value: words(field, value), message: `同一个项目的“${fieldRule(field).label}”在文件里有两个不同的值，用哪一个？`, choices: [old, next] })
      placed.open.push(field)
      return false
    }
  }
  if (earlier !== undefined) written.splice(written.indexOf(earlier), 1)
  written.push({ place, slot, value, where: () => `${sheet.name}!${cellOf(placing, field)} ` })
  return true
}

function words(field: ImportField, value: FieldValue): string {
  return value === null ? '空' : fieldRule(field).kind === 'money' ? `${formatMoney(fen(value as number))} 万元` : String(value)
}

function placeFacts(placing: Placing, placed: PlacedRow): void {
  const { row, target } = placing
  const { values } = row
  for (const field of PROJECT_TEXTS) {
    const value = values[field]
    if (value === undefined || value === null) continue
    const before = target.project[field] as FieldValue
    if (!mayWrite(placing, placed, 'project', field, value) || Object.is(before, value)) continue
    if ((field === 'startDate' || field === 'plannedCompletion') && !datesFit(placing, placed, field, value as DateOnly)) continue
    target.setProject(field, value as never)
    placed.changes.push({ field, period: null, before, after: value })
  }
  const remarks = values.remarks
  if (typeof remarks === 'string' && mayWrite(placing, placed, 'project', 'remarks', remarks)) placeRemarks(placing, placed, remarks)
}

/** 备注 of our own month sheet joins the project's remarks, the month's, and why a month was corrected downwards. */
function placeRemarks({ sheet, target }: Placing, placed: PlacedRow, remarks: string): void {
  const report = sheet.period === null ? undefined : target.reports.get(sheet.period)
  const completed = report?.completed ?? null
  const reason = report?.correctionReason ?? null
  const correction = completed !== null && completed < 0 && reason !== null ? `冲减：${reason}` : null
  const joined = [target.project.remarks, report?.remarks ?? null, correction].filter((w) => w !== null).join('；')
  const before = target.project.remarks
  if (joined === remarks || before === remarks) return
  target.setProject('remarks', remarks)
  placed.changes.push({ field: 'remarks', period: null, before, after: remarks })
}

function datesFit(placing: Placing, placed: PlacedRow, field: 'startDate' | 'plannedCompletion', value: DateOnly): boolean {
  const { startDate, plannedCompletion } = placing.target.project
  const project: Pick<Project, 'startDate' | 'plannedCompletion'> = { startDate, plannedCompletion, [field]: value }
  // 开工 comes first in the row: it is checked against the 竣工 of the same row where that follows.
  const end = field === 'startDate' ? ((placing.row.values.plannedCompletion as DateOnly | undefined) ?? project.plannedCompletion) : project.plannedCompletion
  if (project.startDate === null || end === null || end >= project.startDate) return true
  if (field === 'startDate' && placing.row.values.plannedCompletion !== undefined) return true
  addFault(placing, placed, field, String(value), `计划竣工 ${end} 早于开工时间 ${project.startDate}`)
  return false
}

function addFault(placing: Placing, placed: PlacedRow, field: ImportField, value: string, message: string, topic = ''): void {
  const { sheet, findings, answers } = placing
  const cell = cellOf(placing, field)
  if (answers.get(sheet.name, cell, topic) === LEAVE_OUT) return
  findings.add({ kind: 'fault', key: findingKey(sheet.name, cell, topic), sheet: sheet.name, cell, field, value, message, proposal: LEAVE_OUT, choices: [LEAVE_OUT], free: topic === '' })
  placed.open.push(field)
}

function placePlan(placing: Placing, placed: PlacedRow): void {
  const { row, target, sheet } = placing
  const { year } = sheet
  const planned = row.values.annualPlan as Fen | undefined
  if (year === null || planned === undefined) return
  const plan = target.plans.get(year)
  const before = plan?.planned ?? null
  if (!mayWrite(placing, placed, year, 'annualPlan', planned) || before === planned) return
  if ((plan?.curve ?? null) !== null) {
    addFault(placing, placed, 'annualPlan', words('annualPlan', planned), `台账里这个项目有 ${year} 年的分月计划，合计 ${words('annualPlan', before)}，改了年度计划就对不上。请先在项目详情里改分月计划`, 'curve')
    return
  }
  target.setPlan(year, 'planned', planned)
  placed.changes.push({ field: 'annualPlan', period: null, before, after: planned })
}

/** Whether a report may be written: one that was handed in or locked stays as it is, and that is told. */
function reportOpen(placing: Placing, placed: PlacedRow, at: Period, field: ImportField, before: FieldValue, value: FieldValue): boolean {
  const refusal = refuseEdit(placing.target.reports.get(at) ?? null, placing.locked.has(at))
  if (refusal === null) return true
  const told = `${refusal}。台账里的“${fieldRule(field).label}”是 ${words(field, before)}，表里是 ${words(field, value)}，没有覆盖`
  placed.remarks.push(told)
  addFault(placing, placed, field, words(field, value), told, 'locked')
  return false
}

function placeMonths(placing: Placing, placed: PlacedRow): void {
  const { row, sheet } = placing
  for (const [at, amount] of row.months) placeMonth(placing, placed, at, amount, 'completedThisMonth')
  if (sheet.period === null) return
  const month = row.values.completedThisMonth as Fen | undefined
  if (month !== undefined) placeMonth(placing, placed, sheet.period, month, 'completedThisMonth')
  for (const field of REPORT_FIELDS) {
    const value = row.values[field]
    if (value === undefined || value === null) continue
    const before = (placing.target.reports.get(sheet.period)?.[field] ?? null) as FieldValue
    if (!mayWrite(placing, placed, sheet.period, field, value) || Object.is(before, value)) continue
    if (!reportOpen(placing, placed, sheet.period, field, before, value)) continue
    placing.target.setReport(sheet.period, field, value as never)
    placed.changes.push({ field, period: sheet.period, before, after: value })
  }
}

function placeMonth(placing: Placing, placed: PlacedRow, at: Period, amount: Fen, from: ImportField): boolean {
  const { target } = placing
  const before = target.reports.get(at)?.completed ?? null
  if (!mayWrite(placing, placed, at, 'completedThisMonth', amount, from)) return false
  if (before === amount) return true
  if (!reportOpen(placing, placed, at, from, before, amount)) return false
  if (amount < 0) {
    const reason = correctionReason(placing, from)
    if (reason === null) {
      addNegative(placing, placed, at, amount, from)
      return false
    }
    target.setReport(at, 'correctionReason', reason)
  }
  target.setReport(at, 'completed', amount)
  placed.changes.push({ field: 'completedThisMonth', period: at, before, after: amount })
  return true
}

/** Why a month is negative: from 备注 as our own sheet writes it, or from the person. */
function correctionReason(placing: Placing, field: ImportField): string | null {
  const remarks = placing.row.values.remarks
  const told = typeof remarks === 'string' ? /(?:^|；)冲减：([^；]+)/u.exec(remarks)?.[1] : undefined
  const answer = placing.answers.get(placing.sheet.name, cellOf(placing, field), 'reason')
  return told ?? (answer === undefined || answer === LEAVE_OUT ? null : answer)
}

function addNegative(placing: Placing, placed: PlacedRow, at: Period, amount: Fen, field: ImportField): void {
  const { sheet, answers, findings } = placing
  const cell = cellOf(placing, field)
  if (answers.get(sheet.name, cell, 'reason') === LEAVE_OUT) return
  findings.add({ kind: 'fault', key: findingKey(sheet.name, cell, 'reason'), sheet: sheet.name, cell, field, value: words(field, amount), message: `${at} 的本月完成投资是负数，请写明冲减原因，或者不要这个数`, proposal: LEAVE_OUT, choices: [LEAVE_OUT], free: true })
  placed.open.push(field)
}

function placeCumulative(placing: Placing, placed: PlacedRow): void {
  const { row, sheet } = placing
  for (const [at, amount] of [...row.toDate].sort(([a], [b]) => (a < b ? -1 : 1))) if (at !== sheet.period) settleCumulative(placing, placed, at, { toDate: amount, sinceStart: null, before: null })
  // 1-3月完成 of a sheet of March is its 年初至今.
  const own = sheet.period === null ? undefined : row.toDate.get(sheet.period)
  const [toDate, sinceStart, before] = [row.values.completedYearToDate ?? own, row.values.completedSinceStart, row.values.completedBeforeYear] as (Fen | undefined)[]
  const { period, year } = sheet
  if (before !== undefined && year !== null) placeOpening(placing, placed, year, before, 'completedBeforeYear')
  if (period === null || year === null || (toDate === undefined && sinceStart === undefined)) return
  // What waits for an answer would make the rest look wrong.
  if (placed.open.some((f) => ['completedThisMonth', 'completedYearToDate', 'completedSinceStart', 'completedBeforeYear'].includes(f))) return
  settleCumulative(placing, placed, period, { toDate: toDate ?? null, sinceStart: sinceStart ?? null, before: before ?? placing.target.before(year) })
}

function placeOpening(placing: Placing, placed: PlacedRow, year: number, amount: Fen, from: ImportField): void {
  const { target } = placing
  const typed = target.plans.get(year)?.openingCompleted ?? null
  const derived = target.before(year)
  if (!mayWrite(placing, placed, year, 'completedBeforeYear', amount, from) || derived === amount) return
  const earlier = typed === null && derived !== null && (target.plans.size > 0 || target.reports.size > 0) && [...target.plans.values()].some((p) => p.year < year && p.openingCompleted !== null)
  if (earlier) {
    addFault(placing, placed, from, words(from, amount), `按台账里以前各年推算，截至上年底累计完成是 ${words(from, derived)}，表里是 ${words(from, amount)}`, 'opening')
    return
  }
  target.setPlan(year, 'openingCompleted', amount)
  placed.changes.push({ field: 'completedBeforeYear', period: null, before: typed, after: amount })
}

function settleCumulative(placing: Placing, placed: PlacedRow, period: Period, facts: { toDate: Fen | null; sinceStart: Fen | null; before: Fen | null }): void {
  const { target, sheet, answers, findings } = placing
  const field: ImportField = facts.toDate === null ? 'completedSinceStart' : 'completedYearToDate'
  const column = sheet.columns.find((c) => c.field === field && (c.period ?? sheet.period) === period)?.letters ?? ''
  const result = resolveCumulative({ period, ...facts, month: (at) => target.reports.get(at)?.completed ?? null,
    monthLeftEmpty: sheet.columns.some((c) => c.field === 'completedThisMonth' && (c.period ?? sheet.period) === period) && placing.row.values.completedThisMonth === undefined && !placing.row.months.has(period),
  })
  const year = Number(period.slice(0, 4))
  if (result.kind === 'differs') {
    const of: ImportField = result.of === 'toDate' ? 'completedYearToDate' : 'completedSinceStart'
    addFault(placing, placed, of, words(of, result.stated), `“${fieldRule(of).label}”写的是 ${words(of, result.stated)}，按${of === 'completedYearToDate' ? '各月' : '上年底和今年'}加起来是 ${words(of, result.computed)}。请在这里改对各月，或者不要这个累计数`, 'sum')
    // Left out: the other figures are taken without it.
    if (placed.open.includes(of)) return
    const rest = of === 'completedSinceStart' ? { ...facts, sinceStart: null } : { ...facts, toDate: null, sinceStart: null }
    if (rest.toDate !== null) settleCumulative(placing, placed, period, rest)
    return
  }
  if (result.kind === 'undivided') {
    const answer = answers.get(sheet.name, column, 'opening')
    if (answer === AS_OPENING && result.before >= 0) placeOpening(placing, placed, year, result.before, field)
    else if (answer !== LEAVE_OUT) {
      findings.add({ kind: 'question', key: findingKey(sheet.name, column, 'opening'), sheet: sheet.name, cell: column, field, value: words(field, facts.sinceStart), message: '只有开工以来累计完成，没有截至上年底或年初至今，分不出哪些是以前年度完成的。除去已知各月，其余怎么记？', choices: [AS_OPENING, LEAVE_OUT] })
      placed.open.push(field)
    }
    return
  }
  if (result.opening !== null) {
    if (result.opening < 0) return addFault(placing, placed, 'completedSinceStart', words('completedSinceStart', facts.sinceStart), '开工以来累计小于年初至今累计', 'sum')
    placeOpening(placing, placed, year, result.opening, 'completedSinceStart')
  }
  if (result.kind === 'settled') {
    if (result.month !== null && placeMonth(placing, placed, result.month.at, result.month.amount, field) && result.month.at !== period) placed.remarks.push(`由累计数推出 ${result.month.at} 完成 ${words(field, result.month.amount)}`)
    return
  }
  const lump = `${LUMP} ${result.into}`
  const answer = answers.get(sheet.name, column, 'months')
  if (answer === lump) placeMonth(placing, placed, result.into, result.rest, field)
  else if (answer !== LEAVE_OUT) {
    const last = shiftPeriod(period, 0)
    findings.add({ kind: 'question', key: findingKey(sheet.name, column, 'months'), sheet: sheet.name, cell: column, field, value: words(field, facts.toDate ?? facts.sinceStart), message: `${last} 的累计数里有几个月没有分月数，分不出每个月各完成多少。差额怎么记？`, choices: [lump, LEAVE_OUT] })
    placed.open.push(field)
  }
}
