import { z } from 'zod'
import { liveHashes } from '@/domain/attachment'
import type { Attachment } from '@/domain/method-records'
import { LEDGER_TABLES, type LedgerData } from '@/domain/model'
import { canonicalJson, sha256Text } from '../canonical-json'
import { FORMAT_VERSION, MAX_PACKAGE_CHARACTERS, PackageError, readPackage, writePackage } from '../package'
import type { FileEntry } from '../package-files'
import { WRITTEN_BY } from '../written-by'
import { beyond, headsOf, type Heads, type SeatOperation } from './seat-operation'

export const CHANGES_FORMAT = 'key-project-changes'

/** What one seat tells another: the changes that it lacks, and, the first time, the whole ledger to begin from. */
export interface ChangePackage {
  readonly ledgerId: string
  /** The common beginning: only seats of one can exchange changes. */
  readonly lineage: string
  readonly from: { readonly seat: string; readonly name: string }
  /** What the receiver must have already. */
  readonly since: Heads
  /** What the sender has. */
  readonly heads: Heads
  readonly operations: readonly SeatOperation[]
  /** The whole ledger as it stands with these operations; null in an ordinary exchange. */
  readonly ledger: LedgerData | null
  /** Attached files whose bytes follow the text; left out: none. */
  readonly files?: readonly FileEntry[]
}

/** The changes that a seat with `since` lacks; `ledger` sends everything instead, for a seat that begins. */
export function makeChangePackage(facts: Omit<ChangePackage, 'heads' | 'operations' | 'ledger'>, operations: readonly SeatOperation[], ledger: LedgerData | null): ChangePackage {
  const since = ledger === null ? facts.since : {}
  return { ...facts, since, heads: headsOf(operations), operations: beyond(operations, since), ledger }
}

/** The attached files that live records of `ledger` name and that changes of the operations made: what the other seat lacks of them. */
export function filesOfOperations(operations: readonly SeatOperation[], attachments: Iterable<Attachment>): FileEntry[] {
  const made = new Set(operations.flatMap((o) => o.changes.filter((c) => c.table === 'attachments').map((c) => c.recordId)))
  return [...liveHashes([...attachments].filter((a) => made.has(a.id)))].map(([sha256, size]) => ({ sha256, size })).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
}

/** One JSON text with a line feed at its end and a checksum over all of it. */
export async function writeChangePackage({ ledger, files = [], ...rest }: ChangePackage): Promise<string> {
  const whole = ledger === null ? null : (JSON.parse(await writePackage(ledger)) as unknown)
  const content = { format: CHANGES_FORMAT, formatVersion: FORMAT_VERSION, ledger: whole, writtenBy: WRITTEN_BY, ...rest, ...(files.length === 0 ? {} : { files }) }
  const text = `${canonicalJson({ ...content, sha256: await sha256Text(canonicalJson(content)) })}\n`
  if (text.length > MAX_PACKAGE_CHARACTERS) throw new PackageError('too-large', '改动太多，装不进一个文件。请用“台账文件”把整本台账拿过去')
  return text
}

const id = z.string().regex(/^[0-9A-Za-z-]{1,64}$/u)
const heads = z.record(id, z.number().int().min(0).max(2 ** 48))
const change = z.strictObject({
  id, table: z.enum(LEDGER_TABLES), recordId: id, field: z.string().regex(/^(?:\*|[A-Za-z]{1,40})$/u), before: z.unknown(), after: z.unknown(), source: z.string().max(700).optional(),
})
const operation = z.strictObject({
  id, kind: z.enum(['edit', 'undo', 'redo']), name: z.string().max(500), target: id.nullable(), reason: z.string().max(4000).nullable(), seat: id, counter: z.number().int().min(1).max(2 ** 48), at: z.iso.datetime(), changes: z.array(change),
})
const shape = z.strictObject({
  format: z.literal(CHANGES_FORMAT), formatVersion: z.number().int(), ledgerId: id, lineage: id, from: z.strictObject({ seat: id, name: z.string().max(100) }), since: heads, heads, operations: z.array(operation),
  ledger: z.unknown(), sha256: z.string(), writtenBy: z.string().max(200), files: z.array(z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/u), size: z.number().int().min(1) })).optional(),
})

/** Reads and checks it, whole. Throws PackageError with what is wrong and what to do. */
export async function readChangePackage(text: string): Promise<ChangePackage> {
  if (text.length > MAX_PACKAGE_CHARACTERS) throw new PackageError('too-large', '文件太大，不像是两台电脑之间的交换文件，没有收')
  let content: Record<string, unknown>
  try {
    content = JSON.parse(text.replace(/^\uFEFF/u, '')) as Record<string, unknown>
  } catch {
    throw new PackageError('not-json', '文件不完整或已损坏，可能没有拷完。请重新拷贝一份')
  }
  if (content?.['format'] === 'key-project-ledger') throw new PackageError('not-ours', '这是整本台账的文件，不是交换文件。要用它请到“数据安全 → 台账文件”')
  if (content?.['format'] !== CHANGES_FORMAT) throw new PackageError('not-ours', '这不是两台电脑之间的交换文件。请选“导出给另一台电脑”存下的 .json 文件')
  if (Number(content['formatVersion']) > FORMAT_VERSION) throw new PackageError('newer-version', '那台电脑的程序版本更新。请先升级本程序再收')
  const { sha256, ...rest } = content
  if (sha256 !== (await sha256Text(canonicalJson(rest)))) throw new PackageError('wrong-checksum', '这个文件的校验码不对：存下后被改过或损坏了。请从那台电脑重新导出一份')
  const parsed = shape.safeParse(content)
  if (!parsed.success || Number(content['formatVersion']) < 1) throw new PackageError('bad-record', '交换文件里有看不懂的内容，没有收。请从那台电脑重新导出一份')
  const { ledger, format: _format, formatVersion: _version, sha256: _sha, writtenBy: _by, ...facts } = parsed.data
  return { ...(facts as Omit<ChangePackage, 'ledger'>), ledger: ledger === null || ledger === undefined ? null : await readPackage(JSON.stringify(ledger)) }
}
