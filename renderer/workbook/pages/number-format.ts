import { dateOfDayNumber } from './day-number'

/**
 * What a number shows in one of Excel's number formats, as far as the house style uses them: sections for negative numbers and zero,
 * thousands, decimals that stand always (0) or only where they are not zero (#), percent, literals, `_x` as the width of a letter,
 * and dates of year, month and day.
 */
export function formatNumber(value: number, format: string | undefined): string {
  if (format === undefined || format === 'General') return general(value)
  const sections = splitSections(format)
  const [first = '', negative, zero] = sections
  if (zero !== undefined && value === 0) return formatSection(0, zero)
  if (negative !== undefined && value < 0) return formatSection(-value, negative)
  return formatSection(value, first)
}

/** Excel's General: at most 11 characters' worth of digits, no trailing zeros. */
function general(value: number): string {
  return Object.is(value, -0) ? '0' : String(Number(value.toPrecision(10)))
}

function splitSections(format: string): string[] {
  const sections = ['']
  let quoted = false
  for (const letter of format) {
    if (letter === '"') quoted = !quoted
    if (letter === ';' && !quoted) sections.push('')
    else sections[sections.length - 1] += letter
  }
  return sections
}

type Token = { readonly kind: 'literal' | 'number' | 'date'; readonly text: string }

function tokens(section: string): Token[] {
  const found: Token[] = []
  const pattern = /"([^"]*)"|\\(.)|_(.)|\*.|\[[^\]]*\]|([#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+)|(y+|m+|d+)|(.)/giu
  for (const match of section.matchAll(pattern)) {
    const [, quoted, escaped, space, number, date, other] = match
    if (number !== undefined) found.push({ kind: 'number', text: number })
    else if (date !== undefined) found.push({ kind: 'date', text: date.toLowerCase() })
    else if (space !== undefined) found.push({ kind: 'literal', text: ' ' })
    else found.push({ kind: 'literal', text: quoted ?? escaped ?? other ?? '' })
  }
  return found
}

function formatSection(value: number, section: string): string {
  const parts = tokens(section)
  if (parts.some((t) => t.kind === 'date')) return formatDate(value, parts)
  const percents = parts.filter((t) => t.kind === 'literal' && t.text === '%').length
  const shown = value * 100 ** percents
  const number = parts.find((t) => t.kind === 'number')
  // A section of words alone, such as "—", shows the words and no sign.
  if (number === undefined) return parts.map((t) => t.text).join('')
  const digits = formatDigits(Math.abs(shown), number.text)
  const sign = shown < 0 && /[1-9]/u.test(digits) ? '-' : ''
  return sign + parts.map((t) => (t === number ? digits : t.text)).join('')
}

function formatDigits(value: number, pattern: string): string {
  const [whole = '', decimals = ''] = pattern.split('.')
  const fixed = roundDecimal(value, decimals.length)
  const [integer = '0', fraction = ''] = fixed.split('.')
  const always = decimals.lastIndexOf('0') + 1
  let end = fraction.length
  while (end > always && fraction[end - 1] === '0') end -= 1
  const padded = integer.padStart((whole.match(/0/gu) ?? []).length, '0')
  const grouped = whole.includes(',') ? padded.replace(/\B(?=(\d{3})+$)/gu, ',') : padded
  const left = !whole.includes('0') && integer === '0' ? '' : grouped
  return end > 0 ? `${left}.${fraction.slice(0, end)}` : left
}

/** Rounds half up in decimal, as Excel does, on the 15 digits that it keeps: 1.005 is 1.01. */
function roundDecimal(value: number, decimals: number): string {
  const kept = Number(value.toPrecision(15))
  if (kept >= 1e21) return BigInt(Math.round(kept)).toString()
  return Number(`${Math.round(Number(`${kept.toString().includes('e') ? kept.toFixed(20) : kept}e${decimals}`))}e-${decimals}`).toFixed(decimals)
}

function formatDate(value: number, parts: readonly Token[]): string {
  const [year, month, day] = dateOfDayNumber(Math.floor(value))
  return parts
    .map(({ kind, text }) => {
      if (kind !== 'date') return text
      if (text.startsWith('y')) return text.length > 2 ? String(year).padStart(4, '0') : String(year % 100).padStart(2, '0')
      const number = text.startsWith('m') ? month : day
      return text.length === 1 ? String(number) : String(number).padStart(2, '0')
    })
    .join('')
}
