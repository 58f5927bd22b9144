import { columnName } from '../addresses'
import { Piece } from './zip'

/** How a cell ends. Its end is written together with what begins after it: nothing is open, a value, an empty cell. */
export const [NOTHING, VALUE, EMPTY] = [0, 1, 2] as const
export type CellEnd = typeof NOTHING | typeof VALUE | typeof EMPTY
const ENDS = ['', '</v></c>', '"/>'] as const

/** What stands between the number of a cell's style and its content. */
const CONTENTS = { empty: '', number: '"><v>', text: '" t="s"><v>', formula: '">', textFormula: '" t="str">' } as const
export type CellContent = keyof typeof CONTENTS

/** The pieces of which a sheet's cells are made, each once: a sheet of 10,000 rows has some hundred. */
export class CellPieces {
  private readonly starts: Piece[][] = ENDS.map(() => [])
  private readonly styles: Readonly<Record<CellContent, Piece[][]>> = { empty: [], number: [], text: [], formula: [], textFormula: [] }
  private readonly others = new Map<string, Piece>()

  /** The end of the cell before, and `<c r="AB`. */
  start(end: CellEnd, column: number): Piece {
    const pieces = this.starts[end]!
    return (pieces[column] ??= new Piece(`${ENDS[end]}<c r="${columnName(column)}`))
  }

  /** `" s="7` and what follows it. One a column: where it stood last is the row above, as with the piece before and after it. */
  style(content: CellContent, column: number, style: number): Piece {
    const pieces = (this.styles[content][column] ??= [])
    return (pieces[style] ??= new Piece(`" s="${style}${CONTENTS[content]}`))
  }

  rowEnd(end: CellEnd): Piece {
    return this.text(`${ENDS[end]}</row>`)
  }

  /** Any other text that comes again and again. */
  text(xml: string): Piece {
    let piece = this.others.get(xml)
    if (piece === undefined) this.others.set(xml, (piece = new Piece(xml)))
    return piece
  }
}
