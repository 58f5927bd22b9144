import type { FolderChoice, SaveFileResult, SaveInFolderRequest } from '#electron/shell-contract'

/** As far as it is used here; TypeScript's own list of the page lacks it. */
interface FolderWindow {
  showDirectoryPicker?(options: { id: string; mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>
}

const granted = new Map<string, FileSystemDirectoryHandle>()

/** Asks for a folder by the File System Access API, where the browser has it. */
export async function chooseFolder(): Promise<FolderChoice> {
  const { showDirectoryPicker } = window as FolderWindow
  if (showDirectoryPicker === undefined) return { outcome: 'unable' }
  try {
    const folder = await showDirectoryPicker.call(window, { id: 'reports', mode: 'readwrite' })
    const id = crypto.randomUUID()
    granted.set(id, folder)
    return { outcome: 'chosen', id, where: folder.name }
  } catch (error) {
    // Closing the dialog, and a browser whose administrator has switched folders off.
    return { outcome: nameOf(error) === 'AbortError' ? 'cancelled' : 'unable' }
  }
}

/**
 * Writes a file beside its target, as the API does, and puts it in place when it is whole. A file that was only made for the
 * purpose is taken away again where that fails.
 */
export async function saveInFolder({ folder: id, name, bytes }: SaveInFolderRequest): Promise<SaveFileResult> {
  const folder = granted.get(id)
  if (folder === undefined) return { outcome: 'failed', message: '这个文件夹的许可已经过期，没有存上。请重新选文件夹' }
  let made = false
  let writing: FileSystemWritableFileStream | null = null
  try {
    made = !(await exists(folder, name))
    writing = await (await folder.getFileHandle(name, { create: true })).createWritable()
    await writing.write(bytes as Uint8Array<ArrayBuffer>)
    await writing.close()
    return { outcome: 'saved', name, where: `${folder.name}/${name}` }
  } catch (error) {
    await writing?.abort().catch(() => undefined)
    if (made) await folder.removeEntry(name).catch(() => undefined)
    return { outcome: 'failed', message: folderMessage(error, name) }
  }
}

async function exists(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await folder.getFileHandle(name)
    return true
  } catch (error) {
    if (nameOf(error) === 'NotFoundError') return false
    throw error
  }
}

/** What to tell the person; the same words as the desktop's, so far as the browser knows as much. */
export function folderMessage(error: unknown, name: string): string {
  switch (nameOf(error)) {
    case 'NoModificationAllowedError': return `“${name}”正被 Excel 或 WPS 打开，没有存上。请先关掉它再存；原来的文件没有动`
    case 'QuotaExceededError': return '磁盘空间不足，没有存上。请清理磁盘或换个位置；原来的文件没有动'
    case 'NotAllowedError': case 'SecurityError': return '浏览器没有得到写这个文件夹的许可，没有存上。请重新选文件夹，并在浏览器的提问中选“允许”'
    case 'NotFoundError': return '这个文件夹已经不在了，没有存上。请重新选位置'
    case 'TypeMismatchError': return `文件夹里已有一个叫“${name}”的文件夹，没有存上。请换个位置`
    default: return `“${name}”没有存上，可能正被别的程序打开；原来的文件没有动。请关掉它再试，或换个文件夹`
  }
}

function nameOf(error: unknown): string {
  return error instanceof DOMException || error instanceof Error ? error.name : ''
}
