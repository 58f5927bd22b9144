import { WHOLE_RECORD, type OperationKind } from '@/domain/change-log'
import type { Table } from 'dexie'
import { monotonicFactory } from 'ulid'
import type { ChangedRecord, RemovedRecord } from '@/domain/ledger'
import { PROJECT_TABLES } from '@/domain/method-records'
import { projectOfFigures, type LedgerRecords, type LedgerTable, type RecordId, type ReportState, type Snapshot } from '@/domain/model'
import type { Period } from '@/domain/period'
import { MONTH_LOCKED, refuseEdit } from '@/domain/report'
import { recordFault } from '@/domain/schema'
import type { LedgerDatabase } from './database'
import { InvalidRecordError, StaleWriteError, StorageFullError, WriteCancelledError, type StaleField } from './errors'
import type { ChangeRow, OperationRow } from './rows'

type Values<T extends LedgerTable> = Partial<Omit<LedgerRecords[T], 'id'>>

/**
 * One record to change. `blank` is what the record looks like where it does not exist yet: leave it out and the record
 * must exist. `expect` holds what the writer saw in the fields it sets: another value there now makes the write stale.
 */
export interface Edit<T extends LedgerTable = LedgerTable> {
  readonly table: T
  readonly id: RecordId
  readonly set: Values<T>
  readonly expect?: Values<T>
  readonly blank?: LedgerRecords[T]
  /** The record must not exist yet: its id is a number that is given once, such as a 督办单's. */
  readonly onlyNew?: boolean
  /** Whose file the values came from, for 修改记录; left out where a person typed them. */
  readonly source?: string
}

/** Takes a record that an operation had made out of its table again; only an undo does this, and the log keeps it whole. */
export interface Removal {
  readonly table: LedgerTable
  readonly id: RecordId
  readonly expect: unknown
}

export interface OperationRequest {
  /** In the person's words: it is what 撤销「…」 shows. */
  readonly name: string
  readonly edits: readonly Edit[]
  readonly removals?: readonly Removal[]
  readonly reason?: string | null
  readonly kind?: OperationKind
  readonly target?: string | null
  /** Counter of the operation that the request was built on: refused where another one has been recorded since. */
  readonly builtOn?: number
}

export interface RecordedOperation {
  readonly operation: OperationRow
  readonly changes: readonly ChangeRow[]
  readonly changed: readonly ChangedRecord[]
  readonly removed: readonly RemovedRecord[]
}

/** The one door to the clock for everything that is written. */
export type Clock = () => Date

const nextId = monotonicFactory()

/** A new ULID. */
export function newId(clock: Clock): string {
  return nextId(clock().getTime())
}

/** Looks on while a large operation is written, portion by portion. */
export interface WriteWatch {
  /** Gives the write up before its next portion. Once the last portion is handed over it goes through, and says so. */
  readonly signal?: AbortSignal
  /** Told the share that is done, 0 to 1. */
  readonly tell?: (share: number) => void
}

/** Told before each portion how much is done; throws where the write was given up, which rolls everything back. */
type Portion = (share: number) => void

/**
 * The one function through which the ledger is written: one transaction that reads, checks, writes and logs, or leaves
 * everything as it was. Returns null where nothing would change.
 * Throws StaleWriteError, InvalidRecordError, StorageFullError or WriteCancelledError.
 */
export async function recordOperation(database: LedgerDatabase, clock: Clock, request: OperationRequest, { signal, tell }: WriteWatch = {}): Promise<RecordedOperation | null> {
  const portion: Portion = (share) => {
    if (signal?.aborted === true) throw new WriteCancelledError()
    tell?.(share)
  }
  const removes = (request.removals ?? []).map((r) => r.table)
  const touched = [...new Set([...request.edits.map((e) => e.table), ...removes, ...(removes.includes('projects') ? (['annualPlans', 'progressReports', ...PROJECT_TABLES] as const) : [])])]
  const scope = [...touched.map((name) => database.table(name)), database.snapshots, database.operations, database.changes, database.seat]
  try {
    return await database.transaction('rw', scope, async () => {
      const applied = await applyEdits(database, request, portion)
      if (applied.entries.length === 0) return null
      await guardMonths(database, request.kind ?? 'edit', applied)
      const operation = await appendOperation(database, clock, request)
      const changes: ChangeRow[] = []
      for (const slice of slicesOf(applied.entries)) {
        portion(0.5 + changes.length / applied.entries.length / 2)
        const rows = slice.map((entry): ChangeRow => ({ id: newId(clock), operationId: operation.id, ...entry }))
        await database.changes.bulkAdd(rows)
        changes.push(...rows)
      }
      return { operation, changes, changed: applied.changed, removed: applied.removed }
    })
  } catch (cause) {
    throw isQuota(cause) ? new StorageFullError({ cause }) : cause
  }
}

