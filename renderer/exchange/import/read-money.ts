import { excerpt } from '@/domain/brand'
import { FEN_PER_UNIT, fen, formatMoney, parseMoney, type Fen, type MoneyUnit } from '@/domain/money'
import { plainNumber, type PlainCell } from '../reading/model'
import { LEAVE_OUT } from './choices'
import { squeezed } from './grid'

/** What became of a cell. A choice or proposal is text that may stand in the cell instead and is then read anew. */
export type Reading<T> =
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly value: T }
  /** An amount with a part of a 分: read, but only after the whole column was agreed to be rounded. */
  | { readonly kind: 'round'; readonly value: T }
  | { readonly kind: 'ask'; readonly message: string; readonly choices: readonly string[] }
  | { readonly kind: 'fault'; readonly message: string; readonly proposal: string | null }

export const EMPTY: Reading<never> = { kind: 'empty' }

/** What offices write where there is nothing: —, /, 无, 待定. */
export function isNothing(text: string): boolean {
  return /^(?:[-‐‑–—―－_]+|[/\\／]+|无|暂无|没有|待定|待填报|未定|不详|未知|空|n\/?a|null|○)?$/iu.test(squeezed(text))
}

/** Fault of a cell that holds no content of its own; null where it does. */
export function cellFault(cell: PlainCell): { kind: 'fault'; message: string; proposal: string } | null {
  if (cell.kind === 'error') return { kind: 'fault', message: `公式出错（${String(cell.value)}），没有可用的结果。请在原表改好，或在这里填上`, proposal: LEAVE_OUT }
  if (cell.kind === 'missing') return { kind: 'fault', message: '公式的结果没有存在文件里。请在 Excel、WPS 里打开重算后保存，或在这里填上', proposal: LEAVE_OUT }
  return null
}

const DIGITS = /^-?(?=[\d.]{1,15}$)\d+(?:\.\d+)?$/u
const AMOUNT = '[+-]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?'
const UNIT = '(?:亿元|亿|万元|万|元)'
const PLAIN = new RegExp(`^${AMOUNT}${UNIT}?$`, 'u')
const COMPOUND = new RegExp(`^(\\d+)亿元?(\\d+(?:\\.\\d+)?)万元?$`, 'u')
const FOUND = new RegExp(`(${AMOUNT})(${UNIT})?`, 'gu')

/**
 * Reads an amount. A bare number takes `unit`; a unit in the cell wins. 约3.2亿 counts as 3.2亿; what says more or less than
 * its number (超, 近, 余), holds several numbers, or a number in brackets, is asked about.
 */
