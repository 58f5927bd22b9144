import { address } from '../addresses'
import { WorkbookError, type CellLink } from '../model'
import { cleanText, codedText, shortened } from '../xml-text'
import type { SheetFinder } from './sheet-finder'
import { tag } from './xml'

/** More than these on one sheet make Excel drop all of them. */
const MOST_LINKS = 65_530
const TIP_LIMIT = 255

/** Links inside the workbook: by `location`, so that the file points at nothing outside. */
export function linksXml(links: readonly CellLink[] | undefined, book: SheetFinder): string {
  if (links === undefined || links.length === 0) return ''
  if (links.length > MOST_LINKS) throw new WorkbookError(`一张表最多 ${MOST_LINKS} 处链接，这张有 ${links.length} 处，不能导出`)
  const taken = new Set<string>()
  return tag('hyperlinks', {}, ...links.map(({ row, column, to, tip }) => {
    const ref = address(column, row)
    if (taken.has(ref)) throw new WorkbookError(`单元格 ${ref} 有两处链接，不能导出`)
    taken.add(ref)
    return tag('hyperlink', { ref, location: book.place(to.sheet, to), tooltip: tip === undefined || tip === '' ? undefined : codedText(shortened(cleanText(tip), TIP_LIMIT)) })
  }))
}
