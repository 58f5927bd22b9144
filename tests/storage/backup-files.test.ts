import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { BACKUP_FILE_NAME, type BackupEntry, type Shell } from '#electron/shell-contract'
import { backupFileName, readBackupName } from '@/domain/backup'
import type { Attachment } from '@/domain/method-records'
import { filesOf } from '@/storage/files'
import { backUpFiles, dropUnnamedFiles, readBackedUp } from '@/stores/backup-files'
import { SOUND_METHODS } from '../unit/domain/method-support'
import { clock, openSmallLedger } from './support/open-ledger'

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const attached = (id: string, text: string, fields: Partial<Attachment> = {}): Attachment => ({ ...SOUND_METHODS.attachments, id, sha256: hashOf(text), size: text.length, ...fields })

/** Two folders in memory; a name of `full` cannot be written. */
function folders(full: readonly string[] = []): Pick<Shell, 'listBackups' | 'writeBackup' | 'readBackup' | 'removeBackup'> & { readonly written: string[] } {
  const kept = new Map<string, Uint8Array>()
  const written: string[] = []
  return {
    written,
    listBackups: async (place): Promise<BackupEntry[]> => [...kept].filter(([key]) => key.startsWith(`${place}/`)).map(([key, bytes]) => ({ name: key.slice(place.length + 1), bytes: bytes.length })),
    writeBackup: async ({ place, name, bytes }) => {
      if (full.includes(name)) return { outcome: 'failed', message: '磁盘空间不足' }
      kept.set(`${place}/${name}`, bytes)
      written.push(name)
      return { outcome: 'written' }
    },
    readBackup: async ({ place, name }) => kept.get(`${place}/${name}`)!,
    removeBackup: async ({ place, name }) => void kept.delete(`${place}/${name}`),
  }
}

describe('attached files beside the copies', () => {
  it('are named by their hash, and by a name that both shells let through and no copy has', () => {
    const name = backupFileName(attached('A1', 'x'))
    expect(name).toMatch(BACKUP_FILE_NAME)
    expect(readBackupName(name)).toBeNull()
    for (const wrong of [`台账附件_${hashOf('x')}.exe`, `../台账附件_${hashOf('x')}.jpg`, '台账附件_abc.jpg']) expect(wrong).not.toMatch(BACKUP_FILE_NAME)
  })

  it('are written once, come back by their hash from whichever place has them, and a full disk is told without losing the others', async () => {
    const { database } = await openSmallLedger()
    const files = filesOf(database, clock)
    for (const text of ['jia', 'yi']) await files.put({ sha256: hashOf(text), bytes: new Blob([text]), thumbnail: null })
    const attachments = [attached('A1', 'jia'), attached('A2', 'jia'), attached('A3', 'yi'), attached('A4', 'bing'), attached('A5', 'ding', { deletedAt: '2020-03-05T00:00:00.000Z' })]
    const shell = folders()
    expect(await backUpFiles(shell, 'second', files, attachments)).toBe('')
    expect(await backUpFiles(shell, 'second', files, attachments)).toBe('')
    expect(shell.written).toHaveLength(2)
    const read = readBackedUp(shell, ['first', 'second'])
    expect(new TextDecoder().decode((await read(hashOf('jia')))!)).toBe('jia')
    expect(await read(hashOf('bing'))).toBeNull()

    const narrow = folders([backupFileName(attached('A1', 'jia'))])
    expect(await backUpFiles(narrow, 'first', files, attachments)).toBe('台账备份好了，但有 1 个附件没有备份上：磁盘空间不足')
    expect(narrow.written).toEqual([backupFileName(attached('A3', 'yi'))])
  })

  describe('go with the last copy that names them', () => {
    const [OLD, SHARED, NOW] = ['台账备份_20200101_080000_自动_00000A.json.gz', '台账备份_20200301_080000_手动_00000B.json.gz', '台账备份_20200305_080000_自动_00000A.json.gz']
    const NAMES: Readonly<Record<string, readonly string[]>> = { [OLD!]: ['jia'], [SHARED!]: ['yi'], [NOW!]: ['bing'] }
    const namedBy = async ({ name }: { name: string }): Promise<string[]> => NAMES[name]!.map(hashOf)
    const fileName = (text: string): string => backupFileName(attached('A', text))

    async function filled(): Promise<ReturnType<typeof folders>> {
      const shell = folders()
      const bytes = new Uint8Array([1])
      for (const name of [OLD!, NOW!, ...['jia', 'yi', 'bing', 'ding', 'wu'].map(fileName)]) await shell.writeBackup({ place: 'first', name, bytes })
      for (const name of [SHARED!, fileName('ding')]) await shell.writeBackup({ place: 'second', name, bytes })
      return shell
    }
    const left = async (shell: ReturnType<typeof folders>, place: 'first' | 'second'): Promise<string[]> => (await shell.listBackups(place)).map((f) => f.name)

    it('in both places; what the ledger or a copy of another ledger names stays', async () => {
      const shell = await filled()
      expect(await dropUnnamedFiles(shell, ['first', 'second'], new Set([hashOf('wu')]), namedBy)).toBe(2)
      expect(await left(shell, 'first')).toEqual([OLD, NOW, ...['jia', 'yi', 'bing', 'wu'].map(fileName)])
      expect(await left(shell, 'second')).toEqual([SHARED])
      await shell.removeBackup({ place: 'first', name: OLD! })
      expect(await dropUnnamedFiles(shell, ['first', 'second'], new Set([hashOf('wu')]), namedBy)).toBe(1)
      expect(await left(shell, 'first')).toEqual([NOW, ...['yi', 'bing', 'wu'].map(fileName)])
    })

    it('stay, all of them, where one copy cannot be read, and no copy is read where nothing could go', async () => {
      const shell = await filled()
      await expect(dropUnnamedFiles(shell, ['first', 'second'], new Set(), async (copy) => (copy.name === SHARED ? Promise.reject(new Error('坏了')) : namedBy(copy)))).rejects.toThrow('坏了')
      expect(await left(shell, 'first')).toHaveLength(7)
      const all = new Set(['jia', 'yi', 'bing', 'ding', 'wu'].map(hashOf))
      expect(await dropUnnamedFiles(shell, ['first', 'second'], all, () => Promise.reject(new Error('read')))).toBe(0)
    })
  })
})
