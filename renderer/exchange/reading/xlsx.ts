import { damaged, readDirectory, unpack } from './archive'
import { READING_LIMITS, ReadingError, type PlainBook, type PlainSheet, type ReadingProgress } from './model'
import { cellFormats, sharedCells } from './shared-parts'
import { readSheetXml, type SharedParts } from './sheet-xml'
import { attribute, isTrue, partPath, withoutPrefix } from './xml'

/** Parts that say what stands in the cells; nothing else is unpacked, external links least of all. */
const READ = /^(?:_rels\/\.rels|\[Content_Types\]\.xml|.*\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\d*\.xml|styles\d*\.xml|worksheets\/[^/]+\.xml))$/iu

/**
 * Reads an .xlsx (or .xlsm, .et saved as one) by looking through its parts once: only what stands in the cells, which takes a
 * fraction of a general parser's time and memory. Throws ReadingError.
 */
export function readXlsx(bytes: Uint8Array, tell: ReadingProgress): PlainBook {
  const entries = readDirectory(bytes)
  refuseOthers(new Set(entries.map((e) => e.name)))
  const packed = unpack(bytes, entries.filter(({ name }) => READ.test(name)))
  tell(0.2)
  const parts = new Parts(packed)
  const workbook = withoutPrefix(parts.text('xl/workbook.xml') ?? refuse())
  const targets = sheetTargets(parts.text('xl/_rels/workbook.xml.rels') ?? refuse())
  const tags = [...workbook.matchAll(/<sheet\s[^>]*>/gu)].map(([tag]) => tag)
  if (tags.length > READING_LIMITS.sheets) throw new ReadingError('too-large', `文件里有 ${tags.length} 张工作表，最多 ${READING_LIMITS.sheets} 张。请把要导入的表另存为一个新的文件`)
  const date1904 = isTrue(attribute(/<workbookPr\s[^>]*>/u.exec(workbook)?.[0] ?? '', 'date1904'))
  const shared: SharedParts = { strings: sharedCells(parts.text(targets.strings) ?? ''), formats: cellFormats(parts.text(targets.styles) ?? ''), date1904, cells: 0 }
  tell(0.4)
  const sheets: PlainSheet[] = []
  tags.forEach((tag, index) => {
    const [name, id] = [attribute(tag, 'name'), attribute(tag, '(?:\\w+:)?id')]
    const path = targets.sheets.get(id ?? '')
    // A sheet of charts or macros holds no cells.
    if (name === null || path === undefined) return
    sheets.push(readSheetXml(parts.text(path) ?? refuse(), name, /^(?:hidden|veryHidden)$/u.test(attribute(tag, 'state') ?? ''), shared))
    parts.drop(path)
    tell(0.4 + (0.6 * (index + 1)) / tags.length)
  })
  return { kind: 'xlsx', date1904, encoding: null, sheets }
}

function refuse(): never {
  throw damaged()
}

/** Unpacked parts by their names, whose case programs do not keep. */
class Parts {
  private readonly byName: Map<string, Uint8Array>

  constructor(parts: ReadonlyMap<string, Uint8Array>) {
    this.byName = new Map([...parts].map(([name, content]) => [name.toLowerCase(), content]))
  }

  /** A part as text; null where it is not there. Throws ReadingError where it declares entities. */
  text(name: string): string | null {
    const content = this.byName.get(name.toLowerCase())
    if (content === undefined) return null
    const [first, second] = content
    const xml = new TextDecoder(first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8').decode(content)
    // A document type stands before the first element; a workbook never has one.
    if (/<!(?:DOCTYPE|ENTITY)/iu.test(xml.slice(0, 65_536))) {
      throw new ReadingError('entities', '文件里夹带了指向外部内容的声明（DOCTYPE），可能是有人做的手脚，没有打开。请不要用它，向发件人另要一份')
    }
    return xml
  }

  /** A part that is read needs no memory while the others are. */
  drop(name: string): void {
    this.byName.delete(name.toLowerCase())
  }
}

/** Where the worksheets stand, by the relation that the book names them with, and what they share; sheets of charts are left out. */
function sheetTargets(relations: string): { sheets: Map<string, string>; strings: string; styles: string } {
  const targets = { sheets: new Map<string, string>(), strings: 'xl/sharedStrings.xml', styles: 'xl/styles.xml' }
  for (const [tag] of relations.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/gu)) {
    const [id, target, type] = [attribute(tag, 'Id'), attribute(tag, 'Target'), attribute(tag, 'Type') ?? '']
    if (id === null || target === null || attribute(tag, 'TargetMode') === 'External') continue
    const path = partPath(target)
    if (/\/worksheet$/u.test(type)) targets.sheets.set(id, path)
    else if (/\/sharedStrings$/u.test(type)) targets.strings = path
    else if (/\/styles$/u.test(type)) targets.styles = path
  }
  return targets
}

function refuseOthers(names: ReadonlySet<string>): void {
  const has = (pattern: RegExp): boolean => [...names].some((n) => pattern.test(n))
  if (has(/^xl\/workbook\.bin$/iu)) throw new ReadingError('not-a-table', '这是 .xlsb 文件，请在 Excel 里另存为 .xlsx 再导入')
  if (has(/^word\//iu)) throw new ReadingError('not-a-table', '这其实是 Word 文档（.docx），不是表格。请把里面的表复制到 Excel 里存成 .xlsx，或直接复制后在这里粘贴')
  if (has(/^ppt\//iu)) throw new ReadingError('not-a-table', '这其实是演示文稿（.pptx），不是表格。请选 .xlsx、.xls、.csv 文件')
  if (has(/^content\.xml$/iu)) throw new ReadingError('not-a-table', '这是 .ods 文件，请另存为 .xlsx 再导入')
  if (!names.has('[Content_Types].xml') || !has(/\.xml$/iu)) throw new ReadingError('not-a-table', '这是压缩包，里面没有表格。请先解压，再选里面的 .xlsx、.xls、.csv 文件')
}

