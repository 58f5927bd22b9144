import { buildLedger, type ProjectEntry } from '@/domain/ledger'
import { TABLE_LABELS } from '@/domain/labels'
import { PROJECT_TABLES, type Attachment } from '@/domain/method-records'
import type { LedgerData, LedgerTable, RecordId } from '@/domain/model'
import { sameValue } from './merge/same-value'

/** A project of a copy that is not as it is now. */
export interface DifferingProject {
  readonly copy: ProjectEntry
  /** As it is now; null: it is not there. */
  readonly now: ProjectEntry | null
  /** 附件 of the project and of what hangs on it, in the copy and now. */
  readonly files: { readonly copy: readonly Attachment[]; readonly now: readonly Attachment[] }
  /** How it differs, for the person: `项目信息，2 条年度计划，3 条月报`. */
  readonly words: string
}

/** A record as the copy has it and as it is now; null: it is not there. */
export interface RestoredRecord {
  readonly table: LedgerTable
  readonly id: RecordId
  readonly copy: StoredFields | null
  readonly now: StoredFields | null
}

export type StoredFields = Readonly<Record<string, unknown>>

/** Projects of `copy` whose facts, or anything that hangs on them, are not as they are now, in the copy's order. Slots without a name are left out. */
export function differingProjects(now: LedgerData, copy: LedgerData): DifferingProject[] {
  const present = buildLedger(now).entries
  const [filesThen, filesNow] = [attachmentsByProject(copy), attachmentsByProject(now)]
  return [...buildLedger(copy).entries.values()].flatMap((entry) => {
    if (entry.project.name === null) return []
    const current = present.get(entry.project.id) ?? null
    const files = { copy: filesThen.get(entry.project.id) ?? [], now: filesNow.get(entry.project.id) ?? [] }
    const words = current === null ? '现在没有这个项目' : differenceWords({ copy: entry, now: current, files })
    return words === '' ? [] : [{ copy: entry, now: current, files, words }]
  })
}

function differenceWords(differing: Omit<DifferingProject, 'words' | 'now'> & { readonly now: ProjectEntry }): string {
  const { copy, now } = differing
  const counts = new Map<LedgerTable, number>()
  for (const { table } of recordsToRestore(differing)) counts.set(table, (counts.get(table) ?? 0) + 1)
  const project = copy.project.deletedAt === null && now.project.deletedAt !== null ? '现在在回收站' : '项目信息'
  return [...counts].map(([table, count]) => (table === 'projects' ? project : `${count} 条${TABLE_LABELS[table]}`)).join('，')
}

/** What has to change so that a project is again as the copy has it, the project itself first. */
export function recordsToRestore({ copy, now, files }: Omit<DifferingProject, 'words'>): RestoredRecord[] {
  const tables: [LedgerTable, (entry: ProjectEntry) => readonly unknown[]][] = [
    ['projects', (e) => [e.project]], ['annualPlans', (e) => [...e.plans.values()]], ['progressReports', (e) => [...e.reports.values()]],
    ...PROJECT_TABLES.map((table): [LedgerTable, (entry: ProjectEntry) => readonly unknown[]] => [table, (e) => [...e[table].values()]]),
  ]
  const sides: [LedgerTable, readonly unknown[], readonly unknown[]][] = tables.map(([table, recordsOf]) => [table, recordsOf(copy), now === null ? [] : recordsOf(now)])
  return [...sides, ['attachments', files.copy, files.now] as const].flatMap(([table, then, present]) => {
    const [was, is] = [byId(then), byId(present)]
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((id) => {
      const record: RestoredRecord = { table, id, copy: was.get(id) ?? null, now: is.get(id) ?? null }
      return sameValue(record.copy, record.now) ? [] : [record]
    })
  })
}

/** Attachments of every project of a ledger. */
function attachmentsByProject(data: LedgerData): Map<RecordId, Attachment[]> {
  const owners = new Map<string, RecordId>(data.projects.map((p) => [`projects/${p.id}`, p.id]))
  for (const table of PROJECT_TABLES) for (const record of data[table]) owners.set(`${table}/${record.id}`, record.projectId)
  const found = new Map<RecordId, Attachment[]>()
  for (const attachment of data.attachments) {
    const owner = owners.get(`${attachment.table}/${attachment.recordId}`)
    if (owner !== undefined) found.set(owner, [...(found.get(owner) ?? []), attachment])
  }
  return found
}

function byId(records: readonly unknown[]): Map<RecordId, StoredFields> {
  return new Map((records as readonly (StoredFields & { readonly id: RecordId })[]).map((record) => [record.id, record]))
}
