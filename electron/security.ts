import type { App, Session, WebContents } from 'electron'
import { isOwnPage } from './origin'

/** Denies whatever the program does not need: leaving its page, new windows, webviews, permissions, downloads from pages. */
export function hardenContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Our own page may read and write the clipboard and keep its storage; nothing else is ever granted. */
const GRANTED = new Set(['clipboard-read', 'clipboard-sanitized-write', 'persistent-storage', 'fullscreen'])

export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) => decide(GRANTED.has(permission) && isOwnPage(contents.getURL())))
  session.setPermissionCheckHandler((_contents, permission, origin) => GRANTED.has(permission) && isOwnPage(origin))
  session.setDevicePermissionHandler(() => false)
  // Files are saved through the Shell's dialog, which writes the whole file or nothing.
  session.on('will-download', (event) => event.preventDefault())
  // The program makes no connection: whatever is not our own page is cancelled before it leaves.
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isAllowedRequest(details.url) }))
  // No proxy is looked for, which would ask the network by itself, and no dictionary is fetched.
  void session.setProxy({ mode: 'direct' })
  session.setSpellCheckerEnabled(false)
}

export function isAllowedRequest(address: string): boolean {
  return isOwnPage(address.replace(/^blob:/u, '')) || /^(?:data|devtools):/u.test(address)
}

export function hardenApp(app: App): void {
  // Every page runs in the sandbox, whatever its window asks for.
  app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
}
