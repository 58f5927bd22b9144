import type { App, Session, WebContents } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import { lockNetwork } from '#electron/network'
import { hardenApp, hardenSession, isAllowedRequest } from '#electron/security'
import { app, standIn, StandInContents, StandInSession } from './stand-in/electron'

const OWN = 'app://ledger/#/projects'
const FOREIGN = ['https://example.com/', 'http://127.0.0.1/', 'file:///etc/passwd', 'app://ledger.evil/', 'app://ledger@evil/', 'javascript:alert(1)', 'data:text/html,x', 'about:blank', '']

describe('the contents of a window', () => {
  let contents: StandInContents
  beforeEach(() => {
    contents = new StandInContents()
    hardenApp(app as unknown as App)
    app.emit('web-contents-created', {}, contents)
  })

  it('runs in the sandbox, whatever a window asks for', () => expect(standIn.sandboxed).toBe(true))

  function stopped(name: string, url: string): boolean {
    let prevented = false
    contents.emit(name, { url, preventDefault: () => (prevented = true) })
    return prevented
  }

  it.each(['will-navigate', 'will-redirect'])('does not follow a %s away from the own page', (name) => {
    for (const url of FOREIGN) expect(stopped(name, url), url).toBe(true)
    expect(stopped(name, OWN)).toBe(false)
  })

  it('takes no webview, not even of the own page', () => {
    expect(stopped('will-attach-webview', OWN)).toBe(true)
  })

  it('opens no second window, wherever it would lead', () => {
    for (const url of [...FOREIGN, OWN]) expect(contents.openHandler?.({ url } as Parameters<NonNullable<typeof contents.openHandler>>[0]), url).toEqual({ action: 'deny' })
  })
})

describe('the session', () => {
  let session: StandInSession
  beforeEach(() => {
    session = new StandInSession()
    hardenSession(session as unknown as Session)
  })

  const at = (url: string): WebContents => Object.assign(new StandInContents(), { url }) as unknown as WebContents
  type Asked = Parameters<NonNullable<StandInSession['permissionRequest']>>
  type Checked = Parameters<NonNullable<StandInSession['permissionCheck']>>
  function requested(permission: string, url: string): boolean {
    let granted: boolean | null = null
    session.permissionRequest!(at(url), permission as Asked[1], (yes) => (granted = yes), {} as Asked[3])
    if (granted === null) throw new Error('the request was not answered')
    return granted
  }
  const checked = (permission: string, origin: string): boolean => session.permissionCheck!(null, permission as Checked[1], origin, {} as Checked[3])

  it.each([
    ['clipboard-read', true], ['clipboard-sanitized-write', true], ['persistent-storage', true], ['fullscreen', true],
    ['media', false], ['geolocation', false], ['notifications', false], ['midi', false], ['midiSysex', false], ['openExternal', false], ['pointerLock', false], ['keyboardLock', false], ['hid', false],
    ['serial', false], ['usb', false], ['display-capture', false], ['fileSystem', false], ['idle-detection', false], ['window-management', false], ['storage-access', false], ['unknown', false], ['', false],
  ])('the own page gets %s: %s; no other page gets it', (permission, granted) => {
    expect(requested(permission, OWN)).toBe(granted)
    expect(checked(permission, 'app://ledger/')).toBe(granted)
    for (const url of FOREIGN) {
      expect(requested(permission, url), url).toBe(false)
      expect(checked(permission, url), url).toBe(false)
    }
  })

  it('hands out no device', () => {
    expect(session.devicePermission!({ deviceType: 'usb', origin: 'app://ledger', device: {} } as Parameters<NonNullable<typeof session.devicePermission>>[0])).toBe(false)
  })

  it('takes no download: files are saved through the dialog of the program alone', () => {
    let prevented = false
    session.emit('will-download', { preventDefault: () => (prevented = true) }, {}, at(OWN))
    expect(prevented).toBe(true)
  })

  it.each(['https://example.com/a.js', 'http://127.0.0.1:5367/', 'ws://127.0.0.1/', 'wss://example.com/', 'ftp://example.com/', 'file:///etc/passwd', 'app://ledger.evil/', 'app://ledger@evil/', 'blob:https://example.com/1', 'blob:app://ledger.evil/1', 'blob:app://ledger@evil/1', 'chrome-extension://x/', 'dataset:x', ''])('cancels a request to “%s” before it leaves', (url) => {
    let cancelled: boolean | undefined
    session.beforeRequest!({ url } as Parameters<NonNullable<typeof session.beforeRequest>>[0], (answer) => (cancelled = answer.cancel))
    expect(cancelled).toBe(true)
  })

  it.each(['app://ledger/', 'app://ledger/assets/a.js', 'blob:app://ledger/0a1b', 'data:image/png;base64,AA'])('lets %s through', (url) => {
    expect(isAllowedRequest(url)).toBe(true)
    let cancelled: boolean | undefined
    session.beforeRequest!({ url } as Parameters<NonNullable<typeof session.beforeRequest>>[0], (answer) => (cancelled = answer.cancel))
    expect(cancelled).toBe(false)
  })

  it('looks for no proxy and fetches no dictionary', () => {
    expect(session.proxy).toEqual({ mode: 'direct' })
    expect(session.spellChecker).toBe(false)
  })
})

it('lets Chromium resolve no name and run no errand of its own', () => {
  standIn.switches.clear()
  lockNetwork(app as unknown as App)
  expect(standIn.switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND')
  for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability']) expect([...standIn.switches.keys()]).toContain(name)
  expect([...standIn.switches.keys()].join()).not.toMatch(/sandbox|remote-debugging|disable-web-security|ignore-certificate/u)
})
