import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { bundle, CHROMIUM_ARGUMENTS, serve } from './browser'
import { BUSY, frameRows, machineFrames, RECORD, shown, watched, type Watched } from './frames'
import { median, type BenchRow } from './timing'

const [PROJECTS, MONTHS, RUNS] = [1000, 120, 3]
const [BACKUP_MS, RESTORE_MS] = [2000, 5000]
/** How long a person looks at what a restore would change before agreeing to it; what the program makes ready meanwhile costs nobody anything. */
const PERSON_MS = 3000
/** Until the check of the ledger after a start is over: it runs by itself and would be measured too. */
const CHECK_MS = 120_000

/** The folder that a person picks: the browser's private one stands in, with the same handles and writes. */
const FOLDER = `window.showDirectoryPicker = async ({ id }) => (await navigator.storage.getDirectory()).getDirectoryHandle(id, { create: true })`

interface Restored {
  readonly reading: Watched
  readonly writing: Watched
}

/**
 * A backup and two restores of 1,000 projects × 120 months by the screens of the built program, with the storage on the disk: a copy
 * written, read back and compared; a copy put in place of a ledger that differs in 990 reports and 10 projects (which backs the present
 * ledger up first); a copy put into a storage that was thrown away. Waiting for the person is not counted.
 */
export async function benchBackup(chromiumPath: string | undefined): Promise<BenchRow[]> {
  const profile = mkdtempSync(join(tmpdir(), 'bench-backup-'))
  const server = await serve(new Map([['/bench.js', await bundle('page.ts')], ['/busy.js', BUSY]]))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const context = await chromium.launchPersistentContext(profile, { ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }), args: CHROMIUM_ARGUMENTS, viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  try {
    await context.addInitScript(FOLDER)
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(`${origin}/bench.html`)
    await page.evaluate(([p, m]) => window.bench.seed(p, m), [PROJECTS, MONTHS] as const)
    await openBackups(page, origin)
    await page.getByRole('button', { name: '第一处：选文件夹' }).click()
    await shown(page, '.last', /读回来核对无误/u)
    const backups: Watched[] = []
    for (let run = 0; run < RUNS; run += 1) backups.push(await backUp(page))
    const [over, empty, raw]: [Restored[], Watched[], number[]] = [[], [], []]
    for (let run = 0; run < RUNS; run += 1) {
      await page.goto(`${origin}/bench.html`)
      await page.evaluate(([p, m]) => window.bench.seedOther(p, m), [PROJECTS, MONTHS] as const)
      await openBackups(page, origin)
      over.push(await restore(page))
      await page.goto(`${origin}/bench.html`)
      await page.evaluate(() => window.bench.destroy())
      raw.push(await page.evaluate(([p, m]) => window.bench.writeRaw(p, m), [PROJECTS, MONTHS] as const))
      await page.goto(`${origin}/`)
      empty.push(await restoreAtStart(page))
    }
    const idle = await machineFrames(page, BACKUP_MS)
    const size = `${PROJECTS} 项目 × ${MONTHS} 月`
    const writing = over.map((r) => r.writing)
    const reading = over.map((r) => r.reading)
    return [
      time(`备份 ${size}（写下、读回、核对）`, backups.map((w) => w.took), BACKUP_MS),
      time(`恢复 ${size}，盖过有出入的台账（读、比、备份现在的、写）`, over.map((r) => r.reading.took + r.writing.took), RESTORE_MS),
      time(`恢复 ${size}，其中读和比`, reading.map((w) => w.took)),
      time(`恢复 ${size}，其中备份现在的和写`, writing.map((w) => w.took)),
      withFloor(time(`恢复 ${size}，存储被清空以后（读、写；底线是只把这些行写进空库）`, empty.map((w) => w.took), RESTORE_MS), median(raw)),
      ...frameRows(size, { '空页面，另一线程忙时（这台机器自己的停顿）': idle, 备份: worst(backups), 恢复时读和比: worst(reading), 恢复时写: worst(writing), 存储被清空后恢复: worst(empty) }),
    ]
  } finally {
    await context.close()
    server.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function time(name: string, values: readonly number[], most?: number): BenchRow {
  const value = median(values)
  return { name, value, unit: 'ms', runs: values.length, ...(most === undefined ? {} : { target: `≤ ${most} ms`, met: value <= most }) }
}

function withFloor(row: BenchRow, floor: number): BenchRow {
  return { ...row, floor, ratio: row.value / floor }
}

/** What the screen went through at its worst; the time is the median. */
function worst(runs: readonly Watched[]): Watched {
  return { took: median(runs.map((w) => w.took)), slow: Math.max(...runs.map((w) => w.slow)), longest: Math.max(...runs.map((w) => w.longest)), task: Math.max(...runs.map((w) => w.task)) }
}

/** 数据安全 → 备份, once the program has come to rest after its start. */
async function openBackups(page: Page, origin: string): Promise<void> {
  const checked = page.waitForEvent('worker', { predicate: (worker) => worker.url().includes('check'), timeout: CHECK_MS }).then((worker) => worker.waitForEvent('close', { timeout: CHECK_MS }))
  await page.goto(`${origin}/#/safety?part=backup`)
  await page.getByRole('heading', { name: /^备份 \d+ 份$/u }).waitFor()
  await checked
  // The copy that the program makes by itself after a start, where there is a folder.
  await shown(page, '.top .button.primary', /^现在备份$/u)
  await page.evaluate(RECORD)
}

async function backUp(page: Page): Promise<Watched> {
  const done = /写下后又读回来核对过/u
  await page.waitForFunction((words) => ![...document.querySelectorAll('.toast')].some((e) => new RegExp(words, 'u').test(e.textContent ?? '')), done.source, { polling: 50 })
  return watched(page, async () => {
    await page.locator('.top .button.primary:enabled').click()
    await shown(page, '.toast', done)
  })
}

async function restore(page: Page): Promise<Restored> {
  // The oldest copy is of the whole ledger, the newest of the one that differs.
  const reading = await watched(page, async () => {
    await page.getByRole('button', { name: /^整本恢复到/u }).last().click()
    await shown(page, 'dialog [aria-label="逐条会变什么"] td', /^990$/u)
  })
  await page.waitForTimeout(PERSON_MS)
  await page.getByRole('checkbox', { name: /确定替换/u }).check()
  const writing = await watched(page, async () => {
    await page.getByRole('button', { name: '替换', exact: true }).click()
    await shown(page, '.toast', /已恢复到/u)
  })
  return { reading, writing }
}

async function restoreAtStart(page: Page): Promise<Watched> {
  await page.getByRole('button', { name: /^恢复 .* 的备份$/u }).first().waitFor()
  await page.evaluate(RECORD)
  return watched(page, async () => {
    await page.getByRole('button', { name: /^恢复 .* 的备份$/u }).first().click()
    await shown(page, 'h1', /总览/u)
  })
}
