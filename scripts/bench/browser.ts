import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from '@playwright/test'
import { build } from 'esbuild'
import type { ReportState } from '@/domain/model'
import { ratioRow } from './sheets'
import { median, type BenchRow } from './timing'
import { benchWall } from './wall'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BUILT = join(ROOT, 'dist/renderer')
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
const LOADS = 7
const EDITS = 200
const LARGE = 10_000
const SHEETS = 7
const KEYS = 120
const SLOW_FRAME_MS = 50
export const CHROMIUM_ARGUMENTS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/** As text: tsx would put its own helpers into a function, which the page does not have. */
const RECORD_FRAMES = `{
  window.slowFrames = []
  let last = performance.now()
  requestAnimationFrame(function tick(time) {
    window.slowFrames.push(time - last)
    last = time
    requestAnimationFrame(tick)
  })
}`

interface BenchPage {
  seed(projects: number, months: number, state?: ReportState): Promise<number>
  seedOther(projects: number, months: number): Promise<void>
  seedWall(projects: number, milestones: number): Promise<void>
  writeRaw(projects: number, months: number): Promise<number>
  destroy(): Promise<void>
  loadOnce(): Promise<{ program: number; raw: number }>
  recompute(runs: number): Promise<number[]>
}

declare global {
  interface Window {
    bench: BenchPage
    slowFrames: number[]
  }
}

/** What only a real Chromium can tell: loading, recomputing, typing, and the weight of the first screen. */
export async function benchBrowser(chromiumPath: string | undefined): Promise<BenchRow[]> {
  const server = await serve(new Map([['/bench.js', await bundle('page.ts')], ['/worker.js', await bundle('worker.ts')]]))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const browser = await chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: CHROMIUM_ARGUMENTS,
  })
  try {
    const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage()
    const weight = await firstScreenWeight(page, origin)
    await page.goto(`${origin}/bench.html`)
    await page.evaluate(() => window.bench.seed(1000, 120))
    const loads = await page.evaluate(async (runs) => {
      const results: { program: number; raw: number }[] = []
      for (let run = 0; run <= runs; run += 1) results.push(await window.bench.loadOnce())
      return results.slice(1)
    }, LOADS)
    const [program, raw] = [median(loads.map((l) => l.program)), median(loads.map((l) => l.raw))]
    const edits = await page.evaluate((runs) => window.bench.recompute(runs), EDITS)
    const sheet = await writeInWorker(page)
    const typing = await typeInGrid(page, origin)
    const wall = await benchWall(page, origin)
    return [
      { name: '读入 1,000 项目 × 120 月', value: program, unit: 'ms', floor: raw, ratio: program / raw, target: '≤ 1.3× 原始读取', met: program / raw <= 1.3, runs: LOADS },
      ratioRow(`月报表 ${LARGE} 行（表格模型到文件，浏览器的导出线程）`, sheet.a, sheet.b, '≤ 2× 底线', (floor) => 2 * floor),
      { name: '改一格后重算总览', value: median(edits), unit: 'ms', target: '< 16 ms', met: median(edits) < 16, runs: EDITS },
      { name: '月报填报 1,000 行打字，超过 50 ms 的帧', value: typing.slow, unit: '帧', target: '0', met: typing.slow === 0, runs: KEYS },
      { name: '月报填报 1,000 行打字，最长一帧', value: typing.longest, unit: 'ms', runs: KEYS },
      ...wall,
      { name: '首屏脚本（gzip）', value: weight, unit: 'KB', target: '≤ 400 KB', met: weight <= 400, runs: 1 },
    ]
  } finally {
    await browser.close()
    server.close()
  }
}

/** gzip KB of every script that the page loads until 总览 of the demonstration ledger stands. */
async function firstScreenWeight(page: Page, origin: string): Promise<number> {
  const scripts = new Set<string>()
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.add(new URL(response.url()).pathname)
  })
  await page.goto(`${origin}/`)
  await page.getByRole('button', { name: /演示数据/u }).click()
  await page.getByRole('heading', { name: '总览' }).waitFor()
  await page.waitForLoadState('networkidle')
  const sizes = await Promise.all([...scripts].map(async (path) => gzipSync(await readFile(join(BUILT, path))).length))
  return sizes.reduce((a, b) => a + b, 0) / 1024
}

/** Types figures into the grid of 1,000 rows and counts the frames that came late. */
async function typeInGrid(page: Page, origin: string): Promise<{ slow: number; longest: number }> {
  await page.goto(`${origin}/#/entry`)
  const grid = page.getByRole('grid')
  await grid.waitFor()
  const cell = grid.getByRole('gridcell').and(page.locator('[aria-readonly="false"], :not([aria-readonly])')).first()
  await cell.click()
  await page.evaluate(RECORD_FRAMES)
  for (let key = 0; key < KEYS; key += 1) await page.keyboard.press(key % 4 === 3 ? 'Enter' : String((key % 9) + 1))
  // Typing into cells that refuse it would be no measure.
  if ((await grid.getByRole('gridcell', { name: /^[0-9,]+\.00$/u }).count()) === 0) throw new Error('typeInGrid: nothing was typed')
  const frames = (await page.evaluate(() => window.slowFrames)).slice(2)
  return { slow: frames.filter((ms) => ms > SLOW_FRAME_MS).length, longest: Math.max(...frames) }
}

/** The large month sheet in a worker, as an export of the screen does it. */
async function writeInWorker(page: Page): Promise<{ a: number[]; b: number[] }> {
  return page.evaluate(([projects, runs]) => new Promise<{ a: number[]; b: number[] }>((resolve, reject) => {
    const worker = new Worker('/worker.js')
    worker.addEventListener('message', ({ data }: MessageEvent<{ a: number[]; b: number[] }>) => resolve(data))
    worker.addEventListener('error', ({ message }) => reject(new Error(message)))
    worker.postMessage({ projects, runs })
  }), [LARGE, SHEETS] as const)
}

export async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))], bundle: true, write: false, format: 'iife', target: 'es2023', minify: true, tsconfig: join(ROOT, 'tsconfig.json'),
  })
  return outputFiles[0]!.text
}

export function serve(scripts: ReadonlyMap<string, string>): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://127.0.0.1').pathname)
    try {
      const [type, body] =
        path === '/bench.html' ? ['text/html', '<!doctype html><meta charset="utf-8"><script src="/bench.js"></script>']
        : scripts.has(path) ? ['text/javascript', scripts.get(path)]
        : [TYPES[extname(path)] ?? 'text/html', await readFile(join(BUILT, path === '/' ? 'index.html' : path))]
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}
