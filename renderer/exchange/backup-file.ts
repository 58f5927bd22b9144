import type { LedgerData } from '@/domain/model'
import type { RecordCounts } from '@/domain/backup'
import { joined } from './joined'
import { MAX_PACKAGE_CHARACTERS, packageParts, PackageError } from './package'
import { readPackageFile, type PackageFile } from './package-file'

/**
 * A backup: the text of the data package, packed by gzip, so that thirty of them take the room of a few. The bytes of attached
 * files lie beside the copies, each once (domain/backup.ts).
 */
export interface PackedBackup {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly counts: RecordCounts
}

/** Packs a whole ledger. Throws PackageError where no data package can be made of it. */
export async function packBackup(data: LedgerData): Promise<PackedBackup> {
  const { head, rest } = packageParts(data)
  // One piece after the other: the checksum is there by the time that the head has been packed.
  const pieces = (async function* () {
    yield* head
    yield await rest
  })()
  const text = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const { done, value } = await pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
  })
  return { bytes: await collected(text.pipeThrough(new CompressionStream('gzip'))), counts: recordCounts(data) }
}

/** How many records each table of a ledger holds. */
export function recordCounts(data: LedgerData): RecordCounts {
  return Object.fromEntries(Object.entries(data as unknown as Readonly<Record<string, unknown>>).map(([table, records]) => [table, Array.isArray(records) ? records.length : 1]))
}

/** Reads a data package from a file's bytes, packed or plain. Throws PackageError with what is wrong and what to do. */
export async function readPackageBytes(bytes: Uint8Array): Promise<LedgerData> {
  return (await openPackageBytes(bytes)).data
}

/** The same with the attached files that follow the text. */
export async function openPackageBytes(bytes: Uint8Array): Promise<PackageFile> {
  return readPackageFile(isGzip(bytes) ? await unpack(bytes) : bytes)
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    // A character takes at most three bytes; what unpacks to more is no ledger, however small it came.
    return await collected(new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip')), MAX_PACKAGE_CHARACTERS * 3)
  } catch (error) {
    if (error instanceof PackageError) throw error
    throw new PackageError('not-json', '备份文件已损坏，解不开。请换一份备份')
  }
}

/** The bytes of a stream; more than `most` ends the work at once. */
async function collected(stream: ReadableStream<Uint8Array<ArrayBuffer>>, most = Infinity): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let total = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    total += value.length
    if (total > most) {
      void reader.cancel()
      throw new PackageError('too-large', '文件解开后太大，不像是台账文件，没有打开')
    }
  }
  return joined(chunks)
}
