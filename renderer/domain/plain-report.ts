import { REPORT_STATES } from './model'
import { isPeriod } from './period'
import { TEXT_LIMITS } from './fields'

const KEYS: ReadonlySet<string> = new Set(['id', 'deletedAt', 'projectId', 'period', 'completed', 'correctionReason', 'fundsInPlace', 'physicalProgress', 'problems', 'measures', 'remarks', 'state', 'stateReason'])
const STATES: ReadonlySet<unknown> = new Set(REPORT_STATES)
const ID = /^[0-9A-Za-z-]{1,40}$/u
/** Text without control characters and without anything of two halves; what has those is left to the schema. */
const PLAIN_TEXT = /^[\t\n\r\x20-\x7e\u0080-\ud7ff\ue000-\uffff]+$/

/**
 * Whether a value is a month's report as nearly all of them are, and sound. Says nothing about any other: the schema judges that. A ledger
 * has a hundred times more reports than all the rest, and the schema takes ten times longer for each.
 */
export function isPlainReport(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const r = value as Readonly<Record<string, unknown>>
  const { id, projectId, period } = r
  if (typeof projectId !== 'string' || typeof period !== 'string' || id !== `${projectId}-${period}`) return false
  if (!isPeriod(period) || !ID.test(projectId) || id.length > 40 || r['deletedAt'] !== null || !STATES.has(r['state'])) return false
  if (!isPlainAmount(r['completed']) || !isPlainAmount(r['fundsInPlace'])) return false
  if (!isPlainText(r['correctionReason']) || !isPlainText(r['physicalProgress']) || !isPlainText(r['problems']) || !isPlainText(r['measures']) || !isPlainText(r['remarks']) || !isPlainText(r['stateReason'])) return false
  const keys = Object.keys(r)
  return keys.length === KEYS.size && keys.every((key) => KEYS.has(key))
}

function isPlainAmount(value: unknown): boolean {
  return value === null || (Number.isSafeInteger(value) && (value as number) >= 0)
}

function isPlainText(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.length <= TEXT_LIMITS.long && PLAIN_TEXT.test(value))
}
