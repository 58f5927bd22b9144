import { absoluteRange, rangeAddress } from './addresses'
import type { SheetModel } from './model'
import { FONT_ORDER, inSchemaOrder, SHEET_ORDER, xmlChildren } from './xml-order'
import { escapeXml } from './xml-text'

/** ExcelJS begins every file with Calibri, which fixes the width of columns; office PCs here count in 宋体. */
const DEFAULT_FONT = '<font><sz val="11"/><color theme="1"/><name val="宋体"/><family val="3"/><charset val="134"/></font>'

/** Puts the children of every `<font>` and `<rPr>` in the order of the schema. */
export function mendFonts(xml: string): string {
  return xml.replace(/<(font|rPr)>([\s\S]*?)<\/\1>/gu, (_, tag: string, inner: string) => `<${tag}>${inSchemaOrder(xmlChildren(inner), FONT_ORDER).map((c) => c.xml).join('')}</${tag}>`)
}

/** The file's styles: fonts mended, 宋体 as the default, and `extra` copies of cell styles appended with `quotePrefix`. */
export function mendStyles(xml: string, quotedCopiesOf: readonly number[]): string {
  const mended = mendFonts(xml).replace(/(<fonts\b[^>]*>)<font>[\s\S]*?<\/font>/u, `$1${DEFAULT_FONT}`)
  if (quotedCopiesOf.length === 0) return mended
  return mended.replace(/<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/u, (_, inner: string) => {
    const styles = xmlChildren(inner).map((c) => c.xml)
    const copies = quotedCopiesOf.map((n) => (styles[n] ?? '').replace('<xf ', '<xf quotePrefix="1" '))
    return `<cellXfs count="${styles.length + copies.length}">${styles.join('')}${copies.join('')}</cellXfs>`
  })
}

/** How many cell styles the file has. */
export function countCellStyles(xml: string): number {
  return xmlChildren(/<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/u.exec(xml)?.[1] ?? '').length
}

/** What stands before and after the `<sheetData>` of a sheet of the shell book: with its real merges, everything in the order of the schema. */
export function sheetFrame(shell: string, sheet: SheetModel): { before: string; after: string } {
  const [, open = '', inner = ''] = /^([\s\S]*?<worksheet\b[^>]*>)([\s\S]*)<\/worksheet>\s*$/u.exec(shell) ?? []
  const width = sheet.rows.reduce((most, row) => Math.max(most, row.cells.length), 1)
  const children = xmlChildren(inner).map((child) =>
    child.name === 'dimension' ? { ...child, xml: `<dimension ref="${rangeAddress({ top: 1, left: 1, bottom: Math.max(1, sheet.rows.length), right: width })}"/>` } : child,
  )
  if (sheet.merges.length > 0) {
    children.push({ name: 'mergeCells', xml: `<mergeCells count="${sheet.merges.length}">${sheet.merges.map((m) => `<mergeCell ref="${rangeAddress(m)}"/>`).join('')}</mergeCells>` })
  }
  const ordered = inSchemaOrder(children, SHEET_ORDER)
  const data = ordered.findIndex((c) => c.name === 'sheetData')
  const text = (from: number, to?: number): string => ordered.slice(from, to).map((c) => c.xml).join('')
  return { before: open + text(0, data), after: `${text(data + 1)}</worksheet>` }
}

/** workbook.xml with print areas, repeated rows and names; ExcelJS would write them relative, so that they move. */
export function nameRanges(xml: string, sheets: readonly SheetModel[], names: readonly string[]): string {
  const entries = sheets.flatMap((sheet, i) => {
    const name = names[i] as string
    const { area, repeatedRows } = sheet.print
    const own = [`<definedName name="_xlnm.Print_Area" localSheetId="${i}">${escapeXml(absoluteRange(name, area))}</definedName>`]
    if (repeatedRows !== null) own.push(`<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${escapeXml(`'${name}'!$${repeatedRows.first}:$${repeatedRows.last}`)}</definedName>`)
    for (const named of sheet.names ?? []) own.push(`<definedName name="${escapeXml(named.name)}">${escapeXml(absoluteRange(name, named.range))}</definedName>`)
    return own
  })
  return xml.replace('</sheets>', `</sheets><definedNames>${entries.join('')}</definedNames>`)
}
