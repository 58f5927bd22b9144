import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockOf, cellsOf, contains, moved, planPaste, single } from '@/features/entry/selection'

const SIZE = { rows: 10, columns: 6 }
const at = fc.record({ row: fc.nat(9), column: fc.nat(5) })
const anyColumn = (): boolean => true

describe('a selection', () => {
  it('is the same rectangle from whichever corner it was begun, and holds exactly its cells', () => {
    fc.assert(fc.property(at, at, at, (anchor, head, cell) => {
      const block = blockOf({ anchor, head })
      expect(blockOf({ anchor: head, head: anchor })).toEqual(block)
      expect(cellsOf(block).some((c) => c.row === cell.row && c.column === cell.column)).toBe(contains(block, cell))
      expect(new Set(cellsOf(block).map((c) => `${c.row} ${c.column}`)).size).toBe((block.bottom - block.top + 1) * (block.right - block.left + 1))
    }))
  })

  it('moves inside the grid only', () => {
    fc.assert(fc.property(at, fc.integer(), fc.integer(), (cell, rows, columns) => {
      const to = moved(cell, rows, columns, SIZE)
      expect(contains({ top: 0, bottom: 9, left: 0, right: 5 }, to)).toBe(true)
    }))
    expect(moved({ row: 3, column: 3 }, -1, 1, SIZE)).toEqual({ row: 2, column: 4 })
  })
})

describe('a paste', () => {
  const into = (row: number, column: number, toRow = row, toColumn = column): ReturnType<typeof blockOf> => blockOf({ anchor: { row, column }, head: { row: toRow, column: toColumn } })

  it('lands once from the upper left corner of a selection that it does not divide', () => {
    const { cells } = planPaste([['a', 'b'], ['c', 'd']], into(2, 1, 4, 3), SIZE, anyColumn)
    expect(cells).toEqual([{ at: { row: 2, column: 1 }, text: 'a' }, { at: { row: 2, column: 2 }, text: 'b' }, { at: { row: 3, column: 1 }, text: 'c' }, { at: { row: 3, column: 2 }, text: 'd' }])
  })

  it('fills a selection with one value and repeats a block that divides it', () => {
    expect(planPaste([['x']], into(0, 0, 2, 1), SIZE, anyColumn).cells).toHaveLength(6)
    expect(planPaste([['a'], ['b']], into(0, 0, 3, 0), SIZE, anyColumn).cells.map((c) => c.text)).toEqual(['a', 'b', 'a', 'b'])
  })

  it('says what fell off the table and what lay over columns that are not typed into', () => {
    const plan = planPaste([['a', 'b'], ['c', 'd'], ['e', 'f']], into(8, 5), SIZE, (column) => column !== 5)
    expect(plan).toEqual({ cells: [], rowsBeyond: 1, skipped: 4 })
  })

  it('takes rows of unequal length and more rows than a call takes arguments', () => {
    expect(planPaste([['a'], ['b', 'c']], into(0, 0), SIZE, anyColumn).cells.map((c) => c.text)).toEqual(['a', 'b', 'c'])
    expect(planPaste(Array.from({ length: 300_000 }, () => ['1']), single_(0), SIZE, anyColumn)).toMatchObject({ rowsBeyond: 299_990 })
  })

  it('puts every cell inside the grid and accounts for all the others', () => {
    const block = fc.array(fc.array(fc.constant('v'), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 15 })
    fc.assert(fc.property(block, at, (rows, cell) => {
      const plan = planPaste(rows, blockOf(single(cell)), SIZE, (column) => column !== 2)
      for (const landed of plan.cells) expect(contains({ top: 0, bottom: 9, left: 0, right: 5 }, landed.at) && landed.at.column !== 2).toBe(true)
      expect(plan.cells.length + plan.skipped + plan.rowsBeyond * 3).toBe(rows.length * 3)
    }))
  })

  const single_ = (row: number): ReturnType<typeof blockOf> => into(row, 0)
})
