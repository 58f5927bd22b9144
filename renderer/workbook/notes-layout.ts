import { HOUSE_STYLE, type StyleKind } from './house-style'
import type { CellModel, CellRange, RowModel } from './model'
import { capacityOf, countLines, heightFor, mostLines } from './text-measure'

/** Label, light, and three that hold amounts or, merged, a text. */
const WIDTHS = [32, 8, 14, 20, 22] as const
const NOTE_SIZE = 11

/** Rows of a 说明 sheet, laid out in five columns; each method adds rows below. */
export class NotesLayout {
  readonly columns = WIDTHS.map((width) => ({ width }))
  readonly rows: RowModel[] = []
  readonly merges: CellRange[] = []

  get columnCount(): number {
    return WIDTHS.length
  }

  /** One cell over the whole width. */
  line(text: string, style: StyleKind, height: number): void {
    this.put([{ value: text, style }], height)
    this.merge(1, WIDTHS.length)
  }

  heading(text: string): void {
    this.put([], 8)
    this.line(text, 'noteHeading', 22)
  }

  /** A paragraph over the whole width, as high as its lines; split where one row cannot hold it. */
  paragraph(text: string): void {
    for (const piece of pieces(text, this.capacity(1, WIDTHS.length))) {
      this.put([{ value: piece, style: 'note' }], this.heightOf(piece, 1, WIDTHS.length))
      this.merge(1, WIDTHS.length)
    }
  }

  /** A label and its text over the other columns. */
  pair(label: string, text: string): void {
    pieces(text, this.capacity(2, WIDTHS.length)).forEach((piece, i) => {
      const shown = i === 0 ? label : ''
      const height = Math.max(this.heightOf(shown, 1, 1), this.heightOf(piece, 2, WIDTHS.length))
      this.put([{ value: shown, style: 'noteLabel' }, ...[piece, null, null, null].map((value): CellModel => ({ value, style: 'noteText' }))], height)
      this.merge(2, WIDTHS.length)
    })
  }

  /** A label, a word and a text over the last three columns. */
  triple(label: string, word: CellModel, text: string): void {
    const height = Math.max(this.heightOf(label, 1, 1), this.heightOf(text, 3, WIDTHS.length))
    this.put([{ value: label, style: 'noteLabel' }, word, ...[text, null, null].map((value): CellModel => ({ value, style: 'noteText' }))], height)
    this.merge(3, WIDTHS.length)
  }

  /** A label and three cells; the first of them takes two columns. */
  quadruple(label: CellModel, cells: readonly [CellModel, CellModel, CellModel]): void {
    const [first, second, third] = cells
    const text = typeof label.value === 'string' ? label.value : ''
    this.put([label, first, { value: null, style: first.style }, second, third], this.heightOf(text, 1, 1))
    this.merge(2, 3)
  }

  /** Labels of the columns below; a label takes the columns of the nulls that follow it. */
  tableHeader(labels: readonly (string | null)[]): void {
    this.put(labels.map((value) => ({ value, style: 'noteHeader' })), 20)
    labels.forEach((label, i) => {
      let last = i
      while (labels[last + 1] === null) last += 1
      if (label !== null && last > i) this.merge(i + 1, last + 1)
    })
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
