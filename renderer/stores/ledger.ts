import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { snapshotInForce } from '@/domain/freeze'
import type { Attachment } from '@/domain/method-records'
import { ledgerData, withRecords, type Ledger } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import type { DateOnly, Period } from '@/domain/period'
import type { ReadFile } from '@/exchange/package-file'
import { now, today } from '@/shared/clock'
import { openChannel, operationMessage, readTouched, type LedgerChannel, type LedgerMessage } from '@/storage/broadcast'
import { askToPersist, DATABASE_NAME, openDatabase, type LedgerDatabase } from '@/storage/database'
import { LedgerOpenError, StorageFullError, type OpenFailure, type StaleField } from '@/storage/errors'
import { resolveFault, type Resolution } from '@/storage/check-store'
import { filesOf, type LedgerFiles } from '@/storage/files'
import { loadLedger, readHistory, readLog, replaceLedger, type LoggedOperation } from '@/storage/ledger-store'
import { newId as newStorageId, recordOperation, type Edit, type OperationRequest, type RecordedOperation, type WriteWatch } from '@/storage/operation'
import type { OperationRow } from '@/storage/rows'
import { discardStorage } from '@/storage/rescue'
import { startLedger } from '@/storage/start-ledger'
import { joinLedger, readSeatLog, receiveOperations, type ReceivedChanges, type SeatLog } from '@/storage/seat-log'
import { nextUndoState, NOTHING_TO_UNDO, readUndoState, redoOperation, undoOperation, type UndoState } from '@/storage/undo'
import type { OpenedCopy } from '@/workers/copy-client'
import { buildLock } from '@/workers/lock-client'
import type { LockWish } from '@/workers/lock-messages'
import { NO_FILES, takeFiles } from './attached-files'
import { builtAlive } from './built-alive'
import { touchesLocks } from './locking'
import { refusalOf, type RecordOutcome } from './record-outcome'

export type { Edit, LoggedOperation, OperationRequest, RecordOutcome, Resolution, StaleField, WriteWatch }

/** What became of an undo or redo. */
export type StepOutcome = RecordOutcome & { readonly name?: string }

export type Phase = 'opening' | 'none' | 'ready' | 'failed'

/** A stale write that waits for the person's choice. */
export interface Conflict {
  readonly request: OperationRequest
  readonly fields: readonly StaleField[]
}

/** Records in one operation from which on deriving what is shown is a task of its own. */
const LARGE = 2_000

