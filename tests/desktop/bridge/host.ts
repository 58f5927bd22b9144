/**
 * The built main bundle in a process of its own, with the stand-in for Electron, answering a page in Chromium: calls of the
 * preload's ipcRenderer go through the real ipcMain handlers, requests through the real protocol handler. Started by
 * tests/browser/support/desktop.ts; speaks over the child's message channel.
 */
import { createRequire } from 'node:module'
import Module from 'node:module'
import * as electron from '../stand-in/electron'
import { countConnections } from './connections'
import type { HostAnswer, HostNotice, HostRequest } from './messages'

const connections = countConnections()

const [mainBundle, userData] = process.argv.slice(2) as [string, string]
const { standIn } = electron
standIn.userData = userData

// The bundle asks for 'electron' as it would of the real program.
const loader = Module as unknown as { _load(name: string, ...rest: unknown[]): unknown }
const load = loader._load
loader._load = (name, ...rest) => (name === 'electron' ? electron : load.call(loader, name, ...rest))
process.argv = ['electron', '.']
createRequire(import.meta.url)(mainBundle)
await standIn.becomeReady()

electron.StandInContents.prototype.send = (channel) => void process.send?.({ notice: channel } satisfies HostNotice)

process.on('message', (message: HostRequest) => {
  void answer(message).then((reply) => process.send?.({ id: message.id, ...reply } satisfies HostAnswer))
})
process.send?.({ id: 0, value: 'ready' } satisfies HostAnswer)

async function answer(message: HostRequest): Promise<{ value: unknown } | { fault: string }> {
  try {
    if (message.kind === 'serve') return { value: await serve(message.url) }
    if (message.kind === 'dialogs') {
      standIn.savePath = message.savePath
      standIn.openPath = message.openPath
      return { value: null }
    }
    const window = standIn.windows[0]
    if (message.kind === 'connections') return { value: connections() }
    if (message.kind === 'secondStart') return { value: electron.app.emit('second-instance', {}, ['key-project-ledger', ...message.words], userData) }
    if (message.kind === 'crash') {
      if (window !== undefined) window.webContents.url = message.url
      window?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
      return { value: window?.webContents.url }
    }
    return { value: await standIn.invoke(message.channel, { sender: window?.webContents, senderFrame: { url: message.url, parent: null } } as never, ...message.args) }
  } catch (error) {
    // As ipcRenderer tells it.
    return { fault: message.kind === 'invoke' ? `Error invoking remote method '${message.channel}': ${String(error)}` : String(error) }
  }
}

async function serve(url: string): Promise<{ status: number; headers: Record<string, string>; body: Uint8Array }> {
  const response = await standIn.served.get('app')?.(new Request(url))
  if (response === undefined) throw new Error('the program serves no app: scheme')
  return { status: response.status, headers: Object.fromEntries(response.headers), body: new Uint8Array(await response.arrayBuffer()) }
}
