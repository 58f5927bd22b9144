import { readDirectory, unpack } from '../reading/archive'
import { ReadingError } from '../reading/model'
import { readTable } from '../reading/read-table'
import type { IncomingFile } from './collect-model'
import { isReturnedName } from './returned-names'

const CORE = 'docProps/core.xml'

/** Reads one returned file; what cannot be read says why in its message. */
export function openReturnedFile(name: string, bytes: Uint8Array): IncomingFile {
  try {
    const book = readTable(bytes, name)
    return { name, book, message: null, savedAt: book.kind === 'xlsx' ? savedAt(bytes) : null }
  } catch (error) {
    if (error instanceof ReadingError) return { name, book: null, message: error.message, savedAt: null }
    throw error
  }
}

/**
 * When the program that saved the file says it did. Null where it says nothing of its own: some leave the time at which the
 * workbook was made. An .xls keeps it elsewhere and is not asked.
 */
function savedAt(bytes: Uint8Array): string | null {
  const entry = readDirectory(bytes).find((e) => e.name === CORE)
  if (entry === undefined || entry.unpacked > 100_000) return null
  const xml = new TextDecoder().decode(unpack(bytes, [entry]).get(CORE))
  const [created, modified] = ['created', 'modified'].map((name) => new RegExp(`<dcterms:${name}[^>]*>(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})(?:\\.\\d+)?Z</dcterms:${name}>`, 'u').exec(xml)?.[1])
  return modified === undefined || modified === created ? null : `${modified}.000Z`
}

/** The files of a zip, opened one level deep; a zip that cannot be read is told as one file that cannot. */
export function filesOfZip(bytes: Uint8Array): { name: string; bytes: Uint8Array }[] | { message: string } {
  try {
    const entries = readDirectory(bytes).filter((e) => !e.name.endsWith('/') && isReturnedName(e.name) && !/\.zip$/iu.test(e.name))
    return [...unpack(bytes, entries)].map(([path, content]) => ({ name: path.replace(/^.*\//u, ''), bytes: content }))
  } catch (error) {
    if (error instanceof ReadingError) return { message: error.message }
    throw error
  }
}

/** Whether bytes are a zip that is no workbook itself. */
export function isPlainZip(name: string, bytes: Uint8Array): boolean {
  return /\.zip$/iu.test(name) && bytes[0] === 0x50 && bytes[1] === 0x4b
}
