import type { BrowserWindow, IpcMainInvokeEvent, WebFrameMain } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { channelOf, MAX_FILE_BYTES, SHELL_CALLS, type ShellCall } from '#electron/channels'
import { registerIpc, type ShellHandlers } from '#electron/ipc'
import { isOwnPage } from '#electron/origin'
import { standIn } from './stand-in/electron'

const OWN = 'app://ledger/?open=demo#/projects'
const REFUSAL = '这项请求不是本程序的界面发出的，已拒绝'
const frame = (url: string, parent: object | null = null) => ({ url, parent }) as unknown as WebFrameMain
const fromPage = { senderFrame: frame(OWN) }

const KIND = { label: 'Excel 工作簿', extension: 'xlsx' }
const COPY = '台账备份_20201231_140305_自动_7K3Q9Z.json.gz'
const GRANT = '6f1c2f2e-8f5a-4c0b-9d52-3f0d8f6f7a11'
const GOOD: { readonly [C in ShellCall]: unknown } = {
  saveFile: { suggestedName: '县重点项目月报_2020-03_20200405.xlsx', kind: KIND, bytes: new Uint8Array([80, 75]) },
  chooseFolder: { title: '存到哪个文件夹' },
  saveInFolder: { folder: GRANT, name: '县重点项目月报_2020-03_20200405.xlsx', bytes: new Uint8Array([80, 75]) },
  openFile: { kind: KIND },
  printPage: { to: 'pdf', suggestedName: '总览.pdf', paper: 'A3', landscape: true },
  setFullScreen: true, freeSpace: undefined,
  backupPlaces: undefined,
  chooseBackupPlace: 'second', allowBackupPlace: 'first', forgetBackupPlace: 'second', listBackups: 'first',
  writeBackup: { place: 'first', name: COPY, bytes: new Uint8Array([31, 139]) },
  readBackup: { place: 'first', name: COPY },
  removeBackup: { place: 'second', name: COPY },
  takeWaitingFile: undefined, chooseUpdate: undefined, openUpdate: { id: GRANT },
}

describe('isOwnPage', () => {
  it.each(['app://ledger/', 'app://ledger', 'app://ledger/?open=demo', OWN, 'app://ledger/assets/a.js'])('takes %s', (address) => expect(isOwnPage(address)).toBe(true))

  it.each([
    '', 'about:blank', 'app:', 'app://', 'app://ledger.evil/', 'app://ledger@evil/', 'app://evil@ledger/', 'app://:x@ledger/', 'app://evil/ledger', 'app://ledger:8080/', 'apps://ledger/', 'file:///ledger/', 'file://ledger/index.html',
    'http://ledger/', 'https://ledger/', 'data:text/html,app://ledger/', 'blob:app://ledger/x', 'javascript:void 0//app://ledger/', 'not an address', 'app:\\\\ledger.evil',
  ])('refuses %s', (address) => expect(isOwnPage(address)).toBe(false))
})

