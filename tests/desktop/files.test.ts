import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import type * as realFs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MAX_FILE_BYTES } from '#electron/channels'
import { openFile, saveFile, saveMessage, writeWhole } from '#electron/files'
import { printPage } from '#electron/printing'
import { PAPERS } from '#electron/shell-contract'
import { standIn, StandInContents } from './stand-in/electron'

/** The disk's faults: set for a test, they strike in place of the real call. */
const faults: { open?: Error; write?: Error; sync?: Error; rename?: Error; read?: Error } = {}

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof realFs>()
  const broken = {
    open: async (...args: Parameters<typeof real.open>) => {
      if (faults.open) throw faults.open
      const file = await real.open(...args)
      const { write, sync } = faults
      // A disk that fills up takes half of it first.
      if (write) {
        file.writeFile = async (data) => {
          await file.write((data as Uint8Array).subarray(0, 2))
          throw write
        }
      }
      if (sync) file.sync = () => Promise.reject(sync)
      return file
    },
    rename: async (...args: Parameters<typeof real.rename>) => {
      if (faults.rename) throw faults.rename
      return real.rename(...args)
    },
    readFile: async (...args: Parameters<typeof real.readFile>) => {
      if (faults.read) throw faults.read
      return real.readFile(...args)
    },
  }
  return { ...real, ...broken, default: { ...real, ...broken } }
})

const fault = (code: string): Error => Object.assign(new Error(`${code}: the disk's own English words`), { code })
const text = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words)
const KIND = { label: '台账文件', extension: 'json' }
const contents = new StandInContents()
const window = { webContents: contents } as unknown as BrowserWindow

let folder: string
let target: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-files-'))
  target = join(folder, '月报.xlsx')
  Object.assign(standIn, { savePath: null, openPath: null })
  standIn.asked.length = 0
  contents.printed = []
  contents.sentToPrinter = []
})
afterEach(() => {
  for (const key of Object.keys(faults) as (keyof typeof faults)[]) delete faults[key]
  rmSync(folder, { recursive: true, force: true })
})

describe('writeWhole', () => {
  it('writes a new file and replaces an old one whole, with nothing left beside', async () => {
    await writeWhole(target, text('一个很长的旧文件'))
    expect(readFileSync(target, 'utf8')).toBe('一个很长的旧文件')
    await writeWhole(target, text('新'))
    expect(readFileSync(target, 'utf8')).toBe('新')
    expect(readdirSync(folder)).toEqual(['月报.xlsx'])
  })

  it.each(['open', 'write', 'sync', 'rename'] as const)('leaves the old file as it was when %s fails, and nothing beside it', async (step) => {
    writeFileSync(target, '旧的内容')
    faults[step] = fault('ENOSPC')
    await expect(writeWhole(target, text('新的内容'))).rejects.toBe(faults[step])
    expect(readFileSync(target, 'utf8')).toBe('旧的内容')
    expect(readdirSync(folder)).toEqual(['月报.xlsx'])
  })

  it.each(['open', 'write', 'sync', 'rename'] as const)('leaves no file where there was none when %s fails', async (step) => {
    faults[step] = fault('EBUSY')
    await expect(writeWhole(target, text('新的内容'))).rejects.toBe(faults[step])
    expect(readdirSync(folder)).toEqual([])
  })

  it('takes every name that the disk takes: 80 Chinese characters are 240 of its 255 bytes', async () => {
    const long = join(folder, `${'县'.repeat(80)}.xlsx`)
    await writeWhole(long, text('长'))
    expect(readFileSync(long, 'utf8')).toBe('长')
  })

  it('keeps two writes to one file apart: one of them stands whole', async () => {
    const first = text('一'.repeat(50_000))
    const second = text('二'.repeat(40_000))
    await Promise.all([writeWhole(target, first), writeWhole(target, second)])
    const stands = new Uint8Array(readFileSync(target))
    expect([first, second].some((bytes) => Buffer.from(bytes).equals(stands))).toBe(true)
    expect(readdirSync(folder)).toEqual(['月报.xlsx'])
  })
})

