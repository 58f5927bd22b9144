import { WorkbookError } from './model'

/** Longest text that Excel takes in one cell, in UTF-16 units. */
export const CELL_TEXT_LIMIT = 32_767

// What XML 1.0 cannot carry, and half characters: Excel calls a file that holds one damaged.
 
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const MARKUP = /[&<>]/g
const ENTITY: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
// Excel reads _x0041_ in a text as a character code; the text itself is written with its underscore coded.
const CODED = /_(?=x[0-9A-Fa-f]{4}_)/g
const UNCLEAN = /[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/
// Where the first test finds nothing the text goes through as it is: most do, and a sheet holds hundreds of thousands.
 
const SUSPECT = /[\u0000-\u0008\u000b-\u001f&<>_\ud800-\udfff\ufffe\uffff]/

/** Text without what XML cannot carry: control characters go, half characters become �. Line ends become \n. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(FORBIDDEN, (c) => (c >= '\ud800' && c <= '\udfff' ? '\ufffd' : ''))
}

/** Text for an XML element, cleaned. */
export function escapeXml(text: string): string {
  return SUSPECT.test(text) ? marked(text) : text
}

function marked(text: string): string {
  const clean = UNCLEAN.test(text) ? cleanText(text) : text
  return clean.replace(MARKUP, (c) => ENTITY[c] ?? c)
}

const IN_ATTRIBUTES: Readonly<Record<string, string>> = { '"': '&quot;', '\n': '&#10;', '\t': '&#9;' }

/** Text for an attribute, cleaned: a line end stays one. */
export function attributeText(text: string): string {
  return escapeXml(text).replace(/["\n\t]/gu, (c) => IN_ATTRIBUTES[c] ?? c)
}

/** A text that Excel takes a character code for (`_x0041_`) with its underscore coded: for tips, prompts and cells. */
export function codedText(text: string): string {
  return text.replace(CODED, '_x005F_')
}

/** The longest beginning of at most `most` UTF-16 units that ends between characters; where something goes, it ends with …. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const end = most - 1
  const last = text.charCodeAt(end - 1)
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? end - 1 : end)}…`
}

/** Throws WorkbookError for more UTF-16 units than a cell can hold. */
export function refuseLong(length: number): void {
  if (length > CELL_TEXT_LIMIT) throw new WorkbookError(`有一格文字长 ${length} 个字，超过了 Excel 一格的上限 ${CELL_TEXT_LIMIT}，请删短后再导出`)
}

/** Text for a cell. Throws WorkbookError where it is longer than a cell can hold. */
export function cellText(text: string): string {
  refuseLong(text.length)
  return SUSPECT.test(text) ? marked(text.replace(CODED, '_x005F_')) : text
}
