import { readDirectory, unpack } from '../reading/archive'
import { parseAddress, READING_LIMITS, ReadingError } from '../reading/model'
import { attribute, codedCharacters, entityText, partPath } from '../reading/xml'
import type { PlainCell } from './plain-cell'
import { movedFormula } from './shared-formula'

/** A sheet by the content of its cells. Rows and columns from 0, sparse. */
export interface ReadSheet {
  readonly name: string
  readonly rows: readonly (readonly (PlainCell | undefined)[] | undefined)[]
}

const WORKBOOK = /^xl\/workbook\.xml$/iu
const NEEDED = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/iu
const NOT_A_BOOK = '这不是 .xlsx 文件。请选本程序导出的 Excel 表'

/**
 * Values and formulas of every sheet of an .xlsx, and nothing else of it. Throws ReadingError for what is no workbook,
 * is cut off or would unpack beyond reason.
 */
export function readBook(bytes: Uint8Array): ReadSheet[] {
  if (bytes.length === 0) throw new ReadingError('empty', '文件是空的，可能正在保存。请等它存完再选')
  if (bytes.length > READING_LIMITS.fileBytes) throw new ReadingError('too-large', `文件有 ${Math.ceil(bytes.length / 1_000_000)} 兆字节，最多 ${READING_LIMITS.fileBytes / 1_000_000} 兆。请核对选的文件`)
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new ReadingError('not-a-table', NOT_A_BOOK)
  const entries = readDirectory(bytes)
  if (!entries.some((e) => WORKBOOK.test(e.name))) throw new ReadingError('not-a-table', NOT_A_BOOK)
  const parts = new Map([...unpack(bytes, entries.filter((e) => NEEDED.test(e.name)))].map(([name, content]) => [name.toLowerCase(), new TextDecoder().decode(content)]))
  const texts = sharedTexts(parts.get('xl/sharedstrings.xml') ?? '')
  let cells = 0
  return sheetParts(parts).map(({ name, xml }) => {
    const rows = readRows(xml, texts)
    for (const row of rows) cells += row?.length ?? 0
    if (cells > READING_LIMITS.cells * 4) throw new ReadingError('too-many-cells', '文件里的格子太多，不像是本程序导出的表，没有打开')
    return { name, rows }
  })
}

function sheetParts(parts: ReadonlyMap<string, string>): { name: string; xml: string }[] {
  const targets = new Map<string, string>()
  for (const [tag] of (parts.get('xl/_rels/workbook.xml.rels') ?? '').matchAll(/<(?:\w+:)?Relationship\s[^>]*>/gu)) {
    const target = attribute(tag, 'Target') ?? ''
    targets.set(attribute(tag, 'Id') ?? '', partPath(target).toLowerCase())
  }
  const sheets = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<(?:\w+:)?sheet\s[^>]*>/gu)].slice(0, READING_LIMITS.sheets)
  return sheets.map(([tag]) => ({ name: attribute(tag, 'name') ?? '', xml: parts.get(targets.get(attribute(tag, '(?:\\w+:)?id') ?? '') ?? '') ?? '' }))
}

function sharedTexts(xml: string): string[] {
  return [...xml.matchAll(/<(?:\w+:)?si(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/gu)].map(([, inside]) => runs(inside ?? ''))
}

/** The text of a shared or inline string: its runs, without readings set above the characters. */
function runs(xml: string): string {
  const spoken = xml.replace(/<((?:\w+:)?)rPh[\s>][\s\S]*?<\/\1rPh>/gu, '')
  return [...spoken.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<\/(?:\w+:)?t>/gu)].map(([, text]) => codedCharacters(entityText(text ?? ''))).join('')
}

const CELL = /<(?:\w+:)?c(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/gu
const ROW = /<(?:\w+:)?row(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?row>)/gu
const VALUE = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<\/(?:\w+:)?v>/u
const FORMULA = /<(?:\w+:)?f(\s[^>]*?)?(?:\/>|>([^<]*)<\/(?:\w+:)?f>)/u

interface SharedFormula {
  readonly formula: string
  readonly row: number
  readonly column: number
}

function readRows(xml: string, texts: readonly string[]): (PlainCell | undefined)[][] {
  const rows: (PlainCell | undefined)[][] = []
  const shared = new Map<string, SharedFormula>()
  let row = -1
  for (const [, rowTag, inside] of xml.matchAll(ROW)) {
    const number = Number(attribute(rowTag ?? '', 'r') ?? row + 2)
    row = Number.isInteger(number) && number >= 1 && number <= 1_048_576 ? number - 1 : row + 1
    let column = -1
    for (const [, tag = '', content = ''] of (inside ?? '').matchAll(CELL)) {
      column = parseAddress(attribute(tag, 'r') ?? '')?.column ?? column + 1
      const cell = readCell(tag, content, texts, shared, row, column)
      if (cell !== null) (rows[row] ??= [])[column] = cell
    }
  }
  return rows
}

function readCell(tag: string, content: string, texts: readonly string[], shared: Map<string, SharedFormula>, row: number, column: number): PlainCell | null {
  const formula = readFormula(content, shared, row, column)
  const type = attribute(tag, 't') ?? 'n'
  const raw = entityText(VALUE.exec(content)?.[1] ?? '')
  if (type === 's') return typed(texts[Number(raw)] ?? '', formula)
  if (type === 'inlineStr') return typed(runs(content), formula)
  if (type === 'str' || type === 'd') return typed(codedCharacters(raw), formula)
  if (type === 'e') return { value: raw, formula, error: true }
  if (raw === '') return formula === null ? null : { value: '', formula, noResult: true }
  return type === 'b' ? { value: raw === '1', formula } : { value: Number(raw), formula }
}

function typed(text: string, formula: string | null): PlainCell | null {
  return text === '' && formula === null ? null : { value: text, formula }
}

function readFormula(content: string, shared: Map<string, SharedFormula>, row: number, column: number): string | null {
  const match = FORMULA.exec(content)
  if (match === null) return null
  const [, tag = '', text = ''] = match
  const formula = entityText(text)
  const index = attribute(tag, 't') === 'shared' ? attribute(tag, 'si') : null
  if (index === null) return formula
  if (formula !== '') {
    shared.set(index, { formula, row, column })
    return formula
  }
  const origin = shared.get(index)
  return origin === undefined ? formula : movedFormula(origin.formula, row - origin.row, column - origin.column)
}
