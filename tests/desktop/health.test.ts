import type { BrowserWindow as RealWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { recoveredAddress, watchHealth } from '#electron/health'
import { BrowserWindow, standIn } from './stand-in/electron'

let window: BrowserWindow
const crash = (reason = 'crashed'): boolean => window.webContents.emit('render-process-gone', {}, { reason, exitCode: 5 })
const answered = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2020-04-05T14:03:00+08:00') })
  Object.assign(standIn, { ready: true, choice: 0, quits: 0 })
  standIn.asked.length = 0
  window = new BrowserWindow()
  window.webContents.url = 'app://ledger/?open=demo#/entry'
  watchHealth(window as unknown as RealWindow)
})
afterEach(() => vi.useRealTimers())

describe('a page that ends', () => {
  it.each(['crashed', 'oom', 'killed', 'abnormal-exit', 'launch-failed', 'integrity-failure'])('by “%s” is brought back where it stood, and told so; nobody is asked', (reason) => {
    crash(reason)
    expect(window.webContents.loaded).toEqual(['app://ledger/?recovered=1#/entry'])
    expect(standIn.asked).toEqual([])
  })

  it('as it should is let go', () => {
    crash('clean-exit')
    expect(window.webContents.loaded).toEqual([])
  })

  it.each([[0, 2, 0], [1, 1, 1]])('again within a minute is asked about; answer %i leaves %i loads and %i quits', (choice, loads, quits) => {
    crash()
    vi.setSystemTime(Date.now() + 30_000)
    standIn.choice = choice
    crash()
    expect([window.webContents.loaded.length, standIn.quits]).toEqual([loads, quits])
    expect(standIn.asked).toEqual([expect.objectContaining({ message: '界面又一次意外退出了', buttons: ['重新打开', '退出'] })])
  })

  it('again much later is brought back as the first time', () => {
    crash()
    vi.setSystemTime(Date.now() + 61_000)
    crash()
    expect(window.webContents.loaded).toHaveLength(2)
    expect(standIn.asked).toEqual([])
  })
})

describe('a page that hangs', () => {
  it('is ended and brought back where the person says so', async () => {
    standIn.choice = 1
    window.emit('unresponsive')
    await answered()
    expect(standIn.asked).toEqual([expect.objectContaining({ message: '界面没有响应', buttons: ['再等等', '重新载入'], defaultId: 0, cancelId: 0 })])
    expect([window.webContents.crashes, window.webContents.loaded]).toEqual([1, ['app://ledger/?recovered=1#/entry']])
  })

  it('is left alone where the person waits, and asked about again when it hangs again', async () => {
    window.emit('unresponsive')
    await answered()
    window.emit('unresponsive')
    await answered()
    expect([window.webContents.crashes, standIn.asked.length]).toEqual([0, 2])
  })

  it('is asked about once at a time; the question goes away when it answers again', async () => {
    standIn.choice = null
    window.emit('unresponsive')
    window.emit('unresponsive')
    expect(standIn.asked).toHaveLength(1)
    window.emit('responsive')
    await answered()
    expect(window.webContents.crashes).toBe(0)
    window.emit('unresponsive')
    expect(standIn.asked).toHaveLength(2)
  })
})

describe('where a page is brought back to', () => {
  it.each([['app://ledger/', 'app://ledger/?recovered=1'], ['', 'app://ledger/?recovered=1'], ['https://evil.example/#/x', 'app://ledger/?recovered=1'], ['chrome-error://chromewebdata/', 'app://ledger/?recovered=1']])('from “%s” to %s', (from, to) => expect(recoveredAddress(from)).toBe(to))
})
