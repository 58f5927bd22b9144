import type { PageLine, PageWord } from './model'
import { cleanText } from './xml-text'

/** Excel cuts a longer header or footer, or calls the file damaged. */
const LIMIT = 255

/**
 * A header or footer in Excel's codes. The size stands before the font, since a text that begins with a digit would
 * otherwise be read as part of the size. `&` is doubled, so that a name with & prints as it is.
 */
export function pageLineCode(line: PageLine): string | undefined {
  const sections: [string, readonly PageWord[] | undefined][] = [['L', line.left], ['C', line.centre], ['R', line.right]]
  const code = sections.map(([letter, words]) => (words === undefined || words.length === 0 ? '' : sectionCode(letter, words))).join('')
  return code === '' ? undefined : code
}

function sectionCode(letter: string, words: readonly PageWord[]): string {
  const most = Math.floor(LIMIT / 3) - 20
  let room = most
  const written = words.map((word) => {
    if (typeof word !== 'string') return word.field === 'page' ? '&P' : '&N'
    const kept = [...cleanText(word).replace(/\s+/gu, ' ')].slice(0, Math.max(0, room)).join('')
    room -= kept.length
    return kept.replaceAll('&', '&&')
  })
  return `&${letter}&9&"宋体,Regular"${written.join('')}`
}
