/**
 * Whether a UTF-16 unit is drawn full-width by Chinese fonts: ideographs, kana, full-width forms, and the quotes, dashes
 * and dots that they draw full-width. Each half of a surrogate pair counts 1, so that the pair counts 2.
 * A plain comparison, since a sheet of 10,000 rows asks millions of times.
 */
function isWide(code: number): boolean {
  if (code < 0x1100) return code === 0xb7 || code === 0xd7
  return (
    (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xff00 && code <= 0xff60) || (code >= 0x2010 && code <= 0x2027) || (code >= 0x2030 && code <= 0x205e) || code <= 0x115f ||
    (code >= 0x2460 && code <= 0x24ff) || (code >= 0x2500 && code <= 0x27bf) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xffe0 && code <= 0xffe6)
  )
}

/** Width in half-width characters: 2 for each Chinese one, 1 for the others. */
export function textUnits(text: string): number {
  let units = 0
  for (let i = 0; i < text.length; i += 1) units += isWide(text.charCodeAt(i)) ? 2 : 1
  return units
}

/** Letters, digits and signs that stay together where a line is broken. */
function isWordPart(code: number): boolean {
  return (code > 0x20 && code < 0x7f) || (code >= 0xc0 && code <= 0x24f)
}

/** How many lines a wrapped cell needs. `capacity` is the width of the cell in half-width characters. */
export function countLines(text: string, capacity: number): number {
  if (text.length * 2 <= capacity && !text.includes('\n')) return 1
  let lines = 1
  let used = 0
  let word = 0
  const place = (units: number): void => {
    if (used + units <= capacity) used += units
    else if (units <= capacity) {
      lines += 1
      used = units
    } else {
      // A word longer than the cell begins a line of its own and is broken where the line ends.
      lines += Math.ceil(units / capacity) - (used === 0 ? 1 : 0)
      used = units % capacity || capacity
    }
  }
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (isWordPart(code)) {
      word += 1
      continue
    }
    if (word > 0) place(word)
    word = 0
    if (code === 10) {
      lines += 1
      used = 0
    } else place(isWide(code) ? 2 : 1)
  }
  if (word > 0) place(word)
  return lines
}

/** The beginning of a text that stands, with `more` behind it, in at most `lines` lines; cut between characters, empty where not even one fits. */
export function beginningWithin(text: string, capacity: number, lines: number, more: string): string {
  const characters = [...text]
  let [least, most] = [0, characters.length]
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (countLines(characters.slice(0, middle).join('') + more, capacity) <= lines) least = middle
    else most = middle - 1
  }
  return characters.slice(0, least).join('')
}

/** Pixels of one unit of column width (a digit of 宋体 11) in Excel at 96 dots to the inch, and of the cell's inner edges. */
export const UNIT_PX = 8
/**
 * The narrowest that a unit is anywhere: unrounded, as LibreOffice takes it, and as Excel nearly does on screens set to 125 %. Rows
 * that are high enough for it cut no line on any of them.
 */
const NARROW_UNIT_PX = 22 / 3
const EDGES_PX = 7
const PX_PER_POINT = 96 / 72

/** How many half-width characters of a font size fit in a column, whose unit has `unit` pixels: as a rule the narrowest. */
export function capacityOf(columnWidth: number, fontSize: number, unit = NARROW_UNIT_PX): number {
  return Math.max(2, Math.floor((columnWidth * unit - EDGES_PX) / ((fontSize * PX_PER_POINT) / 2)))
}

/** The column width that shows `units` half-width characters of a font size on one line wherever it is opened, so that no number becomes ####. */
export function widthFor(units: number, fontSize: number): number {
  return Math.ceil(((units * fontSize * PX_PER_POINT) / 2 + EDGES_PX + 4) / NARROW_UNIT_PX * 10) / 10
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
