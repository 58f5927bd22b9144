import { z } from 'zod'
import { excerpt } from '@/domain/brand'
import { isPeriod, type Period } from '@/domain/period'
import type { ImportChoices } from './choices'
import { isImportField, type ImportField } from './fields'

/** Thrown for a file of answers that is not as docs/import.md says; the message is a Chinese sentence. */
export class ChoicesError extends Error {
  override readonly name = 'ChoicesError'
}

const period = z.custom<Period>((v) => typeof v === 'string' && isPeriod(v))
const unit = z.enum(['元', '万元', '亿元'])
const rows = z.tuple([z.number().int().min(1), z.number().int().min(1)])
const column = z.strictObject({ field: z.custom<ImportField>((v) => typeof v === 'string' && isImportField(v)).nullable(), unit: unit.optional(), period: period.optional() })
const sheet = z.strictObject({
  use: z.boolean().optional(), headerRows: rows.optional(), dataRows: rows.optional(), period: period.optional(), unit: unit.optional(),
  columns: z.record(z.string().regex(/^[A-Z]{1,3}$/u), column).optional(),
})
const choices = z.strictObject({
  period: period.optional(), portfolioIds: z.array(z.string()).optional(), sheets: z.record(z.string(), sheet).optional(), answers: z.record(z.string(), z.string()).optional(),
})

/** Reads the text of `--map M.json`. Throws ChoicesError. */
export function readChoices(text: string): ImportChoices {
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\uFEFF/u, ''))
  } catch (cause) {
    throw new ChoicesError('--map 的文件不是 JSON，请按 docs/import.md 的格式写', { cause })
  }
  const read = choices.safeParse(content)
  if (read.success) return read.data as ImportChoices
  const issue = read.error.issues[0]
  throw new ChoicesError(`--map 的文件里“${excerpt((issue?.path ?? []).join('.') || '最外层')}”不对，请按 docs/import.md 的格式写`)
}
