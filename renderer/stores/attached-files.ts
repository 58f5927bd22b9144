import { liveHashes } from '@/domain/attachment'
import type { Attachment } from '@/domain/method-records'
import { sha256Bytes } from '@/exchange/canonical-json'
import type { ReadFile } from '@/exchange/package-file'
import type { LedgerFiles } from '@/storage/files'

export type { ReadFile }

/** No files come along. */
export const NO_FILES: ReadFile = async () => null

/**
 * Puts the bytes that live records name and that are not here yet, one file at a time. What `read` does not have, or has
 * otherwise than its hash says, stays missing: the record keeps its place and the screen says so.
 */
export async function takeFiles(files: LedgerFiles, attachments: readonly Attachment[], read: ReadFile): Promise<void> {
  const here = await files.stored()
  const types = new Map(attachments.map((a) => [a.sha256, a.type]))
  for (const [sha256, size] of liveHashes(attachments)) {
    if (here.get(sha256) === size) continue
    const bytes = await read(sha256)
    if (bytes?.length !== size || (await sha256Bytes(bytes)) !== sha256) continue
    await files.put({ sha256, bytes: new Blob([bytes as Uint8Array<ArrayBuffer>], { type: types.get(sha256) ?? '' }), thumbnail: null })
  }
}

/** Reads the bytes that this PC has. */
export function readStored(files: LedgerFiles): ReadFile {
  return async (sha256) => {
    const row = await files.get(sha256)
    return row === null ? null : new Uint8Array(await row.bytes.arrayBuffer())
  }
}
