import { openServed, withServedPage } from './bundle'
import { Tally, within, type TortureResult } from './result'

/** Per step: ten times what a loaded PC needs. */
const STEP_MS = 200

/** Two windows with the program's own store write into one ledger at the same time, `steps` steps each. */
export async function tortureByTwoWindows(chromiumPath: string, steps: number, seed: number): Promise<TortureResult> {
  const tally = new Tally()
  await withServedPage(chromiumPath, tally, async (browser, origin) => {
    const context = await browser.newContext()
    const pages = [await context.newPage(), await context.newPage()] as const
    for (const [i, page] of pages.entries()) {
      await openServed(page, origin)
      await page.evaluate((fresh) => window.torture.openWindow(fresh), i === 0)
    }
    const counts = await within(60_000 + steps * STEP_MS, 'two windows', Promise.all(pages.map((page, i) => page.evaluate(([n, from]) => window.torture.workWindow(n, from), [steps, seed + i] as const))))
    const ends = await Promise.all(pages.map((page) => page.evaluate(() => window.torture.endOfWindow())))
    const stored = await pages[0].evaluate(() => window.torture.inspect('key-project-ledger'))
    tally.runs = steps * pages.length
    for (const { written, stale, undone, failures } of counts) {
      tally.count('written', written)
      tally.count('refused as overtaken', stale)
      tally.count('undone', undone)
      for (const failure of new Set(failures)) tally.fault(failure)
    }
    // One operation began the ledger; every acknowledged step is one more, and nothing else is there.
    const acknowledged = counts.reduce((n, c) => n + c.written, 1)
    if (stored.operations.length !== acknowledged) tally.loss(`${acknowledged} steps were acknowledged, the log holds ${stored.operations.length}`, Math.abs(acknowledged - stored.operations.length))
    const counted = counts.reduce((n, c) => n + c.counted, 0)
    for (const { counter, digest } of ends) {
      if (counter !== counted) tally.loss(`counted up ${counted} times, a window shows ${counter}`, Math.abs(counted - counter))
      if (digest !== stored.digest) tally.loss('a window shows another ledger than is stored')
    }
    tally.count('counted together', counted)
    for (const fault of stored.faults) tally.loss(fault)
  }, ['--disable-renderer-backgrounding', '--disable-background-timer-throttling'])
  return tally.result('two windows')
}
