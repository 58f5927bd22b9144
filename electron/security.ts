import { dialog, type App, type Session, type WebContents } from 'electron'
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

/** Switches that would take the sandbox, the same-origin rule or the certificates away. A packer, a shortcut or a script may set them. */
const UNSAFE_SWITCHES = ['no-sandbox', 'disable-web-security', 'ignore-certificate-errors', 'remote-debugging-port', 'remote-debugging-pipe', 'load-extension'] as const

/**
 * Whether the program was started with less protection than it needs; it then says so and ends. Playwright's own port reaches an
 * unpacked program alone.
 */
export function refuseUnsafeStart(app: App): boolean {
  const found = UNSAFE_SWITCHES.find((name) => app.commandLine.hasSwitch(name) && (app.isPackaged || !name.startsWith('remote-debugging')))
  if (found === undefined) return false
  // Before `ready` Linux would print it where nobody looks.
  void app.whenReady().then(() => {
    dialog.showErrorBox('没有打开', `程序是带着 --${found} 启动的，这样打不开：少了保护，别的文件可能借它读到台账。\n请直接双击程序。AppImage 在这台电脑上打不开时，请改装 deb 安装包。`)
    app.quit()
  })
  return true
}
