import { canonicalCodes, codeLengths } from './huffman'

/** What is compressed at once, as one block. */
const BLOCK = 1 << 17
const HISTORY = 1 << 15
const LEAST_MATCH = 4
const MOST_MATCH = 258
const HASH_BITS = 15
/** How many earlier places are tried for a match, and the length that is good enough to stop. */
const TRIES = 8
const GOOD_MATCH = 32

const END = 256
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_EXTRA = Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1))
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** First length or distance of every code. */
function bases(extra: readonly number[], first: number): number[] {
  let at = first
  return extra.map((bits) => {
    const base = at
    at += 1 << bits
    return base
  })
}
const LENGTH_BASE = bases(LENGTH_EXTRA, 3)
LENGTH_BASE[28] = MOST_MATCH
const DISTANCE_BASE = bases(DISTANCE_EXTRA, 1)

/** The code of every length and of every distance. */
const LENGTH_CODE = new Uint8Array(MOST_MATCH + 1)
LENGTH_BASE.forEach((base, code) => LENGTH_CODE.fill(code, base, code === 28 ? base + 1 : base + (1 << (LENGTH_EXTRA[code] as number))))
LENGTH_CODE[MOST_MATCH] = 28
const DISTANCE_CODE = new Uint8Array(HISTORY + 1)
DISTANCE_BASE.forEach((base, code) => DISTANCE_CODE.fill(code, base, base + (1 << (DISTANCE_EXTRA[code] as number))))

/**
 * Deflate (RFC 1951) for the XML of sheets: plain integer arithmetic, so the same text is the same bytes on every
 * machine. Bytes are put straight into `bytes` from `filled` on, which is then moved; `flush` makes room.
 */
export class Deflater {
  readonly bytes = new Uint8Array(HISTORY + BLOCK)
  filled = 0
  /** How much of `bytes` is packed already. */
  private packed = 0
  /** Number of the first byte in `bytes`, counted from the beginning of the text. */
  private base = 0
  /** Where each hash was seen last, and where that place's hash was seen before, counted from the beginning. */
  private readonly last = new Int32Array(1 << HASH_BITS).fill(-HISTORY - 1)
  private readonly before = new Int32Array(HISTORY)
  private readonly symbols = new Uint32Array(HISTORY + BLOCK)
  /** Pieces whose earlier place is known: where each begins in `bytes`, and its match (length << 16 | distance). */
  private readonly repeats = new Int32Array((HISTORY + BLOCK) / 2)
  private repeatCount = 0
  private readonly literalCounts = new Uint32Array(286)
  private readonly distanceCounts = new Uint32Array(30)
  private out = new Uint8Array((HISTORY + BLOCK) * 2 + 1024)
  private outLength = 0
  private bits = 0
  private bitCount = 0

  constructor(private readonly onChunk: (chunk: Uint8Array) => void) {}

  /** How many more bytes can be put in before `flush`. */
  get room(): number {
    return this.bytes.length - this.filled
  }

  /** Bytes that wait to be packed. */
  get waiting(): Uint8Array {
    return this.bytes.subarray(this.packed, this.filled)
  }

  /** Counted from the beginning of the text: where the next byte stands. */
  get position(): number {
    return this.base + this.filled
  }

  /**
   * Puts in bytes that stand `distance` before as well, from `from` on: no match for them has to be looked for. There must be
   * room; a distance beyond the history and a length that no match has are looked for like any other bytes.
   */
  repeat(bytes: Uint8Array, distance: number): void {
    const { length } = bytes
    const at = this.filled
    const to = this.bytes
    for (let i = 0; i < length; i += 1) to[at + i] = bytes[i]!
    this.filled = at + length
    if (distance > HISTORY || length < LEAST_MATCH || length > MOST_MATCH) return
    this.repeats[this.repeatCount] = at
    this.repeats[this.repeatCount + 1] = (length << 16) | distance
    this.repeatCount += 2
  }

