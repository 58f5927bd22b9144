import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { rangeAddress } from './addresses'
import { ByteSink } from './byte-sink'
import { STYLE_KINDS } from './house-style'
import { countCellStyles, mendFonts, mendStyles, nameRanges, sheetFrame } from './mend-parts'
import { WorkbookError, type SheetModel, type WorkbookModel } from './model'
import { SharedTexts, writeSheetData, type StyleNumbers } from './sheet-xml'
import { cleanSheetNames } from './sheet-names'
import { shellBook } from './shell-book'

export interface WriteOptions {
  /** Share of the work that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/**
 * Local noon of one fixed day: fflate writes a file's local time into the archive, and local noon reads the same in
 * every time zone.
 */
const ARCHIVE_TIME = new Date(2000, 0, 1, 12, 0, 0)

/** Fast and close to the smallest: see docs/decisions/0007-workbook-writer.md for the figures. */
const LEVEL = 4

/**
 * Turns a model into the bytes of an .xlsx. The same model gives the same bytes on every machine and in every time zone.
 * Throws WorkbookError, with a Chinese sentence, for what cannot become a sound file.
 */
export async function writeWorkbook(model: WorkbookModel, options: WriteOptions = {}): Promise<Uint8Array> {
  if (model.sheets.length === 0) throw new WorkbookError('没有要导出的工作表')
  model.sheets.forEach(refuseOverlaps)
  const names = cleanSheetNames(model.sheets.map((s) => s.name))
  const shell = unzipSync(await shellBook(model, names))
  const part = (path: string): string => strFromU8(shell[path] ?? new Uint8Array())
  const styles = new StyleTable(part('xl/worksheets/sheet1.xml'), countCellStyles(part('xl/styles.xml')))
  const texts = new SharedTexts()
  const total = model.sheets.reduce((n, s) => n + s.rows.length, 0) || 1
  let before = 0
  const changed = new Map<string, Uint8Array>()
  model.sheets.forEach((sheet, i) => {
    const path = `xl/worksheets/sheet${i + 1}.xml`
    const frame = sheetFrame(part(path), sheet)
    const sink = new ByteSink(sheet.rows.length * 1024 + 4096)
    sink.add(frame.before)
    writeSheetData(sink, sheet.rows, texts, styles.number, (done) => options.onProgress?.((0.5 * (before + done)) / total))
    sink.add(frame.after)
    changed.set(path, sink.take())
    before += sheet.rows.length
  })
  const shared = new ByteSink()
  texts.write(shared)
  changed.set('xl/sharedStrings.xml', shared.take())
  changed.set('xl/styles.xml', strToU8(mendStyles(part('xl/styles.xml'), styles.quotedCopiesOf)))
  changed.set('xl/workbook.xml', strToU8(nameRanges(part('xl/workbook.xml'), model.sheets, names)))
  for (const path of Object.keys(shell)) if (/^xl\/comments\d+\.xml$/u.test(path)) changed.set(path, strToU8(mendFonts(part(path))))
  options.onProgress?.(0.5)
  const files: Zippable = {}
  // [Content_Types].xml first, as Office writes it; the rest in the shell's own, fixed order.
  for (const path of ['[Content_Types].xml', ...Object.keys(shell)]) {
    if (!path.endsWith('/')) files[path] ??= [changed.get(path) ?? (shell[path] as Uint8Array), { mtime: ARCHIVE_TIME, level: LEVEL }]
  }
  const bytes = zipSync(files)
  options.onProgress?.(1)
  return bytes
}

/** The numbers that the shell book gave to the style kinds, and those of their quoted copies, given out on demand. */
class StyleTable {
  readonly quotedCopiesOf: number[] = []
  private readonly plain: Readonly<Record<string, number>>
  private readonly quoted = new Map<string, number>()

  constructor(firstSheet: string, private readonly count: number) {
    const found = [...firstSheet.matchAll(/<c r="[A-Z]+1"(?: s="(\d+)")?/gu)].map((m) => Number(m[1] ?? 0))
    if (found.length < STYLE_KINDS.length) throw new Error('StyleTable: the shell book lacks its styles')
    this.plain = Object.fromEntries(STYLE_KINDS.map((kind, i) => [kind, found[i] as number]))
  }

  readonly number: StyleNumbers = (kind, quoted) => {
    const plain = this.plain[kind] as number
    if (!quoted) return plain
    let copy = this.quoted.get(kind)
    if (copy === undefined) {
      copy = this.count + this.quotedCopiesOf.length
      this.quotedCopiesOf.push(plain)
      this.quoted.set(kind, copy)
    }
    return copy
  }
}

/** Excel calls a file with overlapping merges damaged. */
function refuseOverlaps(sheet: SheetModel): void {
  const byRow = new Map<number, { left: number; right: number; of: string }[]>()
  for (const merge of sheet.merges) {
    const of = rangeAddress(merge)
    for (let row = merge.top; row <= merge.bottom; row += 1) {
      const taken = byRow.get(row) ?? []
      const other = taken.find((t) => t.left <= merge.right && merge.left <= t.right)
      if (other !== undefined) throw new WorkbookError(`合并区域 ${other.of} 与 ${of} 重叠，不能导出`)
      byRow.set(row, [...taken, { left: merge.left, right: merge.right, of }])
    }
  }
}
