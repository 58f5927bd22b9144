import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { nodeBundle, openServed, withServedPage } from './bundle'
import type { Inspection } from './page'
import { Tally, within, type TortureResult } from './result'

const HOW_MANY = 100
const ROOM_BYTES = 4_000_000
const LIMIT_MS = 180_000

/** A disk that fills up: the browser's quota for the ledger and its copies, a small disk for the files of the desktop and of the command lines. */
export async function tortureByFullDisk(chromiumPath: string, rounds: number): Promise<TortureResult> {
  const tally = new Tally()
  await withServedPage(chromiumPath, tally, async (browser, origin) => {
    for (let round = 0; round < rounds; round += 1) {
      for (const what of ['save', 'restore', 'backup'] as const) {
        // A fresh profile each: Chromium remembers for half a minute how much room there was.
        const context = await browser.newContext()
        try {
          await within(LIMIT_MS, `full quota, ${what}`, quota(await context.newPage(), origin, what, tally))
        } finally {
          await context.close()
        }
      }
    }
  })
  await disk(rounds, tally)
  return tally.result('full disk')
}

async function quota(page: Page, origin: string, what: 'save' | 'restore' | 'backup', tally: Tally): Promise<void> {
  await openServed(page, origin)
  const protocol = await page.context().newCDPSession(page)
  await protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: ROOM_BYTES })
  tally.runs += 1
  if (what === 'backup') {
    const copies = await page.evaluate((most) => window.torture.backupUntilFull(most), HOW_MANY)
    tally.count('copies until full', copies.written)
    if (copies.message?.includes('磁盘空间不足') !== true) tally.fault(`backup ended with ${String(copies.message)}`)
    if (copies.whole !== copies.written || copies.halves > 0) tally.loss(`of ${copies.written} copies ${copies.whole} are whole, ${copies.halves} are halves`)
    return
  }
  const inspect = (): Promise<Inspection> => page.evaluate(() => window.torture.inspect('full'))
  await page.evaluate(() => window.torture.begin('full'))
  const { acknowledged, refusal } = await page.evaluate(([all, most]) => window.torture.fillUp('full', all, most), [what === 'restore', HOW_MANY] as const)
  tally.count(`${what}s until full`, acknowledged.length)
  if (refusal?.name !== 'StorageFullError' || !refusal.message.includes('磁盘空间不足')) tally.fault(`${what} ended with ${JSON.stringify(refusal)}`)
  const { faults, operations } = await inspect()
  const lost = acknowledged.filter((id) => !operations.includes(id))
  if (lost.length > 0) tally.loss(`${lost.length} acknowledged writes are gone`, lost.length)
  for (const fault of faults) tally.loss(fault)
  await protocol.send('Storage.overrideQuotaForOrigin', { origin })
  const again = await page.evaluate(() => window.torture.refillAfter('full'))
  if (again === null || !(await inspect()).operations.includes(again)) tally.fault('the write after there was room again did not go through')
}

interface DiskOutcome {
  readonly what: string
  readonly message: string
  readonly oldIntact: boolean
  readonly left: readonly string[]
}

/** The desktop's and the command lines' writers on a disk of 1 MB; where none can be mounted, under a limit of the size of files. */
async function disk(rounds: number, tally: Tally): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'torture-disk-'))
  const small = join(folder, 'small')
  mkdirSync(small)
  let mounted = false
  try {
    await nodeBundle('disk.ts', join(folder, 'disk.mjs'))
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small], { stdio: 'ignore' })
      mounted = true
    } catch {
      // No right to mount: the limit of ulimit stands in.
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const limited of mounted ? [false, true] : [true]) {
        const run = ['node', join(folder, 'disk.mjs'), small].map((w) => `'${w}'`).join(' ')
        const { stdout, stderr, status } = spawnSync('bash', ['-c', limited ? `ulimit -f 256; ${run}` : run], { encoding: 'utf8', timeout: LIMIT_MS })
        if (status !== 0) {
          tally.fault(`the writer ended with ${String(status)}: ${stderr.slice(-500)}`)
          continue
        }
        for (const { what, message, oldIntact, left } of JSON.parse(stdout) as DiskOutcome[]) {
          tally.runs += 1
          tally.count(limited ? 'files beyond a limit of size' : 'files on a full disk')
          if (!/磁盘|空间|放不下/u.test(message)) tally.fault(`${what}: ${message}`)
          if (!oldIntact) tally.loss(`${what}: the old file is not as it was`)
          if (left.length > 0) tally.fault(`${what} left ${left.join(', ')}`)
        }
      }
    }
  } finally {
    if (mounted) execFileSync('umount', [small])
    rmSync(folder, { recursive: true, force: true })
  }
}
