import { address } from '../addresses'
import type { CellNote } from '../model'
import { textUnits } from '../text-measure'
import { cellText } from '../xml-text'
import { fontXml } from './style-table'
import { MAIN, tag, XML_HEAD } from './xml'

const FONT = fontXml({ name: '宋体', size: 10 }, 'rFont')
/** Half-width characters that fit on one line of a note's box, and its width in columns. */
const UNITS = 32
const COLUMNS = 3

/** The notes' texts. The author is left empty: no person's name goes into a file. */
export function commentsXml(notes: readonly CellNote[]): string {
  return XML_HEAD + tag('comments', { xmlns: MAIN }, tag('authors', {}, '<author/>'), tag('commentList', {}, ...notes.map(({ row, column, text }) =>
    tag('comment', { ref: address(column, row), authorId: '0' }, tag('text', {}, `<r>${FONT}<t xml:space="preserve">${cellText(text)}</t></r>`)))))
}

/** The notes' boxes, in the old drawing language that Excel still asks for. */
export function noteBoxesXml(notes: readonly CellNote[], sheetNumber: number): string {
  const shapes = notes.map(({ row, column, text }, i) => {
    const rows = text.split('\n').reduce((n, l) => n + Math.max(1, Math.ceil(textUnits(l) / UNITS)), 1)
    return `<v:shape id="_x0000_s${sheetNumber * 1024 + i + 1}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column}, 15, ${Math.max(0, row - 2)}, 4, ${column + COLUMNS}, 15, ${Math.max(0, row - 2) + rows + 1}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`
  })
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${sheetNumber}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes.join('')}</xml>`
}
