import { excerpt } from '@/domain/brand'
import { DOMAINS, type Domain, type ProjectState } from '@/domain/model'
import { FEN_PER_UNIT, type Fen, type MoneyUnit } from '@/domain/money'
import type { DateOnly, Period } from '@/domain/period'
import { cellAddress, type PlainCell } from '../reading/model'
import type { SheetAnalysis } from './analyse'
import { LEAVE_OUT } from './choices'
import { isUnit, type ImportColumn } from './columns'
import { fieldRule, type ImportField } from './fields'
import { findingKey, type Answers, type Findings } from './findings'
import { isNothing, moneyText, readMoney, type Reading } from './read-money'
import { readDate } from './read-date'
import { domainOf, readState, readText } from './read-words'

export type FieldValue = string | number | null

/** One row's values, as far as they are certain. */
export interface ReadRow {
  readonly row: number
  readonly name: string
  readonly nameCell: string
  readonly values: Partial<Record<ImportField, FieldValue>>
  /** Figures of months that have a column of their own. */
  readonly months: ReadonlyMap<Period, Fen>
  /** 年初至今 columns with a period of their own, such as 1-3月完成. */
  readonly toDate: ReadonlyMap<Period, Fen>
  /** Money by column index, for checking stated sums. */
  readonly amounts: ReadonlyMap<number, Fen>
  /** Where each value stands. */
  readonly cells: ReadonlyMap<ImportField, string>
  /** Fields that wait for an answer. */
  readonly open: readonly ImportField[]
}

export const ROUND = '四舍五入到分'
export const EACH_ROW = '每个项目都是这个数'
export const FIRST_ROW = '只算第一个项目'
export const NO_DOMAIN_ANSWER = '不分领域'

/** Reads the rows of one sheet. Everything that is not certain goes to `findings`; its field stays open until it is answered. */
export class RowReader {
  private readonly columns: readonly ImportColumn[]
  private readonly doubted: ReadonlySet<number>
  private readonly limits = new Map<number, { low: number; high: number }>()

  constructor(private readonly sheet: SheetAnalysis, private readonly answers: Answers, private readonly findings: Findings) {
    this.columns = sheet.columns.filter((c) => c.field !== null && fieldRule(c.field).kind !== 'derived')
    this.doubted = new Set(this.columns.filter((c) => fieldRule(c.field as ImportField).kind === 'money' && this.doubtUnit(c)).map((c) => c.index))
  }

  read(row: number): ReadRow {
    const values: Partial<Record<ImportField, FieldValue>> = {}
    const months = new Map<Period, Fen>()
    const toDate = new Map<Period, Fen>()
    const amounts = new Map<number, Fen>()
    const cells = new Map<ImportField, string>()
    const open: ImportField[] = []
    const { grid } = this.sheet
    let [name, nameCell] = ['', '']
    for (const column of this.columns) {
      const field = column.field as ImportField
      const cell = this.replaced(grid.cell(row, column.index), row, column)
      if (cell === undefined) continue
      const address = cellAddress(row, column.index)
      const reading = this.readCell(cell, column, row, address)
      if (reading.kind === 'open') {
        open.push(field)
        continue
      }
      if (reading.value === null) continue
      if (fieldRule(field).kind === 'money') amounts.set(column.index, reading.value as Fen)
      if (column.period !== null && field === 'completedThisMonth') months.set(column.period, reading.value as Fen)
      else if (column.period !== null && field === 'completedYearToDate') toDate.set(column.period, reading.value as Fen)
      else values[field] = reading.value
      cells.set(field, address)
      if (field === 'name') [name, nameCell] = [String(reading.value), address]
    }
    return { row, name, nameCell, values, months, toDate, amounts, cells, open }
  }

  /** Money of a row of sums, by column index. What cannot be read is left out: it is not taken in, only compared. */
  amounts(row: number): Map<number, Fen> {
    const found = new Map<number, Fen>()
    for (const column of this.columns) {
      if (fieldRule(column.field as ImportField).kind !== 'money') continue
      const cell = this.sheet.grid.own(row, column.index)
      if (cell === undefined) continue
      const reading = readMoney(cell, column.unit)
      if (reading.kind === 'value' || reading.kind === 'round') found.set(column.index, reading.value)
    }
    return found
  }

  /** The cell, or what a person said should stand in it. */
  private replaced(cell: PlainCell | undefined, row: number, column: ImportColumn): PlainCell | undefined {
    if (!this.answers.any) return cell
    const answer = this.answers.get(this.sheet.name, cellAddress(row, column.index))
    if (answer === undefined) return cell
    return answer === LEAVE_OUT || answer.trim() === '' ? undefined : { kind: 'text', value: answer, format: null }
  }

