import { app, BrowserWindow, dialog, screen } from 'electron'
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

/** A page that crashed or hangs is told in words; what was saved is safe, since every edit is on the disk at once. */
export function watchHealth(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const choice = dialog.showMessageBoxSync(window, { type: 'error', title: '界面意外退出', message: '界面意外退出了', detail: '已经保存的内容都在。点“重新打开”继续。', buttons: ['重新打开', '退出'], defaultId: 0, cancelId: 1 })
    if (choice === 0) window.webContents.reload()
    else app.quit()
  })
  window.on('unresponsive', () => {
    const choice = dialog.showMessageBoxSync(window, { type: 'warning', title: '界面没有响应', message: '界面没有响应', detail: '可以再等一等；重新载入不会丢失已经保存的内容。', buttons: ['再等等', '重新载入'], defaultId: 0, cancelId: 0 })
    if (choice === 1) window.webContents.reload()
  })
}
