import type { Ledger } from '@/domain/ledger'
import { formatPeriod, type Period } from '@/domain/period'
import { isReplaced, type SentRecord } from '@/domain/sent-workbook'
import { canonicalJson, sha256Text } from '../canonical-json'
import type { Side } from '../merge/three-way'
import { isOpenConflict, takesOwner, type CollectedFile, type IncomingFile } from './collect-model'
import { NOTHING_NEW } from './collect-result'
import { matchRows } from './match-rows'
import { mergeRows, standing } from './merge-rows'
import { readReturned, type ReturnedBook } from './read-returned'
import type { FillValue } from './sent-workbook'

export interface CollectOptions {
  /** Whose value a conflict takes, by file, record and field; null: not chosen yet. */
  readonly choose: (file: string, id: string, field: string) => Side | null
  /** Files that are taken in although they are old. */
  readonly takeOld?: ReadonlySet<string>
  /** Told how many files are done, and waited for: a worker listens then, and may stop by throwing. */
  readonly tell?: (done: number) => void | Promise<void>
}

/** A file that has been looked into: what it is, before anything is compared. */
interface Opened {
  readonly file: IncomingFile
  readonly book: ReturnedBook
  readonly period: Period
  readonly content: string
}

/**
 * What collecting these files would do; nothing is written. Later files are compared with what the earlier ones would
 * leave, so two files about one project meet as a conflict, never one over the other.
 */
export async function collectFiles(ledger: Ledger, records: readonly SentRecord[], files: readonly IncomingFile[], { choose, takeOld = new Set(), tell = () => undefined }: CollectOptions): Promise<CollectedFile[]> {
  const opened = new Map<IncomingFile, Opened | CollectedFile>()
  for (const file of files) opened.set(file, await openFile(ledger, file))
  const live = [...opened.values()].filter((o): o is Opened => !('status' in o))
  const pending = new Map<string, FillValue>()
  const done = new Map<IncomingFile, CollectedFile>()
  // Saved earlier comes first; what does not say when it was saved comes last.
  const order = [...files].sort((a, b) => ((a.savedAt ?? '~') < (b.savedAt ?? '~') ? -1 : (a.savedAt ?? '~') > (b.savedAt ?? '~') ? 1 : 0))
  for (const file of order) {
    const found = opened.get(file) as Opened | CollectedFile
    const collected = 'status' in found ? found : collectOne(ledger, records, found, live, takeOld.has(file.name), pending, (id, field) => choose(file.name, id, field))
    for (const value of collected.values) if (takesOwner(value)) pending.set(`${value.id}/${value.column.field}`, value.owner)
    done.set(file, collected)
    await tell(done.size)
  }
  return files.map((file) => done.get(file) as CollectedFile)
}

async function openFile(ledger: Ledger, file: IncomingFile): Promise<Opened | CollectedFile> {
  const told = (status: CollectedFile['status'], message: string, book: ReturnedBook | null = null): CollectedFile => ({
    name: file.name, status, message, owner: book?.sent?.owner ?? book?.owner ?? null, period: book?.sent?.period ?? book?.period ?? null, sent: book?.sent ?? null,
    savedAt: file.savedAt, content: null, values: [], faults: [], notes: [],
  })
  if (file.book === null) return told('unreadable', file.message ?? '文件读不了，请向对方要一份')
  const book = await readReturned(file.book)
  if (book === null) return told('unreadable', '里面没有填报表：找不到“项目名称”“本月完成投资”这样的表头。请核对是不是发出去的那个文件')
  if (book.hidden === 'newer') return told('unreadable', '这份填报表是更新版本的程序发出的，请先升级本程序再收', book)
  const own = ledger.settings.ledgerId
  if (book.sent !== null && book.sent.ledgerId !== own) return told('foreign', '这是另一本台账发出的填报表，没有收', book)
  const period = book.sent?.period ?? book.period
  if (period === null) return told('unreadable', '看不出是哪一期的填报表：发送记录和“报告期”一行都不在了。请让对方用原来的文件重填', book)
  if (book.sent === null && matchRows(ledger, book, period).rows.length === 0) return told('foreign', '里面没有一个项目在这本台账里，可能是另一本台账的填报表，没有收', book)
  return { file, book, period, content: await contentHash(book, period) }
}

/** What is filled in, whatever kind of file it stands in. */
async function contentHash(book: ReturnedBook, period: Period): Promise<string> {
  const rows = book.rows.map((row) => [row.id, row.name.text, ...row.table.columns.map((c) => row.cells.get(c.label)?.text ?? null)])
  return sha256Text(canonicalJson({ period, rows: rows.map((r) => canonicalJson(r)).sort() }))
}

