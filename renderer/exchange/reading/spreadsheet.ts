import * as XLSX from '@e965/xlsx'
import { damaged, encrypted, readDirectory, unpack } from './archive'
import { checkedMerges } from './merges'
import { READING_LIMITS, ReadingError, type PlainBook, type PlainCell, type PlainSheet } from './model'
import { scanSheet, tooManyCells, type ScannedSheet } from './sheet-xml'

/** The parser's entry for parts that are unpacked already; its types leave it out. */
const parseZip = (XLSX as unknown as { parse_zip(parts: { files: Record<string, { name: string; data: string }> }, options: XLSX.ParsingOptions): XLSX.WorkBook }).parse_zip

const OPTIONS: XLSX.ParsingOptions = { dense: true, cellHTML: false, cellText: false, cellNF: true, cellFormula: false, nodim: true }

/** Parts that say nothing about what stands in the cells; external links among them are never looked at. */
const UNREAD = /(?:^|\/)(?:drawings|charts|chartsheets|media|embeddings|externalLinks|theme|customXml|docProps|printerSettings|activeX|ctrlProps|pivotTables|pivotCache|tables|queryTables|slicers|slicerCaches|threadedComments)\/|(?:^|\/)(?:comments\d*|vmlDrawing\d*|calcChain|connections)\.(?:xml|vml)$/iu

export type ReadingProgress = (share: number) => void

/** Reads an .xlsx (or .xlsm, .et saved as one). Throws ReadingError. */
export function readXlsx(bytes: Uint8Array, tell: ReadingProgress): PlainBook {
  const entries = readDirectory(bytes)
  refuseOthers(new Set(entries.map((e) => e.name)))
  const parts = unpack(bytes, entries.filter(({ name }) => /\.(?:xml|rels)$/iu.test(name) && !UNREAD.test(name)))
  tell(0.1)
  const files: Record<string, { name: string; data: string }> = {}
  for (const [name, content] of parts) files[name] = { name, data: checkedXml(content) }
  const sharedStrings = countSharedStrings(files)
  const { order, paths } = sheetPaths(files)
  const scanned = new Map<string, ScannedSheet>()
  let cells = 0
  for (const [name, path] of paths) {
    const file = files[path]
    if (file === undefined) throw damaged()
    const scan = scanSheet(file.data, name, sharedStrings)
    if ((cells += scan.cells) > READING_LIMITS.cells) throw tooManyCells()
    files[path] = { name: path, data: scan.xml }
    scanned.set(name, scan)
  }
  tell(0.25)
  let book: XLSX.WorkBook
  try {
    book = parseZip({ files }, { ...OPTIONS, type: 'array' })
  } catch (cause) {
    throw damaged(cause)
  }
  tell(0.85)
  return plainBook('xlsx', book, (name) => {
    // A sheet that the parser gave up is left out by it without a word; so is a sheet of charts, which holds no cells.
    if (scanned.has(name)) throw damaged()
    return null
  }, scanned, order)
}

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
  return plainBook('xls', book, () => { throw damaged() }, new Map(), book.SheetNames)
}