describe('saveFile', () => {
  const request = { suggestedName: '月报.xlsx', kind: { label: 'Excel 工作簿', extension: 'xlsx' }, bytes: text('内容') }

  it('asks with the suggested name and the kind, and tells where the file is', async () => {
    standIn.savePath = join(folder, '改名.xlsx')
    expect(await saveFile(request, window)).toEqual({ outcome: 'saved', name: '改名.xlsx', where: standIn.savePath })
    expect(readFileSync(standIn.savePath, 'utf8')).toBe('内容')
    expect(standIn.asked).toEqual([expect.objectContaining({ defaultPath: '月报.xlsx', filters: [{ name: 'Excel 工作簿', extensions: ['xlsx'] }] })])
  })

  it('writes nothing when the person cancels', async () => {
    expect(await saveFile(request, window)).toEqual({ outcome: 'cancelled' })
    expect(readdirSync(folder)).toEqual([])
  })

  it.each<[string, keyof typeof faults, RegExp, RegExp]>([
    ['EBUSY', 'rename', /“月报\.xlsx”正被 Excel 或 WPS 打开/u, /关掉它再存/u],
    ['EPERM', 'rename', /“月报\.xlsx”正被 Excel 或 WPS 打开/u, /换个文件名/u],
    ['ENOSPC', 'write', /磁盘空间不足/u, /清理磁盘或换个位置/u],
    ['EFBIG', 'write', /放不下这么大的文件/u, /换个磁盘/u],
    ['EDQUOT', 'sync', /磁盘空间不足/u, /清理磁盘或换个位置/u],
    ['EACCES', 'open', /不允许写文件/u, /换个文件夹/u],
    ['EROFS', 'open', /不允许写文件/u, /换个文件夹/u],
    ['EIO', 'write', /没有存上（EIO）/u, /换个位置再试/u],
  ])('says for %s what happened and what to do; the old file stays', async (code, step, what, todo) => {
    writeFileSync(target, '旧的内容')
    standIn.savePath = target
    faults[step] = fault(code)
    const result = await saveFile(request, window)
    const message = result.outcome === 'failed' ? result.message : ''
    expect(message).toMatch(what)
    expect(message).toMatch(todo)
    expect(message).toContain('没有存上')
    expect(message).not.toContain('English')
    expect(readFileSync(target, 'utf8')).toBe('旧的内容')
    expect(readdirSync(folder)).toEqual(['月报.xlsx'])
  })

  it('says so when the folder is gone or the name is too long', async () => {
    standIn.savePath = join(folder, '没有了', '月报.xlsx')
    expect(await saveFile(request, window)).toEqual({ outcome: 'failed', message: '这个文件夹已经不在了，没有存上。请重新选位置' })
    standIn.savePath = join(folder, `${'县'.repeat(100)}.xlsx`)
    expect(await saveFile(request, window)).toEqual({ outcome: 'failed', message: '文件名太长，没有存上。请改短' })
  })

  it('has words for a fault without a code', () => {
    expect(saveMessage(new TypeError('x'), 'a.xlsx')).toBe('没有存上（未知原因），原来的文件没有动。请换个位置再试')
  })
})