/** The ledger in memory and the only way from the screens to storage. Loads once, derives in memory, writes through. */
export const useLedgerStore = defineStore('ledger', () => {
  const phase = ref<Phase>('opening')
  const failure = shallowRef<{ readonly kind: OpenFailure; readonly message: string } | null>(null)
  const ledger = shallowRef<Ledger | null>(null)
  const undoable = shallowRef<UndoState>(NOTHING_TO_UNDO)
  const saving = ref<'saved' | 'saving' | 'failed'>('saved')
  const savedAt = shallowRef<Date | null>(null)
  const conflict = shallowRef<Conflict | null>(null)
  /** Grows with every change that another window made. */
  const foreignChanges = ref(0)
  let database: LedgerDatabase | null = null
  let channel: LedgerChannel | null = null
  // Writes of this window go one after another, so that each sees the one before.
  let queue: Promise<unknown> = Promise.resolve()

  const current = computed((): Ledger => {
    if (ledger.value === null) throw new Error('useLedgerStore: no ledger is open')
    return ledger.value
  })
  const nextUndo = computed(() => undoable.value.undo.at(-1) ?? null)
  const nextRedo = computed(() => undoable.value.redo.at(-1) ?? null)

  async function open(): Promise<void> {
    phase.value = 'opening'
    failure.value = null
    try {
      await connect()
      await reload()
      void askToPersist()
      // Bytes of files that nothing can need any more; what goes wrong here is tried again at the next opening.
      void files().clean().catch(console.error)
    } catch (error) {
      fail(error)
    }
  }

  async function connect(): Promise<void> {
    database ??= await openDatabase({
      onBlocked: () => fail(new LedgerOpenError('blocked', '台账正被另一个窗口占用，请关掉其他窗口，本页会自动继续')),
      onReleased: () => fail(new LedgerOpenError('blocked', '另一个窗口正在使用新版程序打开台账，请刷新本页')),
    })
    channel ??= openChannel(DATABASE_NAME, hear)
  }

  function fail(error: unknown): void {
    failure.value =
      error instanceof LedgerOpenError
        ? { kind: error.failure, message: error.message }
        : { kind: 'damaged', message: '台账没有读出来，原有内容没有动过。请重新打开程序；仍不行，请用最近的备份恢复' }
    phase.value = 'failed'
  }

  async function reload(): Promise<void> {
    const data = await loadLedger(opened())
    undoable.value = await readUndoState(opened())
    ledger.value = data === null ? null : await builtAlive(data)
    phase.value = data === null ? 'none' : 'ready'
  }

  function opened(): LedgerDatabase {
    if (database === null) throw new Error('useLedgerStore: the database is not open')
    return database
  }

  /** Bytes of attached files on this PC. */
  const files = (): LedgerFiles => filesOf(opened(), now)

  /** Puts a whole, checked ledger in place of what is there, with the attached files that `read` has. Undo never crosses it. */
  async function replaceWith(data: LedgerData, name: string, read: ReadFile = NO_FILES): Promise<RecordOutcome> {
    return write(async () => {
      await takeFiles(files(), data.attachments, read)
      await replaceLedger(opened(), now, data, name)
      await reload()
      channel?.send({ kind: 'load' })
      return true
    })
  }

  /** The same with a copy that stands ready in a worker, which writes it: the screen stays alive meanwhile. */
  function replaceWithCopy(copy: OpenedCopy, name: string, read: ReadFile = copy.file, watch?: WriteWatch): Promise<RecordOutcome> {
    return write(() => put(copy, name, read, watch))
  }

  async function put(copy: OpenedCopy, name: string, read: ReadFile, watch?: WriteWatch): Promise<boolean> {
    await takeFiles(files(), copy.attachments, read)
    await copy.put(name, now().toISOString(), watch)
    await reload()
    channel?.send({ kind: 'load' })
    return true
  }

  /**
   * The same where the ledger did not open: into the storage as it lies there if that can be written, else into a new one in its
   * place. What can be kept of the old one has been kept before (stores/rescue.ts).
   */
  function beginAnew(copy: OpenedCopy, name: string, read: ReadFile = copy.file, watch?: WriteWatch): Promise<RecordOutcome> {
    return write(async () => {
      if (database !== null) {
        try {
          return await put(copy, name, read, watch)
        } catch (error) {
          if (error instanceof StorageFullError) throw error
          console.error(error)
        }
        database.close()
        database = null
      }
      await discardStorage()
      await connect()
      return put(copy, name, read, watch)
    })
  }

  /** Opens a new ledger together with the first step in it: both or neither. Undo takes back the step alone. */
  const startWith = (data: LedgerData, name: string, request: OperationRequest, watch?: WriteWatch): Promise<RecordOutcome> =>
    write(() => takeOver(() => startLedger(opened(), now, data, name, request, watch)))

  /** Records one intent of the person as one operation. `watch` follows a long one and may give it up. */
  async function record(request: OperationRequest, watch?: WriteWatch): Promise<RecordOutcome> {
    const outcome = await write(async () => apply(await recordOperation(opened(), now, touchesLocks(request) ? await built({ kind: 'reports', request }, watch?.signal) : request, watch)))
    if (!outcome.ok && outcome.kind === 'stale') conflict.value = { request, fields: outcome.fields }
    return outcome
  }

  /** 锁定本期, as it is stored now; reports that are missing are frozen as 待填报. `signal` gives it up as long as nothing is being written. */
  const lock = (month: Period, preparedOn: DateOnly, signal?: AbortSignal): Promise<RecordOutcome> => recordBuilt({ kind: 'lock', month, preparedOn }, signal)

  /** 解锁本期: its 锁定数据 is released and kept. */
  const unlock = (month: Period, reason: string): Promise<RecordOutcome> => recordBuilt({ kind: 'unlock', month, reason })

  const recordBuilt = (wish: LockWish, signal?: AbortSignal): Promise<RecordOutcome> => write(async () => apply(await recordOperation(opened(), now, await built(wish, signal))))

  /** A step that rests on the whole ledger, built off this thread on what is stored now and refused if that changes before it is written. */
  const built = (wish: LockWish, signal?: AbortSignal): Promise<OperationRequest> => buildLock({ wish, time: { today: today(), at: now().toISOString() } }, signal)

  const undo = (): Promise<StepOutcome> => step(() => nextUndo.value, undoOperation)
  const redo = (): Promise<StepOutcome> => step(() => nextRedo.value, redoOperation)

  /** Undoes or redoes one operation; `name` is what it was called, absent where there was none. */
  async function step(next: () => OperationRow | null, take: typeof undoOperation): Promise<StepOutcome> {
    let name: string | undefined
    const outcome = await write(async () => {
      // Chosen inside the queue: a write that is still under way is the one to be undone.
      const target = next()
      name = target?.name
      return target === null ? false : await apply(await take(opened(), now, target))
    })
    return { ...outcome, ...(name === undefined ? {} : { name }) }
  }

  /** Takes the person's side of the open conflict: the write again, over what stands there now. */
  async function takeMine(): Promise<RecordOutcome> {
    const open = conflict.value
    conflict.value = null
    if (open === null) return { ok: true, changed: false }
    const edits = open.request.edits.map((edit): Edit => {
      const stale = open.fields.filter((f) => f.table === edit.table && f.recordId === edit.id)
      return stale.length === 0 ? edit : { ...edit, expect: { ...edit.expect, ...Object.fromEntries(stale.map((f) => [f.field, f.current])) } }
    })
    return record({ ...open.request, edits })
  }

  /** Keeps what stands in the ledger and writes the rest of the request. */
  async function takeTheirs(): Promise<RecordOutcome> {
    const open = conflict.value
    conflict.value = null
    if (open === null) return { ok: true, changed: false }
    const edits = open.request.edits.map((edit): Edit => {
      const stale = new Set(open.fields.filter((f) => f.table === edit.table && f.recordId === edit.id).map((f) => f.field))
      return { ...edit, set: Object.fromEntries(Object.entries(edit.set).filter(([field]) => !stale.has(field))) }
    })
    return record({ ...open.request, edits })
  }

  /** Puts right, or accepts as it is, what a check of the ledger has found. */
  const resolve = (resolution: Resolution): Promise<RecordOutcome> => write(async () => apply(await resolveFault(opened(), now, resolution)))

  /** What seats exchange; null where no ledger is open. */
  const seatLog = (): Promise<SeatLog | null> => readSeatLog(opened(), now)

  /** Writes what a merge with another seat came to; refused where this seat has written since the log was read. */
  function receive(log: SeatLog, changes: ReceivedChanges): Promise<RecordOutcome> {
    return write(() => takeOver(() => receiveOperations(opened(), log, changes)))
  }

  /** Takes another seat's ledger and log over. Undo never crosses it. */
  function join(data: LedgerData, lineage: string, operations: ReceivedChanges['operations'], peer: ReceivedChanges['peer'], name: string): Promise<RecordOutcome> {
    return write(() => takeOver(() => joinLedger(opened(), now, data, lineage, operations, peer, name)))
  }

  async function takeOver(task: () => Promise<void>): Promise<boolean> {
    await task()
    await reload()
    channel?.send({ kind: 'load' })
    return true
  }

  function write(task: () => Promise<boolean>): Promise<RecordOutcome> {
    const run = queue.then(async (): Promise<RecordOutcome> => {
      saving.value = 'saving'
      try {
        const changed = await task()
        saving.value = 'saved'
        if (changed) savedAt.value = now()
        return { ok: true, changed }
      } catch (error) {
        const refusal = refusalOf(error)
        saving.value = refusal.kind === 'failed' ? 'failed' : 'saved'
        return refusal
      }
    })
    queue = run
    return run
  }

  async function apply(recorded: RecordedOperation | null): Promise<boolean> {
    if (recorded === null) return false
    const next = withRecords(current.value, recorded.changed, recorded.removed)
    // After a large import the page draws before everything that shows the ledger is derived anew. Nothing else writes meanwhile: it would be in the queue.
    if (recorded.changed.length > LARGE) await new Promise((resolve) => setTimeout(resolve))
    ledger.value = next
    undoable.value = nextUndoState(undoable.value, recorded.operation)
    // The other windows can wait for a frame: what a large import tells them takes as long as drawing it here.
    setTimeout(() => channel?.send(operationMessage(recorded)))
    return true
  }

  function hear(message: LedgerMessage): void {
    foreignChanges.value += 1
    // In the queue with this window's own writes, so that neither overtakes the other.
    queue = queue.then(async () => {
      if (message.kind === 'load' || ledger.value === null) return reload()
      const { changed, removed } = await readTouched(opened(), message.touched)
      ledger.value = withRecords(ledger.value, changed, removed)
      undoable.value = nextUndoState(undoable.value, message.operation)
    })
  }

  return {
    phase, failure, ledger, current, saving, savedAt, conflict, foreignChanges, nextUndo, nextRedo, files,
    /** Puts the bytes that records of a copy name, before the records are brought back. */
    takeFiles: (attachments: readonly Attachment[], read: ReadFile): Promise<RecordOutcome> => write(async () => (await takeFiles(files(), attachments, read), false)),
    open, startWith, replaceWith, replaceWithCopy, beginAnew, record, lock, unlock, undo, redo, takeMine, takeTheirs, resolve, seatLog, receive, join,
    /** Whether a month is locked as a whole: its 锁定数据 is in force. */
    isMonthLocked: (month: Period) => snapshotInForce(current.value.snapshots.values(), month) !== null,
    /** A new ULID for a record that is about to be made. */
    newId: () => newStorageId(now),
    /** The whole ledger as plain lists, for a data package or the export worker. */
    data: () => ledgerData(current.value),
    log: (options: Parameters<typeof readLog>[1]): Promise<LoggedOperation[]> => readLog(opened(), options),
    history: (recordIds: readonly string[]): Promise<LoggedOperation[]> => readHistory(opened(), recordIds),
  }
})
