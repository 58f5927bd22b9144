/** Runs inside Chromium, on the origin of the built program: measures the program's own modules against raw IndexedDB. */
import { buildLedger, withRecords, type Ledger } from '@/domain/ledger'
import { overviewOf } from '@/domain/overview'
import { fen } from '@/domain/money'
import { DATABASE_NAME, openDatabase } from '@/storage/database'
import { loadLedger, replaceLedger } from '@/storage/ledger-store'
import { LEDGER_TABLES, LIST_TABLES, PORTFOLIO_3367, reportId, type ReportState } from '@/domain/model'
import { largeLedger, wallLedger } from './large-ledger'

const TABLES = LEDGER_TABLES

/** @param state of the reports of the last month */
async function seed(projects: number, months: number, state: ReportState = '草稿'): Promise<number> {
  const database = await openDatabase()
  const start = performance.now()
  await replaceLedger(database, () => new Date(), largeLedger(projects, months, state), '测速台账')
  database.close()
  return performance.now() - start
}

/** One load as the program does it (to an indexed ledger in memory) and one raw getAll of the same tables, in ms. */
async function loadOnce(): Promise<{ program: number; raw: number }> {
  const start = performance.now()
  const database = await openDatabase()
  const data = await loadLedger(database)
  if (data === null) throw new Error('loadOnce: nothing stored')
  buildLedger(data)
  const program = performance.now() - start
  database.close()
  return { program, raw: await rawLoad() }
}

async function rawLoad(): Promise<number> {
  const start = performance.now()
  const database = await settled(indexedDB.open(DATABASE_NAME))
  const transaction = database.transaction(TABLES, 'readonly')
  await Promise.all(TABLES.map((table) => settled(transaction.objectStore(table).getAll())))
  const took = performance.now() - start
  database.close()
  return took
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** 总览 again after each of `runs` edits of one report, in ms: the new ledger and everything that the screen shows. */
async function recompute(runs: number): Promise<number[]> {
  const database = await openDatabase()
  const data = await loadLedger(database)
  database.close()
  if (data === null) throw new Error('recompute: nothing stored')
  let ledger: Ledger = buildLedger(data)
  const at = ledger.settings.defaultPeriod!
  overviewOf(ledger, PORTFOLIO_3367, at, ledger.settings)
  const ids = [...ledger.entries.keys()]
  return Array.from({ length: runs }, (_, run) => {
    const id = ids[(run * 37) % ids.length]!
    const report = ledger.entries.get(id)!.reports.get(at)!
    const record = { ...report, id: reportId(id, at), completed: fen(1_000_000 * (run + 1)) }
    const start = performance.now()
    ledger = withRecords(ledger, [{ table: 'progressReports', record }])
    overviewOf(ledger, PORTFOLIO_3367, at, ledger.settings)
    return performance.now() - start
  })
}

/** A wall of projects with milestones in place of what is stored. */
async function seedWall(projects: number, milestones: number): Promise<void> {
  const database = await openDatabase()
  await replaceLedger(database, () => new Date(), wallLedger(projects, milestones, 12), '测速台账')
  database.close()
}

/** The same ledger ten projects short and with other figures in the newest month, in place of what is stored. */
async function seedOther(projects: number, months: number): Promise<void> {
  const whole = largeLedger(projects, months)
  const kept = whole.projects.slice(10)
  const ids = new Set(kept.map((p) => p.id))
  const progressReports = whole.progressReports.filter((r) => ids.has(r.projectId)).map((r) => (r.period === whole.settings.defaultPeriod ? { ...r, completed: fen(1) } : r))
  const database = await openDatabase()
  await replaceLedger(database, () => new Date(), { ...whole, projects: kept, annualPlans: whole.annualPlans.filter((p) => ids.has(p.projectId)), progressReports }, '测速台账')
  database.close()
}

/** The rows of the same ledger into an empty database of their own, with nothing around it, in ms: the least that writing each of them takes. */
async function writeRaw(projects: number, months: number): Promise<number> {
  const NAME = 'bench-raw'
  const data = largeLedger(projects, months)
  const opening = indexedDB.open(NAME, 1)
  opening.onupgradeneeded = () => {
    for (const table of LIST_TABLES) opening.result.createObjectStore(table, { keyPath: 'id' })
    opening.transaction?.objectStore('progressReports').createIndex('period', 'period')
  }
  const database = await settled(opening)
  const start = performance.now()
  const transaction = database.transaction(LIST_TABLES, 'readwrite', { durability: 'strict' })
  for (const table of LIST_TABLES) for (const record of data[table]) transaction.objectStore(table).add(record)
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onabort = () => reject(transaction.error ?? new Error('writeRaw: aborted'))
  })
  const took = performance.now() - start
  database.close()
  await settled(indexedDB.deleteDatabase(NAME))
  return took
}

/** The storage thrown away, as a browser does that finds it damaged. */
async function destroy(): Promise<void> {
  await settled(indexedDB.deleteDatabase(DATABASE_NAME))
}

Object.assign(window, { bench: { seedWall, seed, seedOther, writeRaw, destroy, loadOnce, recompute } })
