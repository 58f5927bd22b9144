import { READING_LIMITS, ReadingError } from './model'

/** What is learned from a worksheet's XML before the parser sees it. Rows and columns from 0. */
export interface ScannedSheet {
  /** The XML to parse: with the empty cells and rows cut out where there are very many. */
  readonly xml: string
  readonly cells: number
  readonly hiddenRows: number[]
  readonly hiddenColumns: number[]
  /** Where formulas stand whose result is not in the file; the parser passes over them. */
  readonly missing: readonly { readonly row: number; readonly column: number }[]
  /** Rows that hold only formats, cut out. */
  readonly emptyRows: number
}

/** So many empty rows or cells are a nuisance; fewer are left to the parser. */
const MANY_EMPTY = 2_000

/**
 * Looks through the XML of a sheet once, by plain searching: counts what it holds, finds what the parser hides, and refuses
 * what would break it. `xml` holds bytes as characters.
 * Throws ReadingError.
 */
export function scanSheet(source: string, sheetName: string, sharedStrings: number): ScannedSheet {
  const xml = withoutPrefix(source)
  const dataAt = xml.search(/<sheetData[\s>/]/u)
  const found = { cells: 0, hiddenRows: [] as number[], missing: [] as { row: number; column: number }[], emptyRows: 0, emptyCells: 0, lastRow: -1 }
  const kept: [number, number][] = []
  let [lastKept, at] = [0, dataAt < 0 ? -1 : nextTag(xml, 'row', dataAt)]
  let number = 0
  while (at >= 0) {
    const tagEnd = xml.indexOf('>', at)
    if (tagEnd < 0) break
    const tag = xml.slice(at, tagEnd)
    const selfClosed = tag.endsWith('/')
    const close = selfClosed ? tagEnd : xml.indexOf('</row>', tagEnd)
    if (close < 0) break
    const end = selfClosed ? tagEnd + 1 : close + 6
    number = rowNumber(tag) ?? number + 1
    const before = found.cells
    if (!selfClosed) scanCells(xml, tagEnd + 1, close, { sheetName, sharedStrings, row: number - 1, found })
    if (found.cells === before) {
      found.emptyRows += 1
      if (lastKept < at) kept.push([lastKept, at])
      lastKept = end
    } else {
      if (number > READING_LIMITS.rows) throw new ReadingError('too-many-rows', `工作表“${sheetName}”第 ${number} 行还有内容，最多读 ${READING_LIMITS.rows} 行。请把要导入的部分另存为一个新的文件`)
      if (/\shidden="(?:1|true)"/u.test(tag)) found.hiddenRows.push(number - 1)
    }
    at = nextTag(xml, 'row', end)
  }
  if (lastKept < xml.length) kept.push([lastKept, xml.length])
  const trim = found.emptyRows > MANY_EMPTY || found.emptyCells > MANY_EMPTY * 10
  return {
    xml: trim ? withoutEmptyCells(kept.map(([from, to]) => xml.slice(from, to)).join(''), found.emptyCells > MANY_EMPTY * 10) : xml,
    cells: found.cells, hiddenRows: found.hiddenRows, hiddenColumns: hiddenColumns(xml.slice(0, Math.max(0, dataAt))), missing: found.missing,
    emptyRows: trim ? found.emptyRows : 0,
  }
}

/** `<x:row>` as some programs write it, as `<row>`. */
function withoutPrefix(xml: string): string {
  const prefix = /<([A-Za-z_][\w.-]*):worksheet[\s>]/u.exec(xml.slice(0, 4096))?.[1]
  return prefix === undefined ? xml : xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</')
}

function nextTag(xml: string, name: string, from: number): number {
  for (let at = xml.indexOf(`<${name}`, from); at >= 0; at = xml.indexOf(`<${name}`, at + 1)) {
    const next = xml.charCodeAt(at + 1 + name.length)
    if (next === 32 || next === 62 || next === 47 || next === 10 || next === 13 || next === 9) return at
  }
  return -1
}

function rowNumber(tag: string): number | null {
  const match = /\sr="(\d{1,8})"/u.exec(tag)
  return match === null ? null : Number(match[1])
}