function collectOne(ledger: Ledger, records: readonly SentRecord[], opened: Opened, all: readonly Opened[], takeOld: boolean, pending: ReadonlyMap<string, FillValue>, choose: (id: string, field: string) => Side | null): CollectedFile {
  const { file, book, period, content } = opened
  const base = { name: file.name, owner: book.sent?.owner ?? book.owner, period, sent: book.sent, savedAt: file.savedAt, content }
  const superseded = supersededBy(opened, records, all)
  if (superseded !== null && (superseded.status === 'same' || !takeOld)) return { ...base, ...superseded, values: [], faults: [], notes: [] }
  const matched = matchRows(ledger, book, period)
  const { values, faults } = mergeRows(matched.rows, standing(ledger, period, pending), choose)
  const notes = [
    ...(book.sent === null ? ['发送记录不在了（可能抄到了新文件里），按项目名称和编号对，原来发出的是什么无从知道：两边都有数而又不同的，请逐个选'] : []),
    ...matched.notes,
    ...(matched.missing.length === 0 ? [] : [`少了 ${matched.missing.length} 行（${matched.missing.slice(0, 3).map((r) => `“${r.projectName}”`).join('')}${matched.missing.length > 3 ? '等' : ''}），这些项目没有动`]),
    ...movedProjects(ledger, book),
  ]
  const status = values.some(isOpenConflict) ? 'conflict' : values.some((v) => takesOwner(v) || v.outcome === 'conflict') ? 'merged' : 'same'
  return { ...base, status, message: status === 'same' ? sameWords(values.length, faults.length) : null, values, faults: [...matched.faults, ...faults], notes }
}

function sameWords(alike: number, faults: number): string {
  if (faults > 0) return '没有可以收进的数，下面几处请核实'
  return alike > 0 ? '填的数台账里都已经有了，没有要改的' : NOTHING_NEW
}

/** Whether another file, or one that was collected before, stands in this one's place. */
function supersededBy({ file, book, content }: Opened, records: readonly SentRecord[], all: readonly Opened[]): { status: 'same' | 'old'; message: string } | null {
  const twin = all.find((o) => o.file !== file && o.content === content && firstOf(o.file, file))
  if (twin !== undefined) return { status: 'same', message: `和“${twin.file.name}”内容一样` }
  const { sent } = book
  if (sent === null) return null
  const later = all.find((o) => o.file !== file && o.book.sent?.id === sent.id && o.content !== content && file.savedAt !== null && o.file.savedAt !== null && o.file.savedAt > file.savedAt)
  if (later !== undefined) return { status: 'old', message: `同一份填报表里“${later.file.name}”保存得更晚，收那一份` }
  const record = records.find((r) => r.id === sent.id && r.deletedAt === null)
  if (record?.returnedContent === content) return { status: 'same', message: `这份已经收过了（${record.returnedFile ?? ''}）` }
  if (record !== undefined && record.returnedSavedAt !== null && file.savedAt !== null && file.savedAt < record.returnedSavedAt) return { status: 'old', message: `已经收过保存得更晚的一份（${record.returnedFile ?? ''}）` }
  const others = [...records, ...all.flatMap((o) => (o.book.sent === null ? [] : [asRecord(o.book.sent)]))]
  const projectIds = [...new Set(sent.rows.map((r) => r.projectId))]
  if (isReplaced({ period: sent.period, issue: sent.issue, projectIds }, others)) {
    return { status: 'old', message: `${formatPeriod(sent.period)}的填报表后来又发过一份（第 ${Math.max(...others.filter((o) => o.period === sent.period && o.issue > sent.issue && o.projectIds.some((id) => projectIds.includes(id))).map((o) => o.issue))} 次），这是第 ${sent.issue} 次的` }
  }
  return null
}

type Covered = Pick<SentRecord, 'period' | 'issue' | 'projectIds' | 'deletedAt'>

function asRecord({ period, issue, rows }: { period: Period; issue: number; rows: readonly { readonly projectId: string }[] }): Covered {
  return { period, issue, projectIds: [...new Set(rows.map((r) => r.projectId))], deletedAt: null }
}

function firstOf(a: IncomingFile, b: IncomingFile): boolean {
  return a.name < b.name
}

/** Projects that went to another owner, or to the 回收站, since the workbook was sent. */
function movedProjects(ledger: Ledger, { sent }: ReturnedBook): string[] {
  if (sent === null) return []
  return [...new Set(sent.rows.map((r) => r.projectId))].flatMap((id) => {
    const project = ledger.entries.get(id)?.project
    if (project === undefined) return []
    if (project.deletedAt !== null) return [`“${project.name ?? ''}”已在回收站里，收进的数跟着它`]
    return (project.owner?.trim() ?? '') === sent.owner ? [] : [`“${project.name ?? ''}”的项目单位现在是“${project.owner ?? '待填报'}”，发出时是“${sent.owner}”，请核对`]
  })
}

