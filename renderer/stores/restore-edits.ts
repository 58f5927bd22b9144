import { recordsToRestore, type DifferingProject, type RestoredRecord } from '@/exchange/restore-projects'
import { now } from '@/shared/clock'
import type { Edit, OperationRequest } from './ledger'
import { shortName } from './report-edits'

/** Puts projects back as a copy has them, with all that hangs on them, as one operation that undo takes back. */
export function restoreFromCopy(projects: readonly DifferingProject[], copyWords: string): OperationRequest {
  const [first] = projects
  const what = projects.length === 1 && first !== undefined ? shortName(first.copy) : `${projects.length} 个项目`
  return { name: `从备份恢复 ${what}`, reason: `备份：${copyWords}`, edits: projects.flatMap(recordsToRestore).flatMap(editsOf) }
}

function editsOf({ table, id, copy, now: present }: RestoredRecord): Edit[] {
  // What the copy does not have goes to the 回收站; nothing is deleted for good.
  if (copy === null) return [{ table, id, set: { deletedAt: now().toISOString() }, expect: { deletedAt: present?.['deletedAt'] ?? null } } as Edit]
  const { id: _id, ...set } = copy
  if (present === null) return [{ table, id, set: {}, blank: copy } as unknown as Edit]
  const { id: _other, ...expect } = present
  if (table !== 'progressReports' || present['state'] === '草稿') return [{ table, id, set, expect } as Edit]
  // A report that was handed in is sent back, put right and moved on again: three steps on the record, none of them skipped.
  const { state, ...rest } = set as Record<string, unknown>
  const { state: stood, ...seen } = expect as Record<string, unknown>
  return [{ table, id, set: { state: '草稿' }, expect: { state: stood } } as Edit, { table, id, set: rest, expect: seen } as Edit, { table, id, set: { state } } as Edit]
}
