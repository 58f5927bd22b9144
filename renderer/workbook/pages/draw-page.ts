import type { PageLine, PageWord, SheetModel, WorkbookModel } from '../model'
import { textUnits } from '../text-measure'
import { drawBorders, drawFills } from './draw-borders'
import { drawDrawings } from './draw-chart'
import { drawCellText } from './draw-texts'
import { BASELINE, LINE, round, type DrawnText, type PageDrawing } from './drawing'
import { paperRoom } from './measures'
import type { PagePlan } from './paginate'
import { contentSize, placeCells, type Box } from './place-cells'

/** Draws one page of `count`. */
export function drawPage(model: WorkbookModel, plan: PagePlan, count: number): PageDrawing {
  const sheet = model.sheets[plan.sheet] as SheetModel
  const room = paperRoom(sheet)
  const cells = placeCells(sheet, plan)
  const size = contentSize(sheet, plan)
  const { horizontally, vertically } = sheet.print.centred ?? { horizontally: true, vertically: false }
  const clips: Box[] = []
  const { over, pictures } = drawDrawings(model, sheet, plan)
  return {
    width: plan.width, height: plan.height, scale: plan.scale,
    left: round(room.margins.left + (horizontally ? Math.max(0, room.width - size.width * plan.scale) / 2 : 0)),
    top: round(room.margins.top + (vertically ? Math.max(0, room.height - size.height * plan.scale) / 2 : 0)),
    cells: { fills: drawFills(cells), rules: drawBorders(sheet, cells), texts: cells.flatMap((c) => drawCellText(c, clips)) },
    over, pictures, clips,
    lines: [
      ...pageLine(sheet.print.header, sheet, plan, room.margins.header + LINE_SIZE * BASELINE, count),
      ...pageLine(sheet.print.footer, sheet, plan, plan.height - room.margins.footer - LINE_SIZE * (LINE - BASELINE), count),
    ],
  }
}

/** Size of headers and footers in points, and their font: see page-line.ts. */
const LINE_SIZE = 9
const LINE_FONT = '宋体'

function pageLine(line: PageLine, sheet: SheetModel, plan: PagePlan, y: number, count: number): DrawnText[] {
  const { margins } = paperRoom(sheet)
  const places = [['start', line.left, margins.left], ['middle', line.centre, plan.width / 2], ['end', line.right, plan.width - margins.right]] as const
  return places.flatMap(([anchor, words, x]) => {
    const text = (words ?? []).map((w) => pageWord(w, plan.number, count)).join('')
    if (text === '') return []
    return [{ text, x: round(x), y: round(y), length: round((textUnits(text) * LINE_SIZE) / 2), anchor, font: LINE_FONT, size: LINE_SIZE, bold: false, line: null, colour: '000000', clip: null }]
  })
}

function pageWord(word: PageWord, number: number, count: number): string {
  if (typeof word === 'string') return word.replace(/\s+/gu, ' ')
  return String(word.field === 'page' ? number : count)
}
