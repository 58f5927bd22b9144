import { computed, nextTick, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { ProjectEntry } from '@/domain/ledger'
import type { ProgressReport } from '@/domain/model'
import type { Period } from '@/domain/period'
import { refuseEdit } from '@/domain/report'
import { useEntryDraftStore, type DraftCell } from '@/stores/entry-drafts'
import { useLedgerStore } from '@/stores/ledger'
import { readTyped, typedText } from './cell-values'
import { COLUMNS, type Column, type TypedField } from './columns'
import type { Preview } from './row-figures'
import { moved, single, type CellAt, type Selection } from './selection'
import type { TypedCell, WriteResult } from './use-entry-writes'

/** How the edit began: typing replaces and arrows leave the cell, as in Excel; F2 keeps the text and arrows move the caret. */
export type EditMode = 'none' | 'typing' | 'editing'

export interface GridEditor {
  readonly selection: Ref<Selection>
  readonly mode: Ref<EditMode>
  readonly text: Ref<string>
  readonly notice: Ref<string>
  readonly activeEntry: ComputedRef<ProjectEntry | null>
  readonly activeColumn: ComputedRef<Column>
  readonly preview: ComputedRef<Preview | null>
  select(cell: CellAt, extend?: boolean): void
  begin(mode: 'typing' | 'editing', typed?: string): boolean
  cancel(): void
  commit(): Promise<void>
}

/** The active cell and what is being typed into it. */
export function useGridEditor(entries: ComputedRef<readonly ProjectEntry[]>, period: Readonly<Ref<Period>>, write: (cells: readonly TypedCell[]) => Promise<WriteResult>, scrollTo: (cell: CellAt) => void): GridEditor {
  const drafts = useEntryDraftStore()
  const ledger = useLedgerStore()
  const selection = ref<Selection>(single({ row: 0, column: COLUMNS.findIndex((c) => c.field !== null) }))
  const mode = ref<EditMode>('none')
  const text = ref('')
  const notice = ref('')
  let seen: ProgressReport[TypedField] = null
  /** The cell that was typed into last, and what stood in it. */
  let typedInto: (DraftCell & { readonly stood: string }) | null = null
  watch(text, (now) => {
    if (mode.value === 'none' || typedInto === null) return
    if (now === typedInto.stood) drafts.settle(period.value, typedInto)
    else drafts.type(period.value, typedInto, now)
  }, { flush: 'sync' })

  const size = computed(() => ({ rows: entries.value.length, columns: COLUMNS.length }))
  const activeEntry = computed(() => entries.value[selection.value.head.row] ?? null)
  const activeColumn = computed(() => COLUMNS[selection.value.head.column]!)
  const report = computed(() => activeEntry.value?.reports.get(period.value) ?? null)

  const preview = computed<Preview | null>(() => {
    if (mode.value === 'none' || activeColumn.value.field !== 'completed' || activeEntry.value === null) return null
    const value = readTyped('completed', text.value, '—')
    return value.ok ? { projectId: activeEntry.value.project.id, completed: value.value as Preview['completed'] } : null
  })

  function select(cell: CellAt, extend = false): void {
    const inside = moved(cell, 0, 0, size.value)
    selection.value = extend ? { anchor: selection.value.anchor, head: inside } : single(inside)
    notice.value = ''
    scrollTo(inside)
  }

  /** Why the active cell cannot be typed into, or null. */
  function refusal(): string | null {
    if (activeEntry.value === null) return '没有项目'
    if (activeColumn.value.field === null) return activeColumn.value.key === 'state' ? '状态用右上角的按钮改' : '这一栏由程序算出或在项目库里改'
    return refuseEdit(report.value, ledger.isMonthLocked(period.value))
  }

  /** Begins an edit. False, with a notice at the cell, where it is not to be typed into. */
  function begin(how: 'typing' | 'editing', typed = ''): boolean {
    const refused = refusal()
    const { field } = activeColumn.value
    if (refused !== null || field === null || activeEntry.value === null) {
      notice.value = refused ?? ''
      return false
    }
    seen = report.value?.[field] ?? null
    const stood = drafts.get(period.value, activeEntry.value.project.id, field)?.text ?? typedText(report.value, field)
    typedInto = { projectId: activeEntry.value.project.id, field, stood }
    mode.value = how
    text.value = how === 'typing' ? typed : stood
    notice.value = ''
    return true
  }

  function cancel(): void {
    if (typedInto !== null) drafts.settle(period.value, typedInto)
    close()
  }

  function close(): void {
    mode.value = 'none'
    text.value = ''
  }

  function isOpen(cell: DraftCell): boolean {
    return mode.value !== 'none' && typedInto?.projectId === cell.projectId && typedInto.field === cell.field
  }

  async function commit(): Promise<void> {
    const { field } = activeColumn.value
    const entry = activeEntry.value
    if (mode.value === 'none' || field === null || entry === null) return
    const typed = text.value
    const at = period.value
    const own = typedInto
    const had = drafts.get(at, entry.project.id, field)
    const unchanged = typed === (had?.text ?? typedText(report.value, field))
    if (unchanged && had === null) return cancel()
    close()
    await write([{ entry, field, text: typed, seen }])
    // Saved or refused, it is kept elsewhere now.
    if (own !== null && !isOpen(own)) drafts.settle(at, own)
    await nextTick()
  }

  return { selection, mode, text, notice, activeEntry, activeColumn, preview, select, begin, cancel, commit }
}
