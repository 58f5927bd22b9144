import { damaged } from './archive'
import { checkedMerges } from './merges'
import { parseAddress, READING_LIMITS, ReadingError, serialOfText, type PlainCell, type PlainRange, type PlainSheet } from './model'
import { GENERAL, textCell, type CellFormat } from './shared-parts'
import { attribute, isTagEnd, isTrue, richText, withoutPrefix, xmlText } from './xml'

/** What the cells of all sheets of a book refer to. */
export interface SharedParts {
  readonly strings: readonly (PlainCell | undefined)[]
  readonly formats: readonly CellFormat[]
  readonly date1904: boolean
  /** Cells that hold something, in all sheets so far. */
  cells: number
}

/** Fewer rows that hold only formats are not worth a word. */
const MANY_EMPTY = 2_000

/**
 * Reads the XML of one worksheet in one pass. Rows and cells without content leave nothing behind, however many they are; what
 * goes beyond the limits or points to nothing is refused. Throws ReadingError.
 */
export function readSheetXml(source: string, name: string, hidden: boolean, shared: SharedParts): PlainSheet {
  const xml = withoutPrefix(source)
  const dataAt = xml.search(/<sheetData[\s>]/u)
  const head = dataAt < 0 ? xml : xml.slice(0, dataAt)
  const reader = new RowsReader(xml, name, shared)
  const end = dataAt < 0 ? xml.length : reader.read(dataAt + 10)
  const { rows, columnCount, emptyRows } = reader
  return {
    name, hidden, rows, columnCount,
    merges: checkedMerges(merges(xml, end), name, rows.length, columnCount),
    hiddenRows: reader.hiddenRows, hiddenColumns: hiddenColumns(head).filter((c) => c < columnCount),
    notes: emptyRows > MANY_EMPTY ? [`有 ${emptyRows} 行只有格式没有内容，没有读`] : [],
  }
}

const [LT, GT, SLASH, EQUALS, QUOTE] = [60, 62, 47, 61, 34]

/** Goes through `<sheetData>` from tag to tag. The fields of the cell at hand are kept in the object: a million cells make no objects on the way. */
class RowsReader {
  readonly rows: (PlainCell | undefined)[][] = []
  readonly hiddenRows: number[] = []
  columnCount = 0
  emptyRows = 0
  private row = -1
  private column = -1
  private type = ''
  private style = 0
  private rowHidden = false
  private rowCells: (PlainCell | undefined)[] | null = null
  private rowOpen = false

  constructor(private readonly xml: string, private readonly sheet: string, private readonly shared: SharedParts) {}

  /** @returns where the data end */
  read(from: number): number {
    const { xml } = this
    for (let at = xml.indexOf('<', from); ; at = xml.indexOf('<', at)) {
      if (at < 0) throw damaged()
      const code = xml.charCodeAt(at + 1)
      if (code === 99 && isTagEnd(xml.charCodeAt(at + 2))) at = this.cell(at + 2)
      else if (code === 114 && xml.startsWith('row', at + 1) && isTagEnd(xml.charCodeAt(at + 4))) at = this.beginRow(at)
      else if (code === SLASH && xml.startsWith('/sheetData', at + 1)) {
        this.endRow()
        return at
      } else if (code === 33) at = this.after(xml.startsWith('<!--', at) ? '-->' : '>', at)
      else at += 1
    }
  }

  private after(text: string, from: number): number {
    const at = this.xml.indexOf(text, from)
    if (at < 0) throw damaged()
    return at + text.length
  }

