import { WHOLE_RECORD } from './change-log'
import type { Comparison, ComparedField, ProjectChange, ValueChange } from './compare'
import type { Ledger } from './ledger'
import { planId, reportId, type RecordId } from './model'
import { yearOf, yearToDate, type Period } from './period'

/** An operation of the change log, as far as it tells who changed what. */
export interface LoggedChange {
  readonly operation: { readonly name: string; readonly reason: string | null; readonly seat: string; readonly at: string; readonly kind: string }
  readonly changes: readonly { readonly table: string; readonly recordId: RecordId; readonly field: string }[]
}

/** Fields of records from which a compared column is made. */
function origins(field: ComparedField, id: RecordId, period: Period): { recordId: RecordId; fields: readonly string[] }[] {
  const months = (names: readonly string[]) => yearToDate(period).map((at) => ({ recordId: reportId(id, at), fields: names }))
  const plan = planId(id, yearOf(period))
  switch (field) {
    case 'annualPlan': return [{ recordId: plan, fields: ['planned'] }]
    case 'completedBeforeYear': return [{ recordId: plan, fields: ['openingCompleted'] }]
    case 'completedThisMonth': return [{ recordId: reportId(id, period), fields: ['completed'] }]
    case 'completedYearToDate': return months(['completed'])
    case 'completedSinceStart': return [...months(['completed']), { recordId: plan, fields: ['openingCompleted'] }]
    case 'light': return [...months(['completed']), { recordId: plan, fields: ['planned', 'curve'] }]
    case 'fundsInPlace': case 'physicalProgress': case 'problems': case 'measures': return [{ recordId: reportId(id, period), fields: [field] }]
    default: return [{ recordId: id, fields: [field] }]
  }
}

/**
 * The comparison with who, when and why beside each change, as far as the change log (newest first) and the reports tell.
 * @param words how an operation is put into words: its time and seat are the screen's business
 */
export function withSources(comparison: Comparison, ledger: Ledger, log: readonly LoggedChange[], words: (operation: LoggedChange['operation']) => string): Comparison {
  const byRecord = new Map<RecordId, { operation: LoggedChange['operation']; field: string }[]>()
  for (const { operation, changes } of log) {
    for (const { recordId, field } of changes) {
      const list = byRecord.get(recordId)
      if (list === undefined) byRecord.set(recordId, [{ operation, field }])
      else list.push({ operation, field })
    }
  }
  const period = comparison.after.period
  const source = (project: ProjectChange, { field }: ValueChange): string | null => {
    if (project.id === null) return null
    const { id } = project
    const found = origins(field, id, period).flatMap(({ recordId, fields }) => (byRecord.get(recordId) ?? []).filter((c) => c.field === WHOLE_RECORD || fields.includes(c.field)).map((c) => c.operation))
    const newest = found.reduce<LoggedChange['operation'] | null>((a, b) => (a === null || b.at > a.at ? b : a), null)
    const report = field === 'completedThisMonth' ? (ledger.entries.get(id)?.reports.get(period) ?? null) : null
    const correction = report?.correctionReason ?? null
    const parts = [newest === null ? null : words(newest), correction === null ? null : `冲减原因：${correction}`].filter((p) => p !== null)
    return parts.length === 0 ? null : parts.join('；')
  }
  return { ...comparison, projects: comparison.projects.map((project) => ({ ...project, changes: project.changes.map((change) => ({ ...change, source: source(project, change) })) })) }
}
