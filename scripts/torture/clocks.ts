import { demoLedger } from '@/data/demo'
import { buildLedger } from '@/domain/ledger'
import { dateOnly, period } from '@/domain/period'
import { sha256Bytes } from '@/exchange/canonical-json'
import { writePackage } from '@/exchange/package'
import { buildReport } from '@/workbook/reports'
import { writeWorkbook } from '@/workbook/write-workbook'
import { openServed, withServedPage } from './bundle'
import { Tally, type TortureResult } from './result'

export const ZONES = ['Asia/Shanghai', 'UTC', 'America/Los_Angeles'] as const
/** Days around which a calendar goes wrong, as 填报日期 of the sheet. */
const DAYS = ['2024-02-28', '2024-02-29', '2024-03-01', '2020-12-31', '2021-01-01'] as const

/** Clock set back, another time zone, a leap day: the ledger, the order of its log and the bytes of its files stay the same. */
export async function tortureByClock(chromiumPath: string): Promise<TortureResult> {
  const tally = new Tally()
  await sameFiles(tally)
  await withServedPage(chromiumPath, tally, async (browser, origin) => {
    let first: { digest: number; order: readonly string[] } | null = null
    for (const timezoneId of ZONES) {
      const context = await browser.newContext({ timezoneId })
      const page = await context.newPage()
      await openServed(page, origin)
      const outcome = await page.evaluate(() => window.torture.clockScenario())
      tally.runs += 1
      if (outcome.zone !== timezoneId) tally.fault(`the page stands in ${outcome.zone}, not in ${timezoneId}`)
      for (const fault of outcome.faults) tally.loss(`${timezoneId}: ${fault}`)
      if (timezoneId === 'Asia/Shanghai' && !outcome.days.includes('2024-02-29')) tally.fault('no moment of the scenario falls on the leap day')
      first ??= outcome
      if (outcome.digest !== first.digest) tally.loss(`${timezoneId}: another ledger than in ${ZONES[0]}`)
      if (outcome.order.join() !== first.order.join()) tally.loss(`${timezoneId}: another order of the log`)
      tally.count('steps', outcome.order.length)
      await context.close()
    }
  })
  return tally.result('clock and zones')
}

/** The data package and the month's sheet have the same bytes wherever and whenever they are made. */
async function sameFiles(tally: Tally): Promise<void> {
  const zone = process.env['TZ']
  const hashes = new Map<string, string>()
  try {
    for (const name of ZONES) {
      process.env['TZ'] = name
      const ledger = buildLedger(demoLedger())
      const files: [string, Uint8Array][] = [['package', new TextEncoder().encode(await writePackage(demoLedger()))]]
      for (const day of DAYS) files.push([`sheet of ${day}`, await writeWorkbook(buildReport(ledger, { report: 'monthly', period: period('2020-12'), scope: 'all', unit: '万元', paper: 'A3', preparedOn: dateOnly(day) }).model)])
      for (const [what, bytes] of files) {
        const hash = await sha256Bytes(bytes)
        if ((hashes.get(what) ?? hash) !== hash) tally.loss(`${name}: another ${what}`)
        hashes.set(what, hash)
        tally.runs += 1
        tally.count('files compared')
      }
    }
  } finally {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  }
}
