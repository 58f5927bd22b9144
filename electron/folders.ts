import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { dialog, type BrowserWindow, type WebContents } from 'electron'
import type { Payload } from './channels'
import { saveMessage, writeWhole } from './files'
import type { FolderChoice, SaveFileResult } from './shell-contract'

/**
 * The folders that a person has let a page write into. The page knows a grant by a random id, never a path, and only the
 * window for which the person chose may use it.
 */
export class FolderGrants {
  private readonly granted = new WeakMap<WebContents, Map<string, string>>()

  async choose({ title }: Payload<'chooseFolder'>, window: BrowserWindow): Promise<FolderChoice> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, buttonLabel: '存到这里', properties: ['openDirectory', 'createDirectory'] })
    const [path] = filePaths
    if (canceled || path === undefined) return { outcome: 'cancelled' }
    const id = randomUUID()
    const own = this.granted.get(window.webContents) ?? new Map<string, string>()
    this.granted.set(window.webContents, own.set(id, path))
    return { outcome: 'chosen', id, where: path }
  }

  async save({ folder, name, bytes }: Payload<'saveInFolder'>, window: BrowserWindow): Promise<SaveFileResult> {
    const path = this.granted.get(window.webContents)?.get(folder)
    if (path === undefined) return { outcome: 'failed', message: '这个文件夹的许可已经过期，没有存上。请重新选文件夹' }
    const target = join(path, name)
    try {
      if (await isFolder(target)) return { outcome: 'failed', message: `文件夹里已有一个叫“${name}”的文件夹，没有存上。请换个位置` }
      await writeWhole(target, bytes)
      return { outcome: 'saved', name: basename(target), where: target }
    } catch (error) {
      return { outcome: 'failed', message: saveMessage(error, name) }
    }
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false)
}
