import { LEDGER_TABLES, type LedgerData, type LedgerTable } from '@/domain/model'
import { sameValue } from './merge/same-value'
import { packageSums, type PackageSums } from './package-sums'

/** How a table would change: by record id. */
export interface TableReplacement {
  readonly table: LedgerTable
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly same: number
}

/** What putting `incoming` in the place of `now` would do: shown before the person agrees to it. */
export interface Replacement {
  readonly tables: readonly TableReplacement[]
  readonly before: PackageSums | null
  readonly after: PackageSums
}

export function describeReplacement(now: LedgerData | null, incoming: LedgerData): Replacement {
  return {
    tables: LEDGER_TABLES.map((table) => tableReplacement(table, now === null ? [] : records(now, table), records(incoming, table))),
    before: now === null ? null : packageSums(now),
    after: packageSums(incoming),
  }
}

type Records = readonly { readonly id: string }[]

function records(data: LedgerData, table: LedgerTable): Records {
  return table === 'settings' ? [data.settings] : data[table]
}

function tableReplacement(table: LedgerTable, before: Records, after: Records): TableReplacement {
  const old = new Map(before.map((r) => [r.id, r]))
  let [added, changed, same] = [0, 0, 0]
  for (const record of after) {
    const previous = old.get(record.id)
    if (previous === undefined) added += 1
    else if (sameValue(previous, record)) same += 1
    else changed += 1
  }
  return { table, added, changed, removed: before.length - changed - same, same }
}
