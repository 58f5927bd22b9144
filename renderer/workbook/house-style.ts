import { FILL_IN_STYLES } from './fill-in-styles'
import { SUITE_STYLES } from './suite-styles'

/** Fonts of the office; a PC without one falls back to a Chinese one by the charset that the writer gives. */
export type FontName = '宋体' | '黑体' | '仿宋_GB2312' | '楷体_GB2312'

/** How a cell looks. Plain data: the writer turns it into the file's styles. Colours are RRGGBB. */
export interface CellStyle {
  readonly font: FontStyle
  readonly fill?: string
  readonly horizontal: 'left' | 'center' | 'right'
  readonly vertical?: 'top' | 'middle' | 'bottom'
  readonly wrap?: true
  /** Steps of about one character. */
  readonly indent?: number
  /** Written from top to bottom. */
  readonly stacked?: true
  /** True: thin grey lines on all sides. */
  readonly border?: true | BorderStyle
  /** Number format; left out: General. */
  readonly format?: string
  /** Takes input on a protected sheet. */
  readonly unlocked?: true
}

export interface FontStyle {
  readonly name: FontName
  /** In points. */
  readonly size: number
  readonly bold?: true
  readonly struck?: true
  readonly underlined?: true
  readonly colour?: string
}

export type Side = 'left' | 'right' | 'top' | 'bottom'
export type BorderStyle = Partial<Readonly<Record<Side, BorderLine>>>

export interface BorderLine {
  readonly line: 'hair' | 'thin' | 'medium' | 'thick' | 'dashed' | 'dotted' | 'double'
  readonly colour?: string
}

// Two decimals, and the further ones down to the 分 only where they are not zero: nothing is rounded away on paper.
// `_ ` leaves the width of a space, so that a figure does not touch the text in the next column.
const WAN = '#,##0.00####_ '
const YI = '#,##0.00########_ '
const PERCENT = '0.0%_ '
const DATE = 'yyyy-mm-dd'

const BODY = { name: '宋体', size: 10 } as const
const STRONG = { name: '宋体', size: 10, bold: true } as const
const MUTED = { name: '宋体', size: 10, colour: '6B7280' } as const
const NOTE = { name: '仿宋_GB2312', size: 11 } as const
const GROUP = 'EAF0F7'
const TOTAL = 'D3DFEC'
const HEADER = 'E5E8EC'

const money = (font: FontStyle, format: string, fill?: string): CellStyle => ({ font, horizontal: 'right', border: true, format, ...(fill === undefined ? {} : { fill }) })
const centred = (font: FontStyle, fill?: string, format?: string): CellStyle => ({
  font, horizontal: 'center', wrap: true, border: true, ...(fill === undefined ? {} : { fill }), ...(format === undefined ? {} : { format }),
})
const light = (colour: string, fill: string): CellStyle => centred({ ...STRONG, colour }, fill)

const MONTHLY_STYLES = {
  title: { font: { name: '黑体', size: 20 }, horizontal: 'center' },
  subtitle: { font: { name: '仿宋_GB2312', size: 13 }, horizontal: 'center' },
  subtitleDemo: { font: { name: '黑体', size: 13, colour: 'B42318' }, horizontal: 'center' },
  unitLine: { font: { name: '宋体', size: 11 }, horizontal: 'left' },
  unitLineCentre: { font: { name: '宋体', size: 11 }, horizontal: 'center' },
  unitLineRight: { font: { name: '宋体', size: 11 }, horizontal: 'right' },
  header: centred({ name: '黑体', size: 10 }, HEADER),
  index: centred(BODY),
  text: { font: BODY, horizontal: 'left', wrap: true, border: true },
  centre: centred(BODY),
  money: money(BODY, WAN),
  moneyYi: money(BODY, YI),
  percent: { font: BODY, horizontal: 'right', border: true, format: PERCENT },
  date: centred(BODY, undefined, DATE),
  unknown: centred(MUTED, undefined, WAN),
  unknownYi: centred(MUTED, undefined, YI),
  groupLabel: { font: { name: '黑体', size: 10 }, fill: GROUP, horizontal: 'left', border: true },
  groupText: centred(STRONG, GROUP),
  groupMoney: money(STRONG, WAN, GROUP),
  groupMoneyYi: money(STRONG, YI, GROUP),
  groupPercent: money(STRONG, PERCENT, GROUP),
  totalLabel: { font: { name: '黑体', size: 11 }, fill: TOTAL, horizontal: 'left', border: true },
  totalText: centred(STRONG, TOTAL),
  totalMoney: money(STRONG, WAN, TOTAL),
  totalMoneyYi: money(STRONG, YI, TOTAL),
  totalPercent: money(STRONG, PERCENT, TOTAL),
  lightRed: light('9B1C1C', 'FBD5D5'),
  lightYellow: light('7A4D00', 'FDECB2'),
  lightGreen: light('14532D', 'D3F0DC'),
  lightGrey: light('4B5563', 'E5E7EB'),
  signature: { font: { name: '宋体', size: 11 }, horizontal: 'left' },
  signatureRight: { font: { name: '宋体', size: 11 }, horizontal: 'right' },
  signatureDate: { font: { name: '宋体', size: 11 }, horizontal: 'left', format: DATE },
  noteHeading: { font: { name: '黑体', size: 12 }, horizontal: 'left' },
  note: { font: NOTE, horizontal: 'left', vertical: 'top', wrap: true },
  noteHeader: centred({ name: '黑体', size: 11 }, HEADER),
  noteLabel: { font: NOTE, horizontal: 'left', wrap: true, border: true },
  noteText: { font: NOTE, horizontal: 'left', wrap: true, border: true },
  noteCentre: centred(NOTE),
  noteMoney: { font: NOTE, horizontal: 'right', border: true, format: WAN },
  /** A cell that leads somewhere else. */
  link: { font: { ...BODY, colour: '14546B', underlined: true }, horizontal: 'left', wrap: true, border: true },
  noteMoneyYi: { font: NOTE, horizontal: 'right', border: true, format: YI },
} as const satisfies Record<string, CellStyle>

/**
 * Every kind. A sheet with kinds of its own keeps them in a file beside it and adds them here; only the kinds that a
 * workbook uses are written into it, so a new kind changes no other workbook's bytes.
 */
const STYLES = { ...MONTHLY_STYLES, ...FILL_IN_STYLES, ...SUITE_STYLES }

export type StyleKind = keyof typeof STYLES

/** One frozen object a kind, shared by every cell of the kind. */
export const HOUSE_STYLE: Readonly<Record<StyleKind, CellStyle>> = Object.freeze(
  Object.fromEntries(Object.entries(STYLES).map(([kind, style]) => [kind, Object.freeze(style)])) as Record<StyleKind, CellStyle>,
)

export const STYLE_KINDS = Object.keys(STYLES) as readonly StyleKind[]
