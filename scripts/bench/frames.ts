import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import type { ReportState } from '@/domain/model'
import { bundle, CHROMIUM_ARGUMENTS, serve } from './browser'
import type { BenchRow } from './timing'

const SLOW_FRAME_MS = 100

/** As text: tsx would put its own helpers into a function, which the page does not have. */
export const RECORD = `{
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

/** Opens the built program at a screen, with a ledger of so many projects and months, whose last reports are in a state. */
type OpenScreen = (projects: number, months: number, at: string, last?: ReportState) => Promise<Page>

/** Runs a measurement on screens of the built program in Chromium, with a folder for its files. */
export async function onScreens<T>(chromiumPath: string | undefined, measure: (open: OpenScreen, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const server = await serve(new Map([['/bench.js', await bundle('page.ts')], ['/busy.js', BUSY]]))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const browser = await chromium.launch({ ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }), args: CHROMIUM_ARGUMENTS })
  try {
    return await measure(async (projects, months, at, last = '草稿') => {
      const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })).newPage()
      await page.goto(`${origin}/bench.html`)
      await page.evaluate(([p, m, s]) => window.bench.seed(p, m, s), [projects, months, last] as const)
      await page.goto(`${origin}/#${at}`)
      return page
    }, folder)
  } finally {
    await browser.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** As text, for a worker: so busy that the machine's other programs and the page share what is left. */
export const BUSY = 'onmessage = ({ data }) => { const end = performance.now() + data; while (performance.now() < end); postMessage(null) }'

/** How this machine draws an empty page while another of its threads is busy: what no program can do better. */
export async function machineFrames(page: Page, ms: number): Promise<Watched> {
  await page.goto(`${new URL(page.url()).origin}/bench.html`)
  await page.evaluate(RECORD)
  return watched(page, () => page.evaluate((time) => new Promise((resolve) => {
    const worker = new Worker('/busy.js')
    worker.onmessage = resolve
    worker.postMessage(time)
  }), ms))
}

/** What a page did while a task ran: in ms, and how many frames came late. */
export interface Watched {
  readonly took: number
  readonly slow: number
  readonly longest: number
  readonly task: number
}

/** Frames and tasks from now until the task is done. */
export async function watched(page: Page, task: () => Promise<unknown>): Promise<Watched> {
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

/** Waits for words by a selector: looking through all texts of a page would itself hold it up. */
export async function shown(page: Page, selector: string, words = /(?:)/u): Promise<void> {
  await page.waitForFunction(([wanted, text]) => [...document.querySelectorAll(wanted)].some((e) => new RegExp(text, 'u').test((e.textContent ?? '').trim())), [selector, words.source] as const, { polling: 50, timeout: 120_000 })
}

/** @param files how many files each part goes through, to tell the speed */
export function frameRows(what: string, parts: Readonly<Record<string, Watched>>, files: number | null = null): BenchRow[] {
  return Object.entries(parts).flatMap(([part, { took, slow, longest, task }]): BenchRow[] => [
    { name: `${what}，${part}：超过 ${SLOW_FRAME_MS} ms 的帧`, value: slow, unit: '帧', target: '0', met: slow === 0, runs: 1 },
    { name: `${what}，${part}：最长一帧（最长任务 ${task.toFixed(0)} ms，共 ${(took / 1000).toFixed(1)} 秒）`, value: longest, unit: 'ms', runs: 1 },
    ...(files === null ? [] : [{ name: `${what}，${part}：每秒`, value: (files / took) * 1000, unit: '份' as const, runs: 1 }]),
  ])
}
