import type { Attachment } from '@/domain/method-records'
import type { LedgerDatabase } from './database'
import { StorageFullError } from './errors'
import { isQuota, type Clock } from './operation'
import type { FileRow } from './rows'
import { readUndoState } from './undo'

/**
 * Bytes of attached files, by their SHA-256: one copy however often it is attached. They stand outside of the ledger's
 * records and of the log, which hold hashes alone, and are never changed: only put, and taken away when nothing can need them.
 */
export interface LedgerFiles {
  put(file: Omit<FileRow, 'addedAt' | 'size'>): Promise<void>
  get(sha256: string): Promise<FileRow | null>
  setThumbnail(sha256: string, thumbnail: Blob): Promise<void>
  /** Which bytes are here, with their sizes. */
  stored(): Promise<Map<string, number>>
  /** Takes away what no live record names and no undo or redo could bring back. Tells how many files went. */
  clean(): Promise<number>
}

/** Bytes are put before the record that names them: what is younger than this may be waiting for its record. */
const WAITS_MS = 24 * 60 * 60_000

export function filesOf(database: LedgerDatabase, clock: Clock): LedgerFiles {
  const { files } = database
  return {
    put: async ({ sha256, bytes, thumbnail }) => {
      try {
        await files.put({ sha256, bytes, thumbnail, size: bytes.size, addedAt: clock().toISOString() })
      } catch (cause) {
        throw isQuota(cause) ? new StorageFullError({ cause }) : cause
      }
    },
    get: async (sha256) => (await files.get(sha256)) ?? null,
    setThumbnail: async (sha256, thumbnail) => {
      await files.update(sha256, { thumbnail })
    },
    stored: async () => {
      const found = new Map<string, number>()
      await files.each(({ sha256, size }) => void found.set(sha256, size))
      return found
    },
    clean: () => clean(database, clock),
  }
}

function clean(database: LedgerDatabase, clock: Clock): Promise<number> {
  const { files, attachments, operations, changes } = database
  return database.transaction('rw', [files, attachments, operations, changes], async () => {
    const all = await attachments.toArray()
    const hashes = new Map(all.map((a) => [a.id, a.sha256]))
    const needed = new Set(all.filter((a) => a.deletedAt === null).map((a) => a.sha256))
    const { undo, redo } = await readUndoState(database)
    const steps = await changes.where('operationId').anyOf([...undo, ...redo].map((o) => o.id)).filter((c) => c.table === 'attachments').toArray()
    for (const { recordId, before, after } of steps) {
      const named = hashes.get(recordId) ?? ((after ?? before) as Partial<Attachment> | null)?.sha256
      if (named !== undefined) needed.add(named)
    }
    const before = new Date(clock().getTime() - WAITS_MS).toISOString()
    const gone: string[] = []
    await files.each((f) => void (!needed.has(f.sha256) && f.addedAt < before && gone.push(f.sha256)))
    await files.bulkDelete(gone)
    return gone.length
  })
}