  /** Packs what waits and makes room. */
  flush(final: boolean): void {
    const symbols = this.findSymbols()
    this.writeBlock(symbols, final)
    if (final) this.alignToByte()
    this.onChunk(this.out.slice(0, this.outLength))
    this.outLength = 0
    const gone = Math.max(0, this.filled - HISTORY)
    this.bytes.copyWithin(0, gone, this.filled)
    this.base += gone
    this.filled -= gone
    this.packed = this.filled
  }

  /** Fills `symbols` with literals and matches (length << 16 | distance), and counts their codes. */
  private findSymbols(): number {
    const { bytes, repeats, repeatCount, symbols, filled } = this
    this.literalCounts.fill(0)
    this.distanceCounts.fill(0)
    let count = 0
    let at = this.packed
    for (let i = 0; i < repeatCount; i += 2) {
      const from = repeats[i]!
      if (from > at) count = this.findMatches(at, from, count)
      const distance = repeats[i + 1]! & 0xffff
      let length = repeats[i + 1]! >>> 16
      // What follows is often the same too: the first digits of the row's number.
      const most = Math.min(MOST_MATCH, (i + 2 < repeatCount ? repeats[i + 2]! : filled) - from)
      while (length < most && bytes[from + length] === bytes[from + length - distance]) length += 1
      symbols[count++] = (length << 16) | distance
      this.countMatch(length, distance)
      at = from + length
    }
    this.repeatCount = 0
    count = this.findMatches(at, this.filled, count)
    this.literalCounts[END] = 1
    return count
  }

  private countMatch(length: number, distance: number): void {
    const lengthSymbol = END + 1 + LENGTH_CODE[length]!
    const distanceSymbol = DISTANCE_CODE[distance]!
    this.literalCounts[lengthSymbol] = this.literalCounts[lengthSymbol]! + 1
    this.distanceCounts[distanceSymbol] = this.distanceCounts[distanceSymbol]! + 1
  }

