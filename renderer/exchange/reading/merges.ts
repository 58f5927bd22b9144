import { READING_LIMITS, ReadingError, type PlainRange } from './model'

/**
 * Merged ranges within what is used, largest first by place. Throws ReadingError where two overlap or contain each other, or
 * where there are too many: no program writes that, and which cell would count is anybody's guess.
 */
export function checkedMerges(ranges: readonly PlainRange[], sheetName: string, rowCount: number, columnCount: number): PlainRange[] {
  if (ranges.length > READING_LIMITS.merges) throw new ReadingError('merges', `工作表“${sheetName}”有 ${ranges.length} 处合并单元格，最多 ${READING_LIMITS.merges} 处。请取消用不着的合并再导入`)
  const sorted = ranges
    .filter((r) => r.top >= 0 && r.left >= 0 && r.top < rowCount && r.left < columnCount && (r.bottom > r.top || r.right > r.left))
    .map((r) => ({ ...r, bottom: Math.min(r.bottom, rowCount - 1), right: Math.min(r.right, columnCount - 1) }))
    .sort((a, b) => a.top - b.top || a.left - b.left)
  let open: PlainRange[] = []
  for (const range of sorted) {
    open = open.filter((o) => o.bottom >= range.top)
    const other = open.find((o) => o.left <= range.right && range.left <= o.right)
    if (other !== undefined) {
      throw new ReadingError('merges', `工作表“${sheetName}”的合并单元格互相重叠（第 ${other.top + 1} 行和第 ${range.top + 1} 行），文件已损坏。请在 Excel、WPS 里取消这些合并，另存后再导入`)
    }
    open.push(range)
  }
  return sorted
}
