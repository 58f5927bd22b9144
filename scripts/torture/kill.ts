import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { seededRandom, type Random } from '@/data/seeded'
import { mendStorage } from '#electron/torn-log'
import { servePage } from './bundle'
import { holdersOf, KillableChromium } from './chromium'
import type { Work } from './page'
import { migratedWhole, migrateOldShape, seedOldShape } from './old-shape'
import { Tally, within, type TortureResult } from './result'

const ANSWER_MS = 120_000

/** Kinds of work and how often each is killed. The first runs take each kind once, so that a short form sees them all. */
const KINDS = ['write', 'import', 'restore', 'migrate', 'start'] as const
const WEIGHTS = [0.35, 0.6, 0.75, 0.87, 1] as const
const DOING = { write: 'wrote', import: 'imported', restore: 'restored', migrate: 'migrated', start: 'started after a kill' } as const
type Kind = (typeof KINDS)[number]

/** What Node knows when it kills: which writes were acknowledged. */
interface Killed {
  readonly kind: Kind
  readonly acknowledged: readonly string[]
}

/**
 * Kills Chromium at a random moment while it writes, imports, restores, migrates or starts after a kill, `runs` times with one profile; after
 * each, the ledger must open, hold every acknowledged write, and agree with its log. Every second start is the desktop's, which mends the log first.
 */
export async function tortureByKill(chromiumPath: string, runs: number, seed: number, say: (text: string) => void): Promise<TortureResult> {
  const tally = new Tally()
  const random = seededRandom(seed)
  const profile = mkdtempSync(join(tmpdir(), 'torture-kill-'))
  const server = await servePage()
  let before: Killed | null = null
  try {
    for (let run = 0; run <= runs; run += 1) {
      let failed = false
      const kept = `${profile}-run-${run}`
      const start = (): Promise<KillableChromium> => {
        if (run % 2 === 1) tally.count('bytes of torn logs cut off', mendStorage(join(profile, 'Default')))
        return KillableChromium.start(chromiumPath, profile)
      }
      const program = await start()
      try {
        const page = await program.page(server.origin)
        if (before !== null) await within(ANSWER_MS, `opening after kill ${run}`, afterwards(page, before, tally))
        // The last start only looks at what the kill before it left.
        before = run === runs ? null : await killed(program, page, kindOf(run, random), run, random, tally)
        if (before?.kind === 'start') await killedAtStart(await start(), server.origin, random)
      } catch (error) {
        failed = true
        const hang = (error as Error).name === 'Hang'
        const words = `run ${run} (${before?.kind ?? 'start'}): ${String(error)}; profile kept at ${kept}, held open by ${holdersOf(profile).join(', ') || 'nobody'}`
        // A storage that will not open is a whole ledger.
        if (before === null || hang) tally.fault(words)
        else tally.loss(words)
        if (hang) tally.hangs += 1
        before = null
      } finally {
        await program.kill9()
      }
      if (failed) {
        // The next run begins with a profile of its own, so that one fault is told once.
        renameSync(profile, kept)
        mkdirSync(profile)
      }
      if (run % 20 === 19) say(`kill −9: ${run + 1} of ${runs}, losses ${tally.losses}, faults ${tally.faults.length}`)
    }
  } finally {
    server.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  return tally.result('kill −9')
}

function kindOf(run: number, random: Random): Kind {
  const roll = random()
  return KINDS[run] ?? KINDS[WEIGHTS.findIndex((w) => roll < w)]!
}

async function killed(program: KillableChromium, page: Page, kind: Kind, run: number, random: Random, tally: Tally): Promise<Killed> {
  const acknowledged: string[] = []
  let first: () => void
  const begun = new Promise<void>((resolve) => (first = resolve))
  await page.exposeFunction('acknowledged', (id: string) => {
    acknowledged.push(id)
    first()
  })
  if (kind === 'migrate') {
    await seedOldShape(page)
    void migrateOldShape(page).then(() => acknowledged.push('migrated'), () => undefined)
    await pause(random() * 120)
  } else {
    await page.evaluate(() => window.torture.begin('torture'))
    void page.evaluate(([work, from]) => window.torture.work('torture', work, from), [kind === 'start' ? 'write' : (kind as Work), run] as const).catch(() => undefined)
    await Promise.race([begun, pause(10_000)])
    await pause(random() * 700)
  }
  await program.kill9()
  tally.runs += 1
  tally.count(`killed while it ${DOING[kind]}`)
  tally.count('acknowledged writes', acknowledged.length)
  return { kind, acknowledged }
}

/** Kills a start, before or while it makes the log whole again. */
async function killedAtStart(program: KillableChromium, origin: string, random: Random): Promise<void> {
  void program.page(origin).catch(() => undefined)
  await pause(random() * 250)
  await program.kill9()
}

async function afterwards(page: Page, { kind, acknowledged }: Killed, tally: Tally): Promise<void> {
  if (kind === 'migrate') {
    const text = await migrateOldShape(page)
    if (text !== (expectedOld ??= await migratedWhole(page))) tally.loss('a migration that was killed left another ledger than one that was not')
    return
  }
  const { faults, operations, last, digest } = await page.evaluate(() => window.torture.inspect('torture'))
  const there = new Set(operations)
  const lost = acknowledged.filter((id) => !there.has(id))
  if (lost.length > 0) tally.loss(`${lost.length} of ${acknowledged.length} acknowledged writes are gone (${kind})`, lost.length)
  for (const fault of faults) tally.loss(`${kind}: ${fault}`)
  if (kind === 'restore' && last?.kind === 'load' && last.name !== '开始' && digest !== (await page.evaluate((mark) => window.torture.digestOf(mark), last.name))) tally.loss(`half of a restored ledger: ${last.name}`)
}

let expectedOld: string | null = null
