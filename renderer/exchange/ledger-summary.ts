import { registeredEntries, reportedPeriods, slotEntries, type Ledger } from '@/domain/ledger'
import type { LedgerKind, RecordId } from '@/domain/model'
import type { Period } from '@/domain/period'

/** What a person looks at to know a ledger by. */
export interface LedgerSummary {
  readonly ledgerId: RecordId
  readonly name: string
  readonly unit: string
  readonly kind: LedgerKind
  /** Projects that count, and 待录入. */
  readonly projects: number
  readonly slots: number
  /** The first and the last month with a report; null: none has one. */
  readonly periods: readonly [Period, Period] | null
  /** Short names, the ones in the 回收站 too. */
  readonly portfolios: readonly { readonly id: RecordId; readonly name: string }[]
}

export function summaryOf(ledger: Ledger): LedgerSummary {
  const { ledgerId, ledgerName, unitName, ledgerKind } = ledger.settings
  return {
    ledgerId, name: ledgerName, unit: unitName, kind: ledgerKind, projects: registeredEntries(ledger).length, slots: slotEntries(ledger).length, periods: reportedPeriods(ledger),
    portfolios: [...ledger.portfolios.values()].map((p) => ({ id: p.id, name: p.shortName })),
  }
}
