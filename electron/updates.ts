import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { app, dialog, shell, type BrowserWindow } from 'electron'
import type { Payload } from './channels'
import type { ShellHandlers } from './ipc'
import type { CheckedUpdate, OpenUpdateResult, UpdateChoice } from './shell-contract'

/** Installers by the system on which they run; the version is the first group. The names are those of electron-builder.yml. */
export const INSTALLERS: Readonly<Record<string, { readonly extensions: string[]; readonly name: RegExp }>> = {
  win32: { extensions: ['exe'], name: /^key-project-ledger-(?:setup|portable)-(\d+\.\d+\.\d+)\.exe$/u },
  linux: { extensions: ['deb', 'AppImage'], name: /^key-project-ledger[-_](\d+\.\d+\.\d+)[-_](?:amd64\.deb|arm64\.deb|x86_64\.AppImage|arm64\.AppImage)$/u },
  darwin: { extensions: ['dmg'], name: /^key-project-ledger-(\d+\.\d+\.\d+)(?:-\w+)?\.dmg$/u },
}

/** Far above any installer; a larger file is not read to its end. */
const MAX_INSTALLER_BYTES = 1024 * 1024 * 1024

/** How a checked installer is handed to the system; the tests take its place. */
export interface Host {
  readonly platform: string
  readonly version: string
  /** '' where it was opened, else the system's words. */
  open(path: string): Promise<string>
  showInFolder(path: string): void
  quit(): void
}

export function systemHost(): Host {
  return { platform: process.platform, version: app.getVersion(), open: (path) => shell.openPath(path), showInFolder: (path) => shell.showItemInFolder(path), quit: () => app.quit() }
}

/**
 * 更新 from a file that the person brings: its name must be that of an installer of ours, its SHA-256 that of the `.sha256` beside
 * it. The hash shows that the file arrived whole; that it is ours the person sees by comparing it with the one that was published.
 */
export function updateCalls(host: () => Host): Pick<ShellHandlers, 'chooseUpdate' | 'openUpdate'> {
  const chosen = new Map<string, { readonly path: string; readonly sha256: string }>()

  async function chooseUpdate(_none: undefined, window: BrowserWindow): Promise<UpdateChoice> {
    const { platform, version } = host()
    const kind = INSTALLERS[platform]
    if (kind === undefined) return { outcome: 'unable' }
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { title: '选安装文件', buttonLabel: '检查', properties: ['openFile'], filters: [{ name: '安装文件', extensions: kind.extensions }] })
    const [path] = filePaths
    if (canceled || path === undefined) return { outcome: 'cancelled' }
    try {
      const update = await check(path, kind.name, version)
      chosen.clear()
      chosen.set(update.id, { path, sha256: update.sha256 })
      return { outcome: 'checked', update }
    } catch (error) {
      return { outcome: 'refused', message: error instanceof Refusal ? error.message : `“${basename(path)}”没有读出来（${(error as NodeJS.ErrnoException).code ?? '未知原因'}）。请重新拷贝一份再选` }
    }
  }

  async function openUpdate({ id }: Payload<'openUpdate'>): Promise<OpenUpdateResult> {
    const choice = chosen.get(id)
    if (choice === undefined) return { outcome: 'failed', message: '请重新选安装文件' }
    const { platform, open, showInFolder, quit } = host()
    // Between the check and now the file may have been exchanged.
    if ((await hashOf(choice.path).catch(() => null)) !== choice.sha256) return { outcome: 'failed', message: '安装文件在检查以后变了，没有打开。请重新选' }
    if (choice.path.endsWith('.AppImage')) {
      showInFolder(choice.path)
      return { outcome: 'shown' }
    }
    const fault = await open(choice.path)
    if (fault !== '') return { outcome: 'failed', message: '系统没有打开这个安装文件。请到它所在的文件夹里双击它' }
    // On Windows an installer cannot replace a program that runs.
    if (platform === 'win32') quit()
    return { outcome: 'started' }
  }

  return { chooseUpdate, openUpdate }
}

/** Why a file is not taken, in words for the person. */
class Refusal extends Error {}

async function check(path: string, ours: RegExp, current: string): Promise<CheckedUpdate> {
  const name = basename(path)
  const version = ours.exec(name)?.[1]
  if (version === undefined) throw new Refusal(`“${name}”不是本程序的安装文件，没有打开。安装文件的名字以 key-project-ledger 开头，改过名的请改回来`)
  const { size } = await stat(path)
  if (size > MAX_INSTALLER_BYTES) throw new Refusal(`“${name}”太大，不像是本程序的安装文件，没有打开`)
  const expected = await expectedHash(path, name)
  const sha256 = await hashOf(path)
  if (sha256 !== expected) throw new Refusal(`“${name}”与校验文件对不上：拷贝时损坏，或者被改动过，没有打开。请重新拷贝安装文件和 .sha256 文件`)
  return { id: randomUUID(), name, version, current, bytes: size, sha256, standing: compareVersions(version, current) }
}

/** The hash in `<installer>.sha256`, as sha256sum writes it. */
async function expectedHash(path: string, name: string): Promise<string> {
  let text: string
  try {
    text = await readFile(`${path}.sha256`, 'utf8')
  } catch {
    throw new Refusal(`旁边没有校验文件“${name}.sha256”，没有打开。请把安装文件和它的 .sha256 文件一起拷过来，放在同一个文件夹`)
  }
  const line = /^([0-9a-f]{64})(?: [ *](.+))?$/iu.exec(text.trim())
  if (line === null || (line[2] !== undefined && line[2] !== name)) throw new Refusal(`校验文件“${name}.sha256”看不懂，或者是另一个文件的，没有打开。请重新拷贝`)
  return line[1]!.toLowerCase()
}

function hashOf(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256')
    createReadStream(path).on('error', reject).on('data', (piece) => hash.update(piece)).on('end', () => resolve(hash.digest('hex')))
  })
}

/** How `a` stands to `b`, both `major.minor.patch`. */
export function compareVersions(a: string, b: string): CheckedUpdate['standing'] {
  const [left, right] = [a, b].map((v) => v.split('.').map(Number)) as [number[], number[]]
  const at = left.findIndex((n, i) => n !== right[i])
  if (at < 0) return 'same'
  return left[at]! > (right[at] ?? 0) ? 'newer' : 'older'
}
