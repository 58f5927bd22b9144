import { HOUSE_STYLE, type StyleKind } from './house-style'
import type { CellModel, CellRange, RowModel } from './model'
import { capacityOf, countLines, heightFor, mostLines } from './text-measure'

const WIDTHS = [26, 20, 20, 30] as const
const NOTE_SIZE = 11

/** Rows of a 说明 sheet, laid out in four columns; each method adds rows below. */
export class NotesLayout {
  readonly columns = WIDTHS.map((width) => ({ width }))
  readonly rows: RowModel[] = []
  readonly merges: CellRange[] = []

  get columnCount(): number {
    return WIDTHS.length
  }

  /** One cell over the whole width. */
  line(text: string, style: StyleKind, height: number): void {
    this.put([{ value: text, style }, null, null, null], height)
    this.merge(1, WIDTHS.length)
  }

  heading(text: string): void {
    this.put([], 8)
    this.line(text, 'noteHeading', 22)
  }

  /** A paragraph over the whole width, as high as its lines; split where one row cannot hold it. */
  paragraph(text: string): void {
    for (const piece of pieces(text, this.capacity(1, WIDTHS.length))) {
      this.put([{ value: piece, style: 'note' }, null, null, null], this.heightOf(piece, 1, WIDTHS.length))
      this.merge(1, WIDTHS.length)
    }
  }

  /** A label and its text over the other three columns. */
  pair(label: string, text: string): void {
    pieces(text, this.capacity(2, WIDTHS.length)).forEach((piece, i) => {
      const shown = i === 0 ? label : ''
      const height = Math.max(this.heightOf(shown, 1, 1), this.heightOf(piece, 2, WIDTHS.length))
      this.put([{ value: shown, style: 'noteLabel' }, ...[piece, null, null].map((value): CellModel => ({ value, style: 'noteText' }))], height)
      this.merge(2, WIDTHS.length)
    })
  }

  /** A label, a word and a text over the last two columns. */
  triple(label: string, word: CellModel, text: string): void {
    const height = Math.max(this.heightOf(label, 1, 1), this.heightOf(text, 3, WIDTHS.length))
    this.put([{ value: label, style: 'noteLabel' }, word, { value: text, style: 'noteText' }, { value: null, style: 'noteText' }], height)
    this.merge(3, WIDTHS.length)
  }

  /** Four cells of a table. */
  cells(values: readonly CellModel[]): void {
    const lines = values.map((c, i) => (typeof c.value === 'string' ? countLines(c.value, this.capacity(i + 1, i + 1)) : 1))
    this.put(values, heightFor(Math.max(1, ...lines), NOTE_SIZE, 20))
  }

  tableHeader(labels: readonly (string | null)[]): void {
    this.put(labels.map((value) => ({ value, style: 'noteHeader' })), 20)
    const first = labels.indexOf(null)
    if (first > 0) this.merge(first, labels.length)
  }

  private put(cells: readonly (CellModel | null)[], height: number): void {
    this.rows.push({ height, cells })
  }

  private merge(left: number, right: number): void {
    this.merges.push({ top: this.rows.length, left, bottom: this.rows.length, right })
  }

  private capacity(left: number, right: number): number {
    return capacityOf(WIDTHS.slice(left - 1, right).reduce((a, b) => a + b, 0), HOUSE_STYLE.note.font.size)
  }

  private heightOf(text: string, left: number, right: number): number {
    return heightFor(countLines(text, this.capacity(left, right)), NOTE_SIZE, 20)
  }
}

/** Cuts a text that is too high for one row into pieces that are not, between characters. */
function pieces(text: string, capacity: number): string[] {
  const most = mostLines(NOTE_SIZE) - 1
  if (countLines(text, capacity) <= most) return [text]
  const found: string[] = []
  const step = Math.floor((capacity / 2) * most * 0.8)
  let current = ''
  for (const paragraph of text.split(/(?<=\n)/u)) {
    for (const character of paragraph) {
      current += character
      if (current.length >= step || (character === '\n' && countLines(current, capacity) >= most - 1)) {
        found.push(current)
        current = ''
      }
    }
  }
  return current === '' ? found : [...found, current]
}
