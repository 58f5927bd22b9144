import { isRegistered, type Ledger, type ProjectEntry } from '@/domain/ledger'
import type { RecordId } from '@/domain/model'
import { MoneyError, type Fen } from '@/domain/money'
import { yearToDate, type Period } from '@/domain/period'
import { projectAmounts } from '@/domain/progress'
import type { WorkingProject } from './working'

/** Sums of all registered projects; null where nothing is known. Months are those of a period. Amounts in 分. */
export type ImportSums = Readonly<Record<SumField, Fen | null>> & { readonly count: number }

type SumField = 'totalInvestment' | DatedField
type DatedField = 'annualPlan' | 'completedThisMonth' | 'completedYearToDate' | 'completedSinceStart' | 'fundsInPlace'
const DATED = ['annualPlan', 'completedThisMonth', 'completedYearToDate', 'completedSinceStart', 'fundsInPlace'] as const satisfies readonly DatedField[]

/** The ledger as it would be with everything written. Entries that the import does not touch are the same objects as before. */
export function ledgerAfter(ledger: Ledger, working: ReadonlyMap<RecordId, WorkingProject>): Ledger {
  const entries = new Map<RecordId, ProjectEntry>(ledger.entries)
  for (const [id, project] of working) entries.set(id, project.entry)
  return { ...ledger, entries }
}

export function importSums(ledger: Ledger, period: Period | null): ImportSums {
  const sums: Record<SumField, Fen | null> = { totalInvestment: null, annualPlan: null, completedThisMonth: null, completedYearToDate: null, completedSinceStart: null, fundsInPlace: null }
  const add = (field: SumField, amount: Fen | null): void => {
    if (amount === null) return
    const sum = (sums[field] ?? 0) + amount
    if (!Number.isSafeInteger(sum)) throw new MoneyError('importSums: a sum exceeds 2^53 − 1 分')
    sums[field] = sum as Fen
  }
  const months = period === null ? [] : yearToDate(period)
  let count = 0
  for (const entry of ledger.entries.values()) {
    if (!isRegistered(entry.project)) continue
    count += 1
    add('totalInvestment', entry.project.totalInvestment)
    if (period === null) continue
    const amounts = projectAmounts(entry, period, months)
    for (const field of DATED) add(field, amounts[field])
  }
  return { count, ...sums }
}
