import { damaged } from './archive'

/** Searching in the XML of a workbook's parts, which is plain enough for it: no document types (they are refused), no nesting of a tag in itself. */

/** `<x:row>` as some programs write it, as `<row>`. */
export function withoutPrefix(xml: string): string {
  const prefix = /<([A-Za-z_][\w.-]*):(?:worksheet|sst|styleSheet|workbook)[\s>]/u.exec(xml.slice(0, 4096))?.[1]
  return prefix === undefined ? xml : xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</')
}

/** Place of the next `<name` that is this tag and not one that only begins like it; -1 where there is none. */
export function nextTag(xml: string, name: string, from: number): number {
  for (let at = xml.indexOf(`<${name}`, from); at >= 0; at = xml.indexOf(`<${name}`, at + 1)) if (isTagEnd(xml.charCodeAt(at + 1 + name.length))) return at
  return -1
}

/** Whether a tag's name ends before this character: a blank, `>` or `/`. */
export function isTagEnd(code: number): boolean {
  return code === 62 || code === 47 || code === 32 || code === 10 || code === 13 || code === 9
}

/** What stands between `<name …>` and `</name>`, empty where the tag is absent or closed at once. */
export function elementContent(xml: string, name: string): string {
  const at = nextTag(xml, name, 0)
  if (at < 0) return ''
  const tagEnd = xml.indexOf('>', at)
  if (tagEnd < 0) throw damaged()
  if (xml.charCodeAt(tagEnd - 1) === 47) return ''
  const end = xml.indexOf(`</${name}>`, tagEnd)
  if (end < 0) throw damaged()
  return xml.slice(tagEnd + 1, end)
}

/** Path of the part that a relation of the workbook leads to. */
export function partPath(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//u, '')}`
}

/** Value of an attribute of one tag; null where it has none. */
export function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u').exec(tag)
  return match === null ? null : xmlText(match[1] ?? match[2] ?? '')
}

export function isTrue(value: string | null): boolean {
  return value === '1' || value === 'true' || value === 'on'
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** XML's entities as the characters that they stand for. */
export function entityText(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/giu, (_, word: string | undefined, decimal: string | undefined, hex: string | undefined) =>
    word !== undefined ? (NAMED[word.toLowerCase()] as string) : character(decimal !== undefined ? Number(decimal) : parseInt(hex as string, 16)))
}

/** `_x0041_` in a cell's text as the character of that code: Excel writes control characters so. */
export function codedCharacters(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9a-f]{4})_/giu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text
}

/** Character data as text: entities, CDATA, coded characters and line ends. */
export function xmlText(raw: string): string {
  if (!raw.includes('&') && !raw.includes('_x') && !raw.includes('\r') && !raw.includes('<')) return raw
  return codedCharacters(entityText(raw.replace(/<!\[CDATA\[(.*?)\]\]>/gsu, (_, inside: string) => inside.replaceAll('&', '&amp;')))).replace(/\r\n?/gu, '\n')
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'
}

/** Text of `<t>` elements between two places, without the readings (`<rPh>`) that stand above Japanese and some Chinese words. */
export function richText(xml: string, from: number, to: number): string {
  let text = ''
  for (let at = xml.indexOf('<', from); at >= 0 && at < to; at = xml.indexOf('<', at + 1)) {
    if (xml.startsWith('rPh', at + 1) && isTagEnd(xml.charCodeAt(at + 4))) {
      const end = xml.indexOf('</rPh>', at)
      if (end < 0 || end > to) throw damaged()
      at = end
    } else if (xml.charCodeAt(at + 1) === 116 && isTagEnd(xml.charCodeAt(at + 2))) {
      const start = xml.indexOf('>', at)
      if (xml.charCodeAt(start - 1) === 47) continue
      const end = xml.indexOf('</t>', start)
      if (start < 0 || end < 0 || end > to) throw damaged()
      text += xmlText(xml.slice(start + 1, end))
      at = end
    }
  }
  return text
}