type Entry = Omit<ChangeRow, 'id' | 'operationId'>
type AnyRecord = LedgerRecords[LedgerTable]
type Fields = Record<string, unknown>

interface Applied {
  readonly entries: Entry[]
  readonly changed: ChangedRecord[]
  readonly removed: RemovedRecord[]
}

async function applyEdits(database: LedgerDatabase, request: OperationRequest, portion: Portion): Promise<Applied> {
  const applied: Applied = { entries: [], changed: [], removed: [] }
  const stale: StaleField[] = []
  let done = 0
  for (const table of new Set(request.edits.map((e) => e.table))) {
    const store = database.table(table) as Table<AnyRecord, string>
    for (const edits of slicesOf(request.edits.filter((e) => e.table === table))) {
      portion(done / request.edits.length / 2)
      done += edits.length
      const found = await store.bulkGet(edits.map((e) => e.id))
      const next = new Map<RecordId, AnyRecord>()
      edits.forEach((edit, index) => {
        const current = next.get(edit.id) ?? found[index] ?? null
        const record = applyEdit(edit, current, request.kind ?? 'edit', applied.entries, stale)
        if (record !== null) next.set(edit.id, record)
      })
      for (const record of next.values()) applied.changed.push({ table, record } as ChangedRecord)
      if (stale.length === 0 && next.size > 0) await store.bulkPut([...next.values()])
    }
  }
  for (const group of byTable(request.removals ?? [])) {
    const { table } = group[0] as Removal
    const store = database.table(table) as Table<AnyRecord, string>
    await refuseUsed(database, table, group.map((r) => r.id))
    for (const slice of slicesOf(group)) {
      const found = await store.bulkGet(slice.map((r) => r.id))
      const gone: RecordId[] = []
      slice.forEach(({ id, expect }, index) => {
        const current = found[index]
        if (current === undefined) return
        if (!sameValue(current, expect)) return void stale.push({ table, recordId: id, field: WHOLE_RECORD, expected: expect, current, attempted: null })
        gone.push(id)
        applied.entries.push({ table, recordId: id, field: WHOLE_RECORD, before: current, after: null })
        applied.removed.push({ table, record: current })
      })
      await store.bulkDelete(gone)
    }
  }
  // Thrown inside the transaction, so that whatever was put is rolled back.
  if (stale.length > 0) throw new StaleWriteError(stale)
  return applied
}

/** Records handed to the database at a time: between two portions of a large import the page draws and answers. */
const SLICE = 400

function* slicesOf<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += SLICE) yield list.slice(at, at + SLICE)
}

/** Removals in their order, those of one table that follow each other together: what hangs on a project goes before it. */
function byTable(removals: readonly Removal[]): Removal[][] {
  const groups: Removal[][] = []
  for (const removal of removals) {
    const last = groups.at(-1)
    if (last?.[0]?.table === removal.table) last.push(removal)
    else groups.push([removal])
  }
  return groups
}

/** A project that others have gone on to use is not taken back with its making: its plans and reports would hang in the air. */
async function refuseUsed(database: LedgerDatabase, table: LedgerTable, ids: readonly RecordId[]): Promise<void> {
  if (table !== 'projects') return
  const going = new Set(ids)
  // Looked through once, however many go: an import of thousands is taken back as one step too.
  const named = (await Promise.all((['annualPlans', 'progressReports'] as const).map((t) => database.table(t).toCollection().primaryKeys()))).flat() as string[]
  const hanging = await Promise.all(PROJECT_TABLES.map((t) => database.table<{ readonly projectId: string }>(t).filter((r) => going.has(r.projectId)).first()))
  const id = named.map((key) => projectOfFigures(key)).find((key) => going.has(key)) ?? hanging.find((r) => r !== undefined)?.projectId
  if (id !== undefined) throw new InvalidRecordError(table, id, WHOLE_RECORD, '这个项目已经有了计划、月报、节点或问题，新增这一步撤销不了；不要它的话请删除，它会到回收站')
}

