import { bulletinEdits, draftBulletin } from '@/domain/bulletin'
import { editedParagraphs, printedParagraphs, type BulletinKind } from '@/domain/bulletin-parts'
import type { StyleKind } from '../house-style'
import type { ReportData } from '../report-data'
import type { MadeSheets } from '../sheet-book'
import { capacityOf, countLines, mostLines } from '../text-measure'
import { SheetBuilder } from './sheet-builder'
import { finish, TABS } from './sheet-frame'

/** Upright A4 with the margins of official papers, in mm: lines of about 28 characters of 16 points. */
const MARGINS = { left: 28, right: 26, top: 37, bottom: 30, header: 15, footer: 15 } as const
const WIDTH = 72
const SIZE = 16

/** How each kind of paragraph stands: style, height of a line, indent, and the gap in front of it. */
const KINDS: Readonly<Record<BulletinKind, { readonly style: StyleKind; readonly height: number; readonly indent: string; readonly tail?: string }>> = {
  title: { style: 'letterTitle', height: 60, indent: '' }, addressee: { style: 'letterBody', height: 30, indent: '' }, heading: { style: 'letterHeading', height: 32, indent: '　　' },
  subheading: { style: 'letterBody', height: 30, indent: '　　' }, body: { style: 'letterBody', height: 30, indent: '　　' }, signature: { style: 'letterRight', height: 30, indent: '', tail: '　　　　' },
}

/** `通报稿`: the 通报 of the period as it is drafted and as the office changed it, the same text as in Word. */
export function letterSheets(data: ReportData): MadeSheets {
  const { options, ledger, mark } = data
  const sheet = new SheetBuilder([WIDTH])
  if (mark !== null) sheet.line(`【${mark}】本稿中的项目、金额、单位和姓名都是编造的，只供演示`, 'letterDemo', 22)
  sheet.line('　　　　〔　　　　〕　　号', 'letterNumber', 30)
  sheet.line(null, 'letterRule', 6)
  sheet.gap(14)
  let before: BulletinKind | null = null
  for (const { kind, text } of printedParagraphs(editedParagraphs(draftBulletin(ledger, options).paragraphs, bulletinEdits(ledger, options)))) {
    const { style, height, indent, tail = '' } = KINDS[kind]
    if (before === 'title') sheet.gap(10)
    if (kind === 'signature' && before !== 'signature') sheet.gap(30)
    for (const piece of pieces(`${indent}${text}${tail}`)) sheet.line(piece, style, height)
    before = kind
  }
  return finish(sheet, data, { key: 'bulletin-letter', name: '通报稿', paper: 'A4', landscape: false, header: null, tab: TABS.leader, margins: MARGINS })
}

/** A paragraph as high as one row can be, so that a page may end between its parts. */
function pieces(text: string): string[] {
  const capacity = capacityOf(WIDTH, SIZE)
  const most = Math.min(8, mostLines(SIZE) - 1)
  if (countLines(text, capacity) <= most) return [text]
  const found: string[] = []
  let current = ''
  for (const character of text) {
    if (countLines(current + character, capacity) > most) {
      found.push(current)
      current = ''
    }
    current += character
  }
  return current === '' ? found : [...found, current]
}
