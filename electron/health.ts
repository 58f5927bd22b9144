import { app, dialog, type BrowserWindow } from 'electron'
import { isOwnPage } from './origin'
import { APP_HOST, APP_PROTOCOL, RECOVERED_QUERY } from './shell-contract'

/** A second accident within this time is not answered by another reload: what brought it about is probably in the page. */
const AGAIN_MS = 60_000

/**
 * Brings a page back that crashed or hangs. What was saved is on the disk at once, what was typed lies in the page's drafts, and
 * the page is told by its query that it was brought back.
 */
export function watchHealth(window: BrowserWindow): void {
  const { webContents } = window
  let lastAt = -Infinity
  let hung: AbortController | null = null

  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    stopAsking()
    const soon = Date.now() - lastAt < AGAIN_MS
    lastAt = Date.now()
    if (soon && !again()) return app.quit()
    void webContents.loadURL(recoveredAddress(webContents.getURL()))
  })

  function again(): boolean {
    const choice = dialog.showMessageBoxSync(window, { type: 'error', title: '界面意外退出', message: '界面又一次意外退出了', detail: '已经保存的内容都在，没有保存的也留着。点“重新打开”继续。', buttons: ['重新打开', '退出'], defaultId: 0, cancelId: 1, noLink: true })
    return choice === 0
  }

  window.on('unresponsive', () => {
    if (hung !== null) return
    const question = new AbortController()
    hung = question
    const asked = dialog.showMessageBox(window, { type: 'warning', title: '界面没有响应', message: '界面没有响应', detail: '可以再等一等。重新载入不会丢失已经保存的内容，没有保存的也留着。', buttons: ['再等等', '重新载入'], defaultId: 0, cancelId: 0, noLink: true, signal: question.signal })
    void asked.then(({ response }) => {
      if (hung === question) hung = null
      // A hung page hears no reload: its process is ended, and the page brought back as after a crash.
      if (response === 1) webContents.forcefullyCrashRenderer()
    })
  })
  window.on('responsive', stopAsking)

  /** Closes the question about a hung page, which has become pointless. */
  function stopAsking(): void {
    hung?.abort()
    hung = null
  }
}

/** The page that stood there, told that it was brought back; without the wish of the first start. */
export function recoveredAddress(address: string): string {
  const url = new URL(isOwnPage(address) ? address : `${APP_PROTOCOL}://${APP_HOST}/`)
  url.search = `?${RECOVERED_QUERY}=1`
  return url.href
}
