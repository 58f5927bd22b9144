import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channelOf, SHELL_CALLS } from '#electron/channels'
import type * as StandInModule from './stand-in/electron'

type Module = typeof StandInModule
let electron: Module
let folder: string
const words = process.argv

/** Starts the program anew on a fresh stand-in; `prepare` sets what the machine is like. */
async function start(prepare: (standIn: Module['standIn']) => void = () => {}, args: readonly string[] = []): Promise<Module['standIn']> {
  vi.resetModules()
  electron = await import('./stand-in/electron')
  electron.standIn.userData = folder
  prepare(electron.standIn)
  process.argv = ['electron', '.', ...args]
  await import('#electron/main')
  return electron.standIn
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-main-'))
})
afterEach(() => {
  process.argv = words
  rmSync(folder, { recursive: true, force: true })
})

describe('the program', () => {
  it('registers its scheme before it is ready, and opens its one window after', async () => {
    const standIn = await start()
    expect(standIn.steps).toEqual(['scheme'])
    expect(standIn.windows).toEqual([])
    await standIn.becomeReady()
    expect(standIn.steps).toEqual(['scheme', 'ready', 'window', 'load app://ledger/'])
    expect(standIn.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
    expect(standIn.windows).toHaveLength(1)
    expect(standIn.quits).toBe(0)
  })

  it('cuts the torn end off its storage’s log before the window opens', async () => {
    const log = join(folder, 'IndexedDB', 'app_ledger_0.indexeddb.leveldb', '000003.log')
    mkdirSync(dirname(log), { recursive: true })
    writeFileSync(log, Buffer.from([1, 2, 3, 4, 200, 0, 2, 9, 9]))
    const standIn = await start()
    expect(statSync(log).size).toBe(9)
    await standIn.becomeReady()
    expect(statSync(log).size).toBe(0)
  })

  it('has everything in its place before the page loads', async () => {
    const standIn = await start()
    await standIn.becomeReady()
    const session = electron.session.defaultSession
    expect([...standIn.handlers.keys()].sort()).toEqual(SHELL_CALLS.map(channelOf).sort())
    expect([...standIn.served.keys()]).toEqual(['app'])
    expect(standIn.menu).not.toBeNull()
    for (const guard of [session.permissionRequest, session.permissionCheck, session.devicePermission, session.beforeRequest]) expect(guard).toBeTypeOf('function')
    const contents = standIn.windows[0]!.webContents
    expect(contents.openHandler).toBeTypeOf('function')
    expect(contents.listenerCount('will-navigate')).toBe(1)
    expect(standIn.windows[0]!.options.webPreferences?.preload).toMatch(/preload\.cjs$/u)
  })

  it.each([
    [['--open-ledger=demo'], 'app://ledger/?open=demo'],
    [['--open-ledger=official'], 'app://ledger/?open=official'],
    [['--open-ledger=other'], 'app://ledger/'],
    [['--open-ledger=demo&x=1'], 'app://ledger/'],
    [['--open-ledger='], 'app://ledger/'],
    [['--open-ledger'], 'app://ledger/'],
    [['demo', 'https://evil.example/'], 'app://ledger/'],
  ])('started with %j opens %s', async (args, address) => {
    const standIn = await start(undefined, args)
    await standIn.becomeReady()
    expect(standIn.windows[0]!.webContents.url).toBe(address)
  })

  it('sets full screen on the window that asked', async () => {
    const standIn = await start()
    await standIn.becomeReady()
    const window = standIn.windows[0]!
    const event = { sender: window.webContents, senderFrame: { url: window.webContents.url, parent: null } } as unknown as Parameters<typeof standIn.invoke>[1]
    await standIn.invoke('shell:setFullScreen', event, true)
    expect(window.fullScreen).toBe(true)
    await standIn.invoke('shell:setFullScreen', event, false)
    expect(window.fullScreen).toBe(false)
  })

  it('refuses a page that belongs to no window', async () => {
    const standIn = await start()
    await standIn.becomeReady()
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined)
    const event = { sender: {}, senderFrame: { url: 'app://ledger/', parent: null } } as unknown as Parameters<typeof standIn.invoke>[1]
    await expect(standIn.invoke('shell:setFullScreen', event, true)).rejects.toThrow('已拒绝')
    warn.mockRestore()
  })

  it.each(['no-sandbox', 'disable-web-security', 'ignore-certificate-errors', 'remote-debugging-port', 'remote-debugging-pipe', 'load-extension'])('does not start with --%s, says why, and opens no window', async (name) => {
    const standIn = await start((s) => s.switches.set(name, undefined))
    await standIn.becomeReady()
    expect([standIn.quits, standIn.windows, standIn.handlers.size]).toEqual([1, [], 0])
    expect(standIn.asked).toEqual([{ title: '没有打开', content: expect.stringContaining(`--${name}`) as string }])
  })

  it('ends with its window', async () => {
    const standIn = await start()
    await standIn.becomeReady()
    standIn.windows[0]!.close()
    expect(standIn.quits).toBe(1)
  })
})

