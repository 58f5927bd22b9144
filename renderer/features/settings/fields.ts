import { accepted, excerpt, refused, type Parsed } from '@/domain/brand'
import { parseOptionalAmount, parseText, type TextKind } from '@/domain/fields'
import { formatMoney, type Fen } from '@/domain/money'
import { patternFault } from '@/domain/order-number'
import { formatPeriod, isPeriod, type Period } from '@/domain/period'

/** One field of a section: how its value is written for typing, and how what was typed is read. */
export interface SectionField<Values, K extends keyof Values = keyof Values> {
  readonly key: K
  readonly label: string
  readonly unit?: string
  readonly hint?: string
  readonly kind: 'text' | 'long' | 'number'
  /** Given: one of these is chosen instead of typed. */
  readonly choices?: () => readonly { readonly value: string; readonly label: string }[]
  write(value: Values[K]): string
  read(text: string): Parsed<Values[K]>
}

/** A field as the section's form sees it, whatever its value's type. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyField = SectionField<any, any>

export function textField<K extends string>(key: K, label: string, kind: TextKind = 'short'): SectionField<Record<K, string | null>, K> {
  return { key, label, kind: kind === 'long' ? 'long' : 'text', write: (value) => value ?? '', read: (text) => parseText(text, kind) }
}

/** Text that may not be left empty. */
export function nameField<K extends string>(key: K, label: string, kind: TextKind = 'short'): SectionField<Record<K, string>, K> {
  return {
    key, label, kind: 'text', write: (value) => value,
    read: (text) => {
      const result = parseText(text, kind)
      if (!result.ok) return result
      return result.value === null ? refused('empty', `请填${label}`) : accepted(result.value)
    },
  }
}

/** Money typed and shown in 亿元; any unit word is understood. Value in 分. */
export function declaredMoneyField<K extends string>(key: K, label: string): SectionField<Record<K, Fen | null>, K> {
  return {
    key, label, unit: '亿元', kind: 'number', hint: '也可写“3236500 万”',
    write: (value) => (value === null ? '' : formatMoney(value, '亿元')), read: (text) => parseOptionalAmount(text, '亿元'),
  }
}

export function countField<K extends string>(key: K, label: string, most: number, example: string, least = 0): SectionField<Record<K, number | null>, K> {
  return {
    key, label, kind: 'number', write: (value) => (value === null ? '' : String(value)),
    read: (text) => {
      const plain = halfWidth(text)
      if (plain === '') return accepted(null)
      if (!/^\d{1,9}$/u.test(plain)) return refused('not-a-number', `看不懂“${excerpt(text)}”，请填整数，如 ${example}`)
      const value = Number(plain)
      return value < least || value > most ? refused('out-of-range', `应在 ${least} 到 ${most} 之间，现在是 ${value}`) : accepted(value)
    },
  }
}

/** Percentage points, 0 to 100, at most two decimals. */
export function pointsField<K extends string>(key: K, label: string, hint: string): SectionField<Record<K, number>, K> {
  return {
    key, label, unit: '个百分点', hint, kind: 'number', write: (value) => String(value),
    read: (text) => {
      const plain = halfWidth(text)
      if (plain === '') return refused('empty', `请填${label}，如 5`)
      if (!/^\d{1,9}(\.\d*)?$/u.test(plain)) return refused('not-a-number', `看不懂“${excerpt(text)}”，请填百分点数，如 5 或 7.5`)
      if (/\.\d{2}\d*[1-9]/u.test(plain)) return refused('too-precise', `“${excerpt(text)}”最多两位小数`)
      const value = Number(plain)
      return value > 100 ? refused('out-of-range', `应在 0 到 100 之间，现在是 ${excerpt(plain)}`) : accepted(value)
    },
  }
}

/** A whole number of calendar days. */
export function daysField<K extends string>(key: K, label: string, most: number, hint: string): SectionField<Record<K, number>, K> {
  const count = countField(key, label, most, '7')
  return {
    key, label, unit: '天', hint, kind: 'number', write: (value) => String(value),
    read: (text) => {
      const result = count.read(text)
      if (!result.ok) return result
      return result.value === null ? refused('empty', `请填${label}，如 7`) : accepted(result.value)
    },
  }
}

/** 督办单文号: text with {年} and {号} in it. */
export function patternField<K extends string>(key: K, label: string): SectionField<Record<K, string>, K> {
  const name = nameField(key, label)
  return {
    ...name, hint: '{年} 和 {号} 会换成年度和号数',
    read: (text) => {
      const result = name.read(text)
      const fault = result.ok ? patternFault(result.value) : null
      return fault === null ? result : refused('no-pattern', fault)
    },
  }
}

/** A period chosen from a list; '' stands for none. */
export function periodField<K extends string>(key: K, label: string, none: string, periods: () => readonly Period[]): SectionField<Record<K, Period | null>, K> {
  return {
    key, label, kind: 'text', write: (value) => value ?? '', choices: () => [{ value: '', label: none }, ...periods().map((p) => ({ value: p, label: formatPeriod(p) }))],
    read: (text) => {
      if (text === '') return accepted(null)
      return isPeriod(text) ? accepted(text) : refused('not-a-period', `看不懂“${excerpt(text)}”，请选一个报告期`)
    },
  }
}

function halfWidth(text: string): string {
  return text.trim().replace(/[０-９．。]/gu, (c) => (c === '．' || c === '。' ? '.' : String.fromCharCode(c.charCodeAt(0) - 0xfee0)))
}
