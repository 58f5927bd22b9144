import { WorkbookError, type WorkbookModel } from '../model'
import { definedNamesXml } from './names-part'
import type { SheetFinder } from './sheet-finder'
import { MAIN, RELATIONS, tag, XML_HEAD } from './xml'

/** Place of the sheet that is in front when the file is opened. */
export function activeSheet(model: WorkbookModel, book: SheetFinder): number {
  const active = model.opensAt === undefined ? book.sheets.findIndex((s) => s.model.hidden === undefined) : book.sheets.indexOf(book.find(model.opensAt))
  if (active < 0) throw new WorkbookError('所有工作表都隐藏了，Excel 打不开这样的文件，不能导出')
  if (book.sheets[active]?.model.hidden !== undefined) throw new WorkbookError(`打开时要显示的工作表“${String(model.opensAt)}”是隐藏的，不能导出`)
  return active
}

/** workbook.xml; `ids` are the relations of its sheets. */
export function workbookXml(model: WorkbookModel, book: SheetFinder, ids: readonly string[]): string {
  const active = activeSheet(model, book)
  const firstShown = book.sheets.findIndex((s) => s.model.hidden === undefined)
  return XML_HEAD + tag('workbook', { xmlns: MAIN, 'xmlns:r': RELATIONS },
    tag('workbookPr', {}),
    model.lockStructure === true ? tag('workbookProtection', { lockStructure: true }) : undefined,
    tag('bookViews', {}, tag('workbookView', { xWindow: '0', yWindow: '0', windowWidth: 28800, windowHeight: 15000, tabRatio: 800, firstSheet: firstShown || undefined, activeTab: active || undefined })),
    tag('sheets', {}, ...book.sheets.map(({ name, model: sheet }, i) => tag('sheet', { name, sheetId: i + 1, state: sheet.hidden, 'r:id': ids[i] }))),
    definedNamesXml(book.sheets),
    tag('calcPr', { calcId: 191029 }))
}
