import { liveHashes } from '@/domain/attachment'
import type { LedgerData } from '@/domain/model'
import { sha256Bytes } from './canonical-json'
import { PackageError, readPackageText, writePackageBytes } from './package'
import type { FileEntry } from './package-files'

/** The bytes of a file by its SHA-256; null where they are not at hand. */
export type ReadFile = (sha256: string) => Promise<Uint8Array | null>

export interface PackageFile {
  readonly data: LedgerData
  readonly files: ReadonlyMap<string, Uint8Array>
}

const LINE_FEED = 10

/**
 * A whole data package: its text of one line, and after the line feed the bytes of the attached files in the order of their
 * hashes. The same ledger with the same files gives the same bytes. `stored` tells which files are at hand, with their sizes;
 * they are read one at a time, so that beside the result only one of them is in memory.
 */
export async function writePackageFile(ledger: LedgerData, stored: ReadonlyMap<string, number>, read: ReadFile): Promise<Uint8Array<ArrayBuffer>> {
  const entries = [...liveHashes(ledger.attachments)].filter(([sha256, size]) => stored.get(sha256) === size).map(([sha256, size]) => ({ sha256, size })).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
  return withFilesBehind(await writePackageBytes(ledger, entries), entries, read)
}

/** A text and the bytes of the listed files behind it, in their order. */
export async function withFilesBehind(text: Uint8Array, entries: readonly FileEntry[], read: ReadFile): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(text.length + entries.reduce((sum, e) => sum + e.size, 0))
  whole.set(text)
  let at = text.length
  for (const { sha256, size } of entries) {
    const bytes = await read(sha256)
    if (bytes?.length !== size) throw new PackageError('wrong-files', '有一个附件的内容刚刚不见了，文件没有做出来。请再试一次')
    whole.set(bytes, at)
    at += size
  }
  return whole
}

/** Reads a package with its files, whole or not at all. The files are views of `bytes`. Throws PackageError. */
export async function readPackageFile(bytes: Uint8Array): Promise<PackageFile> {
  const end = textEnd(bytes)
  const [own, rest] = [bytes.subarray(0, end), bytes.subarray(end)]
  const { data, files: entries } = await readPackageText(decode(own), own)
  return { data, files: await filesBehind(entries, rest, (sha256) => data.attachments.find((a) => a.sha256 === sha256)?.name ?? '') }
}

/** The text of a file, and what follows it. Throws PackageError where it is no text. */
export function splitText(bytes: Uint8Array): [text: string, rest: Uint8Array] {
  const end = textEnd(bytes)
  return [decode(bytes.subarray(0, end)), bytes.subarray(end)]
}

/** The listed files out of the bytes behind a text, each of them what its hash says, all of them and nothing else. Throws PackageError. */
export async function filesBehind(entries: readonly FileEntry[], rest: Uint8Array, nameOf: (sha256: string) => string): Promise<Map<string, Uint8Array>> {
  const size = entries.reduce((sum, e) => sum + e.size, 0)
  // Without files anything may follow that an editor puts there; textEnd has left only white space.
  if (entries.length > 0 && rest.length !== size) throw new PackageError('wrong-files', rest.length < size ? '文件不完整：附件的内容读到一半断了。可能没有传完，请重新拷贝一份' : '附件的内容比清单上的多，文件被改过。请重新拷贝一份')
  if (entries.length === 0 && rest.some((b) => b > 32)) throw new PackageError('wrong-files', '台账后面跟着不认识的内容，文件被改过。请重新拷贝一份')
  const files = new Map<string, Uint8Array>()
  let at = 0
  for (const entry of entries) {
    const own = rest.subarray(at, at + entry.size)
    if ((await sha256Bytes(own)) !== entry.sha256) throw new PackageError('wrong-files', `附件“${nameOf(entry.sha256)}”的内容和校验码不符：保存后被改过或损坏了。请向发件人要一份原件`)
    files.set(entry.sha256, own)
    at += entry.size
  }
  return files
}

/** Where the text ends: after the first line, where that is a whole object; else a text over several lines, without files. */
function textEnd(bytes: Uint8Array): number {
  const feed = bytes.indexOf(LINE_FEED)
  if (feed === -1) return bytes.length
  const last = bytes[feed - 1] === 13 ? feed - 2 : feed - 1
  return last > 0 && bytes[last] === 0x7d ? feed + 1 : bytes.length
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new PackageError('not-json', '不是本程序导出的台账文件，或者已经损坏：里面的文字读不出来。请重新复制一份')
  }
}
