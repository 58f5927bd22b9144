/** Runs inside Chromium: the program's own storage, worked hard. Bundled by bundle.ts. */
import Dexie from 'dexie'
import { seededRandom } from '@/data/seeded'
import { canonicalJson } from '@/exchange/canonical-json'
import { checkStored } from '@/exchange/check/check-stored'
import type { StoredLedger } from '@/exchange/check/stored'
import { hashOf } from '@/exchange/check/hash'
import { readForCheck } from '@/storage/check-store'
import { openDatabase, type LedgerDatabase } from '@/storage/database'
import { loadLedger, replaceLedger } from '@/storage/ledger-store'
import { recordOperation } from '@/storage/operation'
import { settleStorage } from '@/shared/settle-storage'
import { clockScenario } from './page-clock'
import { backupUntilFull, fillUp, refillAfter } from './page-full'
import { anyStep, namedLedger } from './page-steps'
import { endOfWindow, openWindow, workWindow } from './page-window'

/** What a killed page is asked when it opens again. */
export interface Inspection {
  readonly faults: readonly string[]
  /** Ids of every operation in the log. */
  readonly operations: readonly string[]
  /** Of the last operation: kind and name. */
  readonly last: { readonly kind: string; readonly name: string } | null
  readonly digest: number
}

export type Work = 'write' | 'import' | 'restore'

/** Tells Node that a write was acknowledged. */
declare function acknowledged(id: string): Promise<void>

const clock = (): Date => new Date()

async function begin(name: string): Promise<void> {
  const database = await openDatabase({ name })
  if ((await loadLedger(database)) === null) await replaceLedger(database, clock, namedLedger('开始'), '开始')
  database.close()
}

/** Writes until it is killed. */
async function work(name: string, kind: Work, seed: number): Promise<void> {
  const database = await openDatabase({ name })
  const random = seededRandom(seed)
  for (let n = 0; ; n += 1) {
    const mark = `${seed}-${n}`
    if (kind === 'restore') await acknowledged((await replaceLedger(database, clock, namedLedger(mark), mark)).id)
    else {
      const done = await recordOperation(database, clock, anyStep(random, mark, kind === 'import' ? 300 : 1 + (n % 4)))
      if (done !== null) await acknowledged(done.operation.id)
    }
  }
}

/** Digest of a ledger that `work` restores. */
const digestOf = (mark: string): number => hashOf(sorted(namedLedger(mark)))

async function inspect(name: string): Promise<Inspection> {
  const database = await openDatabase({ name })
  try {
    const stored = await readForCheck(database)
    const { faults } = checkStored(stored as unknown as StoredLedger)
    const last = stored.operations.at(-1)
    return { faults: faults.map((f) => f.message), operations: stored.operations.map((o) => o.id), last: last === undefined ? null : { kind: last.kind, name: last.name }, digest: hashOf(sorted(await loadLedger(database))) }
  } finally {
    database.close()
  }
}

function sorted(data: unknown): unknown {
  return Object.fromEntries(Object.entries(data as object).map(([table, rows]) => [table, Array.isArray(rows) ? [...(rows as { id: string }[])].sort((a, b) => (a.id < b.id ? -1 : 1)) : rows]))
}

interface OldShape {
  readonly version: number
  readonly stores: Record<string, string>
  readonly rows: Record<string, readonly Record<string, unknown>[]>
}

/** A database as an older program left it; `copies` of each project and report make its upgrade take some time. */
async function seedOld(name: string, { version, stores, rows }: OldShape, copies: number): Promise<void> {
  await Dexie.delete(name)
  const old = new Dexie(name, { chromeTransactionDurability: 'strict' })
  old.version(version).stores(stores)
  await old.open()
  for (const [table, list] of Object.entries(rows)) {
    await old.table(table).bulkAdd([...list])
    if (table === 'projects') await old.table(table).bulkAdd(Array.from({ length: copies }, (_, i) => ({ ...list[0], id: `01OLD${String(i).padStart(21, '0')}` })))
  }
  old.close()
}

/** Opens an old database with the program of today and tells what is in it. */
async function migrate(name: string): Promise<string> {
  const database: LedgerDatabase = await openDatabase({ name })
  const text = canonicalJson(sorted(await loadLedger(database)))
  database.close()
  return text
}

/** One write into a migrated ledger, and the log that tells of it. */
async function writeInto(name: string): Promise<number> {
  const database = await openDatabase({ name })
  const [project] = await database.projects.toArray()
  await recordOperation(database, clock, { name: '改', edits: [{ table: 'projects', id: project!.id, set: { remarks: '升级以后' } } as never] })
  const count = await database.operations.count()
  database.close()
  return count
}

const api = { begin, work, digestOf, inspect, seedOld, migrate, writeInto, fillUp, refillAfter, backupUntilFull, clockScenario, openWindow, workWindow, endOfWindow }
export type TorturePage = typeof api
declare global {
  interface Window {
    torture: TorturePage
  }
}
// As the program does at each start.
await settleStorage()
Object.assign(window, { torture: api })
