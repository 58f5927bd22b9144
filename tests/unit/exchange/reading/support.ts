import * as XLSX from '@e965/xlsx'
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { readTable } from '@/exchange/reading/read-table'
import { cellText, ReadingError, type PlainBook } from '@/exchange/reading/model'

export type Value = string | number | boolean | null

/** A workbook of one sheet through SheetJS. */
export function workbook(rows: readonly (readonly Value[])[], bookType: XLSX.BookType = 'xlsx', edit: (sheet: XLSX.WorkSheet, book: XLSX.WorkBook) => void = () => undefined): Uint8Array {
  const book = XLSX.utils.book_new()
  const sheet = XLSX.utils.aoa_to_sheet(rows as Value[][])
  XLSX.utils.book_append_sheet(book, sheet, '台账')
  edit(sheet, book)
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType, compression: true }) as ArrayBuffer)
}

/** The same workbook with some of its parts changed; null takes a part away. */
export function withParts(bytes: Uint8Array, change: (parts: Record<string, string>) => void): Uint8Array {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, new TextDecoder().decode(content)]))
  change(parts)
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])) as Zippable)
}

export const SHEET = 'xl/worksheets/sheet1.xml'

/** What stands in the first sheet, as text. */
export function texts(book: PlainBook): string[][] {
  const sheet = book.sheets[0]
  return Array.from(sheet?.rows ?? [], (row) => Array.from({ length: sheet?.columnCount ?? 0 }, (_, c) => cellText(row?.[c], book.date1904)))
}

export function refusal(bytes: Uint8Array, name = '台账.xlsx'): { fault: string; message: string } {
  try {
    readTable(bytes, name)
  } catch (error) {
    if (error instanceof ReadingError) return { fault: error.fault, message: error.message }
    throw error
  }
  throw new Error('refusal: the file was read')
}
