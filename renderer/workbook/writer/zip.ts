import { Deflater } from './deflate'

/** 2000-01-01 12:00 as the archive writes it, in no time zone: the same workbook is the same bytes whenever it is made. */
const DAY = ((2000 - 1980) << 9) | (1 << 5) | 1
const TIME = 12 << 11
/** Text is taken in pieces of at most so many UTF-16 units, each of at most three bytes. */
const PIECE = 1 << 14

const encoder = new TextEncoder()

/** One packed file of an archive. */
export interface PackedPart {
  readonly crc: number
  readonly size: number
  readonly chunks: readonly Uint8Array[]
  readonly packedSize: number
  readonly stored: boolean
}

/** Numbers of styles and texts come again and again: their texts are kept. */
const SHORT_NUMBERS = 4096
const shortNumbers: string[] = []

/** A text that one sink is given again and again. */
export class Piece {
  readonly bytes: Uint8Array
  /** Where it stood last, counted from the beginning of the text. */
  last = Number.NEGATIVE_INFINITY

  constructor(text: string) {
    this.bytes = encoder.encode(text)
  }
}

/** Packs text as it comes, 128 KB at a time: the XML of a sheet never exists as a whole. */
export class PartSink {
  private crc = 0
  private size = 0
  private readonly chunks: Uint8Array[] = []
  private readonly deflater = new Deflater((chunk) => this.chunks.push(chunk))

  add(text: string): void {
    const { length } = text
    if (length > PIECE) {
      for (const piece of pieces(text)) this.add(piece)
      return
    }
    const { deflater } = this
    if (deflater.room < length * 3) this.flush(false)
    const { bytes } = deflater
    let at = deflater.filled
    for (let i = 0; i < length; i += 1) {
      const code = text.charCodeAt(i)
      if (code < 0x80) bytes[at++] = code
      else {
        at += encoder.encodeInto(text.slice(i), bytes.subarray(at)).written
        break
      }
    }
    deflater.filled = at
  }

  /** Adds a piece that comes again and again; where it stood last, it is packed as a repeat without looking for it. */
  addPiece(piece: Piece): void {
    const { deflater } = this
    if (deflater.room < piece.bytes.length) this.flush(false)
    const at = deflater.position
    deflater.repeat(piece.bytes, at - piece.last)
    piece.last = at
  }

  addNumber(value: number): void {
    if (value < 0 || value >= SHORT_NUMBERS || !Number.isInteger(value)) this.add(String(value))
    else this.add((shortNumbers[value] ??= String(value)))
  }

  end(): PackedPart {
    this.flush(true)
    return { crc: this.crc, size: this.size, chunks: this.chunks, packedSize: this.chunks.reduce((n, c) => n + c.length, 0), stored: false }
  }

  private flush(final: boolean): void {
    const bytes = this.deflater.waiting
    this.crc = crc32(bytes, this.crc)
    this.size += bytes.length
    this.deflater.flush(final)
  }
}

/** Cut between characters. */
function pieces(text: string): string[] {
  const found: string[] = []
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + PIECE)
    const last = text.charCodeAt(to - 1)
    if (to < text.length && last >= 0xd800 && last <= 0xdbff) to -= 1
    found.push(text.slice(from, to))
    from = to
  }
  return found
}

export function packText(text: string): PackedPart {
  const sink = new PartSink()
  sink.add(text)
  return sink.end()
}

/** For pictures, which are packed already. */
export function storeBytes(bytes: Uint8Array): PackedPart {
  return { crc: crc32(bytes, 0), size: bytes.length, chunks: [bytes], packedSize: bytes.length, stored: true }
}

/** A ZIP archive of parts with ASCII paths, in the order given. Sizes stand before each part, for readers that go through it once. */
export function zipParts(parts: ReadonlyMap<string, PackedPart>): Uint8Array {
  const HEADER = 30
  const ENTRY = 46
  const END = 22
  const list = [...parts].map(([path, part]) => ({ name: encoder.encode(path), part }))
  const body = list.reduce((n, { name, part }) => n + HEADER + name.length + part.packedSize, 0)
  const directory = list.reduce((n, { name }) => n + ENTRY + name.length, 0)
  const bytes = new Uint8Array(body + directory + END)
  const view = new DataView(bytes.buffer)
  /** The fields that a part's header and its directory entry share. */
  const common = (at: number, { name, part }: (typeof list)[number]): void => {
    view.setUint16(at, 20, true)
    view.setUint16(at + 4, part.stored ? 0 : 8, true)
    view.setUint16(at + 6, TIME, true)
    view.setUint16(at + 8, DAY, true)
    view.setUint32(at + 10, part.crc, true)
    view.setUint32(at + 14, part.packedSize, true)
    view.setUint32(at + 18, part.size, true)
    view.setUint16(at + 22, name.length, true)
  }
  let at = 0
  let entryAt = body
  for (const item of list) {
    view.setUint32(entryAt, 0x02014b50, true)
    view.setUint16(entryAt + 4, 20, true)
    common(entryAt + 6, item)
    view.setUint32(entryAt + 42, at, true)
    bytes.set(item.name, entryAt + ENTRY)
    entryAt += ENTRY + item.name.length
    view.setUint32(at, 0x04034b50, true)
    common(at + 4, item)
    bytes.set(item.name, at + HEADER)
    at += HEADER + item.name.length
    for (const chunk of item.part.chunks) {
      bytes.set(chunk, at)
      at += chunk.length
    }
  }
  view.setUint32(entryAt, 0x06054b50, true)
  view.setUint16(entryAt + 8, list.length, true)
  view.setUint16(entryAt + 10, list.length, true)
  view.setUint32(entryAt + 12, directory, true)
  view.setUint32(entryAt + 16, body, true)
  return bytes
}

/** Eight tables: eight bytes a step. */
const TABLES = crcTables()

function crcTables(): Int32Array[] {
  const first = new Int32Array(256).map((_, n) => {
    let crc = n
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
    return crc
  })
  const tables = [first]
  for (let t = 1; t < 8; t += 1) tables.push(tables[t - 1]!.map((crc) => first[crc & 0xff]! ^ (crc >>> 8)))
  return tables
}

function crc32(bytes: Uint8Array, before: number): number {
  const [a, b, c, d, e, f, g, h] = TABLES as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array]
  const { length } = bytes
  let crc = ~before
  let i = 0
  for (const last = length - 8; i <= last; i += 8) {
    crc ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)
    crc = h[crc & 0xff]! ^ g[(crc >>> 8) & 0xff]! ^ f[(crc >>> 16) & 0xff]! ^ e[crc >>> 24]! ^ d[bytes[i + 4]!]! ^ c[bytes[i + 5]!]! ^ b[bytes[i + 6]!]! ^ a[bytes[i + 7]!]!
  }
  for (; i < length; i += 1) crc = a[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8)
  return ~crc >>> 0
}