  private readCell(cell: PlainCell, column: ImportColumn, row: number, address: string): { kind: 'value'; value: FieldValue } | { kind: 'open' } {
    const field = column.field as ImportField
    switch (fieldRule(field).kind) {
      case 'money': return this.money(cell, column, row, address)
      case 'date': {
        const reading = readDate(cell, { period: this.sheet.period, date1904: this.sheet.grid.date1904, day: field === 'startDate' ? 'first' : 'last' })
        return this.settle<DateOnly>(reading, cell, field, address)
      }
      case 'state': return this.settle<ProjectState>(readState(cell, this.sheet.grid.date1904), cell, field, address)
      case 'domain': return this.domain(cell, field, address)
      default: return this.settle<string>(readText(cell, field, this.sheet.grid.date1904), cell, field, address)
    }
  }

  private money(cell: PlainCell, column: ImportColumn, row: number, address: string): { kind: 'value'; value: FieldValue } | { kind: 'open' } {
    const field = column.field as ImportField
    const [top] = this.sheet.grid.origin(row, column.index)
    if (this.doubted.has(column.index) && !(cell.kind === 'text' && /[亿万元]/u.test(String(cell.value)))) return { kind: 'open' }
    const reading = readMoney(cell, column.unit)
    // A number waits for the unit of its column.
    if (reading.kind === 'empty' && column.unit === null && (cell.kind === 'number' || (cell.kind === 'text' && !isNothing(String(cell.value))))) return { kind: 'open' }
    if (top !== row || this.isShared(row, column.index)) {
      const shared = this.sharedAmount(reading, cell, column, row, top)
      if (shared !== null) return shared
    }
    if (reading.kind === 'round') {
      const answer = this.answers.get(this.sheet.name, column.letters, 'round')
      if (answer === ROUND) return { kind: 'value', value: reading.value }
      if (answer === LEAVE_OUT) return { kind: 'value', value: null }
      this.findings.add({ kind: 'question', key: findingKey(this.sheet.name, column.letters, 'round'), sheet: this.sheet.name, cell: column.letters, field, value: this.shown(cell), message: `“${column.header}”里有不足一分钱的金额（如 ${address} 的 ${this.shown(cell)}），怎么记？`, choices: [ROUND, LEAVE_OUT] })
      return { kind: 'open' }
    }
    if (reading.kind === 'value') {
      if (reading.value < 0 && field !== 'completedThisMonth') return this.fault(cell, field, address, `“${this.shown(cell)}”是负数，${fieldRule(field).label}不能小于 0`)
      const strange = this.outOfSize(cell, column, reading.value, address)
      if (strange) return { kind: 'open' }
    }
    return this.settle<Fen>(reading, cell, field, address)
  }

  private isShared(row: number, column: number): boolean {
    const { grid } = this.sheet
    return grid.own(row, column) !== undefined && grid.origin(row, column)[0] === row && grid.own(row + 1, column) === undefined && grid.cell(row + 1, column) !== undefined && grid.origin(row + 1, column)[0] === row
  }

  /** An amount whose cell is merged over several projects: each project's, or one for all of them? Null where one project has it. */
  private sharedAmount(reading: Reading<Fen>, cell: PlainCell, column: ImportColumn, row: number, top: number): { kind: 'value'; value: FieldValue } | { kind: 'open' } | null {
    if (reading.kind !== 'value' && reading.kind !== 'round') return null
    const name = this.sheet.columns.find((c) => c.field === 'name')?.index ?? 0
    const [nameTop] = this.sheet.grid.origin(row, name)
    if (nameTop <= top && (top !== row || this.sheet.grid.origin(row + 1, name)[0] === nameTop)) return null
    const address = cellAddress(top, column.index)
    const answer = this.answers.get(this.sheet.name, address, 'merged')
    if (answer === EACH_ROW) return null
    if (answer === FIRST_ROW) return top === row ? null : { kind: 'value', value: null }
    if (answer === LEAVE_OUT) return { kind: 'value', value: null }
    this.findings.add({ kind: 'question', key: findingKey(this.sheet.name, address, 'merged'), sheet: this.sheet.name, cell: address, field: column.field, value: this.shown(cell), message: `“${column.header}”的 ${this.shown(cell)} 写在跨几个项目的合并格里，怎么算？`, choices: [EACH_ROW, FIRST_ROW, LEAVE_OUT] })
    return { kind: 'open' }
  }

  private domain(cell: PlainCell, field: ImportField, address: string): { kind: 'value'; value: FieldValue } | { kind: 'open' } {
    const reading = readText(cell, field, this.sheet.grid.date1904)
    if (reading.kind !== 'value') return this.settle(reading, cell, field, address)
    const known = domainOf(reading.value)
    if (known !== null) return { kind: 'value', value: known }
    const answer = this.answers.get(this.sheet.name, '', `domain:${reading.value}`)
    if (DOMAINS.includes(answer as Domain)) return { kind: 'value', value: answer as Domain }
    if (answer === NO_DOMAIN_ANSWER) return { kind: 'value', value: null }
    this.findings.add({ kind: 'question', key: findingKey(this.sheet.name, '', `domain:${reading.value}`), sheet: this.sheet.name, cell: address, field, value: reading.value, message: `“${excerpt(reading.value)}”属于哪个领域？`, choices: [...DOMAINS, NO_DOMAIN_ANSWER] })
    return { kind: 'open' }
  }

