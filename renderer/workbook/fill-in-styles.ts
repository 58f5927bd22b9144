import type { CellStyle } from './house-style'

const BODY = { name: '宋体', size: 10 } as const
const MUTED = { name: '宋体', size: 10, colour: '4B5563' } as const
const WAN = '#,##0.00####_ '
const ASKED = 'FFF9DB'
const SHOWN = 'F3F4F6'

/** Kinds of the owner's workbook: what to fill in is pale yellow and takes input, everything else is grey and locked. */
export const FILL_IN_STYLES = {
  askedMoney: { font: BODY, fill: ASKED, horizontal: 'right', border: true, format: WAN, unlocked: true },
  askedText: { font: BODY, fill: ASKED, horizontal: 'left', wrap: true, border: true, unlocked: true },
  askedDate: { font: BODY, fill: ASKED, horizontal: 'center', border: true, format: 'yyyy-mm-dd', unlocked: true },
  shownMoney: { font: MUTED, fill: SHOWN, horizontal: 'right', border: true, format: WAN },
  shownText: { font: MUTED, fill: SHOWN, horizontal: 'left', wrap: true, border: true },
  shownCentre: { font: MUTED, fill: SHOWN, horizontal: 'center', wrap: true, border: true },
  shownPercent: { font: MUTED, fill: SHOWN, horizontal: 'right', border: true, format: '0.0%' },
  shownDate: { font: MUTED, fill: SHOWN, horizontal: 'center', border: true, format: 'yyyy-mm-dd' },
  shownName: { font: { name: '宋体', size: 10, bold: true }, fill: SHOWN, horizontal: 'left', wrap: true, border: true },
  askedHeader: { font: { name: '黑体', size: 10 }, fill: 'FFE58F', horizontal: 'center', wrap: true, border: true },
  hiddenText: { font: BODY, horizontal: 'left' },
} as const satisfies Record<string, CellStyle>
