import { excerpt } from '@/domain/brand'
import { DOMAINS, type Domain } from '@/domain/model'
import { FEN_PER_UNIT, type Fen, type MoneyUnit } from '@/domain/money'
import type { Period } from '@/domain/period'
import { cellAddress, type PlainCell } from '../reading/model'
import type { SheetAnalysis } from './analyse'
import { LEAVE_OUT } from './choices'
import { isUnit, type ImportColumn } from './columns'
import { fieldRule, type FieldKind, type ImportField } from './fields'
import { findingKey, type Answers, type Findings } from './findings'
import { isNothing, moneyText, readMoney, type Reading } from './read-money'
import { readDate } from './read-date'
import { domainOf, readState, readText } from './read-words'

export type FieldValue = string | number | null

const NO_MONTHS: ReadonlyMap<Period, Fen> = new Map()
const NO_AMOUNTS: ReadonlyMap<number, Fen> = new Map()

/** One row's values, as far as they are certain. */
export interface ReadRow {
  readonly row: number
  readonly name: string
  /** Column of the name, from 0. */
  readonly nameColumn: number
  readonly values: Partial<Record<ImportField, FieldValue>>
  /** Figures of months that have a column of their own. */
  readonly months: ReadonlyMap<Period, Fen>
  /** 年初至今 columns with a period of their own, such as 1-3月完成. */
  readonly toDate: ReadonlyMap<Period, Fen>
  /** Money by column index, for checking stated sums. */
  readonly amounts: ReadonlyMap<number, Fen>
  /** Column, from 0, of the last figure of a field that has a column for each month; null where no column is of that kind. */
  readonly monthColumns: ReadonlyMap<ImportField, number> | null
  /** Fields that wait for an answer. */
  readonly open: readonly ImportField[]
}

export const ROUND = '四舍五入到分'
export const EACH_ROW = '每个项目都是这个数'
export const FIRST_ROW = '只算第一个项目'
export const NO_DOMAIN_ANSWER = '不分领域'

interface ReadColumn extends ImportColumn {
  readonly field: ImportField
  readonly kind: FieldKind
  /** What texts and dates of the column mean, once read. */
  readonly words: Map<string, Reading<string>>
  readonly numbers: Map<number, Reading<string>>
}

const NOTHING = { kind: 'value', value: null } as const

/** Reads the rows of one sheet. Everything that is not certain goes to `findings`; its field stays open until it is answered. */
export class RowReader {
  private readonly columns: readonly ReadColumn[]
  private readonly doubted: ReadonlySet<number>
  /** Whether any row states a sum that the amounts are compared with. */
  readonly summed: boolean
  private readonly limits = new Map<number, { low: number; high: number }>()

  constructor(private readonly sheet: SheetAnalysis, private readonly answers: Answers, private readonly findings: Findings) {
    this.columns = sheet.columns.filter((c) => c.field !== null && fieldRule(c.field).kind !== 'derived').map((c) => ({ ...c, field: c.field as ImportField, kind: fieldRule(c.field as ImportField).kind, words: new Map(), numbers: new Map() }))
    this.doubted = new Set(this.columns.filter((c) => c.kind === 'money' && this.doubtUnit(c)).map((c) => c.index))
    this.summed = sheet.rows.some((r) => r.kind === 'total' || r.kind === 'heading' || r.kind === 'unsure')
  }

  read(row: number): ReadRow {
    const values: Partial<Record<ImportField, FieldValue>> = {}
    let [months, toDate]: [Map<Period, Fen> | null, Map<Period, Fen> | null] = [null, null]
    const amounts = this.summed ? new Map<number, Fen>() : null
    let monthColumns: Map<ImportField, number> | null = null
    const open: ImportField[] = []
    const { grid } = this.sheet
    let [name, nameColumn] = ['', 0]
    for (const column of this.columns) {
      const { field } = column
      const cell = this.replaced(grid.cell(row, column.index), row, column)
      if (cell === undefined) continue
      const reading = this.readCell(cell, column, row)
      if (reading.kind === 'open') {
        open.push(field)
        continue
      }
      if (reading.value === null) continue
      if (column.kind === 'money') amounts?.set(column.index, reading.value as Fen)
      if (column.period !== null && field === 'completedThisMonth') (months ??= new Map()).set(column.period, reading.value as Fen)
      else if (column.period !== null && field === 'completedYearToDate') (toDate ??= new Map()).set(column.period, reading.value as Fen)
      else values[field] = reading.value
      if (column.period !== null) (monthColumns ??= new Map()).set(field, column.index)
      if (field === 'name') [name, nameColumn] = [String(reading.value), column.index]
    }
    return { row, name, nameColumn, values, months: months ?? NO_MONTHS, toDate: toDate ?? NO_MONTHS, amounts: amounts ?? NO_AMOUNTS, monthColumns, open }
  }

