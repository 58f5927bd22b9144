import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type * as realFs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FolderGrants } from '#electron/folders'
import { standIn, StandInContents } from './stand-in/electron'

/** The disk's fault at the last step, in place of the real call. */
let fault: Error | null = null
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof realFs>()
  const rename: typeof real.rename = async (...args) => {
    if (fault) throw fault
    return real.rename(...args)
  }
  return { ...real, rename, default: { ...real, rename } }
})

const text = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words)
const windowOf = (contents = new StandInContents()): BrowserWindow => ({ webContents: contents }) as unknown as BrowserWindow
const NAME = '县重点项目月报_2020-03_20200405.xlsx'

let folder: string
let window: BrowserWindow
let grants: FolderGrants

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-folders-'))
  window = windowOf()
  grants = new FolderGrants()
  fault = null
  Object.assign(standIn, { savePath: null, openPath: folder })
  standIn.asked.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function grant(): Promise<string> {
  const choice = await grants.choose({ title: '存到哪个文件夹' }, window)
  if (choice.outcome !== 'chosen') throw new Error(choice.outcome)
  return choice.id
}

describe('FolderGrants', () => {
  it('asks for a folder, not a file, and tells the page a random id beside the words to show', async () => {
    const choice = await grants.choose({ title: '存到哪个文件夹' }, window)
    expect(choice).toEqual({ outcome: 'chosen', where: folder, id: expect.stringMatching(/^[0-9a-f-]{36}$/u) })
    expect(standIn.asked).toEqual([expect.objectContaining({ title: '存到哪个文件夹', properties: ['openDirectory', 'createDirectory'] })])
    standIn.openPath = null
    expect(await grants.choose({ title: '存到哪个文件夹' }, window)).toEqual({ outcome: 'cancelled' })
  })

  it('writes whole files, again over an old one, with nothing beside them', async () => {
    const id = await grant()
    expect(await grants.save({ folder: id, name: NAME, bytes: text('一') }, window)).toEqual({ outcome: 'saved', name: NAME, where: join(folder, NAME) })
    await grants.save({ folder: id, name: NAME, bytes: text('二') }, window)
    expect(readFileSync(join(folder, NAME), 'utf8')).toBe('二')
    expect(readdirSync(folder)).toEqual([NAME])
  })

  it('takes no grant that was not given, nor one of another window', async () => {
    const id = await grant()
    const refused = { outcome: 'failed', message: '这个文件夹的许可已经过期，没有存上。请重新选文件夹' }
    expect(await grants.save({ folder: '6f1c2f2e-8f5a-4c0b-9d52-3f0d8f6f7a11', name: NAME, bytes: text('一') }, window)).toEqual(refused)
    expect(await grants.save({ folder: id, name: NAME, bytes: text('一') }, windowOf())).toEqual(refused)
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([['EBUSY', /正被 Excel 或 WPS 打开/u], ['EPERM', /正被 Excel 或 WPS 打开/u], ['ENOSPC', /磁盘空间不足/u]])('says %s in words and leaves the old file as it was', async (code, words) => {
    const id = await grant()
    writeFileSync(join(folder, NAME), '旧的')
    fault = Object.assign(new Error(code), { code })
    const result = await grants.save({ folder: id, name: NAME, bytes: text('新的') }, window)
    expect(result).toMatchObject({ outcome: 'failed', message: expect.stringMatching(words) })
    expect(readFileSync(join(folder, NAME), 'utf8')).toBe('旧的')
    expect(readdirSync(folder)).toEqual([NAME])
  })

  it('says so where the folder is gone, and where a folder has the name', async () => {
    const id = await grant()
    mkdirSync(join(folder, NAME))
    expect(await grants.save({ folder: id, name: NAME, bytes: text('一') }, window)).toMatchObject({ outcome: 'failed', message: expect.stringContaining('文件夹里已有一个叫') })
    rmSync(folder, { recursive: true })
    expect(await grants.save({ folder: id, name: NAME, bytes: text('一') }, window)).toEqual({ outcome: 'failed', message: '这个文件夹已经不在了，没有存上。请重新选位置' })
  })
})
