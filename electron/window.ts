import { app, BrowserWindow, screen } from 'electron'
import { watchHealth } from './health'
import { APP_HOST, APP_PROTOCOL } from './shell-contract'
import { MINIMUM, readWindowState, writeWindowState } from './window-state'

/** The page runs in the sandbox, without Node, behind the preload's few verbs. */
export function webPreferences(preload: string): Electron.WebPreferences {
  return { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, spellcheck: false, webviewTag: false, navigateOnDragDrop: false }
}

/** Opens the program's one window where it last stood. `query` tells a first start which ledger to open. */
export function openWindow(preload: string, query: string): BrowserWindow {
  const folder = app.getPath('userData')
  const { maximized, ...bounds } = readWindowState(folder, screen.getAllDisplays().map((d) => d.workArea))
  const window = new BrowserWindow({
    ...(Object.fromEntries(Object.entries(bounds).filter(([, v]) => v !== undefined)) as { width: number; height: number }),
    minWidth: MINIMUM.width, minHeight: MINIMUM.height, show: false, backgroundColor: '#f5f6f8', title: '重点项目作战台', webPreferences: webPreferences(preload),
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    try {
      writeWindowState(folder, { ...window.getNormalBounds(), maximized: window.isMaximized() })
    } catch {
      // Where the window stood is not worth a message while it closes.
    }
  })
  watchHealth(window)
  void window.loadURL(`${APP_PROTOCOL}://${APP_HOST}/${query}`)
  return window
}
