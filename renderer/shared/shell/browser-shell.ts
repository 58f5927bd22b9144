import type { OpenedFile, OpenFileRequest, PrintPageResult, SaveFileRequest, SaveFileResult, Shell } from '#electron/shell-contract'
import { browserBackups } from './browser-backups'
import { chooseFolder, saveInFolder } from './browser-folders'

const TYPES: Readonly<Record<string, string>> = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', json: 'application/json', zip: 'application/zip' }

/** Time that the browser is given to take a download over before its memory is let go. */
const RELEASE_MS = 60_000

/** A page in a browser is given no file by the system, and there is nothing to install over it. */
const notInstalled: Pick<Shell, 'takeWaitingFile' | 'onWaitingFile' | 'chooseUpdate' | 'openUpdate'> = {
  takeWaitingFile: async () => null, onWaitingFile: () => {}, chooseUpdate: async () => ({ outcome: 'unable' }), openUpdate: async () => ({ outcome: 'failed', message: '浏览器里不能安装' }),
}

/** The Shell of a plain browser: downloads, the file chooser, and the browser's own print dialog. */
export const browserShell: Shell = { kind: 'browser', saveFile, chooseFolder, saveInFolder, openFile, printPage, setFullScreen, freeSpace, ...browserBackups, ...notInstalled }

/** Hands the file to the browser's downloads, which write it whole and never over an existing one. */
async function saveFile({ suggestedName, kind, bytes }: SaveFileRequest): Promise<SaveFileResult> {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: TYPES[kind.extension] ?? 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = suggestedName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), RELEASE_MS)
  return { outcome: 'saved', name: suggestedName, where: null }
}

function openFile({ kind }: OpenFileRequest): Promise<OpenedFile | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = [kind.extension, ...(kind.also ?? [])].map((e) => `.${e}`).join()
  return new Promise((resolve, reject) => {
    input.addEventListener('cancel', () => resolve(null))
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      if (file === undefined) resolve(null)
      else file.arrayBuffer().then((buffer) => resolve({ name: file.name, bytes: new Uint8Array(buffer) }), reject)
    })
    input.click()
  })
}

async function printPage(): Promise<PrintPageResult> {
  window.print()
  return { outcome: 'dialog' }
}

/** Chromium tells every page of the same 10 GB; the program's own server on this PC knows better. */
async function freeSpace(): Promise<number | null> {
  try {
    const answer = await fetch('/__room', { cache: 'no-store' })
    const text = await answer.text()
    return answer.ok && /^\d{1,18}$/u.test(text) ? Number(text) : null
  } catch {
    return null
  }
}

async function setFullScreen(on: boolean): Promise<void> {
  if (on) await document.documentElement.requestFullscreen()
  else if (document.fullscreenElement !== null) await document.exitFullscreen()
}
