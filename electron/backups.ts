import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import * as z from 'zod/mini'
import { MAX_FILE_BYTES, type Payload } from './channels'
import { saveMessage, writeWhole } from './files'
import type { ShellHandlers } from './ipc'
import { BACKUP_FILE_NAME, type BackupEntry, type BackupPlace, type BackupPlaceId, type WriteBackupResult } from './shell-contract'

/** Below the person's 文档: found by whoever looks for the ledger, and outside the folder that an uninstaller may clear. */
const FOLDER = '重点项目作战台备份'
const chosenPlaces = z.object({ first: z.nullable(z.string()), second: z.nullable(z.string()) })

interface Folders {
  readonly documents: string
  readonly userData: string
}

type BackupCalls = Pick<ShellHandlers, 'backupPlaces' | 'chooseBackupPlace' | 'allowBackupPlace' | 'forgetBackupPlace' | 'listBackups' | 'writeBackup' | 'readBackup' | 'removeBackup'>

/** The backup calls of the Shell. The first place is there from the start; the second the person chooses. */
export function backupCalls({ documents, userData }: Folders): BackupCalls {
  const file = join(userData, 'backup-places.json')
  const chosen = readChosen(file)
  const folderOf = (id: BackupPlaceId): string | null => chosen[id] ?? (id === 'first' ? join(documents, FOLDER) : null)

  async function placeOf(id: BackupPlaceId): Promise<BackupPlace> {
    const where = folderOf(id)
    if (where === null) return { id, where, state: 'unset' }
    // Our own folder is made when the first copy is written; one that the person chose must be there.
    const state = chosen[id] === null || (await isFolder(where)) ? 'ready' : 'missing'
    return { id, where, state }
  }

  function choose(id: BackupPlaceId, folder: string | null): Promise<BackupPlace> {
    chosen[id] = folder
    writeFileSync(file, JSON.stringify(chosen))
    return placeOf(id)
  }

  function folder(id: BackupPlaceId): string {
    const where = folderOf(id)
    if (where === null) throw new Error('还没有选备份文件夹')
    return where
  }

  return {
    backupPlaces: async () => [await placeOf('first'), await placeOf('second')],
    chooseBackupPlace: async (id, window) => {
      const picked = await pickFolder(window)
      return picked === null ? null : choose(id, picked)
    },
    allowBackupPlace: placeOf,
    forgetBackupPlace: (id) => choose(id, null),
    listBackups: (id) => listFolder(folder(id)),
    writeBackup: ({ place, name, bytes }) => writeCopy(folder(place), chosen[place] === null, name, bytes),
    readBackup: async ({ place, name }) => readCopy(join(folder(place), name), name),
    removeBackup: ({ place, name }) => rm(join(folder(place), name), { force: true }),
  }
}

function readChosen(file: string): { first: string | null; second: string | null } {
  try {
    return chosenPlaces.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { first: null, second: null }
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

async function pickFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title: '选备份文件夹', buttonLabel: '用这个文件夹', properties: ['openDirectory', 'createDirectory'] })
  return canceled ? null : (filePaths[0] ?? null)
}

async function listFolder(folder: string): Promise<BackupEntry[]> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new Error(`备份文件夹读不出来（${(error as NodeJS.ErrnoException).code ?? '未知原因'}）。请检查磁盘，或换个文件夹`, { cause: error })
  }
  const found = await Promise.all(names.filter((n) => BACKUP_FILE_NAME.test(n)).map(async (name): Promise<BackupEntry | null> => {
    try {
      const about = await stat(join(folder, name))
      return about.isFile() ? { name, bytes: about.size } : null
    } catch {
      // Gone between the listing and the look.
      return null
    }
  }))
  return found.filter((entry) => entry !== null)
}

async function writeCopy(folder: string, ours: boolean, name: string, bytes: Payload<'writeBackup'>['bytes']): Promise<WriteBackupResult> {
  try {
    if (ours) await mkdir(folder, { recursive: true })
    const target = join(folder, name)
    await writeWhole(target, bytes)
    const back = await readFile(target)
    if (back.equals(bytes)) return { outcome: 'written' }
    await rm(target, { force: true })
    return { outcome: 'failed', message: '备份写下去再读回来不一样，磁盘可能有毛病，这一份没有算数。请换个磁盘' }
  } catch (error) {
    return { outcome: 'failed', message: saveMessage(error, name) }
  }
}

async function readCopy(path: string, name: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size <= MAX_FILE_BYTES) return new Uint8Array(await readFile(path))
  } catch (error) {
    throw new Error(`备份“${name}”读不出来（${(error as NodeJS.ErrnoException).code ?? '未知原因'}）。请换一份备份`, { cause: error })
  }
  throw new Error(`备份“${name}”太大，不像是台账备份，没有打开`)
}