  private settle<T extends FieldValue>(reading: Reading<T>, cell: PlainCell, field: ImportField, address: string): { kind: 'value'; value: FieldValue } | { kind: 'open' } {
    if (reading.kind === 'empty') return { kind: 'value', value: null }
    if (reading.kind === 'value' || reading.kind === 'round') return { kind: 'value', value: reading.value }
    if (reading.kind === 'fault') return this.fault(cell, field, address, reading.message, reading.proposal)
    this.findings.add({ kind: 'question', key: findingKey(this.sheet.name, address), sheet: this.sheet.name, cell: address, field, value: this.shown(cell), message: reading.message, choices: reading.choices, free: true })
    return { kind: 'open' }
  }

  private fault(cell: PlainCell, field: ImportField, address: string, message: string, proposal: string | null = LEAVE_OUT): { kind: 'open' } {
    this.findings.add({ kind: 'fault', key: findingKey(this.sheet.name, address), sheet: this.sheet.name, cell: address, field, value: this.shown(cell), message, proposal, choices: proposal === null || proposal === LEAVE_OUT ? [LEAVE_OUT] : [proposal, LEAVE_OUT], free: true })
    return { kind: 'open' }
  }

  private shown(cell: PlainCell): string {
    return cell.kind === 'missing' ? '（没有结果的公式）' : excerpt(String(cell.value), 40)
  }

  /** Whether the sizes of a whole column do not fit its unit: then the person is asked, once. */
  private doubtUnit(column: ImportColumn): boolean {
    const field = column.field as ImportField
    if (column.unit === null) return false
    const amounts: number[] = []
    for (const kind of this.sheet.rows) {
      if (kind.kind !== 'project') continue
      const cell = this.sheet.grid.own(kind.row, column.index)
      if (cell?.kind === 'number' && (cell.value as number) > 0) amounts.push((cell.value as number) * FEN_PER_UNIT[column.unit])
      else if (cell?.kind === 'text') {
        const reading = readMoney(cell, column.unit)
        if (reading.kind === 'value' && reading.value > 0) amounts.push(reading.value)
      }
    }
    if (amounts.length === 0) return false
    amounts.sort((a, b) => a - b)
    const median = amounts[Math.floor(amounts.length / 2)] as number
    this.limits.set(column.index, { low: median / 2000, high: median * 500 })
    if (field !== 'totalInvestment' && field !== 'annualPlan') return false
    // A county's project costs more than 5 万元 and less than 100 亿元; half of them outside of that is a wrong unit.
    const [least, most] = [5 * FEN_PER_UNIT.万元, 100 * FEN_PER_UNIT.亿元]
    if ((median >= least && median <= most) || column.by === 'choice' || isUnit(this.answers.get(this.sheet.name, column.letters, 'unit'))) return false
    this.findings.add({
      kind: 'question', key: findingKey(this.sheet.name, column.letters, 'unit'), sheet: this.sheet.name, cell: column.letters, field, value: column.samples.join('、'),
      message: `“${column.header}”按${column.unit}算，一半以上的项目${median < least ? '不到 5 万元' : '超过 100 亿元'}，单位可能不对。是按什么单位填的？`, choices: unitsFrom(column.unit), cells: amounts.length,
    })
    return true
  }

  /** One amount far from all the others of its column: most likely in another unit. */
  private outOfSize(cell: PlainCell, column: ImportColumn, value: Fen, address: string): boolean {
    const field = column.field as ImportField
    const limit = this.limits.get(column.index)
    if (limit === undefined || value <= 0 || (cell.kind === 'text' && /[亿万元]/u.test(String(cell.value)))) return false
    const high = value > limit.high && value > 20 * FEN_PER_UNIT.亿元
    const low = field === 'totalInvestment' && value < limit.low && value < 10 * FEN_PER_UNIT.万元
    if (!high && !low) return false
    const number = value / FEN_PER_UNIT[column.unit ?? '万元']
    const choices = (['元', '万元', '亿元'] as const).map((unit) => moneyOf(number, unit)).filter((text) => text !== null)
    this.findings.add({ kind: 'question', key: findingKey(this.sheet.name, address), sheet: this.sheet.name, cell: address, field, value: this.shown(cell), message: `“${this.shown(cell)}”和这一列别的金额相差太大，单位可能不对，是哪一个？`, choices: [...choices, LEAVE_OUT], free: true })
    return true
  }
}

function unitsFrom(first: MoneyUnit): MoneyUnit[] {
  return [first, ...(['万元', '亿元', '元'] as const).filter((u) => u !== first)]
}

function moneyOf(number: number, unit: MoneyUnit): string | null {
  const value = Math.round(number * FEN_PER_UNIT[unit])
  return Number.isSafeInteger(value) && value > 0 ? moneyText(value as Fen) : null
}
