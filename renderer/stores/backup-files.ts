import type { BackupPlaceId, Shell } from '#electron/shell-contract'
import { liveHashes } from '@/domain/attachment'
import { backupFileName, readBackupName, type BackupName } from '@/domain/backup'
import type { Attachment } from '@/domain/method-records'
import type { ReadFile } from '@/exchange/package-file'
import type { LedgerFiles } from '@/storage/files'

type Folders = Pick<Shell, 'listBackups' | 'writeBackup' | 'readBackup'>

/** Copies the attached files that do not lie in a place yet, one at a time. Empty: all of them lie there; else what went wrong. */
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
      const sha256 = hashInName(name)
      if (sha256 !== null && !found.has(sha256)) found.set(sha256, { place, name })
    }
  }
  return found
}

/**
 * Removes the attached files that neither the ledger (`named`) nor any copy in any of the places names. `namedBy` tells what a copy names;
 * where it cannot tell for one, it rejects, and nothing is removed. Tells how many went.
 */
export async function dropUnnamedFiles(shell: Pick<Shell, 'listBackups' | 'removeBackup'>, places: readonly BackupPlaceId[], named: ReadonlySet<string>, namedBy: (copy: { readonly place: BackupPlaceId; readonly name: BackupName }) => Promise<Iterable<string>>): Promise<number> {
  const files = (await Promise.all(places.map(async (place) => (await shell.listBackups(place)).map(({ name }) => ({ place, name, sha256: hashInName(name) }))))).flat()
  const unnamed = files.filter((f) => f.sha256 !== null && !named.has(f.sha256))
  if (unnamed.length === 0) return 0
  // Copies are listed after the files: another PC that writes here writes its copy first, so what its copy names is known.
  const kept = new Set<string>()
  const read = new Set<string>()
  for (const place of places) {
    for (const { name } of await shell.listBackups(place)) {
      // The same copy in both places names the same files.
      const copy = readBackupName(name)
      if (copy === null || read.has(name)) continue
      read.add(name)
      for (const sha256 of await namedBy({ place, name: copy.name })) kept.add(sha256)
    }
  }
  const gone = unnamed.filter((f) => !kept.has(f.sha256!))
  for (const { place, name } of gone) await shell.removeBackup({ place, name })
  return gone.length
}

function hashInName(name: string): string | null {
  return /^台账附件_([0-9a-f]{64})\./u.exec(name)?.[1] ?? null
}
