import { join } from 'node:path'
import { app, BrowserWindow, session } from 'electron'
import { backupCalls } from './backups'
import { freeSpaceOf } from './disk'
import { openFile, saveFile } from './files'
import { FolderGrants } from './folders'
import { registerIpc } from './ipc'
import { setMenu } from './menu'
import { lockNetwork } from './network'
import { printPage } from './printing'
import { registerScheme, servePage } from './protocol'
import { hardenApp, hardenSession, refuseUnsafeStart } from './security'
import { FILE_WAITING } from './shell-contract'
import { mendStorage } from './torn-log'
import { systemHost, updateCalls } from './updates'
import { fileAmong, WaitingFile } from './waiting-file'
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
lockNetwork(app)

// One ledger, one program: a second start brings the first one's window forward, and its file with it.
if (!refuseUnsafeStart(app)) {
  if (app.requestSingleInstanceLock()) run()
  else app.quit()
}

function run(): void {
  let window: BrowserWindow | null = null
  const waiting = new WaitingFile(() => window?.webContents.send(FILE_WAITING))
  waiting.offer(fileAmong(process.argv, process.cwd()))
  // macOS hands a file over by an event, before `ready` too.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    waiting.offer(path)
  })
  app.on('second-instance', (_event, words, folder) => {
    waiting.offer(fileAmong(words, folder))
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
    registerIpc({
      saveFile, openFile, printPage, ...backups, ...updateCalls(systemHost),
      chooseFolder: folders.choose.bind(folders), saveInFolder: folders.save.bind(folders), takeWaitingFile: waiting.take.bind(waiting), setFullScreen: async (on, target) => target.setFullScreen(on),
      freeSpace: () => freeSpaceOf(app.getPath('userData')),
    }, (event) => BrowserWindow.fromWebContents(event.sender))
    // This is the only program on the profile, and nothing of it is open yet.
    mendStorage(app.getPath('userData'))
    window = openWindow(PRELOAD, startQuery(process.argv))
    window.on('closed', () => (window = null))
  })
}