describe('openFile', () => {
  it('reads the chosen file byte for byte', async () => {
    standIn.openPath = join(folder, '台账.json')
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    writeFileSync(standIn.openPath, bytes)
    expect(await openFile({ kind: KIND }, window)).toEqual({ name: '台账.json', bytes })
    expect(standIn.asked).toEqual([expect.objectContaining({ properties: ['openFile'], filters: [{ name: '台账文件', extensions: ['json'] }] })])
  })

  it('gives null when the person cancels', async () => {
    expect(await openFile({ kind: KIND }, window)).toBeNull()
  })

  it('refuses a file over the limit by its name and the limit, without reading it', async () => {
    standIn.openPath = join(folder, '录像.json')
    writeFileSync(standIn.openPath, '')
    truncateSync(standIn.openPath, MAX_FILE_BYTES + 1)
    faults.read = new Error('it was read')
    await expect(openFile({ kind: KIND }, window)).rejects.toThrow('“录像.json”超过 512 MB，不像是台账文件，没有打开')
  })

  it.each([['EACCES', '没有权限读“台账.json”'], ['EBUSY', '“台账.json”正被别的程序占用'], ['EIO', '没有读出“台账.json”（EIO）']])('says %s in words', async (code, words) => {
    standIn.openPath = join(folder, '台账.json')
    writeFileSync(standIn.openPath, '{}')
    faults.read = fault(code)
    const said = await openFile({ kind: KIND }, window).then(() => '', (error: Error) => error.message)
    expect(said).toContain(words)
    expect(said).toContain('请')
    expect(said).not.toContain('English')
  })

  it('says so when the chosen file is gone', async () => {
    standIn.openPath = join(folder, '台账.json')
    await expect(openFile({ kind: KIND }, window)).rejects.toThrow('“台账.json”已经不在了')
  })
})

describe('printPage', () => {
  const request = { to: 'pdf', suggestedName: '总览.pdf', paper: 'A3', landscape: true } as const

  it('prints with the asked paper and its backgrounds, and writes the PDF whole', async () => {
    standIn.savePath = join(folder, '总览.pdf')
    expect(await printPage(request, window)).toEqual({ outcome: 'saved', where: standIn.savePath })
    expect(contents.printed).toEqual([expect.objectContaining({ pageSize: 'A3', landscape: true, printBackground: true })])
    expect(readFileSync(standIn.savePath, 'latin1')).toMatch(/^%PDF-/u)
    expect(readdirSync(folder)).toEqual(['总览.pdf'])
  })

  it.each(PAPERS)('prints %s to PDF and to a printer: the sizes of office and wall', async (paper) => {
    standIn.savePath = join(folder, '挂图.pdf')
    await printPage({ ...request, paper }, window)
    await printPage({ ...request, paper, to: 'printer' }, window)
    expect([contents.printed[0]?.pageSize, contents.sentToPrinter[0]?.pageSize]).toEqual([paper, paper])
    expect(contents.printed[0]?.preferCSSPageSize).toBe(true)
  })

  it('prints nothing when the person cancels', async () => {
    expect(await printPage(request, window)).toEqual({ outcome: 'cancelled' })
    expect(contents.printed).toEqual([])
  })

  it('leaves an old PDF as it was when the printing or the disk fails', async () => {
    standIn.savePath = join(folder, '总览.pdf')
    writeFileSync(standIn.savePath, '旧的')
    faults.rename = fault('EBUSY')
    expect(await printPage(request, window)).toMatchObject({ outcome: 'failed', message: expect.stringContaining('总览.pdf') })
    delete faults.rename
    const failing = { webContents: { printToPDF: () => Promise.reject(new Error('Printing failed')) } } as unknown as BrowserWindow
    expect(await printPage(request, failing)).toMatchObject({ outcome: 'failed', message: expect.stringContaining('没有存上') })
    expect(readFileSync(standIn.savePath, 'utf8')).toBe('旧的')
    expect(readdirSync(folder)).toEqual(['总览.pdf'])
  })

  it('opens the print dialog of the system for a printer, and says how it went', async () => {
    const printer = { ...request, to: 'printer' } as const
    contents.printer = { done: true, reason: '' }
    expect(await printPage(printer, window)).toEqual({ outcome: 'dialog' })
    expect(contents.sentToPrinter).toEqual([expect.objectContaining({ silent: false, pageSize: 'A3', landscape: true, printBackground: true })])
    contents.printer = { done: false, reason: 'Print job canceled' }
    expect(await printPage(printer, window)).toEqual({ outcome: 'cancelled' })
    contents.printer = { done: false, reason: 'Print job failed' }
    expect(await printPage(printer, window)).toMatchObject({ outcome: 'failed', message: expect.stringContaining('打印机没有接受') })
    expect(standIn.asked).toEqual([])
  })
})