interface CellScan {
  readonly sheetName: string
  readonly sharedStrings: number
  readonly row: number
  readonly found: { cells: number; emptyCells: number; readonly missing: { row: number; column: number }[] }
}

function scanCells(xml: string, from: number, to: number, { sheetName, sharedStrings, row, found }: CellScan): void {
  let column = -1
  let at = xml.indexOf('<c', from)
  while (at >= 0 && at < to) {
    const after = xml.charCodeAt(at + 2)
    if (after !== 32 && after !== 62 && after !== 47) {
      at = xml.indexOf('<c', at + 2)
      continue
    }
    const tagEnd = xml.indexOf('>', at)
    if (tagEnd < 0 || tagEnd > to) return
    const reference = cellColumn(xml, at, tagEnd)
    column = reference ?? column + 1
    if (xml.charCodeAt(tagEnd - 1) === 47) {
      found.emptyCells += 1
      at = xml.indexOf('<c', tagEnd)
      continue
    }
    const end = xml.indexOf('</c>', tagEnd)
    if (end < 0 || end > to) return
    // Searched within the cell alone: a tag that is absent would be looked for to the end of the sheet.
    const content = xml.slice(tagEnd + 1, end)
    const valueStart = content.indexOf('>', content.indexOf('<v')) + 1
    // `<v/>` and `<v></v>` are what programs write that do not reckon.
    const hasValue = content.includes('<v') && content.charCodeAt(valueStart - 2) !== 47 && content.charCodeAt(valueStart) !== 60
    const tag = xml.slice(at, tagEnd)
    const hasFormula = content.includes('<f')
    if (!hasValue && hasFormula && !tag.includes('t="str"')) found.missing.push({ row, column })
    if (hasValue || hasFormula || content.includes('<is')) {
      found.cells += 1
      if (column >= READING_LIMITS.columns) throw new ReadingError('too-many-columns', `工作表“${sheetName}”第 ${column + 1} 列还有内容，最多读 ${READING_LIMITS.columns} 列。请删去用不着的列，或把要导入的部分另存为一个新的文件`)
      if (found.cells > READING_LIMITS.cells) throw tooManyCells()
    } else found.emptyCells += 1
    if (hasValue && tag.includes('t="s"')) {
      const index = Number(content.slice(valueStart, content.indexOf('<', valueStart)))
      if (!(index >= 0 && index < sharedStrings)) throw new ReadingError('shared-strings', `工作表“${sheetName}”第 ${row + 1} 行有一个格子找不到它的文字，文件已损坏。请在 Excel、WPS 里打开，另存为一个新的 .xlsx 再导入`)
    }
    at = xml.indexOf('<c', end + 4)
  }
}

/** Column of `r="AB12"` in a cell's tag, from 0; null where the tag has none. */
function cellColumn(xml: string, at: number, tagEnd: number): number | null {
  const own = xml.slice(at, tagEnd).indexOf(' r="')
  if (own < 0) return null
  const r = at + own
  let column = 0
  for (let i = r + 4; i < tagEnd; i += 1) {
    const code = xml.charCodeAt(i) - 64
    if (code < 1 || code > 26) break
    column = column * 26 + code
  }
  return column - 1
}

function hiddenColumns(head: string): number[] {
  const hidden: number[] = []
  for (const [tag] of head.matchAll(/<col\s[^>]*>/gu)) {
    if (!/\shidden="(?:1|true)"/u.test(tag)) continue
    const [min, max] = [Number(/\smin="(\d+)"/u.exec(tag)?.[1] ?? 0), Number(/\smax="(\d+)"/u.exec(tag)?.[1] ?? 0)]
    for (let column = min; column <= Math.min(max, READING_LIMITS.columns); column += 1) hidden.push(column - 1)
  }
  return hidden
}

function withoutEmptyCells(xml: string, cells: boolean): string {
  return cells ? xml.replace(/<c(?:\s[^<>]*)?\/>/gu, '') : xml
}

export function tooManyCells(): ReadingError {
  return new ReadingError('too-many-cells', `文件里有内容的格子超过 ${READING_LIMITS.cells / 10_000} 万个，没有打开。请把要导入的表另存为一个新的文件`)
}
