import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoLedger } from '@/data/demo'
import { buildLedger } from '@/domain/ledger'
import { dateOnly, period } from '@/domain/period'
import { outboxFiles, outboxZip } from '@/exchange/owner/outbox'
import { makeParcel, planParcels } from '@/exchange/owner/send'
import { runExportJob } from '@/workers/export-job'
import type { ExportReply, ExportRequest } from '@/workers/export-messages'
import { fixtureLedger } from './support/fixture-ledger'
import { describeWith, temporaryFolder } from './support/tools'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const request: ExportRequest = {
  ledger: fixtureLedger(60, { kind: 'demo' }), today: dateOnly('2020-04-05'),
  options: { report: 'monthly', period: period('2020-03'), scope: 'all', unit: '万元', paper: 'A3', preparedOn: dateOnly('2020-04-05') },
}

async function replies(asked: ExportRequest): Promise<ExportReply[]> {
  const told: ExportReply[] = []
  await runExportJob(asked, (r) => told.push(r))
  return told
}

test('a job tells its progress in order, then hands over the file by its name', async () => {
  const told = await replies(request)
  const shares = told.flatMap((r) => (r.kind === 'progress' ? [r.share] : []))
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(told.at(-1)).toMatchObject({ kind: 'done', result: { fileName: '县重点项目月报_2020-03_20200405.xlsx', summary: { rows: 60 } } })
})

test('a job that cannot be done says why in words, and does not throw', async () => {
  expect((await replies({ ...request, options: { ...request.options, scope: 'gone' } })).at(-1)).toMatchObject({ kind: 'failed', message: expect.stringContaining('没有项目盘子“gone”') as string })
})

describeWith(['Chromium'], 'the worker in a browser, under a strict content policy', () => {
  let server: Server
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const root = resolve('.')
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>export</title><script type="module" src="./page.ts"></script>')
    writeFileSync(join(folder, 'page.ts'), `import { exportWorkbook } from '@/workers/export-client'; import { makeOutbox } from '@/workers/send-client'; import { buildLedger } from '@/domain/ledger'; import { demoLedger } from '@/data/demo'; import { planParcels } from '@/exchange/owner/send'
      const sendDemo = (options, due) => { const ledger = buildLedger(demoLedger()); return makeOutbox(ledger, planParcels(ledger, [], options).parcels, { period: options.period, due, as: 'zip' }).result }
      Object.assign(window, { exportWorkbook, sendDemo })`)
    await build({
      root: folder, configFile: false, logLevel: 'silent', resolve: { alias: { '@': join(root, 'renderer'), fflate: join(root, 'node_modules/fflate') } },
      worker: { format: 'es' }, build: { outDir: join(folder, 'dist'), target: 'chrome120' },
    })
    server = createServer((req, res) => {
      const file = join(folder, 'dist', req.url === '/' ? 'index.html' : (req.url ?? ''))
      if (!existsSync(file)) return void res.writeHead(404).end()
      res.writeHead(200, { 'content-type': file.endsWith('.js') ? 'text/javascript' : 'text/html', 'content-security-policy': "default-src 'none'; script-src 'self'; worker-src 'self'" }).end(readFileSync(file))
    }).listen(0, '127.0.0.1')
    await new Promise((done) => server.once('listening', done))
    const system = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'].find((f) => existsSync(f))
    browser = await chromium.launch({
      ...(system === undefined ? {} : { executablePath: system }),
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    })
    page = await browser.newPage({ timezoneId: 'Asia/Shanghai' })
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction(() => 'exportWorkbook' in window)
  }, 120_000)

  afterAll(async () => {
    await browser.close()
    server.close()
  })

  test('makes the same bytes as Node', async () => {
    const here = (await replies(request)).at(-1)
    if (here?.kind !== 'done') throw new Error('the job failed')
    const there = await page.evaluate(async (asked) => {
      const client = window as unknown as { exportWorkbook: (r: unknown) => { result: Promise<{ bytes: Uint8Array<ArrayBuffer> }> } }
      const { bytes } = await client.exportWorkbook(asked).result
      return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((b) => b.toString(16).padStart(2, '0')).join('')
    }, request)
    expect(there).toBe(createHash('sha256').update(here.result.bytes).digest('hex'))
  })

  test('makes the owners’ workbooks with the bytes that Node makes', async () => {
    const [options, due] = [{ period: period('2020-12'), scope: 'all', per: 'owner', owners: null }, dateOnly('2021-01-05')] as const
    const there = await page.evaluate(async (asked) => {
      const client = window as unknown as { sendDemo: (...asked: readonly unknown[]) => Promise<{ files: { bytes: Uint8Array<ArrayBuffer> }[] }> }
      const [zip] = (await client.sendDemo(...asked)).files
      return [...new Uint8Array(await crypto.subtle.digest('SHA-256', zip!.bytes))].map((b) => b.toString(16).padStart(2, '0')).join('')
    }, [options, due] as const)
    const ledger = buildLedger(demoLedger())
    const made = await Promise.all(planParcels(ledger, [], options).parcels.map((parcel) => makeParcel(ledger, parcel, options.period, due)))
    expect(made.length).toBeGreaterThan(10)
    expect(there).toBe(createHash('sha256').update(outboxZip(await outboxFiles(ledger.settings.unitName, options.period, due, made))).digest('hex'))
  })

  test('is cancelled at once and says so; a failure comes back in words', async () => {
    const messages = await page.evaluate(async (asked) => {
      const client = window as unknown as { exportWorkbook: (r: unknown) => { result: Promise<unknown>; cancel: () => void } }
      const told = async (task: { result: Promise<unknown> }): Promise<string> => task.result.then(() => 'done', (e: Error) => e.message)
      const cancelled = client.exportWorkbook(asked)
      const first = told(cancelled)
      cancelled.cancel()
      return [await first, await told(client.exportWorkbook({ ...asked, options: { ...asked.options, scope: 'gone' } }))]
    }, request)
    expect(messages).toEqual(['导出已取消', expect.stringContaining('没有项目盘子“gone”')])
  })
})
