import { inflateRawSync } from 'node:zlib'
import { inflateSync, unzipSync } from 'fflate'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Deflater } from '@/workbook/writer/deflate'
import { canonicalCodes, codeLengths } from '@/workbook/writer/huffman'
import { packText, PartSink, Piece, storeBytes, zipParts } from '@/workbook/writer/zip'

/** Packs bytes in steps of the given sizes, one after the other. */
function packed(bytes: Uint8Array, steps: readonly number[] = [1 << 16]): Uint8Array {
  const chunks: Uint8Array[] = []
  const deflater = new Deflater((chunk) => chunks.push(chunk))
  let at = 0
  for (let step = 0; at < bytes.length; step += 1) {
    const part = bytes.subarray(at, at + Math.min(steps[step % steps.length]!, deflater.room))
    deflater.bytes.set(part, deflater.filled)
    deflater.filled += part.length
    at += part.length
    if (at < bytes.length) deflater.flush(false)
  }
  deflater.flush(true)
  return Buffer.concat(chunks)
}

const back = (bytes: Uint8Array): number[] => [...inflateRawSync(bytes)]

test.each<[string, Uint8Array]>([
  ['nothing', new Uint8Array()],
  ['one byte', Uint8Array.of(7)],
  ['one byte again and again', new Uint8Array(200_000).fill(65)],
  ['every byte', Uint8Array.from({ length: 256 }, (_, n) => n)],
  ['a period of the longest distance', Uint8Array.from({ length: 100_000 }, (_, n) => ((n % 32_768) * 7919) % 251)],
  ['a period beyond it', Uint8Array.from({ length: 100_000 }, (_, n) => ((n % 32_769) * 7919) % 251)],
  ['counts as uneven as Fibonacci’s, which would need codes beyond 15 bits', Uint8Array.from(fibonacci().flatMap((n, i) => Array.from({ length: n }, () => i * 3))).sort((a, b) => ((a * 31) % 7) - ((b * 31) % 7))],
])('%s comes back from zlib', (_, bytes) => {
  expect(Buffer.compare(inflateRawSync(packed(bytes)), bytes)).toBe(0)
})

function fibonacci(): number[] {
  const list = [1, 1]
  while (list.length < 22) list.push(list.at(-1)! + list.at(-2)!)
  return list
}

test('bytes that hardly repeat come back though all of the room is packed at once', () => {
  let state = 7
  const noise = Uint8Array.from({ length: 300_000 }, () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24)
  expect(Buffer.compare(inflateRawSync(packed(noise, [1_000_000])), noise)).toBe(0)
})

test('any bytes, in any steps, come back from zlib and from fflate', () => {
  const repetitive = fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.nat(60)), { maxLength: 40 }).map((runs) => Uint8Array.from(runs.flatMap(([bytes, times]) => Array.from({ length: times }, () => [...bytes]).flat())))
  fc.assert(fc.property(fc.oneof(repetitive, fc.uint8Array({ maxLength: 3000 })), fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 }), (bytes, steps) => {
    const small = packed(bytes, steps)
    expect(back(small)).toEqual([...bytes])
    expect([...inflateSync(small)]).toEqual([...bytes])
  }), { numRuns: 150 })
})

test('a long sheet becomes a small part of itself', () => {
  const xml = Array.from({ length: 20_000 }, (_, r) => `<c r="A${r}" s="5"><v>${(r * 7919) % 10_007}</v></c>`).join('')
  const bytes = new TextEncoder().encode(xml)
  expect(packed(bytes).length / bytes.length).toBeLessThan(0.25)
})

test('code lengths are a complete prefix code within the limit, and rarer symbols never have shorter codes', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.constant(0), fc.nat(10), fc.nat(1_000_000)), { minLength: 2, maxLength: 286 }), fc.constantFrom(9, 15), (list, most) => {
    const counts = Uint32Array.from(list)
    const lengths = codeLengths(counts, most)
    const used = [...counts.keys()].filter((s) => counts[s]! > 0)
    for (const s of counts.keys()) expect(lengths[s]! > 0).toBe(counts[s]! > 0)
    expect(Math.max(0, ...lengths)).toBeLessThanOrEqual(most)
    if (used.length > 1) expect(used.reduce((sum, s) => sum + 2 ** -lengths[s]!, 0)).toBe(1)
    for (const a of used) for (const b of used) if (counts[a]! > counts[b]!) expect(lengths[a]).toBeLessThanOrEqual(lengths[b]!)
    const codes = canonicalCodes(lengths)
    expect(new Set(used.map((s) => `${codes[s]!.toString(2)}/${lengths[s]}`)).size).toBe(used.length)
  }), { numRuns: 100 })
})

test('an archive is read by another library, with text beyond a piece and characters of every width', () => {
  const text = `${'甲😀é<'.repeat(20_000)}${'x'.repeat(100_000)}`
  const sink = new PartSink()
  for (const piece of ['a', '😀b', '中', text]) sink.add(piece)
  sink.addNumber(12)
  sink.addNumber(-0.5)
  const files = unzipSync(zipParts(new Map([['a/b.xml', sink.end()], ['c.png', storeBytes(Uint8Array.of(1, 2, 3))], ['empty', packText('')]])))
  expect(new TextDecoder().decode(files['a/b.xml'])).toBe(`a😀b中${text}12-0.5`)
  expect([...files['c.png']!]).toEqual([1, 2, 3])
  expect(files['empty']).toHaveLength(0)
})

test('pieces that come again and again come back, wherever they stood last and whatever stands between', () => {
  const texts = ['</v></c><c r="N', '" s="8"><v>', '"/>', '', '中文', 'x'.repeat(258), 'y'.repeat(300), '😀'.repeat(40)]
  const step = fc.oneof(fc.nat(texts.length - 1), fc.string({ maxLength: 12 }), fc.nat(10_000).map((n) => String(n)), fc.constantFrom('z'.repeat(20_000), '甲'.repeat(40_000)))
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const [sink, pieces] = [new PartSink(), texts.map((text) => new Piece(text))]
    let all = ''
    for (const one of [...steps, ...steps, ...steps]) {
      if (typeof one === 'number') sink.addPiece(pieces[one]!)
      else sink.add(one)
      all += typeof one === 'number' ? texts[one]! : one
    }
    const bytes = unzipSync(zipParts(new Map([['a.xml', sink.end()]])))['a.xml']
    expect(Buffer.compare(Buffer.from(bytes!), Buffer.from(all, 'utf8'))).toBe(0)
  }), { numRuns: 150 })
})
