import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, write } from '@e965/xlsx'
import { chromium, type Page } from '@playwright/test'
import { buildLedger } from '@/domain/ledger'
import { dateOnly, period } from '@/domain/period'
import { makeParcel, planParcels } from '@/exchange/owner/send'
import { bundle, CHROMIUM_ARGUMENTS, serve } from './browser'
import { officeSheet } from './import'
import { largeLedger } from './large-ledger'
import type { BenchRow } from './timing'

const [PROJECTS, MONTHS, WORKBOOKS, SLOW_FRAME_MS, IDLE_MS] = [10_000, 3, 200, 100, 3000]

/** As text: tsx would put its own helpers into a function, which the page does not have. */
const RECORD = `{
  window.lateFrames = []
  window.longTasks = []
  let last = performance.now()
  requestAnimationFrame(function tick(time) {
    window.lateFrames.push([time, time - last])
    last = time
    requestAnimationFrame(tick)
  })
  new PerformanceObserver((list) => { for (const e of list.getEntries()) window.longTasks.push([e.startTime, e.duration]) }).observe({ entryTypes: ['longtask'] })
}`

declare global {
  interface Window {
    lateFrames: [number, number][]
    longTasks: [number, number][]
  }
}

interface Watched {
  readonly took: number
  readonly slow: number
  readonly longest: number
  readonly task: number
}

/** Whether the screen stays alive while 10,000 rows come in and 200 workbooks come back: what the owner of the mouse would see. */
export async function benchOffice(chromiumPath: string | undefined): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const server = await serve(new Map([['/bench.js', await bundle('page.ts')]]))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const browser = await chromium.launch({ ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }), args: CHROMIUM_ARGUMENTS })
  const open = async (projects: number, months: number, at: string): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })).newPage()
    await page.goto(`${origin}/bench.html`)
    await page.evaluate(([p, m]) => window.bench.seed(p, m), [projects, months] as const)
    await page.goto(`${origin}/#${at}`)
    return page
  }
  try {
    const importing = await importLarge(await open(PROJECTS, MONTHS, '/import'), folder)
    const collecting = await collectMany(await open(1000, MONTHS, '/exchange?part=collect'), folder)
    return [...rows(`从 Excel 导入 ${PROJECTS} 行到 ${PROJECTS} 个项目的台账`, importing), ...rows(`收回 ${WORKBOOKS} 份填报表`, collecting)]
  } finally {
    await browser.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function rows(what: string, parts: Readonly<Record<string, Watched>>): BenchRow[] {
  return Object.entries(parts).flatMap(([part, { took, slow, longest, task }]): BenchRow[] => [
    { name: `${what}，${part}：超过 ${SLOW_FRAME_MS} ms 的帧`, value: slow, unit: '帧', target: '0', met: slow === 0, runs: 1 },
    { name: `${what}，${part}：最长一帧（最长任务 ${task.toFixed(0)} ms，共 ${(took / 1000).toFixed(1)} 秒）`, value: longest, unit: 'ms', runs: 1 },
  ])
}

async function importLarge(page: Page, folder: string): Promise<Record<string, Watched>> {
  const bytes = officeSheet(buildLedger(largeLedger(PROJECTS, MONTHS)), false)
  await page.getByText(/拖到这里/u).waitFor()
  const file = join(folder, '台账.xlsx')
  writeFileSync(file, bytes)
  await page.evaluate(RECORD)
  const idle = await watched(page, () => page.waitForTimeout(IDLE_MS))
  await page.locator('input[type=file]').first().setInputFiles(file)
  const reading = await watched(page, () => shown(page, 'input[type=checkbox][aria-label^="导入"]'))
  const planning = await watched(page, async () => {
    for (let step = 1; step < 4; step += 1) {
      await shown(page, NEXT)
      await page.locator(NEXT).click()
    }
    await shown(page, NEXT, /^导入 \d+ 个项目$/u)
  })
  const writing = await watched(page, async () => {
    await page.locator(NEXT).click()
    await shown(page, '[role=status], .toast', /已从 Excel 导入/u)
  })
  return { '没有人动时（这台机器自己的停顿）': idle, 读表: reading, 核对: planning, 写入: writing }
}

async function collectMany(page: Page, folder: string): Promise<Record<string, Watched>> {
  const files = await returnedWorkbooks(folder)
  await page.getByText(/发回的文件/u).waitFor()
  await page.evaluate(RECORD)
  const reading = await watched(page, async () => {
    // By their paths: handing the bytes over through the page would itself hold it up.
    await page.getByLabel('收回的文件', { exact: true }).and(page.locator('input')).setInputFiles(files)
    await shown(page, `${COLLECT}`, new RegExp(`收进 ${WORKBOOKS} 个文件`, 'u'))
  })
  const writing = await watched(page, async () => {
    await page.locator(COLLECT).click()
    await shown(page, '[role=status], .toast', new RegExp(`已收进 ${WORKBOOKS} 个文件`, 'u'))
  })
  return { 看文件: reading, 收进: writing }
}

/** One workbook a project, filled in and saved by another program. */
async function returnedWorkbooks(folder: string): Promise<string[]> {
  const ledger = buildLedger(largeLedger(1000, MONTHS))
  const { parcels } = planParcels(ledger, [], { period: period('2016-03'), scope: 'all', per: 'project', owners: null })
  return Promise.all(parcels.slice(0, WORKBOOKS).map(async (parcel, i) => {
    const { bytes } = await makeParcel(ledger, parcel, period('2016-03'), dateOnly('2016-04-05'))
    const book = read(bytes)
    book.Sheets['本月填报']!['H6'] = { t: 'n', v: 100 + i }
    book.Sheets['本月填报']!['K6'] = { t: 's', v: `填报第 ${i} 份` }
    const path = join(folder, parcel.fileName)
    writeFileSync(path, new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer))
    return path
  }))
}

const NEXT = '.foot .button.primary:enabled'
const COLLECT = '.bar .button.primary:enabled'

/** Waits for words by a selector: looking through all texts of a page would itself hold it up. */
async function shown(page: Page, selector: string, words = /(?:)/u): Promise<void> {
  await page.waitForFunction(([wanted, text]) => [...document.querySelectorAll(wanted)].some((e) => new RegExp(text, 'u').test((e.textContent ?? '').trim())), [selector, words.source] as const, { polling: 50, timeout: 120_000 })
}

/** Frames and tasks from now until the task is done. */
async function watched(page: Page, task: () => Promise<unknown>): Promise<Watched> {
  const from = await page.evaluate(() => performance.now())
  await task()
  // The frame after the last change counts too.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  return page.evaluate(([start, limit]) => {
    const frames = window.lateFrames.filter(([at]) => at > start).map(([, ms]) => ms)
    const tasks = window.longTasks.filter(([at]) => at > start).map(([, ms]) => ms)
    return { took: performance.now() - start, slow: frames.filter((ms) => ms > limit).length, longest: Math.max(0, ...frames), task: Math.max(0, ...tasks) }
  }, [from, SLOW_FRAME_MS] as const)
}
