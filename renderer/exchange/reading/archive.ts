import { Inflate } from 'fflate'
import { excerpt } from '@/domain/brand'
import { READING_LIMITS, ReadingError } from './model'

/** A part of an archive, not yet unpacked. */
export interface ArchiveEntry {
  readonly name: string
  readonly packed: number
  readonly unpacked: number
  readonly method: number
  readonly crc: number
  /** Where its local header begins. */
  readonly offset: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** Unpacked at most so many bytes of packed data at a time, so that a lying size is noticed before memory is filled. */
const STEP = 16_384

/**
 * Reads the directory of a zip archive and checks it as a whole, before anything is unpacked: number, sizes and ratio of its
 * parts, their names, encryption. Throws ReadingError.
 */
export function readDirectory(bytes: Uint8Array): ArchiveEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === null) throw new ReadingError('truncated', '文件不完整：后半截没有了，可能还没有拷贝完，或正在被 Excel、WPS 保存。请等它存完并关闭，再重新选择；仍不行请向发件人要一份')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count === 0xffff || at === 0xffffffff) throw new ReadingError('bomb', `文件里的部件太多，不像是表格（最多 ${READING_LIMITS.entries} 个），没有打开。请在 Excel、WPS 里打开，把要导入的表另存为一个新的 .xlsx`)
  if (count > READING_LIMITS.entries) throw new ReadingError('bomb', `文件里有 ${count} 个部件，不像是表格（最多 ${READING_LIMITS.entries} 个），没有打开。请把要导入的表另存为一个新的 .xlsx`)
  const entries: ArchiveEntry[] = []
  const names = new Set<string>()
  let packedSum = 0
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw damaged()
    const flags = view.getUint16(at + 8, true)
    const [nameLength, extraLength, commentLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)]
    const name = entryName(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/')
    const entry: ArchiveEntry = {
      name, method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true), packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true), offset: view.getUint32(at + 42, true),
    }
    if ((flags & 1) !== 0) throw encrypted()
    checkName(name, names)
    checkSize(entry)
    packedSum += entry.packed
    if (entry.offset + 30 > bytes.length || packedSum > bytes.length) throw damaged()
    entries.push(entry)
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

/** UTF-8, or GBK as Windows writes the names of a folder that it packs. */
function entryName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gbk').decode(bytes)
  }
}

function findEnd(view: DataView): number | null {
  // The record is 22 bytes long and may be followed by a comment of at most 65,535.
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 65_557; at -= 1) if (view.getUint32(at, true) === END) return at
  return null
}

function checkName(name: string, seen: Set<string>): void {
  if (name.split('/').includes('..') || name.startsWith('/') || /^[A-Za-z]:|[\u0000-\u001f]/u.test(name)) {
    throw new ReadingError('bad-name', `文件里有指向别处的路径“${excerpt(name, 40)}”，可能是有人做的手脚，没有打开。请不要用它，向发件人另要一份`)
  }
  const key = name.toLowerCase()
  if (seen.has(key)) throw damaged()
  seen.add(key)
}

function checkSize({ packed, unpacked }: ArchiveEntry): void {
  if (unpacked > READING_LIMITS.unpackedBytes || (unpacked > READING_LIMITS.ratioFrom && unpacked > packed * READING_LIMITS.ratio)) throw bomb()
}

function bomb(): ReadingError {
  return new ReadingError('bomb', `文件解开后大得不正常（最多 ${READING_LIMITS.unpackedBytes / 1_000_000} 兆字节，且不超过压缩前后 ${READING_LIMITS.ratio} 倍），没有打开。请在 Excel、WPS 里打开，只把有内容的行列复制到新表再存一次`)
}

export function damaged(cause?: unknown): ReadingError {
  return new ReadingError('damaged', '文件已损坏，读不下去。请重新拷贝一份；或者在 Excel、WPS 里打开，另存为一个新的 .xlsx 再导入', { cause })
}

export function encrypted(): ReadingError {
  return new ReadingError('encrypted', '这个文件加了打开密码，本程序打不开。请在 Excel、WPS 里用密码打开，取消密码后另存一份再导入')
}

/** Unpacks the given parts, within the limits whatever sizes they claim, and checks each against its checksum. */
export function unpack(bytes: Uint8Array, entries: readonly ArchiveEntry[]): Map<string, Uint8Array> {
  let sum = 0
  for (const { unpacked } of entries) sum += unpacked
  if (sum > READING_LIMITS.unpackedBytes) throw bomb()
  return new Map(entries.map((entry) => [entry.name, unpackOne(bytes, entry)]))
}

function unpackOne(bytes: Uint8Array, entry: ArchiveEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(entry.offset, true) !== LOCAL) throw damaged()
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  const packed = bytes.subarray(start, start + entry.packed)
  if (packed.length !== entry.packed) throw damaged()
  const content = entry.method === 0 ? packed : entry.method === 8 ? inflate(packed, entry.unpacked) : null
  if (content === null || content.length !== entry.unpacked || crc32(content) !== entry.crc) throw damaged()
  return content
}

function inflate(packed: Uint8Array, size: number): Uint8Array {
  const content = new Uint8Array(size)
  let length = 0
  const stream = new Inflate((chunk) => {
    if (length + chunk.length > size) throw bomb()
    content.set(chunk, length)
    length += chunk.length
  })
  try {
    for (let at = 0; at < packed.length; at += STEP) stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length)
  } catch (error) {
    throw error instanceof ReadingError ? error : damaged(error)
  }
  return content.subarray(0, length)
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k += 1) c = (c & 1) !== 0 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (let i = 0; i < bytes.length; i += 1) crc = (CRC_TABLE[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
