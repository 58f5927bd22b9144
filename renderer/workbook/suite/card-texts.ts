import { HOUSE_STYLE, type StyleKind } from '../house-style'
import { beginningWithin, countLines, heightFor } from '../text-measure'
import type { SheetBuilder } from './sheet-builder'

/** A labelled text of a card. */
export interface CardText {
  readonly label: string
  readonly value: string
  /** Least height, in points. */
  readonly least: number
  /** Takes of the room that is left on the page, up to this height. */
  readonly most?: number
}

export interface FittedText {
  readonly text: CardText & { readonly style: StyleKind; readonly height: number }
  /** The whole text where the card shows only its beginning. */
  readonly cut: string | null
}

const STYLES: readonly StyleKind[] = ['cardText', 'cardText9', 'cardText8', 'cardText7']
const MORE = '……（全文见“说明”）'

/**
 * Fits texts into the room that a page has left: in the largest type in which they all fit; where even the smallest is
 * too large, the longest texts are shortened, and say so.
 * @param room in points
 */
export function fitTexts(texts: readonly CardText[], room: number, sheet: SheetBuilder, span: number): FittedText[] {
  const heightOf = (text: CardText, style: StyleKind): number => {
    const { size } = HOUSE_STYLE[style].font
    return Math.max(heightFor(countLines(text.value, sheet.capacity(2, span, size)), size, text.least), labelHeight(text, sheet))
  }
  const total = (all: readonly CardText[], style: StyleKind): number => all.reduce((sum, t) => sum + heightOf(t, style), 0)
  const style = STYLES.find((s) => total(texts, s) <= room)
  if (style !== undefined) {
    const growing = texts.filter((t) => t.most !== undefined).length
    const more = growing === 0 ? 0 : Math.floor((room - total(texts, style)) / growing)
    return texts.map((text) => {
      const height = heightOf(text, style)
      return { text: { ...text, style, height: text.most === undefined ? height : Math.max(height, Math.min(text.most, height + more)) }, cut: null }
    })
  }
  const smallest = STYLES.at(-1) as StyleKind
  const fitted = [...texts]
  for (let over = total(fitted, smallest) - room; over > 0; over = total(fitted, smallest) - room) {
    let longest = 0
    fitted.forEach((t, i) => {
      if (heightOf(t, smallest) > heightOf(fitted[longest] as CardText, smallest)) longest = i
    })
    const text = fitted[longest] as CardText
    const { value } = text
    const lines = Math.ceil(over / (HOUSE_STYLE[smallest].font.size * 1.4))
    const shorter = shorten(value, lines, sheet.capacity(2, span, HOUSE_STYLE[smallest].font.size))
    if (shorter.length >= value.length) break
    fitted[longest] = { ...text, value: shorter }
  }
  return fitted.map((text, i) => {
    const whole = (texts[i] as CardText).value
    return { text: { ...text, style: smallest, height: heightOf(text, smallest) }, cut: text.value === whole ? null : whole }
  })
}

function labelHeight({ label }: CardText, sheet: SheetBuilder): number {
  return heightFor(countLines(label, sheet.capacity(1, 1, 9)), 9, 16)
}

/** The text with at least some of `lines` fewer lines, ending in a note that more stands elsewhere. */
function shorten(value: string, lines: number, capacity: number): string {
  const plain = value.endsWith(MORE) ? value.slice(0, -MORE.length) : value
  const target = Math.max(1, countLines(value, capacity) - Math.max(1, Math.min(lines, 4)))
  return beginningWithin(plain, capacity, target, MORE) + MORE
}
