import { buildLedger, ledgerData, type Ledger } from '@/domain/ledger'
import { LEDGER_TABLES, type LedgerData, type LedgerTable } from '@/domain/model'
import { breath } from './breath'

/** Records handed over between two frames: copying them takes a few milliseconds. */
const SLICE = 1000

/** A slice of a ledger on its way to a worker; `first` begins another ledger. */
export interface LedgerSlice {
  readonly kind: 'records'
  readonly table: LedgerTable
  readonly records: readonly unknown[]
  readonly first: boolean
}

/**
 * Hands a ledger over in slices with a breath between them: copying 10,000 projects at a stroke would hold the page up.
 * Stops, and says false, where `wanted` says that nobody waits for it any more.
 */
export async function handLedger(ledger: Ledger | LedgerData, post: (slice: LedgerSlice) => void, wanted: () => boolean = () => true): Promise<boolean> {
  const data = 'entries' in ledger ? ledgerData(ledger) : ledger
  let first = true
  for (const table of LEDGER_TABLES) {
    const records: readonly unknown[] = table === 'settings' ? [data.settings] : data[table]
    for (let at = 0; at < records.length; at += SLICE) {
      post({ kind: 'records', table, records: records.slice(at, at + SLICE), first })
      first = false
      await breath()
      if (!wanted()) return false
    }
  }
  return true
}

/** The ledger at the worker's end, put together from its slices. */
export class ReceivedLedger {
  private tables = new Map<LedgerTable, unknown[]>()
  private built: Ledger | null = null

  take({ table, records, first }: LedgerSlice): void {
    if (first) this.tables = new Map()
    this.built = null
    const list = this.tables.get(table)
    if (list === undefined) this.tables.set(table, [...records])
    else list.push(...records)
  }

  get ledger(): Ledger {
    return (this.built ??= buildLedger(Object.fromEntries(LEDGER_TABLES.map((table) => [table, table === 'settings' ? this.tables.get(table)?.[0] : (this.tables.get(table) ?? [])])) as unknown as LedgerData))
  }
}
