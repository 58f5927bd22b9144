import { ledgerState, type ComparedState } from '@/domain/compare'
import { buildLedger, type Ledger, type PortfolioScope } from '@/domain/ledger'
import { formatPeriod, type Period } from '@/domain/period'
import type { ReportFilter } from '@/domain/report-catalogue'
import { frozenMonth } from '../snapshot'

export interface PeriodSide {
  /** Begins the label: another file's name. */
  readonly whose?: string
  /** As the ledger stands now, although the month is locked. */
  readonly live?: boolean
}

/** A month of a ledger as a side: what was locked where it is locked, else as it stands now. Throws SnapshotError. */
export function periodState(ledger: Ledger, period: Period, scope: PortfolioScope, filter: ReportFilter | null, { whose = '', live = false }: PeriodSide = {}): ComparedState {
  const locked = frozenMonth(ledger.snapshots.values(), period)
  const frozen = live ? null : locked
  const label = `${whose}${formatPeriod(period)}（${frozen === null ? (locked === null ? '未锁定' : '现在的台账') : `锁定，校验码 ${frozen.snapshot.sha256.slice(0, 12)}`}）`
  return ledgerState(frozen === null ? ledger : buildLedger(frozen.ledger), period, label, scope, filter)
}
