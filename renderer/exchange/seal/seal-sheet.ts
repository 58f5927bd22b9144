import type { Period } from '@/domain/period'
import type { ReportOptions } from '@/domain/report-catalogue'
import type { RowModel, SheetModel, WorkbookModel } from '@/workbook/model'
import { SheetFinder } from '@/workbook/writer/sheet-finder'
import { canonicalJson } from '../canonical-json'
import { sha256Sync } from '../sha256'
import { cellContent, cellMark, modelCell } from './plain-cell'

/** Name of the hidden sheet by which a workbook of ours can be checked. */
export const SEAL_NAME = '校验数据'
export const SEAL_TITLE = '重点项目作战台　校验数据'
export const SEAL_VERSION = 1

/** What a workbook says of itself to the program that checks it. */
export interface SealFacts {
  readonly seal: number
  readonly ledgerId: string
  readonly period: Period
  /** SHA-256 of the 锁定数据 that it was made from; null where the month was not locked. */
  readonly snapshot: string | null
  /** Options of the report, all that is needed to make it again. */
  readonly options: Omit<ReportOptions, 'frozen'>
  readonly writerVersion: number
}

/** Ids of so many projects stand in one cell. */
const IDS_A_CELL = 500

/**
 * The workbook with a hidden sheet that holds its facts, the projects of its main sheet in their order, and for each sheet
 * a SHA-256 and three letters a cell. It finds changes; it is no signature: who changes the sheet as well is found out only
 * by comparing with the 锁定数据.
 */
export function sealWorkbook(model: WorkbookModel, facts: SealFacts, projectIds: readonly string[]): WorkbookModel {
  const book = new SheetFinder(model)
  const nameOf = (key: string): string => book.find(key).name
  const lines: string[][] = [[SEAL_TITLE], ['说明', '这一张供程序核对用，请勿改动'], ['facts', canonicalJson(facts)]]
  for (let at = 0; at < projectIds.length; at += IDS_A_CELL) lines.push(['projects', projectIds.slice(at, at + IDS_A_CELL).join(',')])
  for (const { model: sheet, name } of book.sheets) lines.push(...sheetLines(sheet, name, nameOf))
  lines.push(['end', sealDigest(lines)])
  return { ...model, sheets: [...model.sheets, hiddenSheet(lines)] }
}

function sheetLines(sheet: SheetModel, name: string, nameOf: (key: string) => string): string[][] {
  const contents = sheet.rows.map((row, r) => row.cells.map((cell) => {
    const plain = cell === null ? null : modelCell(cell.value, r + 1, nameOf)
    return plain === null ? null : cellContent(plain)
  }))
  return [['sheet', name, sheetDigest(contents)], ...contents.map((row) => ['row', row.map(cellMark).join('')])]
}

/** SHA-256 of everything that stands in a sheet: row, column and content of each cell that is not empty. */
export function sheetDigest(contents: readonly (readonly (string | null | undefined)[] | undefined)[]): string {
  const parts: string[] = []
  contents.forEach((row, r) => row?.forEach((content, c) => {
    if (content !== null && content !== undefined) parts.push(`${r + 1}\u0001${c + 1}\u0001${content}\u0002`)
  }))
  return sha256Sync(new TextEncoder().encode(parts.join('')))
}

/** SHA-256 of the lines before it: whether the hidden sheet itself is whole. */
export function sealDigest(lines: readonly (readonly string[])[]): string {
  return sha256Sync(new TextEncoder().encode(lines.map((line) => line.join('\u0001')).join('\u0002')))
}

function hiddenSheet(lines: readonly (readonly string[])[]): SheetModel {
  const rows = lines.map((line): RowModel => ({ height: null, cells: line.map((value) => ({ value, style: 'noteText' })) }))
  return {
    name: SEAL_NAME, hidden: 'veryHidden', columns: [{ width: 12 }, { width: 40 }, { width: 40 }], rows, merges: [], frozen: null,
    print: { paper: 'A4', landscape: false, repeatedRows: null, area: { top: 1, left: 1, bottom: rows.length, right: 3 }, header: {}, footer: {} },
  }
}
