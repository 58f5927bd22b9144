import type { Ledger } from '@/domain/ledger'
import type { LedgerData, LedgerRecords, LedgerTable, RecordId } from '@/domain/model'
import { formatPeriod, type DateOnly } from '@/domain/period'
import { draftReport } from '@/domain/report'
import { usualDueDay, type SentRecord } from '@/domain/sent-workbook'
import { isOpenConflict, takesOwner, type CollectedFile } from './collect-model'

/** What collecting writes to one record; as an operation's edit has it. */
export interface CollectEdit {
  readonly table: LedgerTable
  readonly id: RecordId
  readonly set: Readonly<Record<string, unknown>>
  readonly expect: Readonly<Record<string, unknown>>
  /** Of a record that may not exist yet. */
  readonly blank?: LedgerRecords[LedgerTable]
  /** Whose file the values came from, for 修改记录. */
  readonly source: string
}

/** Files that go in: what is still to be chosen stays out until it is. */
export function collectable(files: readonly CollectedFile[]): CollectedFile[] {
  return files.filter((f) => isReturn(f) && !f.values.some(isOpenConflict))
}

/** Whether the file counts as its workbook's return: a copy of one that was taken in before, or an old one, does not. */
function isReturn({ status, content, faults, values, message }: CollectedFile): boolean {
  if (content === null) return false
  return status === 'merged' || status === 'conflict' || (status === 'same' && (faults.length > 0 || values.length > 0 || message === NOTHING_NEW))
}

/** The message of a file that came back as it was sent. */
export const NOTHING_NEW = '和发出时一样，没有填新的数'

/** Everything that one collecting writes, as one operation. `on` is the day, null where no clock may be looked at. */
export function collectEdits(ledger: Ledger, files: readonly CollectedFile[], on: DateOnly | null): CollectEdit[] {
  const edits: CollectEdit[] = []
  for (const file of collectable(files)) {
    edits.push(...valueEdits(file))
    const record = recordEdit(ledger, file, on)
    if (record !== null) edits.push(record)
  }
  return edits
}

function valueEdits(file: CollectedFile): CollectEdit[] {
  const byRecord = new Map<RecordId, CollectEdit>()
  for (const value of file.values.filter(takesOwner)) {
    const { table, id, projectId, column, here, owner } = value
    const edit = byRecord.get(id) ?? { table, id, set: {}, expect: {}, source: sourceWords(file), ...(table === 'progressReports' ? { blank: draftReport(projectId, file.period as NonNullable<CollectedFile['period']>) } : {}) }
    byRecord.set(id, { ...edit, set: { ...edit.set, [column.field]: owner }, expect: { ...edit.expect, [column.field]: here } })
  }
  return [...byRecord.values()]
}

/** `某公司 的 某公司_2020-04_填报表.xlsx`. */
export function sourceWords({ owner, name }: Pick<CollectedFile, 'owner' | 'name'>): string {
  return owner === null ? name : `${owner} 的 ${name}`
}

/** Notes the return on the record of what was sent; makes one for a workbook that the command line had sent. */
function recordEdit(ledger: Ledger, file: CollectedFile, on: DateOnly | null): CollectEdit | null {
  const { sent, period, owner } = file
  const returned = { returnedFile: file.name.slice(0, 300), returnedOn: on, returnedSavedAt: file.savedAt, returnedContent: file.content }
  const records = [...ledger.sentWorkbooks.values()].filter((r) => r.deletedAt === null)
  const known = sent === null ? newest(records.filter((r) => r.owner === owner && r.period === period)) : (records.find((r) => r.id === sent.id) ?? null)
  if (known !== null) {
    const before = Object.fromEntries(Object.keys(returned).map((key) => [key, known[key as keyof SentRecord]]))
    return { table: 'sentWorkbooks', id: known.id, set: returned, expect: before, blank: known, source: sourceWords(file) }
  }
  if (sent === null) return null
  const blank: SentRecord = {
    id: sent.id, deletedAt: null, owner: sent.owner, period: sent.period, issue: sent.issue, projectIds: [...new Set(sent.rows.map((r) => r.projectId))], fileName: file.name.slice(0, 300),
    sentOn: null, dueOn: usualDueDay(sent.period), returnedFile: null, returnedOn: null, returnedSavedAt: null, returnedContent: null,
  }
  return { table: 'sentWorkbooks', id: sent.id, set: returned, expect: {}, blank, source: sourceWords(file) }
}

function newest(records: readonly SentRecord[]): SentRecord | null {
  return records.reduce<SentRecord | null>((a, b) => (a === null || b.issue > a.issue ? b : a), null)
}

/** `收回 某公司 2020年4月填报` or `收回 12 份填报表`. */
export function collectName(files: readonly CollectedFile[]): string {
  const own = collectable(files)
  const [only] = own
  return own.length === 1 && only !== undefined ? `收回 ${only.owner ?? only.name} ${only.period === null ? '' : formatPeriod(only.period)}填报` : `收回 ${own.length} 份填报表`
}

/** Which files, for 操作记录; at most as long as a reason may be. */
export function collectReason(files: readonly CollectedFile[]): string {
  const names = collectable(files).map(sourceWords)
  const text = `来自 ${names.join('；')}`
  return text.length <= 500 ? text : `来自 ${names.slice(0, 5).join('；')} 等 ${names.length} 个文件`
}

/** The ledger after the edits, for the command line, which has no store. */
export function applyEdits(data: LedgerData, edits: readonly CollectEdit[]): LedgerData {
  const tables = new Map<LedgerTable, Map<RecordId, object>>()
  for (const { table, id, set, blank } of edits) {
    if (table === 'settings') continue
    const records = tables.get(table) ?? new Map(data[table].map((r): [RecordId, object] => [r.id, r]))
    tables.set(table, records)
    records.set(id, { ...(records.get(id) ?? blank), ...set })
  }
  return { ...data, ...Object.fromEntries([...tables].map(([table, records]) => [table, [...records.values()]])) }
}

/** How many values of a file go in. */
export function appliedCount(file: CollectedFile): number {
  return file.values.filter(takesOwner).length
}

