import { WorkbookError, type PrintModel } from '../model'
import { pageLineCode } from '../page-line'
import { MARGINS_MM } from '../page-setup'
import { escapeXml } from '../xml-text'
import { listTag, tag } from './xml'

/** Excel's numbers for the paper sizes. */
const PAPER_SIZE = { A3: 8, A4: 9 } as const
const MM_PER_INCH = 25.4
/** Most breaks that Excel takes on one sheet. */
const MOST_BREAKS = 1026

const inches = (mm: number): number => Math.round((mm / MM_PER_INCH) * 1e6) / 1e6

/** printOptions to colBreaks, in the schema's order. */
export function printXml(print: PrintModel): string {
  const { fit = { wide: 1, tall: null }, centred = { horizontally: true, vertically: false }, rowBreaks = [], columnBreaks = [] } = print
  if ((rowBreaks.length > 0 && fit.tall !== null) || (columnBreaks.length > 0 && fit.wide !== null)) throw new WorkbookError('缩放到固定页数的方向上不能再加分页符，不能导出')
  const margins = print.margins ?? MARGINS_MM
  const header = pageLineCode(print.header)
  const footer = pageLineCode(print.footer)
  const centre = { horizontalCentered: centred.horizontally, verticalCentered: centred.vertically }
  return [
    centred.horizontally || centred.vertically ? tag('printOptions', centre) : '',
    tag('pageMargins', { left: inches(margins.left), right: inches(margins.right), top: inches(margins.top), bottom: inches(margins.bottom), header: inches(margins.header), footer: inches(margins.footer) }),
    tag('pageSetup', {
      paperSize: PAPER_SIZE[print.paper], firstPageNumber: print.firstPage, fitToWidth: fit.wide ?? 0, fitToHeight: fit.tall ?? 0,
      pageOrder: print.overThenDown === true ? 'overThenDown' : undefined, orientation: print.landscape ? 'landscape' : 'portrait', useFirstPageNumber: print.firstPage !== undefined,
    }),
    // In their own size: left out, Excel would shrink them with the sheet.
    header === undefined && footer === undefined ? '' : tag('headerFooter', { scaleWithDoc: 0 }, header === undefined ? undefined : tag('oddHeader', {}, escapeXml(header)), footer === undefined ? undefined : tag('oddFooter', {}, escapeXml(footer))),
    breaksXml('rowBreaks', rowBreaks, 16_383),
    breaksXml('colBreaks', columnBreaks, 1_048_575),
  ].join('')
}

function breaksXml(name: 'rowBreaks' | 'colBreaks', after: readonly number[], max: number): string {
  const places = [...new Set(after)].sort((a, b) => a - b)
  if (places.length > MOST_BREAKS) throw new WorkbookError(`一张表最多分 ${MOST_BREAKS} 页，这张有 ${places.length} 处分页，不能导出`)
  const list = listTag(name, places.map((id) => tag('brk', { id, max, man: true })))
  return list.replace(/count="(\d+)"/u, 'count="$1" manualBreakCount="$1"')
}