  /** Adds the symbols of the bytes between two places to those found; gives how many there are then. */
  private findMatches(from: number, to: number, found: number): number {
    const { bytes, base, last, before, symbols, literalCounts } = this
    const hashEnd = to - LEAST_MATCH
    let count = found
    let at = from
    while (at < to) {
      let best = LEAST_MATCH - 1
      let distance = 0
      if (at <= hashEnd) {
        const hash = Math.imul((bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)), 0x9e3779b1) >>> (32 - HASH_BITS)
        const most = Math.min(MOST_MATCH, to - at)
        let candidate = last[hash]! - base
        const oldest = Math.max(0, at - HISTORY)
        for (let tries = TRIES; candidate >= oldest && tries > 0; tries -= 1) {
          if (bytes[candidate + best] === bytes[at + best] && bytes[candidate] === bytes[at]) {
            let length = 1
            while (length < most && bytes[candidate + length] === bytes[at + length]) length += 1
            if (length > best) {
              best = length
              distance = at - candidate
              if (length >= GOOD_MATCH || length === most) break
            }
          }
          candidate = before[(candidate + base) & (HISTORY - 1)]! - base
        }
        before[(at + base) & (HISTORY - 1)] = last[hash]!
        last[hash] = at + base
      }
      if (distance === 0) {
        const byte = bytes[at]!
        symbols[count++] = byte
        literalCounts[byte] = literalCounts[byte]! + 1
        at += 1
        continue
      }
      symbols[count++] = (best << 16) | distance
      this.countMatch(best, distance)
      const end = at + best
      // Every second place of a match is remembered: a fifth faster, and 1 % larger.
      for (at += 2; at < end && at <= hashEnd; at += 2) {
        const hash = Math.imul((bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)), 0x9e3779b1) >>> (32 - HASH_BITS)
        before[(at + base) & (HISTORY - 1)] = last[hash]!
        last[hash] = at + base
      }
      at = end
    }
    return count
  }

  private writeBlock(count: number, final: boolean): void {
    const literalLengths = codeLengths(this.literalCounts, 15)
    const distanceLengths = codeLengths(this.distanceCounts, 15)
    this.put(final ? 1 : 0, 1)
    this.put(2, 2)
    this.writeCodeLengths(literalLengths, distanceLengths)
    const literalCodes = canonicalCodes(literalLengths)
    const distanceCodes = canonicalCodes(distanceLengths)
    for (let i = 0; i < count; i += 1) {
      const symbol = this.symbols[i]!
      if (symbol < 0x10000) {
        this.put(literalCodes[symbol]!, literalLengths[symbol]!)
        continue
      }
      const [length, distance] = [symbol >>> 16, symbol & 0xffff]
      const lengthCode = LENGTH_CODE[length]!
      const distanceCode = DISTANCE_CODE[distance]!
      this.put(literalCodes[END + 1 + lengthCode]!, literalLengths[END + 1 + lengthCode]!)
      this.put(length - LENGTH_BASE[lengthCode]!, LENGTH_EXTRA[lengthCode]!)
      this.put(distanceCodes[distanceCode]!, distanceLengths[distanceCode]!)
      this.put(distance - DISTANCE_BASE[distanceCode]!, DISTANCE_EXTRA[distanceCode]!)
    }
    this.put(literalCodes[END]!, literalLengths[END]!)
  }

  /** The code lengths of a block, themselves run-length coded and Huffman coded (RFC 1951, 3.2.7). */
  private writeCodeLengths(literals: Uint8Array, distances: Uint8Array): void {
    const literalEnd = Math.max(257, usedEnd(literals))
    const distanceEnd = Math.max(1, usedEnd(distances))
    const runs = runLengths([...literals.subarray(0, literalEnd), ...distances.subarray(0, distanceEnd)])
    const counts = new Uint32Array(19)
    for (const { symbol } of runs) counts[symbol] = counts[symbol]! + 1
    const lengths = codeLengths(counts, 7)
    const codes = canonicalCodes(lengths)
    let shown = 19
    while (shown > 4 && lengths[CODE_LENGTH_ORDER[shown - 1]!] === 0) shown -= 1
    this.put(literalEnd - 257, 5)
    this.put(distanceEnd - 1, 5)
    this.put(shown - 4, 4)
    for (const symbol of CODE_LENGTH_ORDER.slice(0, shown)) this.put(lengths[symbol]!, 3)
    for (const { symbol, extra, bits } of runs) {
      this.put(codes[symbol]!, lengths[symbol]!)
      this.put(extra, bits)
    }
  }

  /** Adds at most 16 bits, the lowest first. */
  private put(value: number, count: number): void {
    this.bits |= value << this.bitCount
    this.bitCount += count
    if (this.bitCount < 16) return
    this.out[this.outLength] = this.bits & 0xff
    this.out[this.outLength + 1] = (this.bits >>> 8) & 0xff
    this.outLength += 2
    this.bits >>>= 16
    this.bitCount -= 16
  }

  private alignToByte(): void {
    for (; this.bitCount > 0; this.bitCount -= 8, this.bits >>>= 8) this.out[this.outLength++] = this.bits & 0xff
    this.bitCount = 0
  }
}

function usedEnd(lengths: Uint8Array): number {
  let end = lengths.length
  while (end > 0 && lengths[end - 1] === 0) end -= 1
  return end
}

/** 16 repeats the length before 3 to 6 times, 17 and 18 stand for 3 to 10 and 11 to 138 zeros. */
function runLengths(lengths: readonly number[]): { symbol: number; extra: number; bits: number }[] {
  const runs: { symbol: number; extra: number; bits: number }[] = []
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at]!
    let run = 1
    while (lengths[at + run] === length) run += 1
    at += run
    if (length !== 0) {
      runs.push({ symbol: length, extra: 0, bits: 0 })
      run -= 1
    }
    while (run > 0) {
      const most = length === 0 ? (run > 10 ? 138 : 10) : 6
      const part = Math.min(run, most)
      if (part < 3) for (let n = 0; n < part; n += 1) runs.push({ symbol: length, extra: 0, bits: 0 })
      else runs.push(length !== 0 ? { symbol: 16, extra: part - 3, bits: 2 } : part > 10 ? { symbol: 18, extra: part - 11, bits: 7 } : { symbol: 17, extra: part - 3, bits: 3 })
      run -= part
    }
  }
  return runs
}
