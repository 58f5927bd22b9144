import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type * as realFs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backupCalls } from '#electron/backups'
import { standIn } from './stand-in/electron'

/** A disk that does not keep what was written to it: what is read back differs. */
let forgetful = false
let full = false

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof realFs>()
  const broken = {
    readFile: async (...args: Parameters<typeof real.readFile>) => {
      const content = await real.readFile(...args)
      return forgetful ? Buffer.concat([content as Buffer, Buffer.from([0])]) : content
    },
    open: async (...args: Parameters<typeof real.open>) => {
      if (full) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
      return real.open(...args)
    },
  }
  return { ...real, ...broken, default: { ...real, ...broken } }
})

const window = {} as BrowserWindow
const COPY = '台账备份_20201231_140305_自动_7K3Q9Z.json.gz'
const bytes = new Uint8Array([31, 139, 8, 0])
let folder: string
let calls: ReturnType<typeof backupCalls>
const ours = (): string => join(folder, '文档', '重点项目作战台备份')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-backups-'))
  mkdirSync(join(folder, '文档'))
  mkdirSync(join(folder, 'user'))
  calls = backupCalls({ documents: join(folder, '文档'), userData: join(folder, 'user') })
  standIn.openPath = null
  forgetful = full = false
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const written = { outcome: 'written' }

describe('copies of the ledger on the disk', () => {
  it('the first place is there from the start, in the person’s 文档, and made with the first copy', async () => {
    expect(await calls.backupPlaces(undefined, window)).toEqual([{ id: 'first', where: ours(), state: 'ready' }, { id: 'second', where: null, state: 'unset' }])
    expect(await calls.listBackups('first', window)).toEqual([])
    expect(existsSync(ours())).toBe(false)
    expect(await calls.writeBackup({ place: 'first', name: COPY, bytes }, window)).toEqual(written)
    expect(readdirSync(ours())).toEqual([COPY])
    expect(await calls.readBackup({ place: 'first', name: COPY }, window)).toEqual(bytes)
    expect(await calls.listBackups('first', window)).toEqual([{ name: COPY, bytes: 4 }])
  })

  it('a second place is chosen in a dialog and remembered; unplugged it is missing, never made anew', async () => {
    const disk = join(folder, 'U盘')
    mkdirSync(disk)
    expect(await calls.chooseBackupPlace('second', window)).toBeNull()
    standIn.openPath = disk
    expect(await calls.chooseBackupPlace('second', window)).toEqual({ id: 'second', where: disk, state: 'ready' })
    const again = backupCalls({ documents: join(folder, '文档'), userData: join(folder, 'user') })
    expect((await again.backupPlaces(undefined, window))[1]).toEqual({ id: 'second', where: disk, state: 'ready' })
    rmSync(disk, { recursive: true })
    expect((await again.backupPlaces(undefined, window))[1]).toEqual({ id: 'second', where: disk, state: 'missing' })
    expect(await again.writeBackup({ place: 'second', name: COPY, bytes }, window)).toMatchObject({ outcome: 'failed', message: expect.stringContaining('文件夹已经不在了') as string })
    expect(existsSync(disk)).toBe(false)
    expect(await again.forgetBackupPlace('second', window)).toEqual({ id: 'second', where: null, state: 'unset' })
    await expect(Promise.resolve().then(() => again.listBackups('second', window))).rejects.toThrow('还没有选备份文件夹')
  })

  it('a copy that reads back otherwise does not count and does not stay', async () => {
    forgetful = true
    expect(await calls.writeBackup({ place: 'first', name: COPY, bytes }, window)).toMatchObject({ outcome: 'failed', message: expect.stringContaining('没有算数') as string })
    expect(readdirSync(ours())).toEqual([])
  })

  it('a full disk is told, and the copy of before stays whole', async () => {
    await calls.writeBackup({ place: 'first', name: COPY, bytes }, window)
    full = true
    expect(await calls.writeBackup({ place: 'first', name: COPY, bytes: new Uint8Array([1]) }, window)).toMatchObject({ outcome: 'failed', message: expect.stringContaining('磁盘空间不足') as string })
    expect([...readFileSync(join(ours(), COPY))]).toEqual([...bytes])
    expect(readdirSync(ours())).toEqual([COPY])
  })

  it('other files of the folder are not listed; a copy that is gone already is removed without a word', async () => {
    await calls.writeBackup({ place: 'first', name: COPY, bytes }, window)
    writeFileSync(join(ours(), '月报.xlsx'), 'x')
    mkdirSync(join(ours(), COPY.replace('14', '15')))
    expect(await calls.listBackups('first', window)).toEqual([{ name: COPY, bytes: 4 }])
    await calls.removeBackup({ place: 'first', name: COPY }, window)
    await calls.removeBackup({ place: 'first', name: COPY }, window)
    expect(await calls.listBackups('first', window)).toEqual([])
    await expect(calls.readBackup({ place: 'first', name: COPY }, window)).rejects.toThrow('读不出来')
  })

  it('a damaged note of the chosen places is read as none', async () => {
    writeFileSync(join(folder, 'user', 'backup-places.json'), '{"first":3')
    expect((await backupCalls({ documents: join(folder, '文档'), userData: join(folder, 'user') }).backupPlaces(undefined, window))[0]).toEqual({ id: 'first', where: ours(), state: 'ready' })
  })
})
