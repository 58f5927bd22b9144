import { SSF } from '@e965/xlsx'
import { damaged } from './archive'
import type { PlainCell } from './model'
import { attribute, elementContent, isTagEnd, nextTag, richText, withoutPrefix, xmlText } from './xml'

/** Cells of a workbook's shared strings, one object a string however often it stands in the sheets; undefined for a blank one. */
export function sharedCells(source: string): (PlainCell | undefined)[] {
  const xml = withoutPrefix(source)
  const cells: (PlainCell | undefined)[] = []
  for (let at = nextTag(xml, 'si', 0); at >= 0; ) {
    const tagEnd = xml.indexOf('>', at)
    if (xml.charCodeAt(tagEnd - 1) === 47) cells.push(undefined)
    const end = xml.charCodeAt(tagEnd - 1) === 47 ? tagEnd : xml.indexOf('</si>', tagEnd)
    if (tagEnd < 0 || end < 0) throw damaged()
    if (end !== tagEnd) {
      // Nearly every string is one text without a format of its own.
      const plain = xml.startsWith('<t>', tagEnd + 1) && xml.indexOf('</t>', tagEnd) === end - 4
      cells.push(textCell(plain ? xmlText(xml.slice(tagEnd + 4, end - 4)) : richText(xml, tagEnd, end)))
    }
    at = xml.startsWith('<si', end + 5) && isTagEnd(xml.charCodeAt(end + 8)) ? end + 5 : nextTag(xml, 'si', end)
  }
  return cells
}

/** A cell of text; undefined where nothing but blanks stands in it. */
export function textCell(text: string): PlainCell | undefined {
  return text.trim() === '' ? undefined : { kind: 'text', value: text, format: null }
}

export interface CellFormat {
  readonly format: string | null
  readonly date: boolean
}

export const GENERAL: CellFormat = { format: null, date: false }

/** Formats that a workbook refers to by number alone; 27 to 36 and 50 to 58 are the dates of Chinese Excel. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 11: '0.00E+00', 12: '# ?/?', 13: '# ??/??',
  14: 'm/d/yy', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM', 20: 'h:mm', 21: 'h:mm:ss', 22: 'm/d/yy h:mm',
  27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: 'm-d-yy', 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
  37: '#,##0 ;(#,##0)', 38: '#,##0 ;[Red](#,##0)', 39: '#,##0.00;(#,##0.00)', 40: '#,##0.00;[Red](#,##0.00)', 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mmss.0', 48: '##0.0E+0', 49: '@',
  50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}

/** Number formats by a cell's `s`. */
export function cellFormats(source: string): CellFormat[] {
  const xml = withoutPrefix(source)
  const codes = new Map<number, string>()
  for (const [tag] of elementContent(xml, 'numFmts').matchAll(/<numFmt\s[^>]*>/gu)) {
    const [id, code] = [attribute(tag, 'numFmtId'), attribute(tag, 'formatCode')]
    if (id !== null && code !== null) codes.set(Number(id), code)
  }
  const known = new Map<number, CellFormat>()
  return Array.from(elementContent(xml, 'cellXfs').matchAll(/<xf(?:\s[^>]*)?>/gu), ([tag]) => {
    const id = Number(attribute(tag, 'numFmtId') ?? 0)
    let format = known.get(id)
    if (format === undefined) known.set(id, (format = formatOf(codes.get(id) ?? BUILT_IN[id] ?? null)))
    return format
  })
}

function formatOf(code: string | null): CellFormat {
  return code === null || /^general$/iu.test(code) ? GENERAL : { format: code, date: SSF.is_date(code) }
}
