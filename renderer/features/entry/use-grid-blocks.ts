import type { ComputedRef, Ref } from 'vue'
import type { ProjectEntry } from '@/domain/ledger'
import type { Period } from '@/domain/period'
import { useEntryDraftStore } from '@/stores/entry-drafts'
import { useToastStore } from '@/stores/toasts'
import { typedText } from './cell-values'
import { columnOf, COLUMNS } from './columns'
import { cellText } from './row-figures'
import { cellsOf, planPaste, type Block } from './selection'
import { formatTsv, parseTsv } from './tsv'
import type { TypedCell, WriteResult } from './use-entry-writes'

export interface GridBlocks {
  paste(clip: string): Promise<void>
  clear(what: string): Promise<void>
  fillDown(): Promise<void>
  /** The selection as Excel and WPS take it. */
  copy(): string
}

/** What is done to a block of cells: each is one batch, saved as one operation, and told in one line. `wrong` hears of the first cell that was refused. */
export function useGridBlocks(
  entries: ComputedRef<readonly ProjectEntry[]>, period: Readonly<Ref<Period>>, block: ComputedRef<Block>, write: (cells: readonly TypedCell[]) => Promise<WriteResult>, wrong: (cell: { projectId: string; column: number }) => void,
): GridBlocks {
  const drafts = useEntryDraftStore()
  const toasts = useToastStore()

  /** The cells of a rectangle that are typed into, each with a text by its column. */
  function typedCells(area: Block, textOf: (column: number) => string): TypedCell[] {
    return cellsOf(area).flatMap(({ row, column }): TypedCell[] => {
      const field = COLUMNS[column]?.field
      const entry = entries.value[row]
      return field && entry !== undefined ? [{ entry, field, text: textOf(column) }] : []
    })
  }

  function textAt(entry: ProjectEntry, column: number, row: number): string {
    const { field } = COLUMNS[column]!
    if (field === null) return cellText(entry, row, COLUMNS[column]!, period.value, null)
    return drafts.get(period.value, entry.project.id, field)?.text ?? typedText(entry.reports.get(period.value) ?? null, field)
  }

  const clear = (what: string): Promise<void> => apply(typedCells(block.value, () => ''), what)

  async function fillDown(): Promise<void> {
    const { top, bottom, left, right } = block.value
    const from = top === bottom ? top - 1 : top
    const source = entries.value[from]
    if (source !== undefined) await apply(typedCells({ top: from + 1, bottom, left, right }, (column) => textAt(source, column, from)), '向下填充')
  }

  async function paste(clip: string): Promise<void> {
    const plan = planPaste(parseTsv(clip), block.value, { rows: entries.value.length, columns: COLUMNS.length }, (column) => COLUMNS[column]?.field !== null)
    const cells = plan.cells.map(({ at, text }): TypedCell => ({ entry: entries.value[at.row]!, field: COLUMNS[at.column]!.field!, text }))
    await apply(cells, '粘贴', [plan.rowsBeyond > 0 ? `${plan.rowsBeyond} 行超出表尾，没有贴` : '', plan.skipped > 0 ? `${plan.skipped} 格在不可填的栏里，已跳过` : ''])
  }

  function copy(): string {
    const { top, bottom, left, right } = block.value
    const rows = entries.value.slice(top, bottom + 1)
    return formatTsv(rows.map((entry, i) => Array.from({ length: right - left + 1 }, (_, j) => textAt(entry, left + j, top + i))))
  }

  /** Saves a batch and reports what became of it. */
  async function apply(cells: readonly TypedCell[], what: string, remarks: readonly string[] = []): Promise<void> {
    const result = await write(cells)
    const [first] = result.bad
    if (first !== undefined) wrong({ projectId: first.projectId, column: columnOf(first.field) })
    const words = [
      result.saved > 0 ? `已${what} ${result.saved} 格` : '',
      result.bad.length > 0 ? `${result.bad.length} 格有误，已标红，没有存` : '',
      result.closed.length > 0 ? `${result.closed.length} 个项目已上报，没有动；要改请先“退回”` : '',
      ...remarks,
    ].filter(Boolean)
    toasts.show(words.length === 0 ? '没有可以填的格' : words.join('；'), { undoable: result.saved > 0 })
  }

  return { paste, clear, fillDown, copy }
}
