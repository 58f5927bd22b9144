import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { HostAnswer, HostNotice, HostWish } from '../../desktop/bridge/messages'
import { test as base } from './test'

export { expect } from './test'

/** Stands for app://ledger in a Chromium that knows no such scheme; secure, as the real one is, so that crypto is there. */
const ORIGIN = 'https://ledger.test'
const OWN = 'app://ledger'

/** The desktop program around a page: its main process, its folder, and what the person chooses in its dialogs. */
export class Desktop {
  private next = 1
  private readonly waiting = new Map<number, (answer: HostAnswer) => void>()
  private page: Page | null = null

  private constructor(private readonly child: ChildProcess, readonly folder: string) {
    child.on('message', (answer: HostAnswer | HostNotice) => {
      if ('notice' in answer) return void this.page?.evaluate((channel) => (window as unknown as { bridgeHear(channel: string): void }).bridgeHear(channel), answer.notice)
      this.waiting.get(answer.id)?.(answer)
      this.waiting.delete(answer.id)
    })
  }

  static async start(): Promise<Desktop> {
    const folder = mkdtempSync(join(tmpdir(), 'desktop-bridge-'))
    const child = fork('tests/desktop/bridge/host.ts', [join(process.cwd(), 'dist/electron/main.cjs'), folder], { execArgv: ['--import', 'tsx'], serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const desktop = new Desktop(child, folder)
    await new Promise<void>((resolve, reject) => {
      desktop.waiting.set(0, () => resolve())
      child.once('exit', (code) => reject(new Error(`the main process ended with ${String(code)}`)))
    })
    return desktop
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill()
    await ended
    rmSync(this.folder, { recursive: true, force: true })
  }

  async ask(wish: HostWish): Promise<unknown> {
    const id = this.next++
    const answer = await new Promise<HostAnswer>((resolve) => {
      this.waiting.set(id, resolve)
      this.child.send({ ...wish, id })
    })
    if ('fault' in answer) throw new Error(answer.fault)
    return answer.value
  }

  /** What the person chooses in the next dialogs. */
  async choose(paths: { savePath?: string; openPath?: string }): Promise<void> {
    await this.ask({ kind: 'dialogs', savePath: paths.savePath ?? null, openPath: paths.openPath ?? null })
  }

  /** Ends the page's process as a crash does, and follows main to where it brings the page back. */
  async crash(page: Page): Promise<void> {
    const address = String(await this.ask({ kind: 'crash', url: page.url().replace(ORIGIN, OWN) }))
    await page.goto(address.replace(OWN, ORIGIN))
  }

  /** Gives a page the real protocol handler and the real preload, before it loads anything. */
  async attach(page: Page): Promise<void> {
    this.page = page
    await page.context().route(`${ORIGIN}/**`, async (route) => {
      const url = route.request().url().replace(ORIGIN, OWN)
      const { status, headers, body } = (await this.ask({ kind: 'serve', url })) as { status: number; headers: Record<string, string>; body: Uint8Array }
      await route.fulfill({ status, headers, body: Buffer.from(body) })
    })
    await page.exposeBinding('bridgeInvoke', async ({ frame }, channel: string, args: string) => encode(await this.ask({ kind: 'invoke', channel, args: decode(args) as unknown[], url: frame.url().replace(ORIGIN, OWN) })))
    await page.addInitScript({ content: preloadScript() })
  }
}

/** The built preload, run in the page with as much of Electron as it asks for. Bytes cross as base64 in JSON. */
function preloadScript(): string {
  return `(() => {
    const pack = (v) => v instanceof Uint8Array ? { $bytes: btoa(Array.from(v, (b) => String.fromCharCode(b)).join('')) } : Array.isArray(v) ? v.map(pack) : v && typeof v === 'object' ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, pack(x)])) : v
    const open = (v) => v && typeof v === 'object' ? ('$bytes' in v ? Uint8Array.from(atob(v.$bytes), (c) => c.charCodeAt(0)) : Array.isArray(v) ? v.map(open) : Object.fromEntries(Object.entries(v).map(([k, x]) => [k, open(x)]))) : v
    const heard = new Map()
    window.bridgeHear = (channel) => heard.get(channel)?.({})
    const electron = {
      contextBridge: { exposeInMainWorld: (key, api) => Object.defineProperty(window, key, { value: Object.freeze(api) }) },
      ipcRenderer: { on: (channel, listener) => heard.set(channel, listener), invoke: async (channel, ...args) => open(JSON.parse(await window.bridgeInvoke(channel, JSON.stringify(pack(args))))) },
    }
    const require = (name) => { if (name !== 'electron') throw new Error('a sandboxed preload has no ' + name); return electron }
    ;(function (exports, require, module) {\n${readFileSync('dist/electron/preload.cjs', 'utf8')}\n})({}, require, { exports: {} })
  })()`
}

function encode(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, v: unknown) => (v instanceof Uint8Array ? { $bytes: Buffer.from(v).toString('base64') } : v))
}

function decode(text: string): unknown {
  return JSON.parse(text, (_key, v: unknown) => (typeof v === 'object' && v !== null && '$bytes' in v ? new Uint8Array(Buffer.from(String(v.$bytes), 'base64')) : v))
}

/** The same tests with the desktop program around the page. */
export const test = base.extend<{ desktop: Desktop }>({
  baseURL: ORIGIN,
  ownHost: new URL(ORIGIN).hostname,
  desktop: [
    async ({ page }, use) => {
      const desktop = await Desktop.start()
      await desktop.attach(page)
      await use(desktop)
      // What the page still asks for goes nowhere: its program ends first.
      await page.context().unrouteAll({ behavior: 'ignoreErrors' })
      await page.close()
      await desktop.stop()
    },
    { auto: true },
  ],
})
