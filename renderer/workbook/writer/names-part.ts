import { absoluteRange, columnName } from '../addresses'
import { WorkbookError } from '../model'
import type { NamedSheet } from './sheet-finder'
import { escapeXml } from '../xml-text'
import { tag } from './xml'

const NAME_LIMIT = 255
/** What Excel takes for a cell: `A1` to `XFD1048576`, `R1C1` and its parts. */
const LIKE_A_CELL = /^(?:[A-Z]{1,3}\d{1,7}|R\d*C\d*|R\d*|C\d*|TRUE|FALSE)$/iu
const LEGAL = /^[\p{L}_\\][\p{L}\p{N}\p{M}_.\\?]*$/u

/** Whether Excel takes a name for a range. */
export function isLegalName(name: string): boolean {
  return name.length <= NAME_LIMIT && LEGAL.test(name) && !LIKE_A_CELL.test(name) && !/^_xlnm/iu.test(name)
}

/** `<definedNames>`: print areas, repeated rows, filters, and the ranges that people and formulas call by name. */
export function definedNamesXml(sheets: readonly NamedSheet[]): string {
  const taken = new Set<string>()
  const entries = sheets.flatMap(({ model, name }, localSheetId) => {
    const { area, repeatedRows, repeatedColumns } = model.print
    const titles = [
      ...(repeatedColumns === undefined ? [] : [`'${name}'!$${columnName(repeatedColumns.first)}:$${columnName(repeatedColumns.last)}`]),
      ...(repeatedRows === null ? [] : [`'${name}'!$${repeatedRows.first}:$${repeatedRows.last}`]),
    ]
    // LibreOffice prints hidden sheets too, unless they have no print area while others do.
    const own = model.hidden === undefined ? [tag('definedName', { name: '_xlnm.Print_Area', localSheetId }, escapeXml(absoluteRange(name, area)))] : []
    if (titles.length > 0) own.push(tag('definedName', { name: '_xlnm.Print_Titles', localSheetId }, escapeXml(titles.join(','))))
    if (model.filter !== undefined) own.push(tag('definedName', { name: '_xlnm._FilterDatabase', localSheetId, hidden: true }, escapeXml(absoluteRange(name, model.filter))))
    for (const named of model.names ?? []) {
      if (!isLegalName(named.name)) throw new WorkbookError(`Excel 不接受区域名称“${named.name}”，不能导出`)
      if (taken.has(named.name.toLowerCase())) throw new WorkbookError(`区域名称“${named.name}”用了两次，不能导出`)
      taken.add(named.name.toLowerCase())
      own.push(tag('definedName', { name: named.name }, escapeXml(absoluteRange(name, named.range))))
    }
    return own
  })
  return tag('definedNames', {}, ...entries)
}
