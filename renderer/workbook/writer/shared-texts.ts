import { HOUSE_STYLE, type StyleKind } from '../house-style'
import type { TextRun } from '../model'
import { cellText, cleanText, refuseLong } from '../xml-text'
import { fontXml } from './style-table'
import { MAIN, XML_HEAD } from './xml'
import type { PartSink } from './zip'

/** Begins a text in pieces: no text has it once it is cleaned. */
const RICH = '\u0001'

/** Every text of the workbook once; cells name it by its place. */
export class SharedTexts {
  /** Plain texts as they are, texts in pieces as the XML that they become behind a mark that no text has. */
  private readonly places = new Map<string, number>()
  private uses = 0

  place(text: string): number {
    refuseLong(text.length)
    // XML cannot carry the mark; a text that begins with it is written without, never taken for XML.
    return this.keep(text.startsWith(RICH) ? cleanText(text) : text)
  }

  private keep(key: string): number {
    this.uses += 1
    let place = this.places.get(key)
    if (place === undefined) this.places.set(key, (place = this.places.size))
    return place
  }

  /** A text in pieces; each piece carries the whole font, since a program takes what is missing from its own default. */
  placeRich(runs: readonly TextRun[], style: StyleKind): number {
    refuseLong(runs.reduce((n, r) => n + r.text.length, 0))
    const { font } = HOUSE_STYLE[style]
    const xml = runs.filter((r) => r.text !== '').map((run) => {
      const look = fontXml({ name: font.name, size: run.size ?? font.size, bold: run.bold ?? font.bold, struck: run.struck ?? font.struck, underlined: run.underlined ?? font.underlined, colour: run.colour ?? font.colour }, 'rFont')
      return `<r>${look}${textXml(run.text)}</r>`
    }).join('')
    return this.keep(`${RICH}${xml === '' ? '<t/>' : xml}`)
  }

  write(sink: PartSink): void {
    sink.add(`${XML_HEAD}<sst xmlns="${MAIN}" count="${this.uses}" uniqueCount="${this.places.size}">`)
    for (const text of this.places.keys()) {
      sink.add('<si>')
      sink.add(text.startsWith(RICH) ? text.slice(RICH.length) : textXml(text))
      sink.add('</si>')
    }
    sink.add('</sst>')
  }
}

function textXml(text: string): string {
  const written = cellText(text)
  return /^\s|\s$|\n/u.test(written) ? `<t xml:space="preserve">${written}</t>` : `<t>${written}</t>`
}
