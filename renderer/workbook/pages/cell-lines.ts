import { HOUSE_STYLE } from '../house-style'
import type { CellModel } from '../model'
import { excelDay } from '../sheet-xml'
import { capacityOf, textUnits } from '../text-measure'
import { breakLines } from './break-lines'
import { formatNumber } from './number-format'
import { POINTS_PER_UNIT } from './paginate'

/** What a cell shows, line by line; no line where it shows nothing. A figure that does not fit shows ####, as in Excel. */
export function cellLines(cell: CellModel, width: number): string[] {
  const { font, wrap, format } = HOUSE_STYLE[cell.style]
  const shown = shownValue(cell)
  if (shown === null || shown === '') return []
  const capacity = capacityOf(width / POINTS_PER_UNIT, font.size)
  if (typeof shown === 'number') {
    const text = formatNumber(shown, format)
    return [textUnits(text.trim()) * font.size / 2 > width ? '#'.repeat(capacity) : text]
  }
  if (wrap === true) return breakLines(shown, capacity)
  // Without wrapping Excel shows a line break as nothing.
  return [shown.replaceAll('\n', '')]
}

function shownValue({ value }: CellModel): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  return 'date' in value ? excelDay(value.date) : value.result
}
