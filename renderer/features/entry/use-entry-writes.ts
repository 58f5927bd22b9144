import { watch, type Ref } from 'vue'
import type { ProjectEntry } from '@/domain/ledger'
import type { ProgressReport } from '@/domain/model'
import type { Period } from '@/domain/period'
import { draftReport, refuseEdit } from '@/domain/report'
import { recordFault } from '@/domain/schema'
import { useEntryDraftStore } from '@/stores/entry-drafts'
import { useLedgerStore } from '@/stores/ledger'
import { fillReports, type ReportEntry, type ReportValues } from '@/stores/report-edits'
import { readTyped } from './cell-values'
import type { TypedField } from './columns'
import type { UnderWay } from './under-way'

/** A typed cell that is to be saved. `seen` is what stood there when typing began; left out: what stands there now. */
export interface TypedCell {
  readonly entry: ProjectEntry
  readonly field: TypedField
  readonly text: string
  readonly seen?: ProgressReport[TypedField]
}

/** What became of a batch of cells. Bad ones stay in the grid as drafts with their message. */
export interface WriteResult {
  readonly saved: number
  readonly bad: readonly { readonly projectId: string; readonly field: TypedField; readonly message: string }[]
  /** Projects whose report has been handed in: nothing of theirs was touched. */
  readonly closed: readonly { readonly entry: ProjectEntry; readonly reason: string }[]
}

interface Row {
  readonly entry: ProjectEntry
  readonly cells: TypedCell[]
}

/** Saves typed cells as one operation: the good ones of a batch are saved, the bad ones stay visible. */
export function useEntryWrites(period: Readonly<Ref<Period>>, underWay: UnderWay): { write: (cells: readonly TypedCell[]) => Promise<WriteResult> } {
  const ledger = useLedgerStore()
  const drafts = useEntryDraftStore()
  /** Cells whose write waits for the person's choice in the conflict dialog. */
  let disputed: { at: Period; projectId: string; field: TypedField }[] = []

  watch(() => ledger.conflict, (open) => {
    if (open !== null) return
    for (const { at, ...cell } of disputed) drafts.drop(at, [cell])
    disputed = []
  })

  async function write(cells: readonly TypedCell[]): Promise<WriteResult> {
    const at = period.value
    const bad: { projectId: string; field: TypedField; text: string; message: string }[] = []
    const closed: { entry: ProjectEntry; reason: string }[] = []
    const edits: ReportEntry[] = []
    const good: { projectId: string; field: TypedField; text: string }[] = []
    for (const { entry: given, cells: own } of byProject(cells)) {
      const entry = underWay.over(ledger.current.entries.get(given.project.id) ?? given, at)
      const report = entry.reports.get(at) ?? null
      const reason = refuseEdit(report, ledger.isMonthLocked(at))
      if (reason !== null) {
        closed.push({ entry, reason })
        continue
      }
      const read = readRow(entry, at, report, withWaitingAmount(entry, at, own))
      bad.push(...read.bad.map(({ cell, message }) => ({ projectId: entry.project.id, field: cell.field, text: cell.text, message })))
      good.push(...read.good.map(({ field, text }) => ({ projectId: entry.project.id, field, text })))
      if (Object.keys(read.set).length > 0) edits.push({ entry, set: read.set, seen: read.seen })
    }
    drafts.put(at, bad)
    drafts.drop(at, good)
    const outcome = edits.length === 0 ? ({ ok: true, changed: false } as const) : await underWay.during(at, edits, () => ledger.record(fillReports(at, edits)))
    if (outcome.ok) return { saved: good.length, bad, closed }
    const message = outcome.kind === 'stale' ? '这一格刚被别的窗口改过，请选用哪一个' : outcome.message
    const unsaved = good.map((cell) => ({ ...cell, message }))
    drafts.put(at, unsaved)
    if (outcome.kind === 'stale') disputed.push(...good.map(({ projectId, field }) => ({ at, projectId, field })))
    return { saved: 0, bad: [...bad, ...unsaved], closed }
  }

  /** A negative amount that waits for its reason is saved together with the reason. */
  function withWaitingAmount(entry: ProjectEntry, at: Period, cells: readonly TypedCell[]): readonly TypedCell[] {
    if (!cells.some((c) => c.field === 'correctionReason') || cells.some((c) => c.field === 'completed')) return cells
    const waiting = drafts.get(at, entry.project.id, 'completed')
    return waiting === null ? cells : [...cells, { entry, field: 'completed', text: waiting.text }]
  }

  return { write }
}

function byProject(cells: readonly TypedCell[]): Row[] {
  const rows = new Map<string, Row>()
  for (const cell of cells) {
    const row = rows.get(cell.entry.project.id)
    if (row === undefined) rows.set(cell.entry.project.id, { entry: cell.entry, cells: [cell] })
    else row.cells.push(cell)
  }
  return [...rows.values()]
}

interface ReadRow {
  readonly set: ReportValues
  readonly seen: ReportValues
  readonly good: readonly TypedCell[]
  readonly bad: readonly { readonly cell: TypedCell; readonly message: string }[]
}

/** Reads the cells of one project; `set` holds what differs from the ledger. */
function readRow(entry: ProjectEntry, at: Period, report: ProgressReport | null, cells: readonly TypedCell[]): ReadRow {
  const set: Record<string, unknown> = {}
  const seen: Record<string, unknown> = {}
  const good: TypedCell[] = []
  const bad: { cell: TypedCell; message: string }[] = []
  // The reason first: whether an amount may be negative depends on it.
  const ordered = [...cells].sort((a, b) => Number(b.field === 'correctionReason') - Number(a.field === 'correctionReason'))
  for (const cell of ordered) {
    const stored = report?.[cell.field] ?? null
    const reason = 'correctionReason' in set ? (set['correctionReason'] as string | null) : (report?.correctionReason ?? null)
    const value = readTyped(cell.field, cell.text, reason)
    if (!value.ok) {
      bad.push({ cell, message: value.message })
      continue
    }
    const fault = value.value === stored ? null : recordFault('progressReports', { ...(report ?? draftReport(entry.project.id, at)), ...set, [cell.field]: value.value })
    // An amount in the same batch may still put a reason's absence right; everything else is judged cell by cell.
    if (fault !== null && !(cell.field === 'correctionReason' && cells.some((c) => c.field === 'completed'))) {
      bad.push({ cell, message: fault.message })
      continue
    }
    good.push(cell)
    if (value.value === stored) continue
    set[cell.field] = value.value
    seen[cell.field] = cell.seen === undefined ? stored : cell.seen
  }
  return { set: set as ReportValues, seen: seen as ReportValues, good, bad }
}
