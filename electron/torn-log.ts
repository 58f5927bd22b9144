import { readdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

/** LevelDB's log format: records in blocks, each with a checksum (4 bytes), a length (2) and a type (1) before its data (leveldb/doc/log_format.md). */
const BLOCK = 32_768
const HEADER = 7
const [FULL, FIRST, MIDDLE, LAST] = [1, 2, 3, 4]

/**
 * Cuts the torn end off the logs of Chromium's storage, as a power cut in the midst of a write leaves it. Chromium itself ignores such an end but goes on
 * writing behind it, and at the start after that takes the whole for damaged and throws it away (docs/decisions/0016). To be called before a window opens.
 * Only what no start can read is cut off; a log that is damaged otherwise stays as it is. Never throws. Returns the bytes that were cut off.
 */
export function mendStorage(userData: string): number {
  let cut = 0
  try {
    const databases = join(userData, 'IndexedDB')
    for (const name of readdirSync(databases).filter((n) => n.endsWith('.indexeddb.leveldb'))) {
      const folder = join(databases, name)
      for (const log of openLogs(folder)) cut += mendLog(join(folder, log))
    }
  } catch {
    // No storage yet, or one that cannot be read here: Chromium says so itself.
  }
  return cut
}

/** The files of a LevelDB folder that Chromium goes on writing into: its newest log, and the list of its tables. */
function openLogs(folder: string): string[] {
  const names = readdirSync(folder)
  const newest = names.filter((n) => /^\d+\.log$/u.test(n)).sort().at(-1)
  const manifest = names.includes('CURRENT') ? readFileSync(join(folder, 'CURRENT'), 'utf8').trim() : ''
  return [...(newest === undefined ? [] : [newest]), ...(names.includes(manifest) ? [manifest] : [])]
}

function mendLog(path: string): number {
  const bytes = readFileSync(path)
  const end = wholeEnd(bytes)
  if (end === null || end === bytes.length) return 0
  truncateSync(path, end)
  return bytes.length - end
}

/** Offset behind the last whole entry of a log; null where the log is damaged before its end. */
export function wholeEnd(log: Uint8Array): number | null {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength)
  let end = 0
  let within = false
  let at = 0
  while (at < log.length) {
    const room = BLOCK - (at % BLOCK)
    if (room < HEADER) {
      at += room
      continue
    }
    if (at + HEADER > log.length) return end
    const length = view.getUint16(at + 4, true)
    const type = log[at + 6]!
    const next = at + HEADER + length
    if (next > log.length) return HEADER + length > room ? null : end
    const whole = type >= FULL! && type <= LAST! && HEADER + length <= room && checksum(log.subarray(at + 6, next)) === view.getUint32(at, true)
    // Of what was not yet written out, zeros may stand in the file.
    if (!whole) return zeros(log, next) ? end : null
    if ((type === FULL || type === FIRST) === within) return null
    within = type === FIRST || type === MIDDLE
    if (!within) end = next
    at = next
  }
  return end
}

function zeros(log: Uint8Array, from: number): boolean {
  for (let at = from; at < log.length; at += 1) if (log[at] !== 0) return false
  return true
}

const CRC32C = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  return crc >>> 0
})

/** CRC-32C as LevelDB masks it. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffff_ffff
  for (const byte of bytes) crc = CRC32C[(crc ^ byte) & 255]! ^ (crc >>> 8)
  crc = ~crc >>> 0
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}
