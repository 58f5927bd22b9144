import ExcelJS from 'exceljs'
import type { DateOnly } from '@/domain/period'
import { HOUSE_STYLE, STYLE_KINDS, type CellStyle, type StyleKind } from './house-style'
import type { SheetModel, WorkbookModel } from './model'
import { pageLineCode } from './page-line'
import { cleanText } from './xml-text'

/** ExcelJS's number for the paper sizes; its own list has no A3. */
const PAPER_SIZE = { A3: 8, A4: 9 } as const
const INCH = 25.4
const MARGINS = { left: 8 / INCH, right: 8 / INCH, top: 14 / INCH, bottom: 13 / INCH, header: 6 / INCH, footer: 6 / INCH }

/** Styles as ExcelJS wants them; made once, one object a kind, so that it writes each style once. */
const EXCEL_STYLES: Readonly<Record<StyleKind, Partial<ExcelJS.Style>>> = Object.fromEntries(
  STYLE_KINDS.map((kind) => [kind, Object.freeze(excelStyle(HOUSE_STYLE[kind]))]),
) as Record<StyleKind, Partial<ExcelJS.Style>>

function excelStyle(style: CellStyle): Partial<ExcelJS.Style> {
  const { name, size, bold, colour } = style.font
  const edge = { style: 'thin', color: { argb: 'FF8A94A3' } } as const
  return {
    // Charset 134 (GB2312) makes a PC without the font fall back to a Chinese one.
    font: { name, size, family: 3, charset: 134, ...(bold === true ? { bold } : {}), color: { argb: `FF${colour ?? '000000'}` } },
    alignment: { horizontal: style.horizontal, vertical: style.vertical ?? 'middle', ...(style.wrap === true ? { wrapText: true } : {}) },
    ...(style.fill === undefined ? {} : { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: `FF${style.fill}` } } }),
    ...(style.border === true ? { border: { top: edge, left: edge, bottom: edge, right: edge } } : {}),
    ...(style.format === undefined ? {} : { numFmt: style.format }),
  }
}

/** Row of the first sheet that carries one cell a style in the shell; the real rows take its place. */
export const STYLE_ROW = 1

/**
 * The workbook without its cells, as ExcelJS writes it: styles, views, columns, page set-up, notes, parts and their
 * relations. Stored, not compressed, since its parts are opened again at once.
 */
export async function shellBook(model: WorkbookModel, names: readonly string[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.creator = cleanText(model.author)
  book.lastModifiedBy = cleanText(model.author)
  book.title = cleanText(model.title)
  book.created = book.modified = utcDay(model.madeOn)
  model.sheets.forEach((sheet, i) => addShellSheet(book, sheet, names[i] as string))
  STYLE_KINDS.forEach((kind, i) => {
    const cell = book.worksheets[0]?.getRow(STYLE_ROW).getCell(i + 1)
    if (cell === undefined) return
    cell.value = '.'
    cell.style = EXCEL_STYLES[kind]
  })
  return new Uint8Array(await book.xlsx.writeBuffer({ zip: { compression: 'STORE' } } as Partial<ExcelJS.XlsxWriteOptions>))
}

function utcDay(date: DateOnly): Date {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return new Date(Date.UTC(year, month - 1, day))
}

function addShellSheet(book: ExcelJS.Workbook, sheet: SheetModel, name: string): void {
  const { print, frozen } = sheet
  const header = pageLineCode(print.header)
  const footer = pageLineCode(print.footer)
  const ws = book.addWorksheet(name, {
    views: [frozen === null ? { showGridLines: false } : { state: 'frozen', xSplit: frozen.columns, ySplit: frozen.rows, showGridLines: false }],
    headerFooter: { ...(header === undefined ? {} : { oddHeader: header }), ...(footer === undefined ? {} : { oddFooter: footer }) },
    pageSetup: {
      paperSize: PAPER_SIZE[print.paper] as ExcelJS.PaperSize, orientation: print.landscape ? 'landscape' : 'portrait',
      fitToPage: true, fitToWidth: 1, fitToHeight: 0, horizontalCentered: true, margins: MARGINS,
    },
  })
  sheet.columns.forEach(({ width }, i) => {
    // ExcelJS leaves a column of exactly its default width, 9, out of the file.
    ws.getColumn(i + 1).width = width === 9 ? 9.01 : width
  })
  for (const note of sheet.notes ?? []) ws.getCell(note.row, note.column).note = cleanText(note.text)
}
