import * as XLSX from '@e965/xlsx'
import { damaged, encrypted } from './archive'
import { checkedMerges } from './merges'
import { READING_LIMITS, ReadingError, type PlainBook, type PlainCell, type PlainSheet, type ReadingProgress } from './model'
import { tooManyCells } from './sheet-xml'

const OPTIONS: XLSX.ParsingOptions = { dense: true, cellHTML: false, cellText: false, cellNF: true, cellFormula: false, nodim: true }

/** Reads an .xls, or an .et of WPS that is built alike. Throws ReadingError. */
export function readXls(bytes: Uint8Array, tell: ReadingProgress): PlainBook {
  let names: string[]
  try {
    names = XLSX.CFB.read(bytes, { type: 'array' }).FullPaths
  } catch (cause) {
    throw new ReadingError('truncated', '文件不完整或已损坏，可能还没有拷贝完，或正在被 Excel、WPS 保存。请等它存完并关闭，再重新选择', { cause })
  }
  if (names.some((n) => /\/(?:EncryptedPackage|EncryptionInfo)$/iu.test(n))) throw encrypted()
  if (names.some((n) => /\/WordDocument$/iu.test(n))) throw new ReadingError('not-a-table', '这是 Word 文档，不是表格。请把里面的表复制到 Excel 里存成 .xlsx，或直接复制后在这里粘贴')
  if (!names.some((n) => /\/(?:Workbook|Book)$/iu.test(n))) throw new ReadingError('not-a-table', '文件里没有表格。请选 Excel 或 WPS 表格存下的 .xlsx、.xls 文件')
  tell(0.1)
  let book: XLSX.WorkBook
  try {
    // Rows beyond the limit are never made; one more tells that there are some.
    book = XLSX.read(bytes, { ...OPTIONS, type: 'array', cellStyles: true, sheetRows: READING_LIMITS.rows + 1 })
  } catch (cause) {
    if (cause instanceof Error && /password|encrypt/iu.test(cause.message)) throw encrypted()
    throw damaged(cause)
  }
  tell(0.85)
  return plainBook(book)
}

function plainBook(book: XLSX.WorkBook): PlainBook {
  const dates = new Map<string, boolean>()
  const sheets = book.SheetNames.map((name, index) => {
    const sheet = book.Sheets[name]
    // A sheet that the parser gave up is left out by it without a word.
    if (sheet === undefined) throw damaged()
    // 0: seen, 1: hidden, 2: hidden so that only a macro shows it.
    return plainSheet(name, (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0, sheet, dates)
  })
  let cells = 0
  for (const { rows } of sheets) for (const row of rows) cells += row?.length ?? 0
  if (cells > READING_LIMITS.cells * 4) throw tooManyCells()
  return { kind: 'xls', date1904: book.Workbook?.WBProps?.date1904 === true, encoding: null, sheets }
}

function plainSheet(name: string, hidden: boolean, sheet: XLSX.WorkSheet, dates: Map<string, boolean>): PlainSheet {
  const data = ((sheet as XLSX.DenseWorkSheet)['!data'] ?? []) as (XLSX.CellObject | undefined)[][]
  const rows: (PlainCell | undefined)[][] = []
  let columnCount = 0
  data.forEach((source, row) => {
    let cells: (PlainCell | undefined)[] | undefined
    for (let column = 0; column < source.length; column += 1) {
      const cell = plainCell(source[column], dates)
      if (cell === undefined) continue
      cells ??= rows[row] = []
      cells[column] = cell
      columnCount = Math.max(columnCount, column + 1)
    }
  })
  if (rows.length > READING_LIMITS.rows) throw new ReadingError('too-many-rows', `工作表“${name}”超过 ${READING_LIMITS.rows} 行，没有打开。请把要导入的部分另存为一个新的文件`)
  if (columnCount > READING_LIMITS.columns) throw new ReadingError('too-many-columns', `工作表“${name}”有 ${columnCount} 列，最多读 ${READING_LIMITS.columns} 列。请删去用不着的列`)
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }))
  return {
    name, hidden, rows, columnCount, merges: checkedMerges(merges, name, rows.length, columnCount),
    hiddenRows: hiddenOf(sheet['!rows']), hiddenColumns: hiddenOf(sheet['!cols']).filter((c) => c < columnCount), notes: [],
  }
}

function hiddenOf(info: readonly ({ hidden?: boolean } | undefined)[] | undefined): number[] {
  const hidden: number[] = []
  info?.forEach((line, index) => {
    if (line?.hidden === true) hidden.push(index)
  })
  return hidden
}

const ERRORS: Readonly<Record<number, string>> = { 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A', 43: '#GETTING_DATA' }

function plainCell(cell: XLSX.CellObject | undefined, dates: Map<string, boolean>): PlainCell | undefined {
  if (cell === undefined || cell.v === undefined || cell.v === null) return undefined
  const { t, v } = cell
  if (t === 's') return String(v).trim() === '' ? undefined : { kind: 'text', value: String(v), format: null }
  if (t === 'b') return { kind: 'boolean', value: v === true, format: null }
  if (t === 'e') return { kind: 'error', value: ERRORS[v as number] ?? '#错误', format: null }
  if (t !== 'n' || typeof v !== 'number') return undefined
  const format = cell.z === undefined || cell.z === 'General' ? null : String(cell.z)
  if (format === null) return { kind: 'number', value: v, format }
  let date = dates.get(format)
  if (date === undefined) dates.set(format, (date = XLSX.SSF.is_date(format)))
  return { kind: date ? 'date' : 'number', value: v, format }
}
