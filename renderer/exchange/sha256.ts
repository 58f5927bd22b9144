/** Fractions of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const K = fractions(64, 1 / 3)
/** Fractions of the square roots of the first 8 primes (5.3.3). */
const START = fractions(8, 1 / 2)
const BLOCK = 64

/**
 * SHA-256 at once, in lower-case hexadecimal. The platform's own answers only later, and what is frozen is made in one step
 * (a page's worker, the demonstration ledger, a command line alike).
 */
export function sha256Sync(bytes: Uint8Array): string {
  const state = START.slice()
  const words = new Int32Array(BLOCK)
  const whole = bytes.length - (bytes.length % BLOCK)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < whole; at += BLOCK) mix(state, words, view, at)
  const rest = bytes.subarray(whole)
  const tail = new Uint8Array(rest.length < BLOCK - 8 ? BLOCK : 2 * BLOCK)
  tail.set(rest)
  tail[rest.length] = 0x80
  const end = new DataView(tail.buffer)
  end.setUint32(tail.length - 8, Math.floor(bytes.length / 0x2000_0000))
  end.setUint32(tail.length - 4, (bytes.length << 3) >>> 0)
  for (let at = 0; at < tail.length; at += BLOCK) mix(state, words, end, at)
  return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

function mix(state: Int32Array, w: Int32Array, view: DataView, at: number): void {
  for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + 4 * i)
  for (let i = 16; i < BLOCK; i += 1) {
    const [a, b] = [w[i - 15]!, w[i - 2]!]
    w[i] = (((w[i - 16]! + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3))) | 0) + ((w[i - 7]! + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0)) | 0
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < BLOCK; i += 1) {
    const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0
    const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const after = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i += 1) state[i] = (state[i]! + after[i]!) | 0
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function fractions(count: number, power: number): Int32Array {
  const found: number[] = []
  for (let n = 2; found.length < count; n += 1) {
    if (isPrime(n)) found.push(((n ** power % 1) * 0x1_0000_0000) | 0)
  }
  return Int32Array.from(found)
}

function isPrime(n: number): boolean {
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) return false
  return true
}
