import { textUnits } from '../text-measure'

/** Letters, digits and signs that stay together where a line is broken; as text-measure counts them. */
const WORD = /[\u0021-\u007e\u00c0-\u024f]+|[\s\S]/gu

/** Signs that Chinese setting does not let a line begin with: Excel takes the character before them along. */
const NO_START = /^[，。、；：！？）〕】》〉」』”’…—％%,.;:!?)\]}]/u

/**
 * A text in lines of at most `capacity` half-width characters, broken where countLines counts a break: between any two Chinese
 * characters, not within a word unless it is longer than the line.
 */
export function breakLines(text: string, capacity: number): string[] {
  if (text.length * 2 <= capacity && !text.includes('\n')) return [text]
  const lines: string[] = []
  let line = ''
  let used = 0
  const next = (): void => {
    lines.push(line)
    line = ''
    used = 0
  }
  const place = (piece: string, units: number): void => {
    if (used + units > capacity && used > 0) {
      const end = NO_START.test(piece) ? takenAlong(line) : ''
      const along = textUnits(end) + units <= capacity ? end : ''
      line = line.slice(0, line.length - along.length)
      next()
      line = along
      used = textUnits(along)
    }
    line += piece
    used += units
  }
  for (const [piece] of text.matchAll(WORD)) {
    if (piece === '\n') {
      next()
      continue
    }
    const units = textUnits(piece)
    if (units <= capacity || piece.length === 1) place(piece, units)
    else {
      if (used > 0) next()
      // A word longer than the line begins a line of its own and is broken where the line ends.
      for (const letter of piece) place(letter, textUnits(letter))
    }
  }
  lines.push(line)
  return lines
}

/** The end of a line that goes on with the sign after it; nothing where the line would be left empty or the end is a word. */
function takenAlong(line: string): string {
  const end = /[^\u0000-\u024f\ud800-\udfff][，。、；：！？）〕】》〉」』”’…—]*$/u.exec(line)?.[0] ?? ''
  return end.length < line.length && end.length <= 3 ? end : ''
}
