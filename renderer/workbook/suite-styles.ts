import type { CellStyle, FontStyle } from './house-style'

const BODY = { name: '宋体', size: 10 } as const
const STRONG = { name: '宋体', size: 10, bold: true } as const
const INK = '14546B'
const HEADER = 'E5E8EC'
const GROUP = 'EAF0F7'
const TOTAL = 'D3DFEC'
const EDGE = '8A94A3'
const NOW = 'B3261E'

const WAN = '#,##0.00####_ '
const YI = '#,##0.00########_ '
const POINTS = '0.0_ '
const MONTHS = '0_ '

const plain = (font: FontStyle, horizontal: CellStyle['horizontal'], more: Partial<CellStyle> = {}): CellStyle => ({ font, horizontal, ...more })
const boxed = (font: FontStyle, horizontal: CellStyle['horizontal'], more: Partial<CellStyle> = {}): CellStyle => ({ font, horizontal, wrap: true, border: true, ...more })
const letter = (font: FontStyle, horizontal: CellStyle['horizontal']): CellStyle => ({ font, horizontal, vertical: 'top', wrap: true })

/** A cell of the wall chart: hair lines, and a red line at the right where the period ends. */
function bar(fill: string | null, now: boolean): CellStyle {
  const hair = { line: 'hair', colour: 'B9C2CC' } as const
  const edge = { line: 'thin', colour: EDGE } as const
  return { font: { name: '宋体', size: 7 }, horizontal: 'center', border: { top: edge, bottom: edge, left: hair, right: now ? { line: 'medium', colour: NOW } : hair }, ...(fill === null ? {} : { fill }) }
}

const PLAN = 'C7D7E5'
const DONE = '2F6690'
const LATE = 'F2B8B0'

/** Kinds of the sheets beside the month's. */
export const SUITE_STYLES = {
  nameLink: boxed({ ...BODY, colour: INK }, 'left'),
  backLink: plain({ ...BODY, size: 9, colour: INK, underlined: true }, 'right'),
  section: plain({ name: '黑体', size: 12 }, 'left'),
  remark: plain({ name: '宋体', size: 9, colour: '56616F' }, 'left', { wrap: true }),
  count: boxed(BODY, 'center', { format: '0' }),
  groupCount: boxed(STRONG, 'center', { format: '0', fill: GROUP }),
  totalCount: boxed(STRONG, 'center', { format: '0', fill: TOTAL }),
  totalName: boxed({ name: '黑体', size: 10 }, 'left', { fill: TOTAL }),
  points: boxed(BODY, 'right', { format: POINTS }),
  groupPoints: boxed(STRONG, 'right', { format: POINTS, fill: GROUP }),
  totalPoints: boxed(STRONG, 'right', { format: POINTS, fill: TOTAL }),
  months: boxed(BODY, 'center', { format: MONTHS }),
  monthName: boxed(BODY, 'center', { format: 'yyyy"年"m"月"' }),
  summaryText: { font: { name: '仿宋_GB2312', size: 13 }, horizontal: 'left', wrap: true },
  figure: boxed({ name: '黑体', size: 15, colour: INK }, 'center'),
  figureMoney: { font: { name: '黑体', size: 15, colour: INK }, horizontal: 'center', border: true, format: '#,##0.00####' },
  figureMoneyYi: { font: { name: '黑体', size: 15, colour: INK }, horizontal: 'center', border: true, format: '#,##0.00########' },
  figurePercent: { font: { name: '黑体', size: 15, colour: INK }, horizontal: 'center', border: true, format: '0.0%' },
  figureLabel: boxed({ name: '宋体', size: 10, colour: '56616F' }, 'center', { fill: 'F5F6F8' }),
  cardName: { font: { name: '黑体', size: 17 }, horizontal: 'center', wrap: true },
  cardNameSmall: { font: { name: '黑体', size: 11 }, horizontal: 'center', wrap: true },
  cardLine: plain({ name: '仿宋_GB2312', size: 11 }, 'left'),
  cardLineDemo: plain({ name: '黑体', size: 11, colour: 'B42318' }, 'center'),
  cardLabel: boxed({ name: '黑体', size: 9 }, 'center', { fill: HEADER }),
  cardText: boxed(BODY, 'left'),
  cardText9: boxed({ name: '宋体', size: 9 }, 'left'),
  cardText8: boxed({ name: '宋体', size: 8 }, 'left'),
  cardText7: boxed({ name: '宋体', size: 7 }, 'left'),
  cardDate: boxed(BODY, 'left', { format: 'yyyy-mm-dd' }),
  cardUnknown: boxed({ ...BODY, colour: '6B7280' }, 'left'),
  cardMoney: { font: BODY, horizontal: 'center', border: true, format: WAN },
  cardMoneyYi: { font: BODY, horizontal: 'center', border: true, format: YI },
  cardMoneySmall: { font: { name: '宋体', size: 6.5 }, horizontal: 'center', border: true, format: WAN },
  cardMoneySmallYi: { font: { name: '宋体', size: 6.5 }, horizontal: 'center', border: true, format: YI },
  cardPercent: { font: BODY, horizontal: 'center', border: true, format: '0.0%' },
  letterTitle: letter({ name: '黑体', size: 22 }, 'center'),
  letterNumber: letter({ name: '仿宋_GB2312', size: 16 }, 'center'),
  letterHeading: letter({ name: '黑体', size: 16 }, 'left'),
  letterBody: letter({ name: '仿宋_GB2312', size: 16 }, 'left'),
  letterRight: letter({ name: '仿宋_GB2312', size: 16 }, 'right'),
  letterDemo: letter({ name: '黑体', size: 12, colour: 'B42318' }, 'center'),
  letterRule: { font: BODY, horizontal: 'left', border: { bottom: { line: 'medium', colour: NOW } } },
  year: boxed({ name: '黑体', size: 10 }, 'center', { fill: HEADER }),
  tick: { font: { name: '宋体', size: 7 }, horizontal: 'center', fill: HEADER, border: true },
  tickNow: { font: { name: '宋体', size: 7, bold: true, colour: 'FFFFFF' }, horizontal: 'center', fill: NOW, border: true },
  barNone: bar(null, false), barNoneNow: bar(null, true),
  barPlan: bar(PLAN, false), barPlanNow: bar(PLAN, true),
  barDone: bar(DONE, false), barDoneNow: bar(DONE, true),
  barLate: bar(LATE, false), barLateNow: bar(LATE, true),
  barNote: boxed({ name: '宋体', size: 9, colour: '6B7280' }, 'left'),
  legend: plain({ name: '宋体', size: 9 }, 'left'),
} as const satisfies Record<string, CellStyle>
