import fc from 'fast-check'
import { DOMAINS, PROJECT_STATES, REPORT_STATES, type LedgerData, type Portfolio, type Project } from '@/domain/model'
import { NO_METHODS } from '@/domain/method-records'
import { fen } from '@/domain/money'
import { periodOf } from '@/domain/period'
import { PackageError, readPackage, writePackage } from '@/exchange/package'
import { canonicalJson, sha256Text } from '@/exchange/canonical-json'
import { parseText } from '@/domain/fields'
import { planOf, portfolioOf, projectOf, reportOf, SETTINGS } from '../domain/support'

/** A package as a hostile or clumsy hand sees it. */
export interface Content {
  format: string
  formatVersion: number
  writtenBy: string
  sha256: string
  sums: Record<string, { count: number; totalInvestment: number | null; annualPlan: Record<string, number | null> }>
  data: Record<string, Record<string, unknown>[]>
  files?: unknown
}

/** A package whose content was changed by someone who knows how to make the checksum right. */
export async function forged(change: (content: Content) => void, ledger: LedgerData): Promise<string> {
  const content = JSON.parse(await writePackage(ledger)) as Content
  change(content)
  const { sha256: _old, ...rest } = content
  return JSON.stringify({ ...rest, sha256: await sha256Text(canonicalJson(rest)) })
}

/** Why a text is refused. Fails where it is accepted, or ends in any other error. */
export async function refusalOf(text: string): Promise<{ fault: string; message: string }> {
  try {
    await readPackage(text)
  } catch (error) {
    if (error instanceof PackageError) return { fault: error.fault, message: error.message }
    throw error
  }
  throw new Error('the package was accepted')
}

const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((typed) => {
  const read = parseText(typed, 'short')
  return read.ok ? read.value : null
})
const amount = fc.option(fc.integer({ min: 0, max: 1_000_000_000_000 }).map(fen))
const deletedAt = fc.option(fc.constant('2020-04-01T08:00:00.000Z'), { freq: 5 })
const id = (prefix: string) => (n: number): string => `${prefix}${n}`

const portfolios = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }).chain((ids) =>
  fc.tuple(...ids.map((n) => fc.record({ declaredCount: fc.option(fc.nat(100)), declaredTotalInvestment: amount, declaredAnnualPlan: amount, deletedAt }).map((fields): Portfolio => portfolioOf(id('Q')(n), fields)))),
)

function projects(among: readonly Portfolio[]): fc.Arbitrary<Project[]> {
  const one = fc.record({
    name: text, portfolioIds: fc.subarray(among.map((p) => p.id)), domain: fc.option(fc.constantFrom(...DOMAINS)), state: fc.option(fc.constantFrom(...PROJECT_STATES)),
    owner: text, remarks: text, totalInvestment: amount, flagged: fc.boolean(), order: fc.nat(100), deletedAt,
  })
  return fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 6 }).chain((ids) => fc.tuple(...ids.map((n) => one.map((fields) => projectOf(id('P')(n), fields)))))
}

const months = fc.array(fc.record({ planned: fc.array(fc.nat(1_000_000).map(fen), { minLength: 12, maxLength: 12 }), openingCompleted: amount, deletedAt }), { maxLength: 2 })
const reports = fc.array(fc.record({ completed: fc.option(fc.integer({ min: -1_000_000, max: 1_000_000_000 }).map(fen)), fundsInPlace: amount, problems: text, state: fc.constantFrom(...REPORT_STATES), deletedAt }), { maxLength: 14 })

/** Small ledgers of every shape that storage allows: slots, things in the 回收站, projects of no or several portfolios, curves, corrections. */
export const anyLedger: fc.Arbitrary<LedgerData> = portfolios.chain((among) => projects(among).chain((list) =>
  fc.tuple(...list.map(() => fc.tuple(months, reports))).map((parts): LedgerData => ({
    ...NO_METHODS, portfolios: among, projects: list, snapshots: [], sentWorkbooks: [], settings: SETTINGS,
    annualPlans: list.flatMap((p, i) => parts[i]![0].map(({ planned: curve, ...fields }, y) => planOf(p.id, 2019 + y, { ...fields, curve, planned: fen(curve.reduce((a, b) => a + b, 0)) }))),
    progressReports: list.flatMap((p, i) => parts[i]![1].map((fields, m) => reportOf(p.id, periodOf(2019 + Math.floor(m / 12), (m % 12) + 1), { ...fields, correctionReason: (fields.completed ?? 0) < 0 ? '多报冲回' : null }))),
  })),
))
