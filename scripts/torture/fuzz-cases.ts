/** Files that a stranger or a bad disk may hand to the program, made from good ones by a seed. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { Random } from '@/data/seeded'

const below = (random: Random, n: number): number => Math.floor(random() * n)
const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!

/** Damage to bytes that knows nothing of what they mean. */
const BYTE_DAMAGE: readonly ((bytes: Uint8Array, random: Random) => Uint8Array)[] = [
  (bytes, random) => {
    const out = Uint8Array.from(bytes)
    for (let n = 1 + below(random, 20); n > 0; n -= 1) out[below(random, out.length)]! ^= 1 << below(random, 8)
    return out
  },
  (bytes, random) => bytes.slice(0, below(random, bytes.length)),
  (bytes, random) => bytes.slice(below(random, bytes.length)),
  (bytes, random) => {
    const [from, length] = [below(random, bytes.length), 1 + below(random, 2000)]
    return Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(from, from + length), ...bytes.subarray(from, from + length), ...bytes.subarray(from + length)])
  },
  (bytes, random) => {
    const out = Uint8Array.from(bytes)
    const from = below(random, out.length)
    return out.fill(pick(random, [0, 255, 32]), from, from + 1 + below(random, 4000))
  },
  (bytes, random) => {
    const out = Uint8Array.from(bytes)
    // Sizes and offsets stand near the end of a zip.
    const from = Math.max(0, out.length - 400)
    for (let n = 8; n > 0; n -= 1) out[from + below(random, out.length - from)] = below(random, 256)
    return out
  },
]

export function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.length === 0 ? bytes : pick(random, BYTE_DAMAGE)(bytes, random)
}

const XML_DAMAGE: readonly ((xml: string, random: Random) => string)[] = [
  (xml, random) => xml.replace(/<v>[^<]*<\/v>/gu, (all) => (random() < 0.2 ? `<v>${pick(random, ['NaN', '1e999', '-0', '99999999999999999999', '=1+1', '&lt;x&gt;', '', '2958466', '-1'])}</v>` : all)),
  (xml, random) => xml.replace(/\br="([A-Z]+)(\d+)"/gu, (all, column: string, row: string) => (random() < 0.1 ? `r="${pick(random, [`XFD${row}`, `${column}1048576`, `ZZZZ${row}`, 'A0', '1A', `${column}${row}`.toLowerCase(), ''])}"` : all)),
  (xml, random) => xml.replace(/\bt="[a-zA-Z]+"/gu, (all) => (random() < 0.2 ? `t="${pick(random, ['s', 'b', 'e', 'str', 'inlineStr', 'd', 'x'])}"` : all)),
  (xml, random) => {
    const at = below(random, xml.length)
    return xml.slice(0, at) + pick(random, ['<', '>', '&', '</row>', '<row>', ']]>', '<!--', '\u0000', '<c r="A1" t="s"><v>999999</v></c>', '&#x0;', '&bomb;']) + xml.slice(at)
  },
  (xml, random) => xml.slice(0, below(random, xml.length)),
  (xml, random) => xml.replace(/<(\w+)/u, `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b "${'&a;'.repeat(below(random, 30))}">]><$1`),
  (xml) => xml.replace('</sheetData>', `<mergeCell ref="A1:XFD1048576"/></sheetData><mergeCells count="2"><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:A2"/></mergeCells>`),
  (xml, random) => xml.replace('</sheetData>', `${'<row r="5000"><c r="B5000" t="inlineStr"><is><t>x</t></is></c></row>'.repeat(1 + below(random, 3000))}</sheetData>`),
  (xml, random) => xml.replace(/<row /u, `${'<a>'.repeat(below(random, 20_000))}<row `),
]

/** A workbook of which one part says something else, put together again as a whole zip. */
export function twistedWorkbook(bytes: Uint8Array, random: Random): Uint8Array {
  const parts = unzipSync(bytes)
  const names = Object.keys(parts)
  const way = random()
  if (way < 0.1) delete parts[pick(random, names)]
  else if (way < 0.15) parts[pick(random, names)] = new Uint8Array(below(random, 20_000_000))
  else if (way < 0.2) {
    const [a, b] = [pick(random, names), pick(random, names)]
    ;[parts[a], parts[b]] = [parts[b]!, parts[a]!]
  } else {
    const xml = names.filter((n) => /\.(?:xml|rels)$/u.test(n))
    const sheets = xml.filter((n) => n.includes('worksheets/'))
    const name = pick(random, random() < 0.7 && sheets.length > 0 ? sheets : xml)
    parts[name] = strToU8(pick(random, XML_DAMAGE)(strFromU8(parts[name]!), random))
  }
  return zipSync(parts, { level: 1 })
}

/** A value that is not of the kind that stood there. */
function strange(random: Random): unknown {
  return pick(random, [null, -1, 1.5, 2 ** 53, 1e300, '', '改了', 'x'.repeat(5000), [], {}, true, '2020-02-30', '\u0000', ['a', ['b']], '=cmd|1', '\ud800'])
}

/** A data package of which one place says something else. Whoever changes it on purpose makes the checksum right again: see `forge`. */
export function twistedPackage(text: string, random: Random): Record<string, unknown> {
  const content = JSON.parse(text) as Record<string, unknown>
  for (let n = 1 + below(random, 3); n > 0; n -= 1) {
    let place: unknown = content
    for (let depth = 1 + below(random, 5); depth > 0; depth -= 1) {
      const keys = typeof place === 'object' && place !== null ? Object.keys(place) : []
      if (keys.length === 0) break
      const key = pick(random, keys)
      const inside = (place as Record<string, unknown>)[key]
      if (depth === 1 || typeof inside !== 'object' || inside === null) {
        twist(place as Record<string, unknown>, key, random)
        break
      }
      place = inside
    }
  }
  return content
}

function twist(place: Record<string, unknown>, key: string, random: Random): void {
  const way = random()
  if (way < 0.2) {
    if (Array.isArray(place)) place.splice(Number(key), 1)
    else delete place[key]
  } else if (way < 0.3 && Array.isArray(place)) place.push(structuredClone(place[Number(key)]))
  else if (way < 0.4) place[pick(random, ['__proto__x', 'constructor', '多出来的', 'id'])] = strange(random)
  else if (way < 0.45) {
    let deep: unknown = 1
    for (let n = 0; n < 5000; n += 1) deep = [deep]
    place[key] = deep
  } else place[key] = strange(random)
}