describe('a second start', () => {
  it('ends at once, without a window, where the program runs already', async () => {
    const standIn = await start((s) => (s.holdsLock = false))
    expect(standIn.quits).toBe(1)
    await standIn.becomeReady()
    expect(standIn.windows).toEqual([])
    expect(standIn.handlers.size).toBe(0)
  })

  it('brings the window of the first forward, out of the task bar too, and opens no other', async () => {
    const standIn = await start()
    await standIn.becomeReady()
    const window = standIn.windows[0]!
    electron.app.emit('second-instance', {}, ['electron', '.', '--open-ledger=demo'], '/')
    expect(window.done).toEqual(['focus'])
    window.minimized = true
    electron.app.emit('second-instance', {}, [], '/')
    expect(window.done).toEqual(['focus', 'restore', 'focus'])
    expect(standIn.windows).toEqual([window])
    expect(window.webContents.url).toBe('app://ledger/')
  })

  it('does no harm before the first has its window, or after it closed it', async () => {
    const standIn = await start()
    expect(() => electron.app.emit('second-instance', {}, [], '/')).not.toThrow()
    await standIn.becomeReady()
    const window = standIn.windows[0]!
    window.close()
    electron.app.emit('second-instance', {}, [], '/')
    expect(window.done).toEqual([])
  })
})

describe('a ledger file', () => {
  const own = (window: InstanceType<Module['BrowserWindow']>) => ({ sender: window.webContents, senderFrame: { url: window.webContents.url, parent: null } }) as unknown as Parameters<Module['standIn']['invoke']>[1]
  const told = (standIn: Module['standIn']): string[] => standIn.told.map((t) => t.channel)
  let file: string
  beforeEach(() => {
    file = join(folder, '台账.kpledger')
    writeFileSync(file, '{"a":1}')
  })

  it('with which the program is started waits until the page asks, and is given once', async () => {
    const standIn = await start(undefined, [file])
    await standIn.becomeReady()
    const window = standIn.windows[0]!
    expect(await standIn.invoke('shell:takeWaitingFile', own(window))).toEqual({ name: '台账.kpledger', bytes: new Uint8Array(Buffer.from('{"a":1}')) })
    expect(await standIn.invoke('shell:takeWaitingFile', own(window))).toBeNull()
    // The page asked by itself: nobody had to tell it, and its address says nothing of the file.
    expect(told(standIn)).toEqual([])
    expect(window.webContents.url).toBe('app://ledger/')
  })

  it('of a second start comes forward with the window of the first, which is told that something waits and no more', async () => {
    const standIn = await start()
    await standIn.becomeReady()
    const window = standIn.windows[0]!
    electron.app.emit('second-instance', {}, ['key-project-ledger', '--flag', '台账.kpledger'], folder)
    expect(standIn.told).toEqual([{ channel: 'shell:fileWaiting', args: [] }])
    expect(window.done).toEqual(['focus'])
    expect(await standIn.invoke('shell:takeWaitingFile', own(window))).toMatchObject({ name: '台账.kpledger' })
  })

  it('that macOS hands over is taken before the program is ready and after', async () => {
    const standIn = await start()
    let prevented = 0
    electron.app.emit('open-file', { preventDefault: () => (prevented += 1) }, file)
    await standIn.becomeReady()
    expect(await standIn.invoke('shell:takeWaitingFile', own(standIn.windows[0]!))).toMatchObject({ name: '台账.kpledger' })
    electron.app.emit('open-file', { preventDefault: () => (prevented += 1) }, file)
    expect(told(standIn)).toEqual(['shell:fileWaiting'])
    expect(prevented).toBe(2)
  })

  it('that is gone is told in words, and the program goes on', async () => {
    const standIn = await start(undefined, [join(folder, '没有.kpledger')])
    await standIn.becomeReady()
    await expect(standIn.invoke('shell:takeWaitingFile', own(standIn.windows[0]!))).rejects.toThrow('“没有.kpledger”已经不在了')
    expect(await standIn.invoke('shell:takeWaitingFile', own(standIn.windows[0]!))).toBeNull()
  })
})
