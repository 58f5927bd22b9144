import { AlignmentType, BorderStyle, HeightRule, LineRuleType, Paragraph, Table, TableCell, TableLayoutType, TableRow, VerticalAlign, WidthType } from 'docx'
import { countLines } from '@/workbook/text-measure'
import { mm, run, type Font } from './official-paper'

export interface Cell {
  readonly text: string
  readonly span?: number
  readonly align?: 'left' | 'center' | 'right'
  readonly bold?: boolean
  /** Half points; left out: the table's own. */
  readonly size?: number
  readonly font?: Font
}

export interface Row {
  readonly cells: readonly Cell[]
  /** mm; the row has this height and no other. Left out: as high as its text. */
  readonly height?: number
  /** Repeated on every page. */
  readonly header?: boolean
}

const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' }

/** A ruled table with columns of fixed widths, in mm. */
export function ruledTable(widths: readonly number[], rows: readonly Row[], font: Font, size: number): Table {
  return new Table({
    width: { size: mm(widths.reduce((a, b) => a + b, 0)), type: WidthType.DXA }, layout: TableLayoutType.FIXED, columnWidths: widths.map((w) => mm(w)),
    borders: { top: LINE, bottom: LINE, left: LINE, right: LINE, insideHorizontal: LINE, insideVertical: LINE },
    rows: rows.map((row) => tableRow(widths, row, font, size)),
  })
}

function tableRow(widths: readonly number[], { cells, height, header }: Row, font: Font, size: number): TableRow {
  let column = 0
  return new TableRow({
    cantSplit: true, ...(header === true ? { tableHeader: true } : {}), ...(height === undefined ? {} : { height: { value: mm(height), rule: HeightRule.EXACT } }),
    children: cells.map((cell) => {
      const span = cell.span ?? 1
      const width = widths.slice(column, column + span).reduce((a, b) => a + b, 0)
      column += span
      return new TableCell({
        width: { size: mm(width), type: WidthType.DXA }, ...(span > 1 ? { columnSpan: span } : {}), verticalAlign: VerticalAlign.CENTER, margins: { left: mm(1.2), right: mm(1.2) },
        children: cell.text.split('\n').map((text) => new Paragraph({
          alignment: { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }[cell.align ?? 'left'], spacing: { line: (cell.size ?? size) * 12, lineRule: LineRuleType.EXACT },
          children: [run(text, cell.font ?? font, cell.size ?? size, cell.bold === true ? { bold: true } : {})],
        })),
      })
    }),
  })
}

/** The beginning of a text that stands in so many lines of a width in mm. */
export function cutToLines(text: string, width: number, halfPoints: number, lines: number): string {
  const capacity = Math.max(2, Math.floor(((width - 3) / 25.4) * 72 / (halfPoints / 4)))
  if (countLines(text, capacity) <= lines) return text
  const points = [...text]
  let end = points.length
  while (end > 0 && countLines(`${points.slice(0, end).join('')}…`, capacity) > lines) end -= 1
  return `${points.slice(0, end).join('')}…`
}
