import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { BACKUP_FILE_NAME, type BackupEntry, type Shell } from '#electron/shell-contract'
import { backupFileName, readBackupName } from '@/domain/backup'
import type { Attachment } from '@/domain/method-records'
import { filesOf } from '@/storage/files'
import { backUpFiles, readBackedUp } from '@/stores/backup-files'
import { SOUND_METHODS } from '../unit/domain/method-support'
import { clock, openSmallLedger } from './support/open-ledger'

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const attached = (id: string, text: string, fields: Partial<Attachment> = {}): Attachment => ({ ...SOUND_METHODS.attachments, id, sha256: hashOf(text), size: text.length, ...fields })

/** Two folders in memory; a name of `full` cannot be written. */
function folders(full: readonly string[] = []): Pick<Shell, 'listBackups' | 'writeBackup' | 'readBackup'> & { readonly written: string[] } {
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
})
