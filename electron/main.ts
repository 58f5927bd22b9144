import { join } from 'node:path'
import { app, BrowserWindow, session } from 'electron'
import { backupCalls } from './backups'
import { openFile, saveFile } from './files'
import { FolderGrants } from './folders'
import { registerIpc } from './ipc'
import { setMenu } from './menu'
import { printPage } from './printing'
import { registerScheme, servePage } from './protocol'
import { hardenApp, hardenSession } from './security'
import { openWindow } from './window'

const PRELOAD = join(__dirname, 'preload.cjs')
const PAGE = join(__dirname, '../renderer')

/** `--open-ledger=demo` asks a first start for that ledger; anything else is ignored. */
function startQuery(words: readonly string[]): string {
  const asked = words.find((w) => w.startsWith('--open-ledger='))?.slice('--open-ledger='.length)
  return asked === 'demo' || asked === 'official' ? `?open=${asked}` : ''
}

registerScheme()
hardenApp(app)

// One ledger, one program: a second start brings the first one's window forward.
if (!app.requestSingleInstanceLock()) app.quit()
else {
  let window: BrowserWindow | null = null
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => {
    hardenSession(session.defaultSession)
    servePage(session.defaultSession.protocol, PAGE)
    setMenu()
    const backups = backupCalls({ documents: app.getPath('documents'), userData: app.getPath('userData') })
    const folders = new FolderGrants()
    const folderCalls = { chooseFolder: folders.choose.bind(folders), saveInFolder: folders.save.bind(folders) }
    registerIpc({ saveFile, ...folderCalls, openFile, printPage, setFullScreen: async (on, target) => target.setFullScreen(on), ...backups }, (event) => BrowserWindow.fromWebContents(event.sender))
    window = openWindow(PRELOAD, startQuery(process.argv))
    window.on('closed', () => (window = null))
  })
}
