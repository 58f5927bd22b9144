import { READING_LIMITS, ReadingError, type PlainCell, type PlainSheet } from './model'
import { tooManyCells } from './sheet-xml'

/** How a text file's bytes were read. */
export interface DecodedText {
  readonly text: string
  readonly encoding: 'UTF-8' | 'UTF-16' | 'GBK'
}

/** Reads the bytes of a text file as UTF-8, UTF-16 or GBK. Throws ReadingError where none of them fits. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeAs(bytes.subarray(3), 'utf-8', 'UTF-8')
  if (a === 0xff && b === 0xfe) return decodeAs(bytes.subarray(2), 'utf-16le', 'UTF-16')
  if (a === 0xfe && b === 0xff) return decodeAs(bytes.subarray(2), 'utf-16be', 'UTF-16')
  const zeros = [0, 0]
  const sample = Math.min(bytes.length, 4096)
  for (let i = 0; i < sample; i += 1) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1
  const [even, odd] = zeros as [number, number]
  if (even + odd > 0) {
    // Digits, commas and line ends have a zero byte in UTF-16, always on the same side.
    if (even === 0) return decodeAs(bytes, 'utf-16le', 'UTF-16')
    if (odd === 0) return decodeAs(bytes, 'utf-16be', 'UTF-16')
    throw notText()
  }
  for (const [label, encoding] of [['utf-8', 'UTF-8'], ['gbk', 'GBK']] as const) {
    try {
      const text = new TextDecoder(label, { fatal: true }).decode(bytes)
      // Some decoders give bytes that are no GBK a place of their own; whoever meets those is not reading GBK.
      if (!/[\uE000-\uF8FF]/u.test(text)) return { text, encoding }
    } catch {
      // Not this one.
    }
  }
  throw new ReadingError('encoding', '认不出文件里的文字编码（试过 UTF-8、UTF-16 和 GBK）。请在 Excel、WPS 里打开，另存为 .xlsx 再导入')
}

function decodeAs(bytes: Uint8Array, label: string, encoding: DecodedText['encoding']): DecodedText {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding }
  } catch (cause) {
    throw new ReadingError('encoding', `文件说自己是 ${encoding} 文字，内容却对不上，可能已损坏。请重新存一份`, { cause })
  }
}

function notText(): ReadingError {
  return new ReadingError('not-a-table', '这不是表格文件。请选 .xlsx、.xls、.csv 文件')
}

/** Cells of a delimited text, everything as text, as it was typed. A tab wins over commas, commas over semicolons. */
export function readDelimited(text: string, name: string): PlainSheet {
  if (/[\u0000-\u0008\u000e-\u001f]/u.test(text.slice(0, 4096))) throw notText()
  const delimiter = chooseDelimiter(text)
  const rows: (PlainCell | undefined)[][] = []
  let [row, field, start, cells, columnCount, quoted]: [(PlainCell | undefined)[], string | null, number, number, number, boolean] = [[], null, 0, 0, 0, false]
  const endField = (at: number): void => {
    const content = (field ?? '') + text.slice(start, at)
    if (content.trim() !== '') {
      row[row.length] = { kind: 'text', value: content, format: null }
      columnCount = Math.max(columnCount, row.length)
      cells += 1
      if (cells > READING_LIMITS.cells) throw tooManyCells()
      if (row.length > READING_LIMITS.columns) throw new ReadingError('too-many-columns', `第 ${rows.length + 1} 行有 ${row.length} 列，最多读 ${READING_LIMITS.columns} 列。请删去用不着的列`)
    } else row.length += 1
    field = null
  }
  const endRow = (): void => {
    if (rows.length >= READING_LIMITS.rows && row.some((c) => c !== undefined)) throw new ReadingError('too-many-rows', `文件超过 ${READING_LIMITS.rows} 行，没有打开。请分成几个文件导入`)
    rows.push(row)
    row = []
  }
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (quoted) {
      if (char !== '"') continue
      if (text[at + 1] === '"') {
        field = (field ?? '') + text.slice(start, at + 1)
        at += 1
      } else {
        field = (field ?? '') + text.slice(start, at)
        quoted = false
      }
      start = at + 1
    } else if (char === '"' && text.slice(start, at).trim() === '' && field === null) {
      quoted = true
      start = at + 1
    } else if (char === delimiter) {
      endField(at)
      start = at + 1
    } else if (char === '\n' || char === '\r') {
      endField(at)
      endRow()
      if (char === '\r' && text[at + 1] === '\n') at += 1
      start = at + 1
    }
  }
  if (quoted) throw new ReadingError('damaged', `第 ${rows.length + 1} 行的引号没有收尾，后面的内容分不清是哪一格。请在 Excel、WPS 里打开检查，另存后再导入`)
  if (start < text.length || field !== null || row.length > 0) {
    endField(text.length)
    endRow()
  }
  return { name, hidden: false, rows, columnCount, merges: [], hiddenRows: [], hiddenColumns: [], notes: [] }
}

function chooseDelimiter(text: string): string {
  const head = text.slice(0, 65_536)
  const count = (char: string): number => head.split(char).length - 1
  if (count('\t') > 0) return '\t'
  return count(',') >= count(';') ? ',' : ';'
}
