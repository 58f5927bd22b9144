import { decodeText, readDelimited } from './delimited'
import { READING_LIMITS, ReadingError, type PlainBook, type ReadingProgress } from './model'
import { readXls } from './xls'
import { readXlsx } from './xlsx'

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/**
 * Reads a file as plain tables: .xlsx, .xls, .et by the bytes they begin with, anything else as delimited text. What a name
 * ends in decides nothing, since it is often wrong.
 * @param fileName only for messages and the name of a text file's one sheet
 * Throws ReadingError; memory stays within what READING_LIMITS allows (docs/import.md).
 */
export function readTable(bytes: Uint8Array, fileName: string, tell: ReadingProgress = () => undefined): PlainBook {
  if (/(?:^|[/\\])~\$/u.test(fileName)) throw new ReadingError('not-a-table', '这是 Excel、WPS 打开文件时的临时文件。请选同名但不带“~$”的那个文件')
  if (bytes.length === 0) throw new ReadingError('empty', '文件是空的，可能正在被 Excel、WPS 保存。请等它存完并关闭，再重新选择')
  if (bytes.length > READING_LIMITS.fileBytes) throw new ReadingError('too-large', `文件有 ${Math.ceil(bytes.length / 1_000_000)} 兆字节，最多 ${READING_LIMITS.fileBytes / 1_000_000} 兆。请删去图片等，或把要导入的表另存为一个新的文件`)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readXlsx(bytes, tell)
  if (OLE.every((byte, i) => bytes[i] === byte)) return readXls(bytes, tell)
  if (OLE.slice(0, bytes.length).every((byte, i) => bytes[i] === byte)) throw new ReadingError('truncated', '文件不完整，可能还没有拷贝完。请等它拷完，再重新选择')
  const { text, encoding } = decodeText(bytes)
  if (/^\s*(?:<!doctype html|<html|<\?xml|<table)/iu.test(text)) throw new ReadingError('not-a-table', '这是网页格式的表，只是名字像 Excel。请在 Excel、WPS 里打开，另存为 .xlsx 再导入')
  if (/^%PDF|^\{\\rtf/u.test(text)) throw new ReadingError('not-a-table', '这不是表格文件。请选 .xlsx、.xls、.csv 文件，或把表复制后在这里粘贴')
  tell(0.5)
  return textBook(text, fileName.replace(/^.*[/\\]/u, '').replace(/\.[^.]*$/u, '') || '表格', encoding)
}

/** Reads what was pasted from Excel, WPS, Word or a web page: cells by tabs, or by commas. */
export function readPastedTable(text: string): PlainBook {
  if (text.length > READING_LIMITS.fileBytes) throw new ReadingError('too-large', '粘贴的内容太多，请存成文件再导入')
  return textBook(text.replace(/\r\n?/gu, '\n').replace(/\u0000/gu, ''), '粘贴的表', null)
}

function textBook(text: string, name: string, encoding: PlainBook['encoding']): PlainBook {
  const sheet = readDelimited(text, name)
  if (sheet.columnCount === 0) throw new ReadingError('empty', '里面没有内容，请核对选的是不是要导入的文件')
  return { kind: 'text', date1904: false, encoding, sheets: [sheet] }
}
