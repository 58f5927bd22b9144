import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { officialLedger } from '@/data/official'
import { buildLedger, ledgerData, registeredEntries, withRecords, type ChangedRecord, type Ledger } from '@/domain/ledger'
import { parseMoney } from '@/domain/money'
import { period, periodOf, type Period } from '@/domain/period'
import { projectFigures } from '@/domain/progress'
import type { ImportChoices } from '@/exchange/import/choices'
import { emptyLedger, idsFrom } from '@/exchange/import/empty-ledger'
import { IMPORT_FIELDS, type ImportField } from '@/exchange/import/fields'
import { planImport, type ImportPlan } from '@/exchange/import/plan'
import { readTable } from '@/exchange/reading/read-table'
export { texts } from '../reading/support'
import type { PlainBook } from '@/exchange/reading/model'
import type { MessyLedger } from '../../../fixtures/ledgers/shapes'

const SHA = 'ab'.repeat(32)

export function messyBook(file: string): PlainBook {
  return readTable(new Uint8Array(readFileSync(fileURLToPath(new URL(`../../../fixtures/ledgers/${file}`, import.meta.url)))), file)
}

export function startLedger(into: MessyLedger['into'] = 'empty'): Ledger {
  return buildLedger(into === 'official' ? officialLedger() : emptyLedger(idsFrom('cd'.repeat(32), () => false)))
}

export function plan(book: PlainBook, ledger: Ledger, choices: ImportChoices = {}): ImportPlan {
  return planImport(book, ledger, choices, { newId: idsFrom(SHA, (id) => ledger.entries.has(id)) })
}

/** The ledger with a plan's edits written as storage writes them, and the proof that the plan's own view of it is that ledger. */
export function written(ledger: Ledger, { edits, after }: ImportPlan): Ledger {
  const stored = new Map<string, object>([...ledgerData(ledger).projects, ...ledgerData(ledger).annualPlans, ...ledgerData(ledger).progressReports].map((r) => [r.id, r]))
  const result = withRecords(ledger, edits.map(({ table, id, set, blank }) => ({ table, record: { ...(stored.get(id) ?? blank), ...set } }) as ChangedRecord))
  expect(ledgerData(after)).toEqual(ledgerData(result))
  return result
}

/** What the ledger says of a project after the import, by the names of an import: money in 分. */
export function recorded(ledger: Ledger, name: string, at: Period | null): Partial<Record<ImportField, string | number | null>> | null {
  const entry = registeredEntries(ledger).find((e) => e.project.name === name)
  if (entry === undefined) return null
  const figures = projectFigures(entry, at ?? periodOf(2020, 12))
  const { project } = entry
  const report = figures.report
  return {
    name: project.name, domain: project.domain, nature: project.nature, scale: project.scale, owner: project.owner, responsibleUnit: project.responsibleUnit, responsiblePerson: project.responsiblePerson,
    sponsoringLeader: project.sponsoringLeader, contractor: project.contractor, startDate: project.startDate, plannedCompletion: project.plannedCompletion, totalInvestment: project.totalInvestment,
    annualPlan: figures.annualPlan, completedBeforeYear: figures.completedBeforeYear, completedThisMonth: figures.completedThisMonth, completedYearToDate: figures.completedYearToDate,
    completedSinceStart: figures.completedSinceStart, fundsInPlace: figures.fundsInPlace, physicalProgress: report?.physicalProgress ?? null, problems: report?.problems ?? null, measures: report?.measures ?? null,
    remarks: project.remarks,
  }
}

/** A true value as the ledger keeps it. */
export function stored(field: ImportField, value: string | number): string | number {
  if (IMPORT_FIELDS[field].kind !== 'money') return value
  const parsed = parseMoney(String(value), '万元')
  if (!parsed.ok) throw new Error(`stored: ${String(value)}`)
  return parsed.value
}

export interface Tally {
  readonly rows: number
  readonly right: number
  readonly asked: number
  readonly wrong: string[]
}

/** Values of a first run against the truth: taken over as they are, waiting for an answer, or wrong. */
export function tally(first: ImportPlan, ledger: Ledger, { truth, at, into }: MessyLedger): Tally {
  const after = written(ledger, first)
  let [right, asked] = [0, 0]
  const wrong: string[] = []
  const names = new Set(truth.map((t) => t.name))
  for (const expected of truth) {
    const found = recorded(after, expected.name, at === undefined ? first.period : period(at))
    const rows = first.rows.filter((r) => r.project?.name === expected.name)
    const open = new Set(rows.flatMap((r) => r.open))
    const waits = (field: ImportField): boolean => found === null || open.has(field) || first.questions.some((q) => q.field === field || q.key.endsWith('#period') || (q.key.endsWith('#match') && q.choices.some((c) => c.includes(expected.name)))) || (CUMULATIVE.has(field) && [...open].some((f) => CUMULATIVE.has(f)))
    for (const [field, value] of Object.entries(expected) as [ImportField, string | number][]) {
      const is = found?.[field] ?? null
      if (is === stored(field, value)) right += 1
      else if (waits(field)) asked += 1
      else wrong.push(`${expected.name} ${field}: ${String(is)} instead of ${String(stored(field, value))}`)
    }
    // What the truth does not know must not have been made up.
    for (const [field, is] of Object.entries(found ?? {})) if (into === 'empty' && is !== null && !(field in expected) && typedFields.has(field as ImportField)) wrong.push(`${expected.name} ${field}: ${String(is)} from nowhere`)
  }
  for (const row of first.rows) if (row.action === 'new' && !names.has(String(row.project?.name))) wrong.push(`${String(row.project?.name)} is no project`)
  return { rows: first.rows.length, right, asked, wrong }
}

/** One of these that waits keeps the others waiting: they are made of one another. */
const CUMULATIVE: ReadonlySet<ImportField> = new Set(['completedBeforeYear', 'completedThisMonth', 'completedYearToDate', 'completedSinceStart'])

/** Fields that nothing derives. */
const typedFields: ReadonlySet<ImportField> = new Set(['domain', 'nature', 'scale', 'owner', 'responsibleUnit', 'responsiblePerson', 'sponsoringLeader', 'contractor', 'startDate', 'plannedCompletion', 'totalInvestment', 'annualPlan', 'fundsInPlace', 'physicalProgress', 'problems', 'measures'])