describe('registerIpc', () => {
  const window = {} as BrowserWindow
  const calls: { call: string; payload: unknown; window: unknown }[] = []
  const windowOf = vi.fn((_event: IpcMainInvokeEvent): BrowserWindow | null => window)
  const warn = vi.spyOn(console, 'warn')

  beforeEach(() => {
    standIn.handlers.clear()
    calls.length = 0
    warn.mockReset().mockReturnValue(undefined)
    windowOf.mockReset().mockReturnValue(window)
    const note = (call: string) => async (payload: unknown, target: unknown) => {
      calls.push({ call, payload, window: target })
      return `done ${call}`
    }
    registerIpc(Object.fromEntries(SHELL_CALLS.map((call) => [call, note(call)])) as unknown as ShellHandlers, windowOf)
  })

  const logged = (): string => warn.mock.calls.flat().join('\n')
  async function expectRefused(call: ShellCall, event: { senderFrame: WebFrameMain | null }, ...args: unknown[]): Promise<string> {
    await expect(standIn.invoke(channelOf(call), event, ...args)).rejects.toThrow(REFUSAL)
    expect(calls).toEqual([])
    expect(warn).toHaveBeenCalledTimes(1)
    expect(logged()).toContain(`refused ${call}: `)
    return logged()
  }

  it('registers one handler for each verb of the Shell and no other', () => {
    expect([...standIn.handlers.keys()].sort()).toEqual([
      'shell:allowBackupPlace', 'shell:backupPlaces', 'shell:chooseBackupPlace', 'shell:chooseFolder', 'shell:chooseUpdate', 'shell:forgetBackupPlace', 'shell:freeSpace', 'shell:listBackups', 'shell:openFile', 'shell:openUpdate', 'shell:printPage', 'shell:readBackup',
      'shell:removeBackup', 'shell:saveFile', 'shell:saveInFolder', 'shell:setFullScreen', 'shell:takeWaitingFile', 'shell:writeBackup',
    ])
  })

  it.each(SHELL_CALLS)('hands a good %s of the page to its handler, with the window that asked', async (call) => {
    expect(await standIn.invoke(channelOf(call), fromPage, GOOD[call])).toBe(`done ${call}`)
    expect(calls).toEqual([{ call, payload: GOOD[call], window }])
    expect(warn).not.toHaveBeenCalled()
  })

  it.each(['app://ledger.evil/', 'app://ledger@evil/', 'file:///C:/ledger/index.html', 'about:blank', '', 'https://ledger/', 'data:text/html,x', 'no address at all'])('refuses a sender at “%s”, for each verb', async (url) => {
    for (const call of SHELL_CALLS) {
      warn.mockClear()
      await expectRefused(call, { senderFrame: frame(url) }, GOOD[call])
    }
  })

  it('refuses a subframe even of the own page, a frame that is gone, and a page without a window', async () => {
    await expectRefused('saveFile', { senderFrame: frame(OWN, frame(OWN)) }, GOOD.saveFile)
    warn.mockClear()
    await expectRefused('saveFile', { senderFrame: null }, GOOD.saveFile)
    warn.mockClear()
    windowOf.mockReturnValue(null)
    await expectRefused('saveFile', fromPage, GOOD.saveFile)
  })

  const save = GOOD.saveFile as { suggestedName: string; kind: typeof KIND; bytes: Uint8Array }
  const print = GOOD.printPage as object
  it.each<[string, ShellCall, unknown]>([
    ...['../月报.xlsx', '..\\月报.xlsx', '/etc/passwd', 'C:\\a.xlsx', 'C:a.xlsx', '..', '.', '', 'a\u0000.xlsx', 'a\n.xlsx', 'a?.xlsx', '名'.repeat(201)].map((suggestedName): [string, ShellCall, unknown] => [`the name ${JSON.stringify(suggestedName).slice(0, 20)}`, 'saveFile', { ...save, suggestedName }]),
    ['a file that is too large', 'saveFile', { ...save, bytes: new Uint8Array(MAX_FILE_BYTES + 1) }],
    ['bytes that are text', 'saveFile', { ...save, bytes: '秘密内容' }],
    ['bytes that are a list', 'saveFile', { ...save, bytes: [1, 2] }],
    ['a key too many', 'saveFile', { ...save, path: '/etc/passwd' }],
    ['a key too many within', 'saveFile', { ...save, kind: { ...KIND, more: 1 } }],
    ['a key too few', 'saveFile', { suggestedName: 'a.xlsx', kind: KIND }],
    ...['../月报.xlsx', '..\\月报.xlsx', '/etc/passwd', 'C:a.xlsx', '..'].map((name): [string, ShellCall, unknown] => [`the name ${JSON.stringify(name)} in a folder`, 'saveInFolder', { ...(GOOD.saveInFolder as object), name }]),
    ['a path for a grant', 'saveInFolder', { ...(GOOD.saveInFolder as object), folder: '/home' }],
    ['a folder that the page names', 'chooseFolder', { title: '存到哪里', defaultPath: '/etc' }],
    ['an extension with a path', 'openFile', { kind: { label: '文件', extension: '../x' } }],
    ['an extension of every file', 'openFile', { kind: { label: '文件', extension: '*' } }],
    ['a path to open', 'openFile', { kind: KIND, path: '/etc/passwd' }],
    ['no payload', 'openFile', undefined],
    ['null', 'openFile', null],
    ['an unknown paper', 'printPage', { ...print, paper: 'Letter' }],
    ['a further extension of every file', 'openFile', { kind: { ...KIND, also: ['*'] } }],
    ['a path to install', 'openUpdate', { id: '/tmp/setup.exe' }], ['a path to install beside the choice', 'openUpdate', { id: GRANT, path: '/tmp/setup.exe' }],
    ['a path to take', 'takeWaitingFile', '/etc/passwd'], ['a file to check', 'chooseUpdate', { path: '/tmp/setup.exe' }],
    ['a printer by its name', 'printPage', { ...print, to: 'HP LaserJet' }],
    ['a path to print to', 'printPage', { ...print, suggestedName: '/tmp/x.pdf' }],
    ...['../' + COPY, '/etc/passwd', COPY + '/x', 'window.json', '台账备份_20201231_140305_自动_7K3Q9Z.json', `${COPY}\n`].flatMap((name): [string, ShellCall, unknown][] => [
      [`reading ${JSON.stringify(name).slice(0, 24)} as a copy`, 'readBackup', { place: 'first', name }], [`removing ${JSON.stringify(name).slice(0, 24)} as a copy`, 'removeBackup', { place: 'first', name }],
    ]),
    ['a place that there is not', 'listBackups', 'third'],
    ['a path as a place', 'chooseBackupPlace', '/etc'],
    ['a word where none is asked for', 'backupPlaces', 'first'],
    ['a word for a switch', 'setFullScreen', 'true'],
    ['a number for a switch', 'setFullScreen', 1],
  ])('refuses %s', async (_what, call, payload) => {
    await expectRefused(call, fromPage, payload)
  })

  it('refuses a second argument', async () => {
    expect(await expectRefused('setFullScreen', fromPage, true, 'more')).toContain('too many arguments')
    warn.mockClear()
    await expectRefused('setFullScreen', fromPage, true, undefined)
  })

  it('logs why a payload was refused, and nothing of what was in it', async () => {
    const said = await expectRefused('saveFile', fromPage, { ...save, suggestedName: '县城/某某中学.xlsx', 某某负责人: '张三', bytes: '万元' })
    expect(said).toContain('suggestedName')
    expect(said).toContain('bytes')
    for (const word of ['县城', '某某中学', '某某负责人', '张三', '万元']) expect(said).not.toContain(word)
  })

  it('logs a foreign sender by its protocol alone', async () => {
    const said = await expectRefused('openFile', { senderFrame: frame('https://evil.example/?token=秘密') }, GOOD.openFile)
    expect(said).toContain('https:')
    expect(said).not.toMatch(/evil|token|秘密/u)
  })
})