  private beginRow(at: number): number {
    this.endRow()
    const end = this.after('>', at)
    const tag = this.xml.slice(at, end)
    const number = /\sr\s*=\s*["'](\d{1,8})["']/u.exec(tag)?.[1]
    this.row = number === undefined ? this.row + 1 : Number(number) - 1
    if (this.row < 0) throw damaged()
    this.rowHidden = tag.includes('hidden') && isTrue(attribute(tag, 'hidden'))
    this.column = -1
    this.rowOpen = true
    return end
  }

  private endRow(): void {
    if (!this.rowOpen) return
    this.rowOpen = false
    if (this.rowCells === null) this.emptyRows += 1
    this.rowCells = null
  }

  /** Reads a cell from behind its `<c`. @returns a place behind it */
  private cell(from: number): number {
    const { xml } = this
    this.column += 1
    this.type = 'n'
    this.style = 0
    let at = this.attributes(from)
    if (xml.charCodeAt(at - 2) === SLASH) return at
    let [valueAt, valueEnd, inlineAt, inlineEnd, formula] = [0, 0, 0, 0, false]
    for (;;) {
      at = xml.indexOf('<', at)
      if (at < 0) throw damaged()
      const code = xml.charCodeAt(at + 1)
      if (code === SLASH) {
        if (xml.charCodeAt(at + 2) === 99 && xml.charCodeAt(at + 3) === GT) break
        at += 2
      } else if (code === 118 && isTagEnd(xml.charCodeAt(at + 2))) {
        valueAt = valueEnd = this.after('>', at)
        if (xml.charCodeAt(valueAt - 2) !== SLASH) valueEnd = xml.indexOf('<', valueAt)
        at = valueAt
      } else if (code === 102 && isTagEnd(xml.charCodeAt(at + 2))) {
        formula = true
        at = this.after('>', at)
        if (xml.charCodeAt(at - 2) !== SLASH) at = this.after('</f>', at)
      } else if (code === 105 && xml.charCodeAt(at + 2) === 115 && isTagEnd(xml.charCodeAt(at + 3))) {
        inlineAt = at
        at = inlineEnd = xml.charCodeAt(this.after('>', at) - 2) === SLASH ? this.after('>', at) : this.after('</is>', at)
      } else if (code === 33) at = this.after(xml.startsWith('<!--', at) ? '-->' : '>', at)
      else if (code === 99 || code === 114) throw damaged()
      else at += 1
    }
    const value = valueEnd > valueAt ? xml.slice(valueAt, valueEnd) : ''
    const content = inlineEnd > 0 && this.type === 'inlineStr' ? textCell(richText(xml, inlineAt, inlineEnd)) : this.content(value, formula)
    if (content !== undefined || formula) this.put(content)
    return at + 4
  }

  /** Reads `r`, `s` and `t`. @returns the place behind the tag's `>` */
  private attributes(from: number): number {
    const { xml } = this
    for (let at = from; ; at += 1) {
      const code = xml.charCodeAt(at)
      if (code === GT) return at + 1
      if (code === LT || Number.isNaN(code)) throw damaged()
      if (code <= 32 || code === SLASH) continue
      let equals = at + 1
      while (xml.charCodeAt(equals) !== EQUALS) {
        if (equals >= xml.length) throw damaged()
        equals += 1
      }
      let start = equals + 1
      while (xml.charCodeAt(start) <= 32) start += 1
      const quote = xml.charCodeAt(start)
      const end = xml.indexOf(quote === QUOTE ? '"' : "'", start + 1)
      if (end < 0) throw damaged()
      if (xml.charCodeAt(at + 1) === EQUALS || xml.charCodeAt(at + 1) <= 32) {
        if (code === 114) this.column = this.columnAt(start + 1, end)
        else if (code === 115) this.style = Number(xml.slice(start + 1, end))
        else if (code === 116) this.type = xml.slice(start + 1, end)
      }
      at = end
    }
  }

  /** Column of `AB12`, from 0. */
  private columnAt(from: number, to: number): number {
    let column = 0
    for (let at = from; at < to; at += 1) {
      const letter = this.xml.charCodeAt(at) - 64
      if (letter < 1 || letter > 26) break
      column = column * 26 + letter
    }
    if (column === 0) throw damaged()
    return column - 1
  }

  private content(value: string, formula: boolean): PlainCell | undefined {
    if (value === '' || value.trim() === '') return formula && this.type !== 'str' ? MISSING : undefined
    switch (this.type) {
      case 's': return this.sharedCell(Number(value))
      case 'str': case 'inlineStr': return textCell(xmlText(value))
      case 'b': return { kind: 'boolean', value: isTrue(value.trim()), format: null }
      case 'e': return { kind: 'error', value: xmlText(value), format: null }
      case 'd': {
        const serial = serialOfText(value, this.shared.date1904)
        return serial === null ? textCell(xmlText(value)) : { kind: 'date', value: serial, format: null }
      }
      default: {
        const number = Number(value)
        if (!Number.isFinite(number)) return { kind: 'error', value: xmlText(value).slice(0, 40), format: null }
        const { format, date } = this.shared.formats[this.style] ?? GENERAL
        return { kind: date ? 'date' : 'number', value: number, format }
      }
    }
  }

  private sharedCell(index: number): PlainCell | undefined {
    const { strings } = this.shared
    if (!(Number.isInteger(index) && index >= 0 && index < strings.length)) throw new ReadingError('shared-strings', `工作表“${this.sheet}”第 ${this.row + 1} 行有一个格子找不到它的文字，文件已损坏。请在 Excel、WPS 里打开，另存为一个新的 .xlsx 再导入`)
    return strings[index]
  }

  private put(content: PlainCell | undefined): void {
    const { row, column, sheet, shared } = this
    if (!this.rowOpen) throw damaged()
    if (row >= READING_LIMITS.rows) throw new ReadingError('too-many-rows', `工作表“${sheet}”第 ${row + 1} 行还有内容，最多读 ${READING_LIMITS.rows} 行。请把要导入的部分另存为一个新的文件`)
    if (column >= READING_LIMITS.columns) throw new ReadingError('too-many-columns', `工作表“${sheet}”第 ${column + 1} 列还有内容，最多读 ${READING_LIMITS.columns} 列。请删去用不着的列，或把要导入的部分另存为一个新的文件`)
    if ((shared.cells += 1) > READING_LIMITS.cells) throw tooManyCells()
    if (this.rowCells === null) {
      this.rowCells = this.rows[row] ??= []
      if (this.rowHidden) this.hiddenRows.push(row)
    }
    if (content === undefined) return
    this.rowCells[column] = content
    if (column >= this.columnCount) this.columnCount = column + 1
  }
}

const MISSING: PlainCell = { kind: 'missing', value: '', format: null }

function merges(xml: string, from: number): PlainRange[] {
  const found: PlainRange[] = []
  const at = xml.indexOf('<mergeCells', from)
  if (at < 0) return found
  const end = xml.indexOf('</mergeCells>', at)
  for (const [, ref = ''] of xml.slice(at, end < 0 ? xml.length : end).matchAll(/<mergeCell\s[^>]*?ref\s*=\s*["']([^"']*)["']/gu)) {
    const [first, last] = ref.replaceAll('$', '').split(':').map(parseAddress)
    if (first === undefined || first === null || last === undefined || last === null) continue
    found.push({ top: Math.min(first.row, last.row), left: Math.min(first.column, last.column), bottom: Math.max(first.row, last.row), right: Math.max(first.column, last.column) })
  }
  return found
}

function hiddenColumns(head: string): number[] {
  const hidden: number[] = []
  for (const [tag] of head.matchAll(/<col\s[^>]*>/gu)) {
    if (!isTrue(attribute(tag, 'hidden'))) continue
    const [min, max] = [Number(attribute(tag, 'min') ?? 0), Number(attribute(tag, 'max') ?? 0)]
    for (let column = Math.max(1, min); column <= Math.min(max, READING_LIMITS.columns); column += 1) hidden.push(column - 1)
  }
  return hidden
}

export function tooManyCells(): ReadingError {
  return new ReadingError('too-many-cells', `文件里有内容的格子超过 ${READING_LIMITS.cells / 10_000} 万个，没有打开。请把要导入的表另存为一个新的文件`)
}