function refuseOthers(names: ReadonlySet<string>): void {
  const has = (pattern: RegExp): boolean => [...names].some((n) => pattern.test(n))
  if (has(/^xl\/workbook\.bin$/iu)) throw new ReadingError('not-a-table', '这是 .xlsb 文件，请在 Excel 里另存为 .xlsx 再导入')
  if (has(/^word\//iu)) throw new ReadingError('not-a-table', '这其实是 Word 文档（.docx），不是表格。请把里面的表复制到 Excel 里存成 .xlsx，或直接复制后在这里粘贴')
  if (has(/^ppt\//iu)) throw new ReadingError('not-a-table', '这其实是演示文稿（.pptx），不是表格。请选 .xlsx、.xls、.csv 文件')
  if (has(/^content\.xml$/iu)) throw new ReadingError('not-a-table', '这是 .ods 文件，请另存为 .xlsx 再导入')
  if (!names.has('[Content_Types].xml') || !has(/\.xml$/iu)) throw new ReadingError('not-a-table', '这是压缩包，里面没有表格。请先解压，再选里面的 .xlsx、.xls、.csv 文件')
}

/** A part as characters of its bytes, which is what the parser takes. Throws ReadingError where it declares entities. */
function checkedXml(content: Uint8Array): string {
  if ((content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff)) throw damaged()
  // Most sheets hold nothing but ASCII: their texts stand apart, in the shared strings.
  const decoded = new TextDecoder().decode(content)
  if (decoded.length === content.length && !decoded.includes('\uFFFD')) return withoutEntities(decoded)
  const pieces: string[] = []
  for (let at = 0; at < content.length; at += 32_768) pieces.push(String.fromCharCode.apply(null, content.subarray(at, at + 32_768) as unknown as number[]))
  return withoutEntities(pieces.join(''))
}

function withoutEntities(xml: string): string {
  // A document type stands before the first element; a workbook never has one.
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(xml.slice(0, 65_536))) {
    throw new ReadingError('entities', '文件里夹带了指向外部内容的声明（DOCTYPE），可能是有人做的手脚，没有打开。请不要用它，向发件人另要一份')
  }
  return xml
}

function countSharedStrings(files: Readonly<Record<string, { readonly data: string }>>): number {
  const path = Object.keys(files).find((name) => /(?:^|\/)sharedStrings\.xml$/iu.test(name))
  if (path === undefined) return 0
  return (files[path] as { data: string }).data.match(/<(?:\w+:)?si[\s>/]/gu)?.length ?? 0
}

/** Where each worksheet's part is, by the sheet's name; sheets of charts have none. */
function sheetPaths(files: Readonly<Record<string, { readonly data: string }>>): { order: string[]; paths: Map<string, string> } {
  const workbook = Object.keys(files).find((name) => /^xl\/workbook\.xml$/iu.test(name))
  const relations = Object.keys(files).find((name) => /^xl\/_rels\/workbook\.xml\.rels$/iu.test(name))
  if (workbook === undefined || relations === undefined) throw damaged()
  const targets = new Map<string, string>()
  for (const [tag] of (files[relations] as { data: string }).data.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/gu)) {
    const [id, target, type] = [attribute(tag, 'Id'), attribute(tag, 'Target'), attribute(tag, 'Type')]
    if (id === null || target === null || attribute(tag, 'TargetMode') === 'External' || !/\/worksheet$/u.test(type ?? '')) continue
    targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//u, '')}`)
  }
  const order: string[] = []
  const paths = new Map<string, string>()
  for (const [tag] of (files[workbook] as { data: string }).data.matchAll(/<(?:\w+:)?sheet\s[^>]*>/gu)) {
    const name = attribute(tag, 'name')
    const path = targets.get(attribute(tag, '(?:\\w+:)?id') ?? '')
    if (name === null) continue
    const text = decodeAttribute(name)
    order.push(text)
    if (path !== undefined) paths.set(text, Object.keys(files).find((f) => f.toLowerCase() === path.toLowerCase()) ?? path)
  }
  if (order.length > READING_LIMITS.sheets) throw new ReadingError('too-large', `文件里有 ${order.length} 张工作表，最多 ${READING_LIMITS.sheets} 张。请把要导入的表另存为一个新的文件`)
  return { order, paths }
}

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`, 'u').exec(tag)
  return match === null ? null : (match[1] ?? match[2] ?? '')
}

/** Text of an attribute whose bytes stand as characters. */
function decodeAttribute(bytes: string): string {
  const text = new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)))
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([0-9a-f]+));/giu, (_, word: string | undefined, decimal: string | undefined, hex: string | undefined) =>
    word !== undefined ? (named[word.toLowerCase()] as string) : String.fromCodePoint(Math.min(0x10ffff, decimal !== undefined ? Number(decimal) : parseInt(hex as string, 16))))
}

function plainBook(kind: 'xlsx' | 'xls', book: XLSX.WorkBook, absent: (name: string) => null, scanned: ReadonlyMap<string, ScannedSheet>, order: readonly string[]): PlainBook {
  const sheets: PlainSheet[] = []
  const dates = new Map<string, boolean>()
  order.forEach((name, index) => {
    const sheet = book.Sheets[name] ?? absent(name)
    // 0: seen, 1: hidden, 2: hidden so that only a macro shows it.
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0
    if (sheet !== null) sheets.push(plainSheet(name, hidden, sheet, scanned.get(name), dates))
  })
  let cells = 0
  for (const { rows } of sheets) for (const row of rows) cells += row?.length ?? 0
  if (kind === 'xls' && cells > READING_LIMITS.cells * 4) throw tooManyCells()
  return { kind, date1904: book.Workbook?.WBProps?.date1904 === true, encoding: null, sheets }
}

function plainSheet(name: string, hidden: boolean, sheet: XLSX.WorkSheet, scan: ScannedSheet | undefined, dates: Map<string, boolean>): PlainSheet {
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
  for (const { row, column } of scan?.missing ?? []) {
    const cells = (rows[row] ??= [])
    cells[column] = { kind: 'missing', value: '', format: null }
    columnCount = Math.max(columnCount, column + 1)
  }
  if (scan === undefined) {
    if (rows.length > READING_LIMITS.rows) throw new ReadingError('too-many-rows', `工作表“${name}”超过 ${READING_LIMITS.rows} 行，没有打开。请把要导入的部分另存为一个新的文件`)
    if (columnCount > READING_LIMITS.columns) throw new ReadingError('too-many-columns', `工作表“${name}”有 ${columnCount} 列，最多读 ${READING_LIMITS.columns} 列。请删去用不着的列`)
  }
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }))
  return {
    name, hidden, rows, columnCount,
    merges: checkedMerges(merges, name, rows.length, columnCount),
    hiddenRows: scan?.hiddenRows ?? hiddenOf(sheet['!rows']), hiddenColumns: (scan?.hiddenColumns ?? hiddenOf(sheet['!cols'])).filter((c) => c < columnCount),
    notes: scan !== undefined && scan.emptyRows > 0 ? [`有 ${scan.emptyRows} 行只有格式没有内容，没有读`] : [],
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
