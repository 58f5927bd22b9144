import { cleanText } from './xml-text'

const LIMIT = 31

/**
 * Names that Excel, WPS and LibreOffice take: no `: \ / ? * [ ] '`, 1 to 31 characters, each once whatever its case.
 * The quote is legal inside a name, but makes a broken reference in the print titles of some programs;
 * `_x0041_` is read as a character code by some and not by others, so that formulas would miss the sheet.
 */
export function cleanSheetNames(wished: readonly string[]): string[] {
  const taken = new Set<string>()
  return wished.map((name) => {
    const plain = cleanText(name).replace(/[:\\/?*[\]'\n\t]|_(?=x[0-9A-F]{4}_)/giu, ' ').replace(/\s+/gu, ' ').trim()
    const base = plain === '' || /^history$/iu.test(plain) ? `表 ${plain}`.trim() : plain
    let candidate = cut(base, LIMIT)
    for (let n = 2; taken.has(candidate.toLowerCase()); n += 1) candidate = `${cut(base, LIMIT - ` (${n})`.length)} (${n})`
    taken.add(candidate.toLowerCase())
    return candidate
  })
}

/** The longest beginning of at most `most` UTF-16 units that ends between characters. */
function cut(text: string, most: number): string {
  let kept = ''
  for (const character of text) {
    if (kept.length + character.length > most) break
    kept += character
  }
  return kept.trimEnd()
}
