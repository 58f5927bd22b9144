import { LEDGER_TABLES, type LedgerData, type LedgerTable } from '@/domain/model'
import { FORMAT_VERSION } from '../package-records'
import { WRITTEN_BY } from '../written-by'
import { CHECK_PARTS, type CheckFault, type CheckReport } from './stored'

/** What the program knows of its surroundings; numbers and states, nothing that a person typed. */
export interface DiagnosticFacts {
  /** ISO time. */
  readonly at: string
  readonly host: 'desktop' | 'browser'
  /** As the browser names itself. */
  readonly agent: string
  readonly timeZone: string
  readonly screen: { readonly width: number; readonly height: number; readonly ratio: number }
  readonly storage: { readonly used: number | null; readonly quota: number | null; readonly diskFree: number | null; readonly persisted: boolean | null }
  /** Of each place its state, never its path: a path may hold a person's name. */
  readonly places: readonly { readonly id: string; readonly state: string; readonly failed: boolean }[]
  readonly copies: { readonly count: number; readonly bytes: number; readonly newestDay: string | null; readonly lastGood: string | null }
  readonly checked: { readonly at: string | null; readonly readMs: number | null; readonly checkMs: number | null }
  readonly saving: string
  readonly windowsChanges: number
}

/**
 * A file for whoever helps from afar: counts, ids, versions, timings and what the check found, by table and id. No name, no amount,
 * no text and no path: whatever a person could have typed is counted, never copied.
 */
export function makeDiagnostics(data: LedgerData, report: CheckReport | null, facts: DiagnosticFacts): Record<string, unknown> {
  return {
    file: 'key-project-ledger-diagnostics', version: 1, writtenBy: WRITTEN_BY.replace(/[^\d.]+/gu, ''), formatVersion: FORMAT_VERSION, ...facts,
    ledger: {
      id: data.settings.ledgerId, kind: data.settings.ledgerKind,
      records: countsOf(data), deleted: Object.fromEntries(LEDGER_TABLES.map((table) => [table, recordsOf(data, table).filter((r) => r.deletedAt !== null).length])),
      filledIn: { projects: filled(data.projects), progressReports: filled(data.progressReports), annualPlans: filled(data.annualPlans) },
    },
    check: report === null ? null : {
      counts: report.counts, accepted: report.accepted, faults: Object.fromEntries(CHECK_PARTS.map((part) => [part, report.faults.filter((f) => f.part === part).length])), where: report.faults.slice(0, 500).map(faultPlace),
    },
  }
}

function countsOf(data: LedgerData): Record<string, number> {
  return Object.fromEntries(LEDGER_TABLES.map((table) => [table, recordsOf(data, table).length]))
}

function recordsOf(data: LedgerData, table: LedgerTable): readonly { readonly deletedAt: string | null }[] {
  return table === 'settings' ? [data.settings] : data[table]
}

/** Of each field how many records have something in it. */
function filled(records: readonly object[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const record of records) for (const [field, value] of Object.entries(record)) if (value !== null && value !== '' && value !== false) counts[field] = (counts[field] ?? 0) + 1
  return counts
}

/** Where a fault is; an id is kept only where the program made it. */
function faultPlace({ part, table, id, logged }: CheckFault): Record<string, unknown> {
  return { part, table, id: id !== null && /^[\dA-Za-z-]{1,64}$/u.test(id) ? id : null, logTells: logged !== undefined }
}
