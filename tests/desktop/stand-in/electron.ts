/**
 * A stand-in for the `electron` module, as far as electron/*.ts uses it. Each export is checked against Electron's own
 * types, so that its surface cannot drift; it refuses what the real module refuses before `ready`.
 */
import { tmpdir } from 'node:os'
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type * as RealModule from 'electron'
import type {
  App, ContextBridge, CustomScheme, Dialog, IpcMain, IpcMainInvokeEvent, IpcRenderer, MenuItemConstructorOptions, MessageBoxOptions, MessageBoxSyncOptions,
  Protocol, ProxyConfig, Rectangle, Screen, Session, Shell as RealShell, WebContents, BrowserWindow as RealWindow, BrowserWindowConstructorOptions,
} from 'electron'

type Real = typeof RealModule
type Handler = Parameters<IpcMain['handle']>[1]
type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]
type BeforeRequest = NonNullable<Parameters<Session['webRequest']['onBeforeRequest']>[0]>

/** What a test sets beforehand and looks at afterwards. */
interface StandIn {
  ready: boolean
  holdsLock: boolean
  userData: string
  quits: number
  /** What happened, in order. */
  readonly steps: string[]
  readonly schemes: CustomScheme[]
  readonly handlers: Map<string, Handler>
  readonly served: Map<string, (request: Request) => Response | Promise<Response>>
  readonly windows: BrowserWindow[]
  readonly exposed: Map<string, unknown>
  readonly sent: { readonly channel: string; readonly args: readonly unknown[] }[]
  /** Messages of main to a page. */
  readonly told: { readonly channel: string; readonly args: readonly unknown[] }[]
  /** What a preload listens to. */
  readonly heard: Map<string, (...args: unknown[]) => void>
  /** Switches of Chromium's command line. */
  readonly switches: Map<string, string | undefined>
  sandboxed: boolean
  /** Files handed to the system, and how it answers: '' or its words of failure. */
  readonly opened: string[]
  openAnswer: string
  menu: MenuItemConstructorOptions[] | null
  /** Answers of the dialogs. */
  savePath: string | null
  openPath: string | null
  /** null: the box stays open until its signal closes it. */
  choice: number | null
  readonly asked: unknown[]
  workAreas: Rectangle[]
  /** Makes the program ready and lets whatever waits for it run. */
  becomeReady(): Promise<void>
  /** A call of the page, as ipcRenderer.invoke would bring it. */
  invoke(channel: string, event: Pick<IpcMainInvokeEvent, 'senderFrame'> & { sender?: unknown }, ...args: unknown[]): Promise<unknown>
}

const appEvents = new EventEmitter()
let announceReady: () => void
const whenReady = new Promise<void>((resolve) => (announceReady = resolve))

export const standIn: StandIn = {
  ready: false, holdsLock: true, userData: tmpdir(), quits: 0, steps: [], schemes: [], handlers: new Map(), served: new Map(), windows: [], exposed: new Map(), sent: [], told: [], heard: new Map(), switches: new Map(), sandboxed: false, opened: [], openAnswer: '', menu: null,
  savePath: null, openPath: null, choice: 0, asked: [], workAreas: [{ x: 0, y: 0, width: 1920, height: 1040 }],
  async becomeReady() {
    standIn.ready = true
    standIn.steps.push('ready')
    announceReady()
    await new Promise((resolve) => setImmediate(resolve))
  },
  async invoke(channel, event, ...args) {
    const handler = standIn.handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    return handler(event as IpcMainInvokeEvent, ...args)
  },
}

function needReady(what: string): void {
  if (!standIn.ready) throw new Error(`${what} cannot be used before the app is ready`)
}

/** The same function under the overloads of the real module. */
const listen = <T>(events: () => EventEmitter, owner: () => unknown, how: 'on' | 'once'): T =>
  ((name: string, listener: (...args: unknown[]) => void) => {
    events()[how](name, listener)
    return owner()
  }) as T

