import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seededRandom } from '@/data/seeded'
import { mendStorage, wholeEnd } from '#electron/torn-log'

const BLOCK = 32_768

/** CRC-32C bit by bit, masked (leveldb/doc/log_format.md, util/crc32c.h). */
function masked(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  }
  crc = ~crc >>> 0
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

/** A log as LevelDB writes it, and where each of its entries ends. */
function logOf(entries: readonly Uint8Array[]): { log: Buffer; ends: number[] } {
  const parts: Buffer[] = []
  const ends: number[] = []
  let size = 0
  const add = (part: Buffer): void => {
    parts.push(part)
    size += part.length
  }
  for (const entry of entries) {
    let from = 0
    do {
      if (BLOCK - (size % BLOCK) < 7) add(Buffer.alloc(BLOCK - (size % BLOCK)))
      const length = Math.min(entry.length - from, BLOCK - (size % BLOCK) - 7)
      const last = from + length === entry.length
      const type = from === 0 ? (last ? 1 : 2) : last ? 4 : 3
      const body = Buffer.concat([Buffer.from([type]), entry.subarray(from, from + length)])
      const header = Buffer.alloc(6)
      header.writeUInt32LE(masked(body), 0)
      header.writeUInt16LE(length, 4)
      add(Buffer.concat([header, body]))
      from += length
    } while (from < entry.length)
    ends.push(size)
  }
  return { log: Buffer.concat(parts), ends }
}

const random = seededRandom(16)
const entry = (length: number): Uint8Array => Uint8Array.from({ length }, () => Math.floor(random() * 256))
/** Entries that end in each place of a block: short ones, one over three blocks, one that leaves 3 bytes. */
const { log, ends } = logOf([entry(100), entry(0), entry(70_000), entry(BLOCK - 4_600), entry(12), ...Array.from({ length: 20 }, () => entry(Math.floor(random() * 9_000)))])
const lastBefore = (cut: number): number => ends.filter((end) => end <= cut).at(-1) ?? 0

describe('the end of a log', () => {
  it('that is whole is its last entry', () => {
    expect(wholeEnd(log)).toBe(log.length)
    expect(wholeEnd(new Uint8Array())).toBe(0)
  })

  it('is, wherever it was torn, the last entry that was written whole', () => {
    const cuts = [...ends.flatMap((end) => [end - 1, end, end + 1, end + 6, end + 7, end + 8]), ...Array.from({ length: 300 }, () => Math.floor(random() * log.length))].filter((cut) => cut <= log.length)
    for (const cut of cuts) expect([cut, wholeEnd(log.subarray(0, cut))]).toEqual([cut, lastBefore(cut)])
  })

  it('is the same where zeros stand in place of what was not written out', () => {
    for (const cut of [ends[3]!, ends[8]!, ends[8]! + 3, ends[12]! + 40]) {
      expect(wholeEnd(Buffer.concat([log.subarray(0, cut), Buffer.alloc(4096)]))).toBe(lastBefore(cut))
    }
  })

  it('is before a last entry whose bytes are not those it was written with', () => {
    const changed = Buffer.from(log)
    changed[changed.length - 1]! ^= 1
    expect(wholeEnd(changed)).toBe(ends.at(-2))
  })

  it('is not told where the log is damaged before its end', () => {
    for (const at of [ends[2]! - 30, ends[5]! + 6, ends[9]! + 8]) {
      const changed = Buffer.from(log)
      changed[at]! ^= 0x55
      expect(wholeEnd(changed)).toBeNull()
    }
  })
})

describe('the storage of a profile', () => {
  let userData: string
  let folder: string
  beforeEach(() => {
    userData = mkdtempSync(join(tmpdir(), 'torn-log-'))
    folder = join(userData, 'IndexedDB', 'app_ledger_0.indexeddb.leveldb')
    mkdirSync(folder, { recursive: true })
  })
  afterEach(() => rmSync(userData, { recursive: true, force: true }))
  const write = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(folder, name), bytes)
  const size = (name: string): number => readFileSync(join(folder, name)).length

  it('loses the torn end of its newest log and of its list of tables, and nothing else', () => {
    const torn = Buffer.concat([log, Buffer.from([1, 2, 3, 4, 200, 0, 2, 9, 9])])
    for (const name of ['000004.log', '000005.log', 'MANIFEST-000001', 'MANIFEST-000003', '000002.ldb']) write(name, torn)
    write('CURRENT', 'MANIFEST-000003\n')
    expect(mendStorage(userData)).toBe(18)
    expect(['000004.log', '000005.log', 'MANIFEST-000001', 'MANIFEST-000003', '000002.ldb'].map(size)).toEqual([torn.length, log.length, torn.length, log.length, torn.length])
    expect(mendStorage(userData)).toBe(0)
  })

  it('stays as it is where it is damaged otherwise, or is not there', () => {
    const damaged = Buffer.from(log)
    damaged[50]! ^= 1
    write('000005.log', damaged)
    expect(mendStorage(userData)).toBe(0)
    expect(readFileSync(join(folder, '000005.log'))).toEqual(damaged)
    expect(mendStorage(join(userData, 'nowhere'))).toBe(0)
  })
})
