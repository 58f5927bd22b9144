import type { BulletinOptions } from '@/domain/bulletin'
import { buildLedger, type Ledger } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import type { ReportOptions } from '@/domain/report-catalogue'
import { frozenMonth } from './snapshot'

export interface ReportSource {
  readonly ledger: LedgerData | Ledger
  readonly options: ReportOptions
}

/**
 * What a report is made from: the ledger as it stands, or, for a locked month, what was locked, with its 填报日期 and SHA-256.
 * Throws SnapshotError where the locked content cannot be used: it is never replaced by today's figures in silence.
 */
export function reportSource(ledger: LedgerData | Ledger, options: ReportOptions): ReportSource {
  if (options.frozen !== undefined && options.frozen !== null) return { ledger, options }
  const frozen = frozenMonth(ledger.snapshots.values(), options.period)
  if (frozen === null) return { ledger, options }
  return { ledger: frozen.ledger, options: { ...options, preparedOn: frozen.snapshot.preparedOn, frozen: { sha256: frozen.snapshot.sha256 } } }
}

/** What a 通报 is made from: of a locked month what was locked, else the ledger as it stands. Throws SnapshotError where the locked content cannot be used. */
export function bulletinSource(ledger: Ledger, options: BulletinOptions): { readonly ledger: Ledger; readonly options: BulletinOptions; readonly locked: boolean } {
  const source = reportSource(ledger, { report: 'bulletin', paper: 'A4', ...options })
  return { ledger: 'entries' in source.ledger ? source.ledger : buildLedger(source.ledger), options: { ...options, preparedOn: source.options.preparedOn }, locked: (source.options.frozen ?? null) !== null }
}
