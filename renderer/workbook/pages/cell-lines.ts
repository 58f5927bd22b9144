import { excelDay } from '../excel-day'
import { HOUSE_STYLE, type FontStyle } from '../house-style'
import { shownValue, type CellModel, type TextRun } from '../model'
import { capacityOf, textUnits, UNIT_PX } from '../text-measure'
import { breakLines } from './break-lines'
import { INDENT, POINTS_PER_UNIT } from './measures'
import { formatNumber } from './number-format'

/** A piece of a line that looks the same throughout. */
export interface LinePiece {
  readonly text: string
  readonly font: Omit<FontStyle, 'bold' | 'struck' | 'underlined'> & { readonly bold: boolean; readonly struck: boolean; readonly underlined: boolean }
}

/** What a cell shows, line by line, in pieces; no line where it shows nothing. A figure that does not fit shows ####, as in Excel. */
export function cellLines(cell: CellModel, width: number): LinePiece[][] {
  const { font, wrap, format, indent = 0, stacked } = HOUSE_STYLE[cell.style]
  const piece = (text: string): LinePiece[] => [{ text, font: fontOf(font) }]
  const capacity = capacityOf((width - indent * INDENT) / POINTS_PER_UNIT, font.size, UNIT_PX)
  const number = numberOf(cell)
  if (number !== null) {
    const text = formatNumber(number, format)
    return [piece((textUnits(text.trim()) * font.size) / 2 > width ? '#'.repeat(capacity) : text)]
  }
  const text = shownValue(cell.value)
  if (typeof text !== 'string' || text === '') return []
  if (stacked === true) return [...text].map(piece)
  // Without wrapping Excel shows a line break as nothing.
  const lines = wrap === true ? breakLines(text, capacity) : [text.replaceAll('\n', '')]
  const { value } = cell
  return typeof value === 'object' && value !== null && 'rich' in value ? richLines(lines, value.rich, font) : lines.map(piece)
}

function numberOf({ value }: CellModel): number | null {
  if (typeof value === 'number') return value
  if (value === null || typeof value === 'string') return null
  if ('date' in value) return excelDay(value.date)
  return 'formula' in value && typeof value.result === 'number' ? value.result : null
}

function fontOf({ name, size, colour, bold, struck, underlined }: FontStyle, run: Omit<TextRun, 'text'> = {}): LinePiece['font'] {
  const paint = run.colour ?? colour
  return { name, size: run.size ?? size, bold: run.bold ?? bold ?? false, struck: run.struck ?? struck ?? false, underlined: run.underlined ?? underlined ?? false, ...(paint === undefined ? {} : { colour: paint }) }
}

/** The lines cut again where the look changes. Line breaks of the runs stand in no line. */
function richLines(lines: readonly string[], runs: readonly TextRun[], font: FontStyle): LinePiece[][] {
  const looks = runs.flatMap((run) => Array.from({ length: run.text.replaceAll('\n', '').length }, () => run))
  let at = 0
  return lines.map((line) => {
    const pieces: LinePiece[] = []
    let start = at
    for (let i = at; i <= at + line.length; i += 1) {
      if (i > start && (i === at + line.length || looks[i] !== looks[start])) {
        pieces.push({ text: line.slice(start - at, i - at), font: fontOf(font, looks[start]) })
        start = i
      }
    }
    at += line.length
    return pieces
  })
}
