import { AlignmentType, type Paragraph, type IParagraphOptions, type Table } from 'docx'
import type { BulletinDraft } from '@/domain/bulletin'
import { printedParagraphs, type BulletinKind, type EditedParagraph } from '@/domain/bulletin-parts'
import { formatMoneyOrUnknown } from '@/domain/money'
import type { DateOnly } from '@/domain/period'
import type { RankedGroup } from '@/domain/ranking'
import { formatPercent, formatPoints } from '@/domain/ratio'
import { FONTS, lined, mm, OFFICIAL_PAGE, pageNumbers, redRule, run, SIZES, type Font } from './official-paper'
import { packDocument } from './pack'
import { ruledTable, type Row } from './table'

export interface BulletinDocument {
  readonly draft: BulletinDraft
  /** The draft's paragraphs as the office changed them. */
  readonly paragraphs: readonly EditedParagraph[]
  readonly unit: '万元' | '亿元'
  readonly author: string
  /** 虚构演示数据, or null. */
  readonly mark: string | null
  readonly madeOn: DateOnly
}

/** Two characters of the text. */
const INDENT = mm(11.3)
const KINDS: Readonly<Record<BulletinKind, { readonly font: Font; readonly size: number; readonly look: Partial<IParagraphOptions> }>> = {
  title: { font: FONTS.title, size: SIZES.title, look: { alignment: AlignmentType.CENTER, spacing: { line: 700, after: 400 } } },
  addressee: { font: FONTS.body, size: SIZES.body, look: { alignment: AlignmentType.LEFT } },
  heading: { font: FONTS.heading, size: SIZES.body, look: { indent: { firstLine: INDENT }, keepNext: true } },
  subheading: { font: FONTS.subheading, size: SIZES.body, look: { indent: { firstLine: INDENT }, keepNext: true } },
  body: { font: FONTS.body, size: SIZES.body, look: { alignment: AlignmentType.BOTH, indent: { firstLine: INDENT } } },
  signature: { font: FONTS.body, size: SIZES.body, look: { alignment: AlignmentType.RIGHT, indent: { right: mm(22.6) } } },
}
const WIDTHS = [13, 36, 15, 25, 27, 20, 10, 10] as const

/** 通报 as a Word document in the form of an official paper, with the rankings as 附表. */
export async function bulletinDocument({ draft, paragraphs, unit, author, mark, madeOn }: BulletinDocument): Promise<Uint8Array> {
  const printed = printedParagraphs(paragraphs)
  const title = printed.find((p) => p.kind === 'title')?.text ?? '通报'
  return packDocument({
    title, creator: author, description: mark ?? '', evenAndOddHeaderAndFooters: true, styles: { default: { document: { run: { font: FONTS.body, size: SIZES.body } } } },
    sections: [{
      properties: OFFICIAL_PAGE, footers: pageNumbers(),
      children: [
        ...(mark === null ? [] : [lined([run(`【${mark}】本稿中的项目、金额、单位和姓名都是编造的，只供演示`, FONTS.heading, 24, { color: 'B42318' })], { alignment: AlignmentType.CENTER })]),
        lined([run('　　　　〔　　　　〕　　号', FONTS.body, SIZES.body)], { alignment: AlignmentType.CENTER }),
        redRule(),
        ...printed.map(({ kind, text }, i) => textParagraph(kind, text, kind === 'signature' && printed[i - 1]?.kind !== 'signature')),
        ...rankingTable('附表 1　责任单位完成率排名', draft.units, unit, true), ...rankingTable('附表 2　包联领导完成率排名', draft.leaders, unit, false),
      ],
    }],
  }, madeOn)
}

/** @param begins the first line of the 落款: two lines below the text, and never without it on a page */
function textParagraph(kind: BulletinKind, text: string, begins: boolean): Paragraph {
  const { font, size, look } = KINDS[kind]
  return lined([run(officialSpacing(text), font, size)], begins ? { ...look, spacing: { before: 1100 }, keepNext: true } : look)
}

function rankingTable(title: string, groups: readonly RankedGroup[], unit: '万元' | '亿元', newPage: boolean): (Paragraph | Table)[] {
  if (groups.length === 0) return []
  const rows: Row[] = groups.map((g) => ({
    cells: [
      { text: g.place === null ? '—' : String(g.place), align: 'center' }, { text: g.name }, { text: String(g.count), align: 'center' }, { text: formatMoneyOrUnknown(g.planned, unit), align: 'right' }, { text: formatMoneyOrUnknown(g.completed, unit), align: 'right' },
      { text: g.ahead === null ? formatPercent(g.rate) : `${formatPercent(g.rate)}\n${g.ahead.num < 0n ? '' : '+'}${formatPoints(g.ahead)}`, align: 'center' }, { text: String(g.lights.红), align: 'center' }, { text: String(g.lights.黄), align: 'center' },
    ],
  }))
  const head: Row = { header: true, cells: ['名次', '名称', '项目数', `年度计划\n（${unit}）`, `年初至今\n（${unit}）`, '完成率%\n比序时', '红牌', '黄牌'].map((text) => ({ text, align: 'center', font: FONTS.heading })) }
  return [
    lined([run(title, FONTS.heading, SIZES.body)], { pageBreakBefore: newPage, keepNext: true, spacing: { before: newPage ? 0 : 400 } }),
    ruledTable(WIDTHS, [head, ...rows], FONTS.body, SIZES.table),
    lined([run('完成率相同的名次相同，后面的名次空出；只算有年度计划的项目。', FONTS.body, SIZES.small)]),
  ]
}

/** Official papers set no blanks between figures and characters. */
function officialSpacing(text: string): string {
  return text.replace(/(?<=[\u4e00-\u9fff，。；：、（）“”])[ ](?=[\d+-])/gu, '').replace(/(?<=[\d%])[ ](?=[\u4e00-\u9fff（])/gu, '')
}
