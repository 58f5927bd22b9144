/** A cell of the grid: project row and column, both from 0. */
export interface CellAt {
  readonly row: number
  readonly column: number
}

/** A rectangle of cells: the corner it was begun at and the one that moves. */
export interface Selection {
  readonly anchor: CellAt
  readonly head: CellAt
}

/** A rectangle by its edges, both included. */
export interface Block {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export function blockOf({ anchor, head }: Selection): Block {
  return { top: Math.min(anchor.row, head.row), bottom: Math.max(anchor.row, head.row), left: Math.min(anchor.column, head.column), right: Math.max(anchor.column, head.column) }
}

export function contains(block: Block, { row, column }: CellAt): boolean {
  return row >= block.top && row <= block.bottom && column >= block.left && column <= block.right
}

export function cellsOf(block: Block): CellAt[] {
  return Array.from({ length: block.bottom - block.top + 1 }, (_, i) => Array.from({ length: block.right - block.left + 1 }, (_, j) => ({ row: block.top + i, column: block.left + j }))).flat()
}

export function single(cell: CellAt): Selection {
  return { anchor: cell, head: cell }
}

/** The cell moved by some rows and columns, kept inside the grid. */
export function moved({ row, column }: CellAt, rows: number, columns: number, size: { readonly rows: number; readonly columns: number }): CellAt {
  return { row: Math.max(0, Math.min(size.rows - 1, row + rows)), column: Math.max(0, Math.min(size.columns - 1, column + columns)) }
}

/** Where a pasted block lands, cell by cell, and what of it does not. */
export interface PastePlan {
  readonly cells: readonly { readonly at: CellAt; readonly text: string }[]
  /** Rows of the block below the grid's last row. */
  readonly rowsBeyond: number
  /** Cells over columns that are not filled in by hand, or right of the last. */
  readonly skipped: number
}

/**
 * Plans a paste as Excel does it: a single value fills the selection; a block that divides the selection evenly is repeated;
 * else it lands once, from the selection's upper left corner.
 */
export function planPaste(block: readonly (readonly string[])[], into: Block, size: { readonly rows: number; readonly columns: number }, isEditable: (column: number) => boolean): PastePlan {
  const height = block.length
  // Not by spreading: a clipboard may hold more rows than a call takes arguments.
  const width = block.reduce((most, row) => Math.max(most, row.length), 0)
  const [rows, columns] = [into.bottom - into.top + 1, into.right - into.left + 1]
  const repeats = rows % height === 0 && columns % width === 0
  const [high, wide] = repeats ? [rows, columns] : [height, width]
  const cells: { at: CellAt; text: string }[] = []
  let skipped = 0
  for (let i = 0; i < high && into.top + i < size.rows; i += 1) {
    for (let j = 0; j < wide; j += 1) {
      const text = block[i % height]![j % width]
      if (text === undefined) continue
      const column = into.left + j
      if (column >= size.columns || !isEditable(column)) skipped += 1
      else cells.push({ at: { row: into.top + i, column }, text })
    }
  }
  return { cells, rowsBeyond: Math.max(0, into.top + high - size.rows), skipped }
}
