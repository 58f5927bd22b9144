import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from '@playwright/test'
import { build } from 'esbuild'
import type { Tally } from './result'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const common = { bundle: true, tsconfig: join(ROOT, 'tsconfig.json'), logLevel: 'error', loader: { '.json': 'json' } } as const

/** The program's own modules for a page in Chromium. */
export async function pageBundle(): Promise<string> {
  const { outputFiles } = await build({
    ...common, entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))], write: false, format: 'esm', target: 'es2023',
    define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  })
  return outputFiles[0]!.text
}

/** A module of this folder as one file that plain Node can run, with the stand-in for Electron. */
export async function nodeBundle(entry: string, outfile: string): Promise<void> {
  await build({ ...common, entryPoints: [fileURLToPath(new URL(entry, import.meta.url))], outfile, format: 'esm', platform: 'node', target: 'node20', alias: { electron: join(ROOT, 'tests/desktop/stand-in/electron.ts') }, banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" } })
}

/** Serves the page on loopback; its origin stays the same for as long as it runs, and with it the database. */
export async function servePage(): Promise<{ origin: string; close: () => void }> {
  const script = await pageBundle()
  const server: Server = createServer((request, response) => {
    const [type, body] = request.url === '/page.js' ? ['text/javascript', script] : ['text/html', '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>']
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`, close: () => server.close() }
}

/** Opens the served page and waits until it has begun as the program does (page.ts). */
export async function openServed(page: Page, origin: string, timeout = 30_000): Promise<void> {
  await page.goto(origin, { timeout })
  await page.waitForFunction(() => 'torture' in window, undefined, { timeout })
}

/** Runs a task with a Chromium and the page's address; whatever it throws is told, and both are closed. */
export async function withServedPage(chromiumPath: string, tally: Tally, task: (browser: Browser, origin: string) => Promise<void>, flags: readonly string[] = []): Promise<void> {
  const server = await servePage()
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', ...flags] })
  try {
    await task(browser, server.origin)
  } catch (error) {
    tally.thrown(error)
  } finally {
    await browser.close()
    server.close()
  }
}
