/**
 * A stand-in for the `electron` module, as far as electron/*.ts uses it. Each export is checked against Electron's own
 * types, so that its surface cannot drift; it refuses what the real module refuses before `ready`.
 */
import { tmpdir } from 'node:os'
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type * as RealModule from 'electron'
import type {
  App, ContextBridge, CustomScheme, Dialog, IpcMain, IpcMainInvokeEvent, IpcRenderer, MenuItemConstructorOptions, MessageBoxSyncOptions,
  Protocol, Rectangle, Screen, Session, WebContents, BrowserWindow as RealWindow, BrowserWindowConstructorOptions,
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
  menu: MenuItemConstructorOptions[] | null
  /** Answers of the dialogs. */
  savePath: string | null
  openPath: string | null
  choice: number
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
  ready: false, holdsLock: true, userData: tmpdir(), quits: 0, steps: [], schemes: [], handlers: new Map(), served: new Map(), windows: [], exposed: new Map(), sent: [], menu: null,
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

export const app: Pick<App, 'on' | 'once' | 'quit' | 'whenReady' | 'requestSingleInstanceLock' | 'getPath'> & { emit(name: string, ...args: unknown[]): boolean } = {
  on: listen<App['on']>(() => appEvents, () => app, 'on'),
  once: listen<App['once']>(() => appEvents, () => app, 'once'),
  emit: (name, ...args) => appEvents.emit(name, ...args),
  quit: () => void (standIn.quits += 1),
  whenReady: () => whenReady,
  requestSingleInstanceLock: () => standIn.holdsLock,
  getPath: (name) => {
    if (name !== 'userData' && name !== 'documents') throw new Error(`no path for ${name}`)
    return name === 'documents' ? join(standIn.userData, 'Documents') : standIn.userData
  },
}

export class StandInContents extends EventEmitter implements Pick<WebContents, 'getURL' | 'reload' | 'print' | 'printToPDF' | 'setWindowOpenHandler'> {
  url = ''
  reloads = 0
  printed: Parameters<WebContents['printToPDF']>[0][] = []
  sentToPrinter: Parameters<WebContents['print']>[0][] = []
  /** How the system's print dialog ends. */
  printer = { done: true, reason: '' }
  openHandler: OpenHandler | null = null

  getURL(): string {
    return this.url
  }

  reload(): void {
    this.reloads += 1
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
    this.webContents.url = url
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
  readonly protocol = sessionProtocol as Protocol
  readonly webRequest = { onBeforeRequest: (handler: BeforeRequest | null) => void (this.beforeRequest = handler) } satisfies Partial<Record<keyof Session['webRequest'], unknown>>

  setPermissionRequestHandler(handler: Parameters<Session['setPermissionRequestHandler']>[0]): void {
    this.permissionRequest = handler
  }

  setPermissionCheckHandler(handler: Parameters<Session['setPermissionCheckHandler']>[0]): void {
    this.permissionCheck = handler
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

export const dialog: Pick<Dialog, 'showSaveDialog' | 'showOpenDialog' | 'showMessageBoxSync'> = {
  showSaveDialog: async (...args: unknown[]) => {
    standIn.asked.push(args.at(-1))
    return { canceled: standIn.savePath === null, filePath: standIn.savePath ?? '' }
  },
  showOpenDialog: async (...args: unknown[]) => {
    standIn.asked.push(args.at(-1))
    return { canceled: standIn.openPath === null, filePaths: standIn.openPath === null ? [] : [standIn.openPath] }
  },
  showMessageBoxSync: (...args: unknown[]) => {
    standIn.asked.push(args.at(-1) as MessageBoxSyncOptions)
    return standIn.choice
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

export const ipcRenderer: Pick<IpcRenderer, 'invoke'> = {
  invoke: async (channel, ...args) => {
    standIn.sent.push({ channel, args })
    return `answer to ${channel}`
  },
}
