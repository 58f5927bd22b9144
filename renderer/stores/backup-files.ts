import type { BackupPlaceId, Shell } from '#electron/shell-contract'
import { liveHashes } from '@/domain/attachment'
import { backupFileName } from '@/domain/backup'
import type { Attachment } from '@/domain/method-records'
import type { ReadFile } from '@/exchange/package-file'
import type { LedgerFiles } from '@/storage/files'

type Folders = Pick<Shell, 'listBackups' | 'writeBackup' | 'readBackup'>

/**
 * Copies the attached files that do not lie in a place yet, one at a time. Empty: all of them lie there; else what went wrong.
 * None is ever removed: a copy of years ago may name it.
 */
export async function backUpFiles(shell: Folders, place: BackupPlaceId, files: LedgerFiles, attachments: readonly Attachment[]): Promise<string> {
  const named = liveHashes(attachments)
  if (named.size === 0) return ''
  const there = new Map((await shell.listBackups(place)).map((entry) => [entry.name, entry.bytes]))
  const types = new Map(attachments.map((a) => [a.sha256, a.type]))
  let failed = 0
  let why = ''
  for (const [sha256, size] of named) {
    const name = backupFileName({ sha256, type: types.get(sha256)! })
    if (there.get(name) === size) continue
    const row = await files.get(sha256)
    // Its bytes never came to this PC: there is nothing to copy.
    if (row === null) continue
    const result = await shell.writeBackup({ place, name, bytes: new Uint8Array(await row.bytes.arrayBuffer()) })
    if (result.outcome === 'written') continue
    failed += 1
    why = result.message
  }
  return failed === 0 ? '' : `台账备份好了，但有 ${failed} 个附件没有备份上：${why}`
}

/** Reads attached files out of the places in their order; whoever asks checks what came against its hash. */
export function readBackedUp(shell: Folders, places: readonly BackupPlaceId[]): ReadFile {
  let found: Promise<Map<string, { place: BackupPlaceId; name: string }>> | null = null
  return async (sha256) => {
    // Listed once for all the files of a restore.
    const at = (await (found ??= filesIn(shell, places))).get(sha256)
    return at === undefined ? null : shell.readBackup(at).catch(() => null)
  }
}

async function filesIn(shell: Folders, places: readonly BackupPlaceId[]): Promise<Map<string, { place: BackupPlaceId; name: string }>> {
  const found = new Map<string, { place: BackupPlaceId; name: string }>()
  for (const place of places) {
    for (const { name } of await shell.listBackups(place).catch(() => [])) {
      const sha256 = /^台账附件_([0-9a-f]{64})\./u.exec(name)?.[1]
      if (sha256 !== undefined && !found.has(sha256)) found.set(sha256, { place, name })
    }
  }
  return found
}
