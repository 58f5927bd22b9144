import type { CellRange } from './model'

const letters: string[] = []

/** `A` for 1, `AA` for 27. */
export function columnName(column: number): string {
  const known = letters[column]
  if (known !== undefined) return known
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  letters[column] = name
  return name
}

/** `B7`. */
export function address(column: number, row: number): string {
  return `${columnName(column)}${row}`
}

/** `A1:X3`. */
export function rangeAddress(range: CellRange): string {
  return `${address(range.left, range.top)}:${address(range.right, range.bottom)}`
}

/** `'名称'!$A$1:$X$3`, for defined names: a relative one would move with the active cell. */
export function absoluteRange(sheet: string, range: CellRange): string {
  return `'${sheet}'!$${columnName(range.left)}$${range.top}:$${columnName(range.right)}$${range.bottom}`
}
