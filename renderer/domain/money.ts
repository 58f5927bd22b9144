import { accepted, excerpt, refused, type Brand, type Parsed } from './brand'

/** An exact integer number of 分 (1 元 = 100 分, 1 万元 = 1,000,000 分, 1 亿元 = 10,000,000,000 分). */
export type Fen = Brand<number, 'Fen'>

export type MoneyUnit = '元' | '万元' | '亿元'

export const FEN_PER_UNIT: Readonly<Record<MoneyUnit, number>> = { 元: 100, 万元: 1_000_000, 亿元: 10_000_000_000 }

export type MoneyFault = 'empty' | 'not-a-number' | 'too-precise' | 'too-large'

/** Thrown where money would stop being exact: a caller's defect or a ledger beyond 90 万亿元, never a typing mistake. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError'
}

/** The one guard that makes a number money. Throws MoneyError for a fraction, NaN, ±Infinity or beyond ±(2^53 − 1). */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new MoneyError(`fen: ${String(value)} is not an exact number of 分`)
  return (value === 0 ? 0 : value) as Fen
}

export const ZERO_FEN = fen(0)

export function addFen(a: Fen, b: Fen): Fen {
  return fen(a + b)
}

export function subtractFen(a: Fen, b: Fen): Fen {
  return fen(a - b)
}

/** A sum over figures of which some are unknown. `value` adds the known ones (null if none is known). */
export interface PartialSum {
  /** 分; null where every addend is unknown. */
  readonly value: Fen | null
  readonly known: number
  /** How many addends are null and therefore left out: always shown beside the sum. */
  readonly unknown: number
}

/** Adds figures, leaves the unknown out and counts them. Throws MoneyError beyond 2^53 − 1 instead of rounding. */
export function sumKnown(amounts: Iterable<Fen | null>): PartialSum {
  let total = 0
  let known = 0
  let unknown = 0
  for (const amount of amounts) {
    if (amount === null) {
      unknown += 1
      continue
    }
    total += amount
    // A running total beyond 2^53 may have lost its last digit even if later addends bring it back.
    if (!Number.isSafeInteger(total)) throw new MoneyError('sumKnown: the sum exceeds 2^53 − 1 分')
    known += 1
  }
  return { value: known === 0 ? null : fen(total), known, unknown }
}

const FULL_WIDTH: Readonly<Record<string, string>> = { '，': ',', '．': '.', '。': '.', '－': '-', '−': '-', '–': '-', '＋': '+', '￥': '¥', '\u3000': ' ' }

function halfWidth(text: string): string {
  return text.replace(/[０-９，．。－−–＋￥\u3000]/gu, (c) => FULL_WIDTH[c] ?? String.fromCharCode(c.charCodeAt(0) - 0xfee0))
}

const UNIT_WORDS: Readonly<Record<string, MoneyUnit>> = { 亿元: '亿元', 亿: '亿元', 万元: '万元', 万: '万元', 元: '元' }
const AMOUNT = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?\s*(亿元|亿|万元|万|元)?$/u
const EXAMPLES: Readonly<Record<MoneyUnit, string>> = { 元: '1235000.00', 万元: '123.50', 亿元: '3.96' }

/**
 * Reads an amount as a person types it. `39600`, `39,600.00`, `３９６００` and `3.96亿` mean the same in 万元.
 * @param unit the unit of a bare number; a unit word in the text overrides it
 * @returns exact 分, or one of the faults: `empty`, `not-a-number` (also `1e400`, `NaN`, `1.2.3`),
 *   `too-precise` (more than two decimals of 元), `too-large` (beyond 2^53 − 1 分)
 */
export function parseMoney(text: string, unit: MoneyUnit = '万元'): Parsed<Fen, MoneyFault> {
  const plain = halfWidth(text).trim().replace(/^¥\s*/u, '')
  if (plain === '') return refused('empty', `这里要填金额，请填${unit}数，如 ${EXAMPLES[unit]}`)
  const match = AMOUNT.exec(plain)
  const whole = match?.[2] ?? ''
  const decimals = match?.[3] ?? ''
  if (match === null || (whole === '' && decimals === '')) {
    return refused('not-a-number', `看不懂“${excerpt(text)}”，请填${unit}数，如 ${EXAMPLES[unit]}`)
  }
  const scale = FEN_PER_UNIT[UNIT_WORDS[match[4] ?? ''] ?? unit]
  const places = Math.log10(scale)
  const significant = decimals.replace(/0+$/u, '')
  if (significant.length > places) {
    return refused('too-precise', `“${excerpt(text)}”不足一分钱，金额最多到分（${places} 位小数的${unitOfScale(scale)}）`)
  }
  const exact = BigInt(whole.replaceAll(',', '') + significant.padEnd(places, '0'))
  if (exact > BigInt(Number.MAX_SAFE_INTEGER)) {
    return refused('too-large', `“${excerpt(text)}”太大，超过了可记的上限 90 万亿元，请检查单位`)
  }
  return accepted(fen(Number(match[1] === '-' ? -exact : exact)))
}

function unitOfScale(scale: number): MoneyUnit {
  return scale === FEN_PER_UNIT.元 ? '元' : scale === FEN_PER_UNIT.万元 ? '万元' : '亿元'
}

/**
 * Writes an amount in a unit, with thousands separators and at least two decimals; digits beyond those are
 * written only where they are not zero, so nothing is ever rounded away: 123,456 分 is `0.123456` 万元.
 */
export function formatMoney(amount: Fen, unit: MoneyUnit = '万元'): string {
  return `${amount < 0 ? '-' : ''}${formatMagnitude(String(Math.abs(amount)), unit)}`
}

function formatMagnitude(fenDigits: string, unit: MoneyUnit): string {
  const places = Math.log10(FEN_PER_UNIT[unit])
  const digits = fenDigits.padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/gu, ',')
  const decimals = digits.slice(digits.length - places).replace(/0+$/u, '').padEnd(2, '0')
  return `${whole}.${decimals}`
}

/** An amount rounded half away from zero to `places` decimals of the unit: for a glance, where the exact amount stands close by. */
export function formatMoneyRounded(amount: Fen, unit: MoneyUnit, places: number): string {
  const step = BigInt(FEN_PER_UNIT[unit] / 10 ** places)
  // In big integers: near 2^53 a double cannot hold the added half, and rounding up may leave the range of Fen.
  const rounded = ((2n * BigInt(Math.abs(amount)) + step) / (2n * step)) * step
  return `${amount < 0 && rounded > 0n ? '-' : ''}${formatMagnitude(String(rounded), unit)}`
}

/** What stands for an unknown figure on every screen and sheet. */
export const UNKNOWN_FIGURE = '待填报'

/** formatMoney, or 待填报 where the amount is unknown. */
export function formatMoneyOrUnknown(amount: Fen | null, unit: MoneyUnit = '万元'): string {
  return amount === null ? UNKNOWN_FIGURE : formatMoney(amount, unit)
}

/** A plain number in a unit for a worksheet cell (a double: exact to 15 digits). Not for arithmetic. */
export function moneyAsNumber(amount: Fen, unit: MoneyUnit = '万元'): number {
  return amount / FEN_PER_UNIT[unit]
}
