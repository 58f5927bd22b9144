import { AlignmentType, BorderStyle, Footer, LineRuleType, PageNumber, Paragraph, TextRun, type IParagraphOptions, type ISectionOptions } from 'docx'
import { cleanText } from '@/workbook/xml-text'

/** Twentieths of a point, rounded to the nearest: the library's own converter cuts. */
export function mm(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440)
}

/** Fonts and sizes (half points) of official papers, GB/T 9704: 小标宋 二号 for the title, 黑体 and 楷体 for headings, 仿宋 三号 for the text. */
export const FONTS = { title: '方正小标宋简体', heading: '黑体', subheading: '楷体_GB2312', body: '仿宋_GB2312', plain: '宋体' } as const
export const SIZES = { title: 44, body: 32, pageNumber: 28, table: 21, small: 18 } as const

/** 22 lines on the 225 mm between the margins, in twentieths of a point. */
export const LINE = 579

/** A4 with the margins of official papers: 37 mm above, 35 below, 28 at the left, 26 at the right. */
export const OFFICIAL_PAGE: NonNullable<ISectionOptions['properties']> = {
  page: { size: { width: mm(210), height: mm(297) }, margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), header: mm(15), footer: mm(24) } },
}

export type Font = (typeof FONTS)[keyof typeof FONTS]

/** Words in one font, whatever script they are in. */
export function run(text: string, font: Font, size: number, more: { readonly bold?: boolean; readonly color?: string } = {}): TextRun {
  return new TextRun({ text: cleanText(text), font: { ascii: font, hAnsi: font, eastAsia: font, cs: font }, size, ...more })
}

/** A paragraph of exact lines. */
export function lined(runs: TextRun[], more: Partial<IParagraphOptions> = {}): Paragraph {
  return new Paragraph({ children: runs, ...more, spacing: { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0, ...more.spacing } })
}

/** `— 1 —`, outside on facing pages, one character in. */
export function pageNumbers(): NonNullable<ISectionOptions['footers']> {
  const footer = (side: 'left' | 'right'): Footer => new Footer({
    children: [new Paragraph({
      alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT, indent: { [side]: mm(5) },
      children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: { ascii: FONTS.plain, hAnsi: FONTS.plain, eastAsia: FONTS.plain, cs: FONTS.plain }, size: SIZES.pageNumber })],
    })],
  })
  return { default: footer('right'), even: footer('left') }
}

/** The red line below the document number. */
export function redRule(): Paragraph {
  return new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: 'C00000', space: 1 } }, spacing: { after: 200 }, children: [] })
}