/** The record after the edit, or null where it changes nothing. Appends to `entries` and `stale`. */
function applyEdit(edit: Edit, current: AnyRecord | null, kind: OperationKind, entries: Entry[], stale: StaleField[]): AnyRecord | null {
  const base = current ?? edit.blank ?? null
  if (base === null) {
    stale.push({ table: edit.table, recordId: edit.id, field: WHOLE_RECORD, expected: edit.expect ?? null, current: null, attempted: edit.set })
    return null
  }
  if (edit.onlyNew === true && current !== null) throw new InvalidRecordError(edit.table, edit.id, 'id', '这个编号刚刚被别的窗口用掉了，请再存一次，会用下一个号')
  const next: Fields = { ...(base as unknown as Fields) }
  const fieldEntries: Entry[] = []
  const source = edit.source === undefined ? {} : { source: edit.source }
  for (const [field, after] of Object.entries(edit.set as Fields)) {
    const before = next[field]
    if (sameValue(before, after)) continue
    const expected = (edit.expect as Fields | undefined)?.[field]
    if (edit.expect !== undefined && field in edit.expect && !sameValue(before, expected)) {
      stale.push({ table: edit.table, recordId: edit.id, field, expected, current: before, attempted: after })
      continue
    }
    next[field] = after
    fieldEntries.push({ table: edit.table, recordId: edit.id, field, before, after, ...source })
  }
  if (current !== null && fieldEntries.length === 0) return null
  if (current !== null && kind === 'edit') guardState(edit, current)
  const fault = recordFault(edit.table, next)
  if (fault !== null) throw new InvalidRecordError(edit.table, edit.id, fault.field, fault.message)
  if (current === null) entries.push({ table: edit.table, recordId: edit.id, field: WHOLE_RECORD, before: null, after: next, ...source })
  else entries.push(...fieldEntries)
  return next as unknown as AnyRecord
}

/** Figures of a report that was handed in stand still until it is sent back: whoever asks, from whichever screen. */
function guardState(edit: Edit, current: AnyRecord): void {
  if (edit.table === 'snapshots') guardSnapshot(edit, current as Snapshot)
  if (edit.table !== 'progressReports') return
  const movesState = Object.keys(edit.set).every((f) => f === 'state' || f === 'stateReason')
  if (movesState) return
  const refusal = refuseEdit(current as { state: ReportState })
  if (refusal !== null) throw new InvalidRecordError(edit.table, edit.id, 'state', refusal)
}

/** 锁定数据 is released once and otherwise never changes. */
function guardSnapshot(edit: Edit, { releasedAt }: Snapshot): void {
  if (releasedAt !== null || Object.keys(edit.set).some((f) => f !== 'releasedAt' && f !== 'releaseReason')) throw new InvalidRecordError('snapshots', edit.id, 'content', '锁定的内容不能改')
}

/**
 * A month that is locked as a whole stands still, reports that it does not have among them; and it is locked at most once.
 * Only a report that was lost may come back out of a copy as it was: 锁定.
 */
async function guardMonths(database: LedgerDatabase, kind: OperationKind, { changed, entries }: Applied): Promise<void> {
  const made = new Set(entries.filter((e) => (e.table === 'snapshots' || e.table === 'progressReports') && e.field === WHOLE_RECORD && e.before === null).map((e) => e.recordId))
  const months = new Map<Period, RecordId>()
  for (const { table, record } of changed) {
    if (table === 'snapshots' || (table === 'progressReports' && !(record.state === '锁定' && made.has(record.id)))) months.set(record.period, record.id)
  }
  for (const [month, id] of months) {
    const inForce = await database.snapshots.where('period').equals(month).filter((s) => s.releasedAt === null).toArray()
    if (inForce.length > 1) throw new InvalidRecordError('snapshots', id, 'releasedAt', '本期已经另外锁定，请先解锁')
    // An undo may take a lock or an unlocking back, with what belongs to it; nothing else moves a locked month, another PC's lock included.
    const ownLock = kind !== 'edit' && changed.some(({ table, record }) => table === 'snapshots' && record.period === month)
    if (!ownLock && inForce.some((s) => !made.has(s.id))) throw new InvalidRecordError('progressReports', id, 'state', MONTH_LOCKED)
  }
}

/** Adds the operation itself to the log. Call inside a transaction that includes `operations` and `seat`. */
export async function appendOperation(database: LedgerDatabase, clock: Clock, request: OperationRequest): Promise<OperationRow> {
  const last = await database.operations.orderBy('counter').last()
  if (request.builtOn !== undefined && request.builtOn !== last?.counter) throw new InvalidRecordError('snapshots', '', 'content', '台账刚被另一个窗口改过，没有锁定，请再试一次')
  const operation: OperationRow = {
    id: newId(clock),
    kind: request.kind ?? 'edit',
    name: request.name,
    target: request.target ?? null,
    reason: request.reason ?? null,
    seat: await seatId(database, clock),
    counter: (last?.counter ?? 0) + 1,
    at: clock().toISOString(),
  }
  await database.operations.add(operation)
  return operation
}

/** This seat's id, made on first use. Call inside a transaction that includes `seat`. */
export async function seatId(database: LedgerDatabase, clock: Clock): Promise<string> {
  const known = await database.seat.get('seat')
  if (known !== undefined) return known.seat
  const seat = newId(clock)
  await database.seat.add({ key: 'seat', seat })
  return seat
}

/** Whether two stored values are the same: they are plain data. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [a as Fields, b as Fields]
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => key in right && sameValue(left[key], right[key]))
}

export function isQuota(cause: unknown): boolean {
  const error = cause as { name?: string; inner?: { name?: string } } | null
  return error?.name === 'QuotaExceededError' || error?.inner?.name === 'QuotaExceededError'
}