export const app: Pick<App, 'on' | 'once' | 'quit' | 'whenReady' | 'requestSingleInstanceLock' | 'getPath' | 'getVersion' | 'enableSandbox' | 'isPackaged'> & { commandLine: Pick<App['commandLine'], 'appendSwitch' | 'hasSwitch'>; emit(name: string, ...args: unknown[]): boolean } = {
  on: listen<App['on']>(() => appEvents, () => app, 'on'),
  once: listen<App['once']>(() => appEvents, () => app, 'once'),
  emit: (name, ...args) => appEvents.emit(name, ...args),
  quit: () => void (standIn.quits += 1),
  whenReady: () => whenReady,
  requestSingleInstanceLock: () => standIn.holdsLock,
  getVersion: () => '0.1.0',
  enableSandbox: () => {
    if (standIn.ready) throw new Error('app.enableSandbox() can only be called before app is ready')
    standIn.sandboxed = true
  },
  isPackaged: true,
  commandLine: { appendSwitch: (name, value) => void standIn.switches.set(name, value), hasSwitch: (name) => standIn.switches.has(name) },
  getPath: (name) => {
    if (name !== 'userData' && name !== 'documents') throw new Error(`no path for ${name}`)
    return name === 'documents' ? join(standIn.userData, 'Documents') : standIn.userData
  },
}

export class StandInContents extends EventEmitter implements Pick<WebContents, 'getURL' | 'loadURL' | 'forcefullyCrashRenderer' | 'print' | 'printToPDF' | 'send' | 'setWindowOpenHandler'> {
  url = ''
  /** Addresses that were loaded, in order. */
  readonly loaded: string[] = []
  crashes = 0
  printed: Parameters<WebContents['printToPDF']>[0][] = []
  sentToPrinter: Parameters<WebContents['print']>[0][] = []
  /** How the system's print dialog ends. */
  printer = { done: true, reason: '' }
  openHandler: OpenHandler | null = null

  getURL(): string {
    return this.url
  }

  async loadURL(url: string): Promise<void> {
    this.url = url
    this.loaded.push(url)
  }

  /** As the real one: the process ends, and the event tells of it. */
  forcefullyCrashRenderer(): void {
    this.crashes += 1
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 2 })
  }

  send(channel: string, ...args: unknown[]): void {
    standIn.told.push({ channel, args })
  }

  async printToPDF(options: Parameters<WebContents['printToPDF']>[0]): Promise<Buffer<ArrayBufferLike>> {
    this.printed.push(options)
    return Buffer.from('%PDF-1.7 stand-in')
  }

  print(options: Parameters<WebContents['print']>[0], callback?: Parameters<WebContents['print']>[1]): void {
    this.sentToPrinter.push(options)
    callback?.(this.printer.done, this.printer.reason)
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }
}

type WindowSurface = Pick<RealWindow, 'loadURL' | 'show' | 'focus' | 'restore' | 'maximize' | 'isMinimized' | 'isMaximized' | 'getNormalBounds' | 'setFullScreen' | 'isFullScreen' | 'close'>

export class BrowserWindow extends EventEmitter implements WindowSurface {
  readonly webContents = new StandInContents()
  readonly done: string[] = []
  minimized = false
  maximized = false
  fullScreen = false
  bounds: Rectangle

  constructor(readonly options: BrowserWindowConstructorOptions = {}) {
    super()
    needReady('BrowserWindow')
    this.bounds = { x: options.x ?? 100, y: options.y ?? 100, width: options.width ?? 800, height: options.height ?? 600 }
    standIn.windows.push(this)
    standIn.steps.push('window')
    appEvents.emit('web-contents-created', {}, this.webContents)
  }

  static fromWebContents(contents: unknown): BrowserWindow | null {
    return standIn.windows.find((w) => (w.webContents as unknown) === contents) ?? null
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url)
    standIn.steps.push(`load ${url}`)
  }

  show(): void {
    this.done.push('show')
  }

  focus(): void {
    this.done.push('focus')
  }

  restore(): void {
    this.minimized = false
    this.done.push('restore')
  }

  maximize(): void {
    this.maximized = true
  }

  isMinimized(): boolean {
    return this.minimized
  }

  isMaximized(): boolean {
    return this.maximized
  }

  isFullScreen(): boolean {
    return this.fullScreen
  }

  setFullScreen(on: boolean): void {
    this.fullScreen = on
  }

  getNormalBounds(): Rectangle {
    return this.bounds
  }

  /** Closes as the person's click does: the window may look at itself in `close`, no more in `closed`. */
  close(): void {
    this.emit('close', { preventDefault() {} })
    standIn.windows.splice(standIn.windows.indexOf(this), 1)
    this.emit('closed')
    if (standIn.windows.length === 0) appEvents.emit('window-all-closed')
  }
}

