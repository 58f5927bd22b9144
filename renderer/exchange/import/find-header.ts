import type { Grid } from './grid'
import { squeezed } from './grid'
import { meaningOf } from './header-words'

/** Where a sheet's header stands. Rows from 0, both ends inclusive. */
export interface HeaderPlace {
  readonly first: number
  readonly last: number
}

/** Titles stand above; nobody looks for a header below this row. */
const LOOK_AT = 60
const MOST_LEVELS = 4

/** Finds the header by its words: the row that says most, with the levels above and below that belong to it. Null where there is none. */
export function findHeader(grid: Grid): HeaderPlace | null {
  let best: { row: number; hits: number } | null = null
  for (let row = 0; row < Math.min(grid.rowCount, LOOK_AT); row += 1) {
    const hits = headerHits(grid, row)
    if (hits >= 2 && (best === null || hits > best.hits)) best = { row, hits }
  }
  if (best === null) return null
  let [first, last] = [best.row, best.row]
  while (first > 0 && last - first < MOST_LEVELS && isUpperLevel(grid, first - 1, first)) first -= 1
  while (last + 1 < grid.rowCount && last - first < MOST_LEVELS && isLowerLevel(grid, last + 1, last)) last += 1
  return { first, last }
}

/** How many different meanings a row's own texts have. A row that holds figures is no header. */
function headerHits(grid: Grid, row: number): number {
  const meanings = new Set<string>()
  for (let column = 0; column < grid.columnCount; column += 1) {
    const cell = grid.own(row, column)
    if (cell === undefined) continue
    if (cell.kind !== 'text') {
      if (cell.kind === 'number' && Number.isInteger(cell.value) && (cell.value as number) <= grid.columnCount) continue
      return 0
    }
    const text = String(cell.value)
    if (text.length > 40 || grid.span(row, column) > Math.max(4, grid.columnCount / 2)) continue
    const meaning = meaningOf(text)
    if (meaning !== null) meanings.add(`${meaning.field}${meaning.month ?? ''}`)
  }
  return meanings.size
}

/** Bands such as 本年度投资 over the row: two or more texts, none of them a title or a line of 单位. */
function isUpperLevel(grid: Grid, row: number, below: number): boolean {
  let texts = 0
  for (let column = 0; column < grid.columnCount; column += 1) {
    const cell = grid.own(row, column)
    if (cell === undefined) continue
    if (cell.kind !== 'text' || isNoteLine(String(cell.value))) return false
    if (grid.span(row, column) > Math.max(6, grid.columnCount * 0.6)) return false
    texts += 1
  }
  if (texts < 2) return false
  for (let column = 0; column < grid.columnCount; column += 1) {
    // It reaches down into the header, or spans several of its columns.
    if (grid.own(row, column) !== undefined && (grid.span(row, column) > 1 || (grid.own(below, column) === undefined && grid.text(below, column) === grid.text(row, column)))) return true
  }
  return headerHits(grid, row) >= 2
}

/** A level below the row: sub-headers, units, or the line that numbers the columns; never a project. */
function isLowerLevel(grid: Grid, row: number, above: number): boolean {
  if (grid.isEmpty(row)) return false
  let [words, numbers, reachedInto, others] = [0, 0, 0, 0]
  let expected = 1
  for (let column = 0; column < grid.columnCount; column += 1) {
    const cell = grid.own(row, column)
    if (cell === undefined) {
      if (grid.cell(row, column) !== undefined && grid.origin(row, column)[0] <= above) reachedInto += 1
      continue
    }
    const text = squeezed(grid.ownText(row, column))
    const number = /^[((]?(\d{1,2})[))]?(?:=.*)?$/u.exec(text)
    if (number !== null && Number(number[1]) >= expected && Number(number[1]) <= grid.columnCount) {
      numbers += 1
      expected = Number(number[1])
    } else if (cell.kind === 'text' && (meaningOf(text) !== null || /^[((]?(?:亿元|万元|元|%|个|甲|乙|丙)[))]?$/u.test(text) || /^\d{1,2}月份?$/u.test(text))) words += 1
    else others += 1
  }
  if (others === 0 && numbers >= 3 && words <= 2) return true
  return words >= 1 && numbers === 0 && (others === 0 || (reachedInto >= 2 && others <= words)) && (reachedInto >= 1 || firstTextColumn(grid, row) > firstTextColumn(grid, above))
}

function firstTextColumn(grid: Grid, row: number): number {
  for (let column = 0; column < grid.columnCount; column += 1) if (grid.own(row, column) !== undefined) return column
  return grid.columnCount
}

/** A line that says something about the whole table: 单位, 填报单位, 报告期, 日期, signatures, notes. */
export function isNoteLine(text: string): boolean {
  return /单位[::]|填报(?:单位|人|日期|时间)[::]?|报告期|审核人?[::]|制表[人::]|审批[::]|填表人?[::]|签[字发][::]|主管领导[::]|负责人[::]|联系(?:人|电话)[::]|截[至止](?:时间|日期)?[::]?\d{4}|^注[::]|^说明[::]|^备注[::]|第.{1,4}页/u.test(squeezed(text))
}

/** The texts of a column's header, outermost first, without repeats. Upper levels that are not merged reach right until the next text. */
export function headerPath(grid: Grid, { first, last }: HeaderPlace, column: number): string[] {
  const path: string[] = []
  for (let row = first; row <= last; row += 1) {
    let text = grid.text(row, column)
    if (text === '' && row < last && hasTextBelow(grid, row, last, column)) text = bandText(grid, row, last, column)
    if (/^[((]?\d{1,2}[))]?(?:=.*)?$/u.test(squeezed(text)) || text === '') continue
    if (path.at(-1) !== text) path.push(text)
  }
  return path
}

function hasTextBelow(grid: Grid, row: number, last: number, column: number): boolean {
  for (let below = row + 1; below <= last; below += 1) if (grid.ownText(below, column) !== '') return true
  return false
}

/** The text to the left on an upper level whose column has a text below it too: a band that was not merged. */
function bandText(grid: Grid, row: number, last: number, column: number): string {
  for (let left = column - 1; left >= 0; left -= 1) {
    const text = grid.ownText(row, left)
    if (text === '') continue
    return hasTextBelow(grid, row, last, left) ? text : ''
  }
  return ''
}
