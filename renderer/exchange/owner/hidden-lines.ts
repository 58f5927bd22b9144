import { isPeriod, period } from '@/domain/period'
import { canonicalJson, sha256Text } from '../canonical-json'
import { fillTable } from './fill-tables'
import type { FillValue, SentRow, SentWorkbook } from './sent-workbook'

/** Name of the sheet that no one sees. */
export const HIDDEN_SHEET = '_发送记录'

const FORMAT = 'key-project-fill-in'
export const FILL_IN_VERSION = 1

/**
 * The hidden sheet: one line of text a row, so that every spreadsheet program carries it through unchanged. First what the
 * workbook is, then each row as it was sent, last the checksum of the lines before it.
 */
export async function hiddenLines({ rows, ...head }: SentWorkbook): Promise<string[]> {
  const lines = [canonicalJson({ format: FORMAT, version: FILL_IN_VERSION, ...head }), ...rows.map((row) => canonicalJson(row))]
  return [...lines, canonicalJson({ sha256: await sha256Text(lines.join('\n')) })]
}

export type HiddenContent =
  | { readonly ok: true; readonly sent: SentWorkbook }
  /** `newer`: written by a newer program. `lost`: not there, or no longer as it was written. */
  | { readonly ok: false; readonly fault: 'newer' | 'lost' }

/** Reads the lines back; anything that is not exactly as it was written counts as lost. */
export async function readHiddenLines(lines: readonly string[]): Promise<HiddenContent> {
  const lost = { ok: false, fault: 'lost' } as const
  const parsed = lines.map(parseFields)
  const [head] = parsed
  if (head === undefined || head === null || head['format'] !== FORMAT) return lost
  if (typeof head['version'] === 'number' && head['version'] > FILL_IN_VERSION) return { ok: false, fault: 'newer' }
  const rows = parsed.slice(1, -1)
  if (parsed.at(-1)?.['sha256'] !== (await sha256Text(lines.slice(0, -1).join('\n')))) return lost
  const { id, ledgerId, owner, period: at, issue } = head
  if (typeof id !== 'string' || typeof ledgerId !== 'string' || typeof owner !== 'string' || typeof at !== 'string' || !isPeriod(at) || !Number.isSafeInteger(issue)) return lost
  if (!rows.every((row) => row !== null && isRow(row))) return lost
  return { ok: true, sent: { id, ledgerId, owner, period: period(at), issue: issue as number, rows: rows as unknown as SentRow[] } }
}

function parseFields(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function isRow(row: Record<string, unknown>): boolean {
  const { table, id, projectId, projectName, label, values, shown, closed } = row
  return typeof id === 'string' && typeof projectId === 'string' && typeof projectName === 'string' && typeof label === 'string' && typeof table === 'string' && fillTable(table) !== null
    && isValues(values) && isValues(shown) && (closed === null || typeof closed === 'string')
}

function isValues(values: unknown): values is Record<string, FillValue> {
  return typeof values === 'object' && values !== null && Object.values(values).every((v) => v === null || typeof v === 'string' || Number.isSafeInteger(v))
}