export const ipcMain: Pick<IpcMain, 'handle'> = {
  handle(channel, handler) {
    if (standIn.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    standIn.handlers.set(channel, handler)
  },
}

const sessionProtocol: Pick<Protocol, 'handle'> = {
  handle(scheme, handler) {
    standIn.served.set(scheme, handler as (request: Request) => Response)
  },
}

export const protocol: Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'> = {
  registerSchemesAsPrivileged(schemes) {
    if (standIn.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    standIn.schemes.push(...schemes)
    standIn.steps.push('scheme')
  },
  handle: sessionProtocol.handle,
}

export class StandInSession extends EventEmitter {
  permissionRequest: Parameters<Session['setPermissionRequestHandler']>[0] = null
  permissionCheck: Parameters<Session['setPermissionCheckHandler']>[0] = null
  devicePermission: Parameters<Session['setDevicePermissionHandler']>[0] = null
  beforeRequest: BeforeRequest | null = null
  proxy: ProxyConfig | null = null
  spellChecker = true
  readonly protocol = sessionProtocol as Protocol
  readonly webRequest = { onBeforeRequest: (handler: BeforeRequest | null) => void (this.beforeRequest = handler) } satisfies Partial<Record<keyof Session['webRequest'], unknown>>

  setPermissionRequestHandler(handler: Parameters<Session['setPermissionRequestHandler']>[0]): void {
    this.permissionRequest = handler
  }

  setPermissionCheckHandler(handler: Parameters<Session['setPermissionCheckHandler']>[0]): void {
    this.permissionCheck = handler
  }

  async setProxy(config: ProxyConfig): Promise<void> {
    this.proxy = config
  }

  setSpellCheckerEnabled(on: boolean): void {
    this.spellChecker = on
  }

  setDevicePermissionHandler(handler: Parameters<Session['setDevicePermissionHandler']>[0]): void {
    this.devicePermission = handler
  }
}

const defaultSession = new StandInSession()
export const session = {
  get defaultSession(): StandInSession {
    needReady('session')
    return defaultSession
  },
} satisfies Partial<Record<keyof Real['session'], unknown>>

export const dialog: Pick<Dialog, 'showSaveDialog' | 'showOpenDialog' | 'showMessageBox' | 'showMessageBoxSync' | 'showErrorBox'> = {
  showErrorBox: (title, content) => void standIn.asked.push({ title, content }),
  showSaveDialog: async (...args: unknown[]) => {
    standIn.asked.push(args.at(-1))
    return { canceled: standIn.savePath === null, filePath: standIn.savePath ?? '' }
  },
  showOpenDialog: async (...args: unknown[]) => {
    standIn.asked.push(args.at(-1))
    return { canceled: standIn.openPath === null, filePaths: standIn.openPath === null ? [] : [standIn.openPath] }
  },
  // A signal that is aborted closes the box as 取消 does.
  showMessageBox: async (...args: unknown[]) => {
    const options = args.at(-1) as MessageBoxOptions
    standIn.asked.push(options)
    const response = await (standIn.choice === null ? new Promise<number>((resolve) => options.signal?.addEventListener('abort', () => resolve(options.cancelId ?? 0))) : standIn.choice)
    return { response, checkboxChecked: false }
  },
  showMessageBoxSync: (...args: unknown[]) => {
    standIn.asked.push(args.at(-1) as MessageBoxSyncOptions)
    return standIn.choice ?? 0
  },
}

export const Menu = {
  buildFromTemplate: (template: Parameters<Real['Menu']['buildFromTemplate']>[0]) => template as unknown as ReturnType<Real['Menu']['buildFromTemplate']>,
  setApplicationMenu: (menu: Parameters<Real['Menu']['setApplicationMenu']>[0]) => {
    standIn.menu = menu as unknown as MenuItemConstructorOptions[]
  },
} satisfies Pick<Real['Menu'], 'buildFromTemplate' | 'setApplicationMenu'>

export const screen: Pick<Screen, 'getAllDisplays'> = {
  getAllDisplays: () => {
    needReady('screen')
    return standIn.workAreas.map((workArea) => ({ workArea })) as ReturnType<Screen['getAllDisplays']>
  },
}

export const contextBridge: Pick<ContextBridge, 'exposeInMainWorld'> = {
  exposeInMainWorld: (key, api) => void standIn.exposed.set(key, api),
}

export const shell: Pick<RealShell, 'openPath' | 'showItemInFolder'> = {
  openPath: async (path) => {
    standIn.opened.push(`open ${path}`)
    return standIn.openAnswer
  },
  showItemInFolder: (path) => void standIn.opened.push(`show ${path}`),
}

export const ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on'> = {
  on: (channel, listener) => {
    standIn.heard.set(channel, listener as (...args: unknown[]) => void)
    return ipcRenderer as IpcRenderer
  },
  invoke: async (channel, ...args) => {
    standIn.sent.push({ channel, args })
    return `answer to ${channel}`
  },
}
