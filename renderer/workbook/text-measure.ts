/** Full-width characters of Chinese fonts: ideographs, kana, full-width forms, and the quotes, dashes and dots that they draw full-width. */
const WIDE = /[\u00b7\u00d7\u1100-\u115f\u2010-\u2027\u2030-\u205e\u2460-\u24ff\u2500-\u27bf\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\ud800-\udbff][\udc00-\udfff]/u
const PIECES = /[\n]|[!-~\u00c0-\u024f]+|./gsu

/** Width in half-width characters: 2 for each Chinese one, 1 for the others. */
export function textUnits(text: string): number {
  let units = 0
  for (const character of text) units += character <= '~' ? 1 : WIDE.test(character) ? 2 : 1
  return units
}

/** How many lines a wrapped cell needs. `capacity` is the width of the cell in half-width characters. */
export function countLines(text: string, capacity: number): number {
  if (text.length * 2 <= capacity && !text.includes('\n')) return 1
  let lines = 1
  let used = 0
  for (const [piece] of text.matchAll(PIECES)) {
    if (piece === '\n') {
      lines += 1
      used = 0
      continue
    }
    const units = textUnits(piece)
    if (used + units <= capacity) used += units
    else if (units <= capacity) {
      lines += 1
      used = units
    } else {
      // A word longer than the cell is broken where the line ends.
      const rest = units - (used > 0 && used < capacity ? capacity - used : 0)
      lines += Math.ceil(rest / capacity) - (used === 0 ? 1 : 0)
      used = rest % capacity || capacity
    }
  }
  return lines
}

/** Pixels of one unit of column width (a digit of 宋体 11) and of the cell's inner edges. */
const UNIT_PX = 8
const EDGES_PX = 7
const PX_PER_POINT = 96 / 72

/** How many half-width characters of a font size fit in a column. */
export function capacityOf(columnWidth: number, fontSize: number): number {
  return Math.max(2, Math.floor((columnWidth * UNIT_PX - EDGES_PX) / ((fontSize * PX_PER_POINT) / 2)))
}

/** The column width that shows `units` half-width characters of a font size on one line, so that no number becomes ####. */
export function widthFor(units: number, fontSize: number): number {
  return Math.ceil(((units * fontSize * PX_PER_POINT) / 2 + EDGES_PX + 4) / UNIT_PX * 10) / 10
}

/** Excel's highest row, in points. */
export const HIGHEST_ROW = 409

/** Height of a row of `lines` lines, in points; at most what Excel allows. */
export function heightFor(lines: number, fontSize: number, least: number): number {
  return Math.min(HIGHEST_ROW, Math.max(least, Math.ceil(lines * fontSize * 1.4 + 6)))
}

/** The most lines that a row can show. */
export function mostLines(fontSize: number): number {
  return Math.floor((HIGHEST_ROW - 6) / (fontSize * 1.4))
}
