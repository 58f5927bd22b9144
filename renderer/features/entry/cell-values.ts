import type { Parsed } from '@/domain/brand'
import { parseCompleted, parseOptionalAmount, parseText } from '@/domain/fields'
import type { ProgressReport } from '@/domain/model'
import { formatMoney, type Fen } from '@/domain/money'
import type { TypedField } from './columns'

/** What stands in a typed cell, as it would be typed again: money without thousands separators. */
export function typedText(report: ProgressReport | null, field: TypedField): string {
  const value = report?.[field] ?? null
  if (value === null) return ''
  return typeof value === 'number' ? formatMoney(value).replaceAll(',', '') : value
}

/** What a typed cell shows. */
export function shownText(report: ProgressReport | null, field: TypedField): string {
  const value = report?.[field] ?? null
  if (value === null) return ''
  return typeof value === 'number' ? formatMoney(value) : value
}

/** Reads what was typed into a cell. `correctionReason` is that of the same row, as it will stand. */
export function readTyped(field: TypedField, text: string, correctionReason: string | null): Parsed<Fen | string | null> {
  if (field === 'completed') return parseCompleted(text, correctionReason)
  if (field === 'fundsInPlace') return parseOptionalAmount(text)
  return parseText(text)
}
