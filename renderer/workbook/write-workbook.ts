import { WorkbookError, type WorkbookModel } from './model'
import { OfficePackage } from './writer/package'
import { appXml, coreXml, customXml } from './writer/property-parts'
import { SheetFinder } from './writer/sheet-finder'
import { SharedTexts } from './writer/shared-texts'
import { writeSheet } from './writer/sheet-part'
import { StyleTable } from './writer/style-table'
import { activeSheet, workbookXml } from './writer/workbook-part'
import { PartSink } from './writer/zip'

export interface WriteOptions {
  /** Share of the work that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void
}

const WORKBOOK = 'xl/workbook.xml'

/**
 * Turns a model into the bytes of an .xlsx. The same model gives the same bytes on every machine and in every time zone.
 * Throws WorkbookError, with a Chinese sentence, for what cannot become a sound file.
 */
export async function writeWorkbook(model: WorkbookModel, { onProgress }: WriteOptions = {}): Promise<Uint8Array> {
  if (model.sheets.length === 0) throw new WorkbookError('没有要导出的工作表')
  const book = new SheetFinder(model)
  const file = new OfficePackage()
  file.relate('', 'workbook', WORKBOOK)
  addProperties(file, model)
  const active = activeSheet(model, book)
  const [texts, styles] = [new SharedTexts(), new StyleTable()]
  const paths = book.sheets.map((_, i) => `xl/worksheets/sheet${i + 1}.xml`)
  const ids = paths.map((path) => file.relate(WORKBOOK, 'sheet', path))
  file.addText(WORKBOOK, workbookXml(model, book, ids))
  const total = model.sheets.reduce((n, s) => n + s.rows.length, 0) || 1
  let before = 0
  book.sheets.forEach((sheet, i) => {
    const at = { file, book, texts, styles, path: paths[i] as string, number: i + 1, active: i === active }
    writeSheet(sheet, at, (done) => onProgress?.((0.95 * (before + done)) / total))
    before += sheet.model.rows.length
  })
  const shared = new PartSink()
  texts.write(shared)
  file.relate(WORKBOOK, 'texts', 'xl/sharedStrings.xml')
  file.addPacked('xl/sharedStrings.xml', shared.end())
  file.relate(WORKBOOK, 'styles', 'xl/styles.xml')
  file.addText('xl/styles.xml', styles.xml())
  const bytes = file.bytes()
  onProgress?.(1)
  return Promise.resolve(bytes)
}

function addProperties(file: OfficePackage, model: WorkbookModel): void {
  file.relate('', 'core', 'docProps/core.xml')
  file.addText('docProps/core.xml', coreXml(model))
  file.relate('', 'app', 'docProps/app.xml')
  file.addText('docProps/app.xml', appXml(model))
  if (model.properties === undefined || model.properties.length === 0) return
  file.relate('', 'custom', 'docProps/custom.xml')
  file.addText('docProps/custom.xml', customXml(model.properties))
}
