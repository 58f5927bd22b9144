import { liveHashes } from '@/domain/attachment'
import type { LedgerData } from '@/domain/model'
import { isFields, PackageError } from './package-error'

/** A file whose bytes follow the text of a package. */
export interface FileEntry {
  /** Of the bytes, lower-case hexadecimal. */
  readonly sha256: string
  /** Bytes */
  readonly size: number
}

/** The version that brought them. */
const SINCE = 5

/** Checks `files` of a package: each once, in the order of the hashes, and each one that a live record names. */
export function readFileEntries(value: unknown, version: number, data: LedgerData): readonly FileEntry[] {
  if (version < SINCE) return value === undefined ? [] : refuse('有不认识的附件清单')
  const named = liveHashes(data.attachments)
  const entries: unknown[] = Array.isArray(value) ? value : refuse('缺少附件的清单')
  let last = ''
  for (const entry of entries) {
    if (!isFields(entry) || Object.keys(entry).sort().join() !== 'sha256,size') return refuse('附件的清单读不懂')
    const { sha256, size } = entry
    if (typeof sha256 !== 'string' || named.get(sha256) !== size) return refuse('附件的清单与附件记录不符')
    if (sha256 <= last) return refuse('附件的清单次序不对')
    last = sha256
  }
  return entries as readonly FileEntry[]
}

function refuse(why: string): never {
  throw new PackageError('wrong-files', `台账文件里${why}，没有打开。请重新导出一份`)
}
