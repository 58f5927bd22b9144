import { rangeAddress } from '../addresses'
import { WorkbookError, type SheetModel } from '../model'
import { conditionsXml, protectionXml, validationsXml } from './entry-parts'
import { addDrawings } from './drawing-parts'
import { linksXml } from './links-part'
import { commentsXml, noteBoxesXml } from './note-parts'
import type { OfficePackage } from './package'
import { printXml } from './print-parts'
import type { NamedSheet, SheetFinder } from './sheet-finder'
import type { SharedTexts } from './shared-texts'
import { writeSheetData } from './sheet-data'
import { sheetHead } from './sheet-frame'
import type { StyleTable } from './style-table'
import { listTag, tag } from './xml'
import { PartSink } from './zip'

/** Where a sheet is written, and what it shares with the others. */
export interface SheetPlace {
  readonly file: OfficePackage
  readonly book: SheetFinder
  readonly texts: SharedTexts
  readonly styles: StyleTable
  readonly path: string
  /** From 1. */
  readonly number: number
  /** In front when the file is opened. */
  readonly active: boolean
}

/** Writes one sheet and the parts that belong to it. */
export function writeSheet(sheet: NamedSheet, at: SheetPlace, onRow: (done: number) => void): void {
  const { model } = sheet
  refuseOverlaps(model)
  const sink = new PartSink()
  sink.add(sheetHead(model, at.active, at.styles))
  writeSheetData(sink, model.rows, { texts: at.texts, styles: at.styles, formula: (f) => at.book.formula(f), unlocked: model.protection?.unlocked ?? [] }, onRow)
  for (const xml of tail(sheet, at)) sink.add(xml)
  sink.add('</worksheet>')
  at.file.addPacked(at.path, sink.end())
}

/** What stands behind the cells, in the order of the schema (ECMA-376 part 1, 18.3.1.99). */
function tail(sheet: NamedSheet, at: SheetPlace): string[] {
  const { model } = sheet
  return [
    protectionXml(model.protection),
    model.filter === undefined ? '' : tag('autoFilter', { ref: rangeAddress(model.filter) }),
    listTag('mergeCells', model.merges.map((m) => tag('mergeCell', { ref: rangeAddress(m) }))),
    conditionsXml(model.conditions, at.book, at.styles),
    validationsXml(model.validations, sheet, at.book),
    linksXml(model.links, at.book),
    printXml(model.print),
    addDrawings(sheet, at),
    addNotes(model, at),
  ]
}

function addNotes({ notes = [] }: SheetModel, { file, path, number }: SheetPlace): string {
  if (notes.length === 0) return ''
  const [comments, boxes] = [`xl/comments${number}.xml`, `xl/drawings/vmlDrawing${number}.vml`]
  file.relate(path, 'comments', comments)
  file.addText(comments, commentsXml(notes))
  file.addText(boxes, noteBoxesXml(notes, number))
  return tag('legacyDrawing', { 'r:id': file.relate(path, 'noteBoxes', boxes) })
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
