import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { mendStorage } from '#electron/torn-log'
import { servePage } from './bundle'
import { KillableChromium } from './chromium'
import { migratedWhole, migrateOldShape, seedOldShape } from './old-shape'
import { Tally, within, type TortureResult } from './result'

/** LevelDB writes its log in blocks of this size. */
const BLOCK = 32_768
const LIMIT_MS = 120_000

/**
 * A log whose end was torn by a power cut. Chromium opens it, goes on behind the torn end, and at the start after that throws the whole
 * storage away; the program has to prevent it (shared/settle-storage.ts, electron/torn-log.ts).
 */
export async function tortureByTornLog(chromiumPath: string, runs: number): Promise<TortureResult> {
  const tally = new Tally()
  const server = await servePage()
  try {
    for (let run = 0; run < runs; run += 1) {
      const profile = mkdtempSync(join(tmpdir(), 'torture-torn-'))
      const during = async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
        const program = await KillableChromium.start(chromiumPath, profile)
        try {
          return await within(LIMIT_MS, 'a start', work(await program.page(server.origin)))
        } finally {
          await program.kill9()
        }
      }
      try {
        await during((page) => page.evaluate(async (seed) => {
          await window.torture.openWindow(true)
          await window.torture.workWindow(30, seed)
        }, run))
        const whole = await during(async (page) => {
          await seedOldShape(page)
          return migratedWhole(page)
        })
        tear(profile)
        // A newer program's migration may be what is written first after a power cut.
        await during((page) => migrateOldShape(page))
        if ((await during((page) => migrateOldShape(page))) !== whole) tally.loss(`run ${run}: a ledger that was migrated behind a torn log is not what it was`)
        const torn = tear(profile)
        // The desktop program cuts a torn end off before a window opens.
        const cut = run % 2 === 0 ? mendStorage(join(profile, 'Default')) : torn
        if (cut !== torn) tally.loss(`run ${run}: ${cut} bytes were cut off a log, ${torn} were torn`)
        for (const seed of [100, 200]) {
          await during((page) => page.evaluate(async (from) => {
            await window.torture.openWindow(false)
            await window.torture.workWindow(20, from)
          }, seed + run))
        }
        const { faults, operations } = await during((page) => page.evaluate(() => window.torture.inspect('key-project-ledger')))
        tally.runs += 1
        tally.count('operations that came through', operations.length)
        if (operations.length < 30) tally.loss(`only ${operations.length} operations are left`)
        for (const fault of faults) tally.loss(fault)
      } catch (error) {
        tally.loss(`run ${run}: ${String(error)}`)
        if ((error as Error).name === 'Hang') tally.hangs += 1
      } finally {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
      }
    }
  } finally {
    server.close()
  }
  return tally.result('torn log')
}

/** Puts the first part of a record behind the log's end, as a write that was cut off leaves it; how many bytes. */
function tear(profile: string): number {
  const databases = join(profile, 'Default', 'IndexedDB')
  const folder = join(databases, readdirSync(databases).find((name) => name.endsWith('.leveldb'))!)
  const log = join(folder, readdirSync(folder).filter((name) => name.endsWith('.log')).sort().at(-1)!)
  const left = BLOCK - (statSync(log).size % BLOCK)
  // Type 2: the first part of a record. Its length reaches beyond what is there.
  const header = Buffer.from([1, 2, 3, 4, (left - 7) & 255, (left - 7) >> 8, 2])
  const torn = Buffer.concat([header, Buffer.alloc(Math.max(0, Math.min(3000, left - 100)), 7)])
  appendFileSync(log, torn)
  return torn.length
}
