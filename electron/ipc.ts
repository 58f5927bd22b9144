import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent, type WebFrameMain } from 'electron'
import { channelOf, PAYLOADS, SHELL_CALLS, type Payload, type ShellCall } from './channels'
import { isOwnPage } from './origin'
import type { Shell } from './shell-contract'

/** What main does for each call of the page. */
export type ShellHandlers = { readonly [C in ShellCall]: (payload: Payload<C>, window: BrowserWindow) => ReturnType<Shell[C]> }

/** The only module that touches ipcMain. Every call is checked for its sender and its payload; a refusal is logged with its reason, never with content. */
export function registerIpc(handlers: ShellHandlers, windowOf: (event: IpcMainInvokeEvent) => BrowserWindow | null): void {
  for (const call of SHELL_CALLS) {
    ipcMain.handle(channelOf(call), async (event, ...args: unknown[]) => {
      const refusal = refuseSender(event.senderFrame)
      if (refusal !== null) return refuse(call, refusal)
      const window = windowOf(event)
      if (window === null) return refuse(call, 'no window')
      const payload = PAYLOADS[call].safeParse(args[0])
      if (args.length > 1 || !payload.success) return refuse(call, payload.success ? 'too many arguments' : `payload: ${payload.error.issues.map((i) => i.path.join('.') || i.code).join(', ')}`)
      return (handlers[call] as (payload: unknown, window: BrowserWindow) => unknown)(payload.data, window)
    })
  }
}

/** Why a sender may not call, or null. Only the main frame of our own page may. */
export function refuseSender(frame: WebFrameMain | null): string | null {
  if (frame === null) return 'sender frame is gone'
  if (frame.parent !== null) return 'sender is a subframe'
  if (!isOwnPage(frame.url)) return `sender is at ${URL.canParse(frame.url) ? new URL(frame.url).protocol : 'no address'} and not the program's page`
  return null
}

function refuse(call: ShellCall, reason: string): never {
  console.warn(`refused ${call}: ${reason}`)
  throw new Error('这项请求不是本程序的界面发出的，已拒绝')
}
