import { accepted, excerpt, refused, type Parsed } from './brand'
import { parseMoney, type Fen, type MoneyUnit } from './money'
import { parseDate, type DateOnly } from './period'

/** Longest text of each kind, in characters. A worksheet cell holds 32,767; what no one reads is not kept. */
export const TEXT_LIMITS = { name: 300, short: 200, long: 2000, passage: 5000 } as const
export type TextKind = keyof typeof TEXT_LIMITS

// Control characters other than tab, line feed and carriage return have no shape on screen or paper.
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/**
 * Reads free text: trims it, keeps everything else as typed (also `=cmd|…`, HTML and emoji: it is shown as text).
 * Empty becomes null. Refuses what cannot be stored whole: too long, half characters, control characters.
 */
export function parseText(text: string, kind: TextKind = 'long'): Parsed<string | null, 'too-long' | 'half-character' | 'control-character'> {
  const plain = text.replace(/\r\n?/gu, '\n').trim()
  const fault = textFault(plain, kind)
  return fault ?? accepted(plain === '' ? null : plain)
}

/** The fault of a stored text, or null. The same rule guards typing, import and storage. */
export function textFault(text: string, kind: TextKind): { ok: false; code: 'too-long' | 'half-character' | 'control-character'; message: string } | null {
  const most = TEXT_LIMITS[kind]
  if (text.length > most) return refused('too-long', `最多 ${most} 个字，现在有 ${text.length} 个，请删短`)
  if (LONE_SURROGATE.test(text)) return refused('half-character', '含有残缺的字符，复制时可能断开了，请删去后重新输入')
  if (INVISIBLE.test(text)) return refused('control-character', '含有看不见的控制字符，请删去后重新输入')
  return null
}

/** Money that may be left empty (待填报) but not be negative: totals, plans, funds. Result in 分. */
export function parseOptionalAmount(text: string, unit: MoneyUnit = '万元'): Parsed<Fen | null> {
  const result = parseOptionalMoney(text, unit)
  if (result.ok && result.value !== null && result.value < 0) return refused('negative', `“${excerpt(text)}”是负数，这里不能小于 0`)
  return result
}

/** 本月完成投资: may be empty; negative only together with a reason for the correction. Result in 分. */
export function parseCompleted(text: string, correctionReason: string | null, unit: MoneyUnit = '万元'): Parsed<Fen | null> {
  const result = parseOptionalMoney(text, unit)
  if (result.ok && result.value !== null && result.value < 0 && !correctionReason?.trim()) {
    return refused('negative-without-reason', `“${excerpt(text)}”是负数，冲减以前月份要写明“冲减原因”`)
  }
  return result
}

function parseOptionalMoney(text: string, unit: MoneyUnit): Parsed<Fen | null> {
  if (text.trim() === '' || /^(待填报|—|-{1,2})$/u.test(text.trim())) return accepted(null)
  return parseMoney(text, unit)
}

/** A date that may be left empty. */
export function parseOptionalDate(text: string): Parsed<DateOnly | null> {
  return text.trim() === '' ? accepted(null) : parseDate(text)
}
