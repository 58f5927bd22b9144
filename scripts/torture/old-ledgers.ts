import { existsSync, readFileSync } from 'node:fs'
import { demoLedger } from '@/data/demo'
import { canonicalJson, sha256Text } from '@/exchange/canonical-json'
import { NEW_TABLES } from '@/exchange/older-versions'
import { FORMAT_VERSION, readPackage, writePackage } from '@/exchange/package'
import { openServed, withServedPage } from './bundle'
import { Tally, type TortureResult } from './result'

const FOLDER = new URL('../../tests/fixtures/databases/', import.meta.url)

/** Every stored shape and every format of the package that was released opens whole, and is written to afterwards. */
export async function tortureByOldLedgers(chromiumPath: string): Promise<TortureResult> {
  const tally = new Tally()
  await packages(tally)
  await withServedPage(chromiumPath, tally, async (browser, origin) => {
    const page = await (await browser.newContext()).newPage()
    await openServed(page, origin)
    for (let version = 1; existsSync(new URL(`v${version}.json`, FOLDER)); version += 1) {
      const stored = readJson(`v${version}.json`) as { stores: Record<string, string>; rows: Record<string, never[]> }
      await page.evaluate((old) => window.torture.seedOld('old', old, 0), { version, ...stored })
      const opened = await page.evaluate(() => window.torture.migrate('old'))
      tally.runs += 1
      tally.count('stored shapes')
      if (canonicalJson(JSON.parse(opened)) !== canonicalJson(sorted(readJson(`v${version}.expected.json`)))) tally.loss(`a database of version ${version} is another ledger when it opens`)
      const operations = await page.evaluate(() => window.torture.writeInto('old'))
      if (operations !== (stored.rows['operations']?.length ?? 0) + 1) tally.loss(`version ${version}: the log holds ${operations} steps after one more`)
      if ((await page.evaluate(() => window.torture.migrate('old'))).includes('升级以后') === false) tally.loss(`version ${version}: what was written after the upgrade is not there`)
    }
  })
  return tally.result('old ledgers')
}

/** The demonstration ledger as each older program would have written it. */
async function packages(tally: Tally): Promise<void> {
  for (let version = 1; version <= FORMAT_VERSION; version += 1) {
    const later = Object.entries(NEW_TABLES).flatMap(([since, tables]) => (Number(since) > version ? tables : []))
    const content = JSON.parse(await writePackage(demoLedger())) as { data: Record<string, Record<string, unknown>[]>; formatVersion: number; sha256: string; files?: unknown }
    for (const table of later) delete content.data[table]
    if (version < 5) delete content.files
    if (version < 4) content.data['settings'] = content.data['settings']!.map(({ overdueRedDays: _a, dueSoonDays: _b, orderPattern: _c, ...rest }) => rest)
    content.formatVersion = version
    const { sha256: _old, ...rest } = content
    tally.runs += 1
    tally.count('package formats')
    try {
      const opened = await readPackage(JSON.stringify({ ...rest, sha256: await sha256Text(canonicalJson(rest)) }))
      const whole = demoLedger()
      if (canonicalJson(opened.progressReports) !== canonicalJson([...whole.progressReports].sort((a, b) => (a.id < b.id ? -1 : 1)))) tally.loss(`a package of format ${version} lost reports`)
    } catch (error) {
      tally.loss(`a package of format ${version} does not open: ${String(error)}`)
    }
  }
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))
}

function sorted(data: unknown): unknown {
  return Object.fromEntries(Object.entries(data as object).map(([table, rows]) => [table, Array.isArray(rows) ? [...(rows as { id: string }[])].sort((a, b) => (a.id < b.id ? -1 : 1)) : (rows as unknown)]))
}