export function readMoney(cell: PlainCell, unit: MoneyUnit | null): Reading<Fen> {
  const broken = cellFault(cell)
  if (broken !== null) return broken
  if (cell.kind === 'date') return { kind: 'fault', message: '这里应是金额，表里是日期，可能被 Excel 自动改成了日期。请填金额', proposal: LEAVE_OUT }
  if (cell.kind === 'boolean') return { kind: 'fault', message: '这里应是金额，表里是“是”或“否”', proposal: LEAVE_OUT }
  if (cell.kind === 'number') {
    if (cell.format !== null && cell.format.includes('%')) return { kind: 'fault', message: '这里应是金额，表里是百分数', proposal: LEAVE_OUT }
    return unit === null ? EMPTY : (wholeFen(cell.value as number, unit) ?? exact(plainNumber(cell.value as number), unit))
  }
  // Most texts that hold amounts are plain digits: 15 of them make one double and no other.
  if (unit !== null && (cell.value as string).length <= 16 && DIGITS.test(cell.value as string)) {
    const value = wholeFen(Number(cell.value), unit)
    if (value !== null) return value
  }
  const text = squeezed(String(cell.value)).replace(/^['‘’]/u, '').replace(/[−–]/gu, '-').replace(/^人民币|^[¥￥]/u, '')
  if (isNothing(text)) return EMPTY
  const words = text.replace(/^(?:约|大约|≈|预计|估计|估算)/u, '').replace(/(?:左右|上下)$/u, '').replace(/整$/u, '')
  if (PLAIN.test(words)) {
    if (unit === null && !new RegExp(`${UNIT}$`, 'u').test(words)) return EMPTY
    return exact(words, unit ?? '万元')
  }
  const compound = COMPOUND.exec(words)
  if (compound !== null) return exact(plainNumber(Number(compound[1]) * 10_000 + Number(compound[2])), '万元')
  return unclear(words, String(cell.value), unit)
}

/** An amount that is a whole number of 分 for certain: back in its unit it is the same double. Null for all others, which are read digit by digit. */
function wholeFen(value: number, unit: MoneyUnit): Reading<Fen> | null {
  const amount = Math.round(value * FEN_PER_UNIT[unit])
  return Number.isSafeInteger(amount) && Math.abs(amount) < 1e15 && amount / FEN_PER_UNIT[unit] === value ? { kind: 'value', value: fen(amount) } : null
}

function exact(text: string, unit: MoneyUnit): Reading<Fen> {
  const parsed = parseMoney(text, unit)
  if (parsed.ok) return { kind: 'value', value: parsed.value }
  if (parsed.code !== 'too-precise') return { kind: 'fault', message: parsed.message, proposal: LEAVE_OUT }
  const rounded = roundToFen(text, unit)
  return rounded === null ? { kind: 'fault', message: parsed.message, proposal: LEAVE_OUT } : { kind: 'round', value: rounded }
}

function roundToFen(text: string, unit: MoneyUnit): Fen | null {
  const own = new RegExp(`${UNIT}$`, 'u').exec(text)?.[0]
  const of: MoneyUnit = own === undefined ? unit : own.startsWith('亿') ? '亿元' : own.startsWith('万') ? '万元' : '元'
  const [whole = '0', decimals = ''] = text.replace(/[^\d.-]/gu, '').split('.')
  const places = Math.log10(FEN_PER_UNIT[of])
  const sign = whole.startsWith('-') ? -1n : 1n
  // One digit more than a 分 decides, half away from zero; no double comes near it.
  const scaled = BigInt(whole.replace('-', '') + decimals.padEnd(places + 1, '0').slice(0, places + 1))
  const value = Number(((scaled + 5n) / 10n) * sign)
  return Number.isSafeInteger(value) ? fen(value) : null
}

function unclear(words: string, original: string, unit: MoneyUnit | null): Reading<Fen> {
  if (/%|‰/u.test(words)) return { kind: 'fault', message: `这里应是金额，“${excerpt(original)}”是百分数`, proposal: LEAVE_OUT }
  const choices = new Set<string>()
  for (const [, number, own] of words.matchAll(FOUND)) {
    if (number === undefined || choices.size >= 4) continue
    const parsed = parseMoney(`${number}${own ?? ''}`, unit ?? '万元')
    if (parsed.ok && (own !== undefined || unit !== null)) choices.add(moneyText(parsed.value))
  }
  const bracketed = /^\((\d[\d,.]*)\)$/u.exec(words)
  if (bracketed !== null && unit !== null) {
    const parsed = parseMoney(`-${bracketed[1] as string}`, unit)
    if (parsed.ok) choices.add(moneyText(parsed.value))
  }
  const example = unit === null ? '3.2亿' : unit === '亿元' ? '3.96' : '123.50'
  if (choices.size === 0) return { kind: 'fault', message: `看不懂“${excerpt(original)}”，请填金额，如 ${example}`, proposal: LEAVE_OUT }
  return { kind: 'ask', message: `“${excerpt(original)}”不能当作一个确定的金额，请选一个或重新填`, choices: [...choices, LEAVE_OUT] }
}

/** An amount with its unit, exact, so that it reads back the same in a column of any unit. */
export function moneyText(amount: Fen): string {
  return Math.abs(amount) >= FEN_PER_UNIT.亿元 && amount % 1_000_000 === 0
    ? `${formatMoney(amount, '亿元').replaceAll(',', '').replace(/(\.\d*?)0+$/u, '$1').replace(/\.$/u, '')}亿元`
    : `${formatMoney(amount, '万元').replaceAll(',', '').replace(/(\.\d*?)0+$/u, '$1').replace(/\.$/u, '')}万元`
}