  /** Money of a row of sums, by column index. What cannot be read is left out: it is not taken in, only compared. */
  amounts(row: number): Map<number, Fen> {
    const found = new Map<number, Fen>()
    for (const column of this.columns) {
      if (column.kind !== 'money') continue
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

  private readCell(cell: PlainCell, column: ReadColumn, row: number): { kind: 'value'; value: FieldValue } | { kind: 'open' } {
    if (column.kind === 'money') return this.money(cell, column, row)
    // A column says the same few things again and again: each is read once.
    const known = cell.kind === 'text' ? column.words : cell.kind === 'date' ? column.numbers : null
    let reading = known?.get(cell.value as never)
    if (reading === undefined) {
      reading = this.readWords(cell, column)
      known?.set(cell.value as never, reading)
    }
    if (reading.kind === 'empty') return NOTHING
    return column.kind === 'domain' ? this.domain(reading, cell, column.field, row, column.index) : this.settle(reading, cell, column.field, row, column.index)
  }

  private readWords(cell: PlainCell, { field, kind }: ReadColumn): Reading<string> {
    const { period, grid: { date1904 } } = this.sheet
    if (kind === 'date') return readDate(cell, { period, date1904, day: field === 'startDate' ? 'first' : 'last' })
    return kind === 'state' ? readState(cell, date1904) : readText(cell, field, date1904)
  }

  private money(cell: PlainCell, column: ReadColumn, row: number): { kind: 'value'; value: FieldValue } | { kind: 'open' } {
    const { field } = column
    const merged = this.sheet.grid.hasMerge(row)
    const top = merged ? this.sheet.grid.origin(row, column.index)[0] : row
    if (this.doubted.has(column.index) && !(cell.kind === 'text' && /[亿万元]/u.test(String(cell.value)))) return { kind: 'open' }
    const reading = readMoney(cell, column.unit)
    // A number waits for the unit of its column.
    if (reading.kind === 'empty' && column.unit === null && (cell.kind === 'number' || (cell.kind === 'text' && !isNothing(String(cell.value))))) return { kind: 'open' }
    if (merged && (top !== row || this.isShared(row, column.index))) {
      const shared = this.sharedAmount(reading, cell, column, row, top)
      if (shared !== null) return shared
    }
    if (reading.kind === 'round') {
      const answer = this.answers.get(this.sheet.name, column.letters, 'round')
      if (answer === ROUND) return { kind: 'value', value: reading.value }
      if (answer === LEAVE_OUT) return { kind: 'value', value: null }
      this.findings.add({ kind: 'question', key: findingKey(this.sheet.name, column.letters, 'round'), sheet: this.sheet.name, cell: column.letters, field, value: this.shown(cell), message: `“${column.header}”里有不足一分钱的金额（如 ${cellAddress(row, column.index)} 的 ${this.shown(cell)}），怎么记？`, choices: [ROUND, LEAVE_OUT] })
      return { kind: 'open' }
    }
    if (reading.kind === 'value') {
      if (reading.value < 0 && field !== 'completedThisMonth') return this.fault(cell, field, row, column.index, `“${this.shown(cell)}”是负数，${fieldRule(field).label}不能小于 0`)
      const strange = this.outOfSize(cell, column, reading.value, row)
      if (strange) return { kind: 'open' }
    }
    return this.settle(reading, cell, field, row, column.index)
  }

  private isShared(row: number, column: number): boolean {
    const { grid } = this.sheet
    return grid.own(row, column) !== undefined && grid.origin(row, column)[0] === row && grid.own(row + 1, column) === undefined && grid.cell(row + 1, column) !== undefined && grid.origin(row + 1, column)[0] === row
  }

  /** An amount whose cell is merged over several projects: each project's, or one for all of them? Null where one project has it. */
  private sharedAmount(reading: Reading<Fen>, cell: PlainCell, column: ReadColumn, row: number, top: number): { kind: 'value'; value: FieldValue } | { kind: 'open' } | null {
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

  private domain(reading: Reading<string>, cell: PlainCell, field: ImportField, row: number, column: number): { kind: 'value'; value: FieldValue } | { kind: 'open' } {
    if (reading.kind !== 'value') return this.settle(reading, cell, field, row, column)
    const known = domainOf(reading.value)
    if (known !== null) return { kind: 'value', value: known }
    const answer = this.answers.get(this.sheet.name, '', `domain:${reading.value}`)
    if (DOMAINS.includes(answer as Domain)) return { kind: 'value', value: answer as Domain }
    if (answer === NO_DOMAIN_ANSWER) return { kind: 'value', value: null }
    this.findings.add({ kind: 'question', key: findingKey(this.sheet.name, '', `domain:${reading.value}`), sheet: this.sheet.name, cell: cellAddress(row, column), field, value: reading.value, message: `“${excerpt(reading.value)}”属于哪个领域？`, choices: [...DOMAINS, NO_DOMAIN_ANSWER] })
    return { kind: 'open' }
  }

  private settle(reading: Reading<string | number>, cell: PlainCell, field: ImportField, row: number, column: number): { kind: 'value'; value: FieldValue } | { kind: 'open' } {
    if (reading.kind === 'empty') return NOTHING
    if (reading.kind === 'value') return reading
    if (reading.kind === 'round') return { kind: 'value', value: reading.value }
    if (reading.kind === 'fault') return this.fault(cell, field, row, column, reading.message, reading.proposal)
    const address = cellAddress(row, column)
    this.findings.add({ kind: 'question', key: findingKey(this.sheet.name, address), sheet: this.sheet.name, cell: address, field, value: this.shown(cell), message: reading.message, choices: reading.choices, free: true })
    return { kind: 'open' }
  }

  private fault(cell: PlainCell, field: ImportField, row: number, column: number, message: string, proposal: string | null = LEAVE_OUT): { kind: 'open' } {
    const address = cellAddress(row, column)
    this.findings.add({ kind: 'fault', key: findingKey(this.sheet.name, address), sheet: this.sheet.name, cell: address, field, value: this.shown(cell), message, proposal, choices: proposal === null || proposal === LEAVE_OUT ? [LEAVE_OUT] : [proposal, LEAVE_OUT], free: true })
    return { kind: 'open' }
  }

  private shown(cell: PlainCell): string {
    return cell.kind === 'missing' ? '（没有结果的公式）' : excerpt(String(cell.value), 40)
  }

  /** Whether the sizes of a whole column do not fit its unit: then the person is asked, once. */
  private doubtUnit(column: ReadColumn): boolean {
    const { field } = column
    if (column.unit === null) return false
    const found = new Float64Array(this.sheet.rows.length)
    let count = 0
    for (const kind of this.sheet.rows) {
      if (kind.kind !== 'project') continue
      const cell = this.sheet.grid.own(kind.row, column.index)
      if (cell?.kind === 'number' && (cell.value as number) > 0) found[count++] = (cell.value as number) * FEN_PER_UNIT[column.unit]
      else if (cell?.kind === 'text') {
        const reading = readMoney(cell, column.unit)
        if (reading.kind === 'value' && reading.value > 0) found[count++] = reading.value
      }
    }
    if (count === 0) return false
    const amounts = found.subarray(0, count).sort()
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
  private outOfSize(cell: PlainCell, column: ReadColumn, value: Fen, row: number): boolean {
    const { field } = column
    const limit = this.limits.get(column.index)
    if (limit === undefined || value <= 0 || (cell.kind === 'text' && /[亿万元]/u.test(String(cell.value)))) return false
    const high = value > limit.high && value > 20 * FEN_PER_UNIT.亿元
    const low = field === 'totalInvestment' && value < limit.low && value < 10 * FEN_PER_UNIT.万元
    if (!high && !low) return false
    const address = cellAddress(row, column.index)
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
