import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileFunction, createContext, type Context } from 'node:vm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
// @ts-expect-error a plain script
import { buildStale } from '../../scripts/build.mjs'
import { bundleFaults } from '../../scripts/dist/inspect.mjs'
import { channelOf, SHELL_CALLS } from '#electron/channels'
import type * as StandInModule from './stand-in/electron'

const BUILT = fileURLToPath(new URL('../../dist/electron', import.meta.url))
const nodeRequire = createRequire(import.meta.url)
const words = process.argv
let folder: string
let electron: typeof StandInModule

beforeAll(async () => {
  await buildStale(undefined, ['electron'])
  // The program as it lies in a package, away from node_modules: a missing file or package would be noticed.
  folder = mkdtempSync(join(tmpdir(), 'desktop-program-'))
  mkdirSync(join(folder, 'electron'))
  mkdirSync(join(folder, 'renderer'))
  for (const name of ['main.cjs', 'preload.cjs']) writeFileSync(join(folder, 'electron', name), readFileSync(join(BUILT, name)))
  writeFileSync(join(folder, 'renderer/index.html'), '<title>重点项目作战台</title>')
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(async () => {
  vi.resetModules()
  electron = await import('./stand-in/electron')
  electron.standIn.userData = folder
  process.argv = ['electron', folder]
})
afterEach(() => {
  process.argv = words
})

/** Runs a bundle as CommonJS; it may require what `modules` names and nothing else. Gives what it did require. */
function run(name: string, allowed: (module: string) => boolean, context?: Context): string[] {
  const file = join(folder, 'electron', name)
  const asked: string[] = []
  function require(module: string): unknown {
    asked.push(module)
    if (module === 'electron') return electron
    if (!allowed(module)) throw new Error(`${name} is not one file: it requires ${module}`)
    return nodeRequire(module)
  }
  const module = { exports: {} }
  const body = compileFunction(readFileSync(file, 'utf8'), ['exports', 'require', 'module', '__filename', '__dirname'], { filename: file, ...(context === undefined ? {} : { parsingContext: context }) })
  Reflect.apply(body, module.exports, [module.exports, require, module, file, dirname(file)])
  return asked
}

const isBuiltin = (module: string): boolean => builtinModules.includes(module.replace(/^node:/u, ''))

describe('main.cjs', () => {
  it('is the whole program in one file: it starts, registers its handlers and opens its window', async () => {
    const asked = run('main.cjs', isBuiltin)
    expect(asked).toContain('electron')
    expect(electron.standIn.steps).toEqual(['scheme'])
    await electron.standIn.becomeReady()
    expect([...electron.standIn.handlers.keys()].sort()).toEqual(SHELL_CALLS.map(channelOf).sort())
    expect(electron.standIn.steps).toEqual(['scheme', 'ready', 'window', 'load app://ledger/'])
  })

  it('opens no way out: no openExternal, no switch that ends the sandbox', () => {
    for (const name of ['main.cjs', 'preload.cjs']) expect(bundleFaults(readFileSync(join(BUILT, name), 'utf8'))).toEqual([])
  })

  it('finds the page and the preload where the package has them', async () => {
    run('main.cjs', isBuiltin)
    await electron.standIn.becomeReady()
    const page = await electron.standIn.served.get('app')!(new Request('app://ledger/'))
    expect(await page.text()).toContain('重点项目作战台')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(electron.standIn.windows[0]!.options.webPreferences).toMatchObject({ preload: join(folder, 'electron/preload.cjs'), sandbox: true, contextIsolation: true, nodeIntegration: false })
  })

  it('checks senders and payloads as the sources do', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined)
    run('main.cjs', isBuiltin)
    await electron.standIn.becomeReady()
    const window = electron.standIn.windows[0]!
    const from = (url: string) => ({ sender: window.webContents, senderFrame: { url, parent: null } }) as unknown as Parameters<typeof electron.standIn.invoke>[1]
    await expect(electron.standIn.invoke('shell:setFullScreen', from('app://ledger.evil/'), true)).rejects.toThrow('已拒绝')
    await expect(electron.standIn.invoke('shell:setFullScreen', from('app://ledger/'), 'true')).rejects.toThrow('已拒绝')
    expect(window.fullScreen).toBe(false)
    await electron.standIn.invoke('shell:setFullScreen', from('app://ledger/'), true)
    expect(window.fullScreen).toBe(true)
    warn.mockRestore()
  })
})

describe('preload.cjs', () => {
  const VERBS = SHELL_CALLS
  type Exposed = Record<string, (...args: unknown[]) => Promise<unknown>>

  /** A sandboxed preload has no Node: this context has nothing but the language itself. */
  function expose(): Exposed {
    expect(run('preload.cjs', () => false, createContext({}))).toEqual(['electron'])
    expect([...electron.standIn.exposed.keys()]).toEqual(['desktopShell'])
    return electron.standIn.exposed.get('desktopShell') as Exposed
  }

  it("exposes the Shell's verbs and its kind under desktopShell, and nothing else", () => {
    const shell = expose()
    expect(Object.keys(shell).sort()).toEqual(['kind', 'onWaitingFile', ...VERBS].sort())
    expect(shell.kind).toBe('desktop')
    for (const verb of VERBS) expect(shell[verb]).toBeTypeOf('function')
    expect(Object.values(shell)).not.toContain(electron.ipcRenderer)
    expect(Object.values(shell)).not.toContain(electron.ipcRenderer.invoke)
  })

  it.each(VERBS)('sends %s on its own channel with its one argument', async (verb) => {
    const shell = expose()
    expect(await shell[verb]!({ any: 1 }, 'more', 'shell:other')).toBe(`answer to shell:${verb}`)
    expect(electron.standIn.sent).toEqual([{ channel: `shell:${verb}`, args: ['freeSpace', 'backupPlaces', 'takeWaitingFile', 'chooseUpdate'].includes(verb) ? [] : [{ any: 1 }] }])
  })

  it('tells the page that a file waits, and hands on nothing of the event', () => {
    const shell = expose() as unknown as { onWaitingFile(tell: (...args: unknown[]) => void): void }
    expect([...electron.standIn.heard.keys()]).toEqual(['shell:fileWaiting'])
    expect(() => electron.standIn.heard.get('shell:fileWaiting')!({ sender: {} }, '/home/a.kpledger')).not.toThrow()
    const told: unknown[][] = []
    shell.onWaitingFile((...args) => told.push(args))
    electron.standIn.heard.get('shell:fileWaiting')!({ sender: {} }, '/home/a.kpledger')
    expect(told).toEqual([[]])
  })

  it('speaks only channels that main answers', async () => {
    const shell = expose()
    for (const verb of VERBS) await shell[verb]!(undefined)
    run('main.cjs', isBuiltin)
    await electron.standIn.becomeReady()
    expect(electron.standIn.sent.map((s) => s.channel).sort()).toEqual([...electron.standIn.handlers.keys()].sort())
  })
})
