import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Refusal } from './refusal'

const WHY: Readonly<Record<string, string>> = {
  ENOENT: '没有这个文件夹，请先建立',
  ENOTDIR: '路径中有一段不是文件夹，请检查',
  EISDIR: '这是一个文件夹，请写文件名',
  EACCES: '没有写入的权限，请换一个地方',
  EPERM: '没有写入的权限，或者文件正被 Excel、WPS 打开，请先关闭',
  EBUSY: '文件正被别的程序打开，请先关闭',
  EROFS: '这个磁盘只能读，请换一个地方',
  ENOSPC: '磁盘已满，请先腾出空间',
  EDQUOT: '磁盘上分给您的空间满了，请先腾出空间',
  EFBIG: '这个磁盘放不下这么大的文件，请换一个磁盘',
  ENAMETOOLONG: '文件名太长，请改短',
}

/** Temporary files of this process that a Ctrl-C must not leave behind. */
const unfinished = new Set<string>()
let watching = false

function watchSignals(): void {
  if (watching) return
  watching = true
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
    process.once(signal, () => {
      for (const path of unfinished) rmSync(path, { force: true })
      process.exit(code)
    })
  }
}

/**
 * Writes a whole file or nothing: a temporary name beside the target, synced to disk, then renamed over it.
 * Throws Refusal in words; the target is then as it was and nothing else is left.
 */
export async function writeWholeFile(target: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target).slice(0, 60)}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`)
  watchSignals()
  unfinished.add(temporary)
  try {
    if ((await stat(target).catch(() => null))?.isDirectory() === true) throw Object.assign(new Error(), { code: 'EISDIR' })
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, target)
    await syncFolder(dirname(target))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    const code = (error as NodeJS.ErrnoException).code ?? ''
    throw new Refusal(`写不了 ${target}：${WHY[code] ?? `系统拒绝（${code || String(error)}），请换一个地方`}`, { cause: error })
  } finally {
    unfinished.delete(temporary)
  }
}

/** Makes the rename itself last; Windows cannot open a folder and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  if (handle === null) return
  await handle.sync().catch(() => undefined)
  await handle.close()
}
