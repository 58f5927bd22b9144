import type { LedgerData, Snapshot } from '@/domain/model'
import { dateOnly, shiftPeriod, type Period } from '@/domain/period'
import { makeSnapshot } from '@/exchange/snapshot'

/** Day of the following month on which the office closes a month. */
const CLOSED_ON = '05'

/** The months whose every report is 锁定, frozen as the office would have frozen them. */
export function demoSnapshots(ledger: LedgerData): Snapshot[] {
  const open = new Set<Period>(ledger.progressReports.filter((r) => r.state !== '锁定').map((r) => r.period))
  const locked = [...new Set(ledger.progressReports.map((r) => r.period))].filter((at) => !open.has(at)).sort()
  return locked.map((period) => {
    const preparedOn = dateOnly(`${shiftPeriod(period, 1)}-${CLOSED_ON}`)
    return makeSnapshot(ledger, { period, preparedOn, lockedAt: `${preparedOn}T09:00:00.000Z` })
  })
}
