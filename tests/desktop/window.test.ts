import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { menuTemplate, setMenu } from '#electron/menu'
import { openWindow, webPreferences } from '#electron/window'
import { MINIMUM, readWindowState, writeWindowState } from '#electron/window-state'
import { standIn, type BrowserWindow } from './stand-in/electron'

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 }
const FIRST = { width: 1366, height: 768, maximized: false }
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-window-'))
  Object.assign(standIn, { ready: true, userData: folder, workAreas: [SCREEN], choice: 0, quits: 0 })
  standIn.windows.length = 0
  standIn.asked.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the place of the window', () => {
  it('is the first one on a first start', () => expect(readWindowState(folder, [SCREEN])).toEqual(FIRST))

  it('is remembered as it was written', () => {
    const anywhere = fc.record({
      x: fc.integer({ min: 0, max: 1700 }), y: fc.integer({ min: 0, max: 900 }), width: fc.integer({ min: MINIMUM.width, max: 4000 }), height: fc.integer({ min: MINIMUM.height, max: 3000 }), maximized: fc.boolean(),
    })
    fc.assert(fc.property(anywhere, (state) => {
      writeWindowState(folder, state)
      expect(readWindowState(folder, [SCREEN])).toEqual(state)
    }), { numRuns: 30 })
    expect(readdirSync(folder)).toEqual(['window.json'])
  })

  it.each(['', '{', 'null', '[]', '1', '"x"', '{"width":1366}', '{"width":"1366","height":768,"maximized":false}', '{"width":10,"height":10,"maximized":false}', '{"width":1e400,"height":768,"maximized":false}', '{"x":0.5,"y":0,"width":1366,"height":768,"maximized":false}', '\u0000\u0000\u0000'])('is the first one where the file is damaged: %j', (content) => {
    writeFileSync(join(folder, 'window.json'), content)
    expect(readWindowState(folder, [SCREEN])).toEqual(FIRST)
  })

  it('is the first one where the file cannot be read', () => {
    mkdirSync(join(folder, 'window.json'))
    expect(readWindowState(folder, [SCREEN])).toEqual(FIRST)
  })

  it('keeps its size but not its place when that screen is gone', () => {
    const state = { x: 2200, y: 100, width: 1600, height: 900, maximized: true }
    writeWindowState(folder, state)
    expect(readWindowState(folder, [SCREEN, { ...SCREEN, x: 1920 }])).toEqual(state)
    expect(readWindowState(folder, [SCREEN])).toEqual({ width: 1600, height: 900, maximized: true })
    expect(readWindowState(folder, [])).toEqual({ width: 1600, height: 900, maximized: true })
  })

  it.each([[-1500, 0], [0, -200], [1900, 500], [500, 1030]])('does not open at %i, %i, where its title bar cannot be caught', (x, y) => {
    writeWindowState(folder, { x, y, width: 1366, height: 768, maximized: false })
    expect(readWindowState(folder, [SCREEN])).toEqual(FIRST)
  })
})

describe('the window', () => {
  const open = (query = ''): BrowserWindow => openWindow('/program/preload.cjs', query) as unknown as BrowserWindow

  it('keeps the page in the sandbox, without Node', () => {
    expect(webPreferences('/program/preload.cjs')).toEqual({
      preload: '/program/preload.cjs', contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, spellcheck: false, webviewTag: false, navigateOnDragDrop: false,
    })
    expect(open().options.webPreferences).toEqual(webPreferences('/program/preload.cjs'))
  })

  it('loads the own page with the query, and shows itself when there is something to see', () => {
    const window = open('?open=demo')
    expect(window.webContents.url).toBe('app://ledger/?open=demo')
    expect(window.options.show).toBe(false)
    expect(window.done).toEqual([])
    window.emit('ready-to-show')
    expect(window.done).toEqual(['show'])
  })

  it('opens where it was closed; its place is on the disk before the program can end', () => {
    const first = open()
    expect([first.options.x, first.options.width, first.options.height]).toEqual([undefined, 1366, 768])
    first.bounds = { x: 40, y: 60, width: 1500, height: 800 }
    first.maximized = true
    first.close()
    expect(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'))).toEqual({ x: 40, y: 60, width: 1500, height: 800, maximized: true })
    const second = open()
    expect(second.options).toMatchObject({ x: 40, y: 60, width: 1500, height: 800, minWidth: MINIMUM.width, minHeight: MINIMUM.height })
    expect(second.maximized).toBe(true)
  })

  it('closes even where its place cannot be written', () => {
    standIn.userData = join(folder, 'gone')
    const window = open()
    expect(() => window.close()).not.toThrow()
    expect(standIn.windows).toEqual([])
  })
})

describe('the menu', () => {
  type Item = ReturnType<typeof menuTemplate>[number]
  const all = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])])

  it('is Chinese throughout: a role without a label would show its English name', () => {
    setMenu()
    const items = all(standIn.menu!).filter((item) => item.type !== 'separator')
    expect(items.length).toBeGreaterThan(15)
    for (const item of items) expect(item.label, JSON.stringify(item)).toMatch(/^\p{Script=Han}+$/u)
  })

  it('leaves undo, developer tools and a forced reload out', () => {
    const roles = all(menuTemplate()).map((item) => item.role)
    for (const role of ['undo', 'redo', 'toggleDevTools', 'forceReload'] as const) expect(roles).not.toContain(role)
  })
})
