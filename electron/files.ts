import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import { MAX_FILE_BYTES, type Payload } from './channels'
import type { OpenedFile, SaveFileResult } from './shell-contract'

/** Asks where to save and writes the whole file or nothing. */
export async function saveFile({ suggestedName, kind, bytes }: Payload<'saveFile'>, window: BrowserWindow): Promise<SaveFileResult> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title: '保存', defaultPath: suggestedName, buttonLabel: '保存', filters: [{ name: kind.label, extensions: [kind.extension] }] })
  if (canceled || filePath === '') return { outcome: 'cancelled' }
  try {
    await writeWhole(filePath, bytes)
    return { outcome: 'saved', name: basename(filePath), where: filePath }
  } catch (error) {
    return { outcome: 'failed', message: saveMessage(error, basename(filePath)) }
  }
}

/** Asks for a file and reads it. Null: the person cancelled. Throws with a Chinese sentence where it cannot be read. */
export async function openFile({ kind }: Payload<'openFile'>, window: BrowserWindow): Promise<OpenedFile | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title: '打开', buttonLabel: '打开', properties: ['openFile'], filters: [{ name: kind.label, extensions: [kind.extension, ...(kind.also ?? [])] }] })
  const [path] = filePaths
  return canceled || path === undefined ? null : readWhole(path)
}

/** Reads a file that the person chose. Throws with a Chinese sentence where it cannot be read. */
export async function readWhole(path: string): Promise<OpenedFile> {
  const name = basename(path)
  try {
    if ((await stat(path)).size <= MAX_FILE_BYTES) return { name, bytes: new Uint8Array(await readFile(path)) }
  } catch (error) {
    throw new Error(openMessage(error, name), { cause: error })
  }
  throw new Error(`“${name}”超过 ${MAX_FILE_BYTES / 1024 / 1024} MB，不像是台账文件，没有打开`)
}

/** Writes beside the target, flushes to the disk, then renames: an existing target is replaced by a complete file or stays. */
export async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  // Not named after the target: a long name would become one too long for the disk.
  const beside = join(dirname(target), `.${randomUUID()}.tmp`)
  try {
    const file = await open(beside, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, target)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {
      // The first fault is the one to tell.
    })
    throw error
  }
}

/** What to tell the person about a failed save; the old file is as it was. */
export function saveMessage(error: unknown, name: string): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EBUSY' || code === 'EPERM' || code === 'ETXTBSY') return `“${name}”正被 Excel 或 WPS 打开，没有存上。请先关掉它再存，或换个文件名`
  if (code === 'ENOSPC' || code === 'EDQUOT') return '磁盘空间不足，没有存上。请清理磁盘或换个位置；原来的文件没有动'
  if (code === 'EFBIG') return '这个磁盘放不下这么大的文件，没有存上。请换个磁盘；原来的文件没有动'
  if (code === 'EACCES' || code === 'EROFS') return '这个位置不允许写文件，没有存上。请换个文件夹，比如“文档”'
  if (code === 'ENOENT') return '这个文件夹已经不在了，没有存上。请重新选位置'
  if (code === 'ENAMETOOLONG') return '文件名太长，没有存上。请改短'
  return `没有存上（${code ?? '未知原因'}），原来的文件没有动。请换个位置再试`
}

function openMessage(error: unknown, name: string): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return `“${name}”已经不在了，没有打开。请重新选文件`
  if (code === 'EACCES' || code === 'EPERM') return `没有权限读“${name}”，没有打开。请复制一份到“文档”里再选`
  if (code === 'EBUSY') return `“${name}”正被别的程序占用，没有打开。请关掉那个程序，或复制一份再选`
  return `没有读出“${name}”（${code ?? '未知原因'}）。请复制一份再选`
}
