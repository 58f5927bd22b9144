import { BACKUP_FILE_NAME, type BackupEntry, type BackupPlace, type BackupPlaceId, type BackupRequest, type Shell, type WriteBackupRequest, type WriteBackupResult } from '#electron/shell-contract'
import { storedFolder, storeFolder } from './folder-handles'

/** What the File System Access API adds to the page, as far as it is used here; the compiler's own list leaves it out. */
interface Consent {
  queryPermission(wish: { mode: 'readwrite' }): Promise<PermissionState>
  requestPermission(wish: { mode: 'readwrite' }): Promise<PermissionState>
}
type Picker = (options: { id: string; mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>

type BackupCalls = Pick<Shell, 'backupPlaces' | 'chooseBackupPlace' | 'allowBackupPlace' | 'forgetBackupPlace' | 'listBackups' | 'writeBackup' | 'readBackup' | 'removeBackup'>

/** Copies of the ledger in folders that the person picked. A browser without the API has no places; the page then offers a download. */
export const browserBackups: BackupCalls = {
  backupPlaces: async () => [await placeOf('first'), await placeOf('second')],
  chooseBackupPlace, allowBackupPlace,
  forgetBackupPlace: async (id) => {
    await storeFolder(id, null)
    return placeOf(id)
  },
  listBackups, writeBackup, readBackup, removeBackup,
}

/** Whether this browser can write into a folder that the person picks. */
export function canPickFolders(): boolean {
  return picker() !== undefined
}

function picker(): Picker | undefined {
  return (window as unknown as { showDirectoryPicker?: Picker }).showDirectoryPicker
}

async function placeOf(id: BackupPlaceId): Promise<BackupPlace> {
  const folder = await storedFolder(id)
  if (folder === null) return { id, where: null, state: 'unset' }
  if ((await (folder as unknown as Consent).queryPermission({ mode: 'readwrite' })) !== 'granted') return { id, where: folder.name, state: 'consent' }
  return { id, where: folder.name, state: (await isThere(folder)) ? 'ready' : 'missing' }
}

async function isThere(folder: FileSystemDirectoryHandle): Promise<boolean> {
  try {
    await folder.keys().next()
    return true
  } catch {
    return false
  }
}

async function chooseBackupPlace(id: BackupPlaceId): Promise<BackupPlace | null> {
  try {
    const folder = await picker()?.({ id: `backup-${id}`, mode: 'readwrite' })
    if (folder === undefined) return null
    await storeFolder(id, folder)
    return await placeOf(id)
  } catch (error) {
    if ((error as DOMException).name === 'AbortError') return null
    throw new Error('这个文件夹用不了，浏览器没有答应。请选“文档”下面的一个文件夹', { cause: error })
  }
}

async function allowBackupPlace(id: BackupPlaceId): Promise<BackupPlace> {
  const folder = await storedFolder(id)
  if (folder !== null) await (folder as unknown as Consent).requestPermission({ mode: 'readwrite' })
  return placeOf(id)
}

async function folderOf(id: BackupPlaceId): Promise<FileSystemDirectoryHandle> {
  const folder = await storedFolder(id)
  if (folder === null) throw new Error('还没有选备份文件夹')
  return folder
}

async function listBackups(id: BackupPlaceId): Promise<BackupEntry[]> {
  const found: BackupEntry[] = []
  try {
    for await (const handle of (await folderOf(id)).values()) {
      if (handle.kind === 'file' && BACKUP_FILE_NAME.test(handle.name)) found.push({ name: handle.name, bytes: (await (handle as FileSystemFileHandle).getFile()).size })
    }
  } catch (error) {
    throw new Error('备份文件夹读不出来。请检查磁盘，或换个文件夹', { cause: error })
  }
  return found
}

async function writeBackup({ place, name, bytes }: WriteBackupRequest): Promise<WriteBackupResult> {
  let folder: FileSystemDirectoryHandle | null = null
  try {
    folder = await folderOf(place)
    const file = await folder.getFileHandle(name, { create: true })
    // The browser writes beside the file and puts it in its place when it is closed.
    const writable = await file.createWritable()
    await writable.write(bytes as Uint8Array<ArrayBuffer>)
    await writable.close()
    const back = new Uint8Array(await (await file.getFile()).arrayBuffer())
    if (back.length === bytes.length && back.every((b, i) => b === bytes[i])) return { outcome: 'written' }
    await folder.removeEntry(name)
    return { outcome: 'failed', message: '备份写下去再读回来不一样，磁盘可能有毛病，这一份没有算数。请换个磁盘' }
  } catch (error) {
    // Its name was made before its content: nothing half may look like a copy.
    await folder?.removeEntry(name).catch(() => {
      // The first fault is the one to tell.
    })
    return { outcome: 'failed', message: writeMessage(error) }
  }
}

function writeMessage(error: unknown): string {
  const name = (error as DOMException).name
  if (name === 'QuotaExceededError') return '磁盘空间不足，备份没有写成。请清理磁盘或换个文件夹'
  if (name === 'NotAllowedError' || name === 'SecurityError') return '浏览器要重新许可才能写这个文件夹。请到数据安全里点“允许写入”'
  if (name === 'NotFoundError') return '备份文件夹不在了（磁盘拔掉了？）。请插上磁盘或换个文件夹'
  return `备份没有写成（${name}）。请换个文件夹`
}

async function readBackup({ place, name }: BackupRequest): Promise<Uint8Array> {
  try {
    return new Uint8Array(await (await (await (await folderOf(place)).getFileHandle(name)).getFile()).arrayBuffer())
  } catch (error) {
    throw new Error(`备份“${name}”读不出来。请换一份备份`, { cause: error })
  }
}

async function removeBackup({ place, name }: BackupRequest): Promise<void> {
  try {
    await (await folderOf(place)).removeEntry(name)
  } catch (error) {
    if ((error as DOMException).name !== 'NotFoundError') throw error
  }
}
