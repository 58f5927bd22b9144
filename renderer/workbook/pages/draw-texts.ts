import { HOUSE_STYLE } from '../house-style'
import { textUnits } from '../text-measure'
import { cellLines, type LinePiece } from './cell-lines'
import { BASELINE, LINE, round, roundBox, type DrawnText } from './drawing'
import { INDENT } from './measures'
import type { Box, PlacedCell } from './place-cells'

/** Points between a cell's edge and its text. */
const PADDING = 2.25
const ANCHORS = { left: 'start', center: 'middle', right: 'end' } as const

/** The text of a cell, line by line. Where it is larger than its room it is cut there; the edge is added to `clips`. */
export function drawCellText(placed: PlacedCell, clips: Box[]): DrawnText[] {
  const { cell, box, whole, spill } = placed
  const style = HOUSE_STYLE[cell.style]
  const lines = cellLines(cell, whole.width)
  if (lines.length === 0) return []
  const indent = (style.indent ?? 0) * INDENT
  const pitch = style.font.size * (style.stacked === true ? 1.1 : LINE)
  const high = lines.length * pitch
  const top = { top: whole.y + 1, middle: whole.y + (whole.height - high) / 2, bottom: whole.y + whole.height - high - 1 }[style.vertical ?? 'middle']
  const room = { x: whole.x - spill.left, y: box.y, width: whole.width + spill.left + spill.right, height: box.height }
  const outside = Math.max(...lines.map(widthOf)) > room.width - 2 * PADDING - indent || high > whole.height + 1 || box.height !== whole.height || box.width !== whole.width
  const clip = outside ? clips.push(roundBox(room)) - 1 : null
  return lines.flatMap((line, i) => {
    const y = top + i * pitch + style.font.size * BASELINE
    const edge = { left: whole.x + PADDING + indent, center: whole.x + whole.width / 2, right: whole.x + whole.width - PADDING - indent }[style.horizontal]
    return line.length === 1 ? drawPiece(line[0]!, edge, y, ANCHORS[style.horizontal], clip) : drawPieces(line, edge, y, ANCHORS[style.horizontal], clip)
  })
}

const widthOf = (line: readonly LinePiece[]): number => line.reduce((sum, { text, font }) => sum + (textUnits(text) * font.size) / 2, 0)

/** Pieces that look different, one after the other. */
function drawPieces(line: readonly LinePiece[], edge: number, y: number, anchor: DrawnText['anchor'], clip: number | null): DrawnText[] {
  let x = edge - { start: 0, middle: widthOf(line) / 2, end: widthOf(line) }[anchor]
  return line.flatMap((piece) => {
    const drawn = drawPiece(piece, x, y, 'start', clip)
    x += widthOf([piece])
    return drawn
  })
}

/** Spaces at the ends move the text, they are not drawn. */
function drawPiece({ text, font }: LinePiece, edge: number, y: number, anchor: DrawnText['anchor'], clip: number | null): DrawnText[] {
  const shown = text.trim()
  if (shown === '') return []
  const spaces = (words: string): number => (textUnits(words) * font.size) / 2
  const before = spaces(text.slice(0, text.length - text.trimStart().length))
  const after = spaces(text.slice(text.trimEnd().length))
  const x = edge + { start: before, middle: (before - after) / 2, end: -after }[anchor]
  const line = [font.underlined ? 'underline' : '', font.struck ? 'line-through' : ''].filter((w) => w !== '').join(' ')
  return [{
    text: shown, x: round(x), y: round(y), length: round((textUnits(shown) * font.size) / 2), anchor, font: font.name, size: font.size, bold: font.bold,
    line: line === '' ? null : (line as DrawnText['line']), colour: font.colour ?? '000000', clip,
  }]
}
