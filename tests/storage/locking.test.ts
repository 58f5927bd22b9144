import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { freezeLedger, snapshotInForce } from '@/domain/freeze'
import { buildLedger } from '@/domain/ledger'
import type { LedgerData, ProgressReport } from '@/domain/model'
import { fen } from '@/domain/money'
import { dateOnly, period } from '@/domain/period'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'
import { makeSnapshot, openSnapshot } from '@/exchange/snapshot'
import { openDatabase, type LedgerDatabase } from '@/storage/database'
import { loadLedger, loadLedgerAt, readLog, replaceLedger } from '@/storage/ledger-store'
import { recordOperation, type Edit, type OperationRequest } from '@/storage/operation'
import { readUndoState, redoOperation, undoOperation } from '@/storage/undo'
import { touchesLocks } from '@/stores/locking'
import { moveReports } from '@/stores/report-edits'
import { buildLock } from '@/workers/lock-client'
import { lockMonth, unlockMonth, withSnapshots } from '@/workers/lock-edits'
import { runLockJob } from '@/workers/lock-job'
import type { LockReply, LockRequest, LockWish } from '@/workers/lock-messages'
import { InlineWorker } from '../unit/workers/support/inline-worker'
import { clock, ledgerText, PROJECT_A, PROJECT_B, SETTINGS, smallLedger } from './support/open-ledger'

const MARCH = period('2020-03')
const DAY = dateOnly('2020-04-05')
const TIME = { today: DAY, at: '2020-04-05T01:00:00.000Z' }
const checked = (id: string): ProgressReport => ({ ...draftReport(id, MARCH), completed: fen(100), state: '已审核' })
let made = 0
const lastReport: OperationRequest = { name: '锁定', edits: [{ table: 'progressReports', id: `${PROJECT_A}-2020-03`, set: { state: '锁定' } } as Edit] }

async function open(reports: readonly ProgressReport[]): Promise<LedgerDatabase> {
  const database = await openDatabase({ name: `locking-${++made}` })
  const data: LedgerData = { ...smallLedger(), portfolios: [], annualPlans: [], snapshots: [], sentWorkbooks: [], settings: SETTINGS, projects: [emptyProject(PROJECT_A, '甲', 1), emptyProject(PROJECT_B, '乙', 2)], progressReports: reports }
  await replaceLedger(database, clock, data, '打开')
  return database
}

const stored = async (database: LedgerDatabase): Promise<LedgerData> => (await loadLedger(database))!
const inForce = async (database: LedgerDatabase) => snapshotInForce((await stored(database)).snapshots, MARCH)
const take = async (database: LedgerDatabase, build: (data: LedgerData) => OperationRequest) => recordOperation(database, clock, build(await stored(database)))
/** 锁定 or 解锁 of some projects, as the screens ask for it. */
async function move(database: LedgerDatabase, ids: readonly string[], action: '锁定' | '解锁'): Promise<void> {
  const { entries } = buildLedger(await stored(database))
  const { request } = moveReports(MARCH, ids.map((id) => entries.get(id)!), action, action === '解锁' ? '与监理数不符' : null)
  expect(touchesLocks(request!)).toBe(true)
  await take(database, (data) => withSnapshots(request!, data, TIME))
}
const fill = (id: string): OperationRequest => ({ name: '填报', edits: [{ table: 'progressReports', id: `${id}-2020-03`, blank: draftReport(id, MARCH), set: { completed: fen(5) } } as Edit] })

describe('锁定本期', () => {
  it('locks every checked report and freezes the month in the same operation; undo and redo take both', async () => {
    const database = await open([checked(PROJECT_A), checked(PROJECT_B)])
    const before = await ledgerText(database)
    await take(database, (data) => lockMonth(data, MARCH, DAY, TIME))
    const after = await ledgerText(database)
    const data = await stored(database)
    expect(data.progressReports.map((r) => r.state)).toEqual(['锁定', '锁定'])
    expect(openSnapshot((await inForce(database))!).progressReports).toEqual(freezeLedger(data, MARCH).progressReports)
    expect((await readLog(database, { limit: 1 }))[0]?.operation.name).toBe('锁定 2020年3月')
    const [lock] = (await readUndoState(database)).undo.slice(-1)
    await undoOperation(database, clock, lock!)
    expect(await ledgerText(database)).toBe(before)
    await redoOperation(database, clock, lock!)
    expect(await ledgerText(database)).toBe(after)
  })

  it('freezes a missing report as 待填报 and then refuses to have it filled in', async () => {
    const database = await open([checked(PROJECT_A)])
    await take(database, (data) => lockMonth(data, MARCH, DAY, TIME))
    expect(openSnapshot((await inForce(database))!).progressReports.map((r) => r.projectId)).toEqual([PROJECT_A])
    const text = await ledgerText(database)
    await expect(recordOperation(database, clock, fill(PROJECT_B))).rejects.toThrow('已整期锁定')
    expect(await ledgerText(database)).toBe(text)
  })

  it('is refused while a report is not checked, and where there is nothing', async () => {
    const database = await open([checked(PROJECT_A), { ...checked(PROJECT_B), state: '已上报' }])
    await expect(take(database, (data) => lockMonth(data, MARCH, DAY, TIME))).rejects.toThrow('1 个项目的月报还没有审核')
    await expect(take(database, (data) => lockMonth(data, period('2020-05'), DAY, TIME))).rejects.toThrow('一个月报都没有')
    expect(await inForce(database)).toBeNull()
  })

  it('is refused where another window wrote after it was built', async () => {
    const database = await open([checked(PROJECT_A)])
    const { data, counter } = (await loadLedgerAt(database))!
    await recordOperation(database, clock, fill(PROJECT_B))
    await expect(recordOperation(database, clock, { ...lockMonth(data, MARCH, DAY, TIME), builtOn: counter })).rejects.toThrow('请再试一次')
    expect(await inForce(database)).toBeNull()
  })
})

describe('锁定 of some projects', () => {
  it('freezes the month with the last of its reports, and 解锁 of one releases it and keeps it', async () => {
    const database = await open([checked(PROJECT_A), checked(PROJECT_B)])
    await move(database, [PROJECT_A], '锁定')
    expect(await inForce(database)).toBeNull()
    await move(database, [PROJECT_B], '锁定')
    const first = (await inForce(database))!
    const locked = await ledgerText(database)
    await move(database, [PROJECT_A], '解锁')
    expect(await inForce(database)).toBeNull()
    expect((await stored(database)).snapshots).toEqual([{ ...first, releasedAt: TIME.at, releaseReason: '与监理数不符' }])
    const [unlock] = (await readUndoState(database)).undo.slice(-1)
    await undoOperation(database, clock, unlock!)
    expect(await ledgerText(database)).toBe(locked)
    await redoOperation(database, clock, unlock!)
    await move(database, [PROJECT_A], '锁定')
    expect((await inForce(database))?.number).toBe(2)
  })

  it('does not freeze a month in which a project has no report: that needs 锁定本期', async () => {
    const database = await open([checked(PROJECT_A)])
    await move(database, [PROJECT_A], '锁定')
    expect(await inForce(database)).toBeNull()
    await take(database, (data) => lockMonth(data, MARCH, DAY, TIME))
    expect(await inForce(database)).not.toBeNull()
  })
})

it('a locked report that is put right out of a copy freezes its month anew, and the old 锁定数据 is kept', async () => {
  const database = await open([checked(PROJECT_A), checked(PROJECT_B)])
  await take(database, (data) => lockMonth(data, MARCH, DAY, TIME))
  const id = `${PROJECT_A}-2020-03`
  const edits = [{ state: '草稿' }, { completed: fen(7) }, { state: '锁定' }].map((set) => ({ table: 'progressReports', id, set }) as Edit)
  await take(database, (data) => withSnapshots({ name: '从备份恢复 甲', reason: '备份：昨天', edits }, data, TIME))
  const { snapshots } = await stored(database)
  expect(snapshots.map((s) => [s.number, s.releaseReason])).toEqual([[1, '备份：昨天'], [2, null]])
  expect(openSnapshot(snapshots[1]!).progressReports.find((r) => r.id === id)?.completed).toBe(7)
})

describe('锁定数据', () => {
  it('stands still whatever happens to the ledger, and is never written over', async () => {
    const database = await open([checked(PROJECT_A), checked(PROJECT_B)])
    await take(database, (data) => lockMonth(data, MARCH, DAY, TIME))
    const before = (await inForce(database))!
    await recordOperation(database, clock, { name: '改名', edits: [{ table: 'projects', id: PROJECT_A, set: { name: '改了', totalInvestment: fen(9) } } as Edit] })
    expect(await inForce(database)).toEqual(before)
    expect(openSnapshot(before).projects[0]?.name).toBe('甲')
    for (const set of [{ content: 'AAAA' }, { sha256: 'f'.repeat(64) }, { preparedOn: dateOnly('2020-04-06') }]) {
      await expect(recordOperation(database, clock, { name: '改', edits: [{ table: 'snapshots', id: before.id, set } as Edit] })).rejects.toThrow('锁定的内容不能改')
    }
    await expect(take(database, (data) => unlockMonth(data, MARCH, '', TIME))).rejects.toThrow('解锁要写明原因')
    await expect(recordOperation(database, clock, { name: '解锁', edits: [{ table: 'progressReports', id: `${PROJECT_A}-2020-03`, set: { state: '已审核' } } as Edit] })).rejects.toThrow('已整期锁定')
    expect(await inForce(database)).toEqual(before)
  })

  it('解锁本期 sets every report back and keeps what was frozen', async () => {
    const database = await open([checked(PROJECT_A), checked(PROJECT_B)])
    await take(database, (data) => lockMonth(data, MARCH, DAY, TIME))
    await take(database, (data) => unlockMonth(data, MARCH, '多报', TIME))
    const data = await stored(database)
    expect(data.progressReports.map((r) => [r.state, r.stateReason])).toEqual([['已审核', '多报'], ['已审核', '多报']])
    expect(data.snapshots).toMatchObject([{ releasedAt: TIME.at, releaseReason: '多报' }])
    await recordOperation(database, clock, { name: '退回', edits: [{ table: 'progressReports', id: `${PROJECT_A}-2020-03`, set: { state: '草稿' } } as Edit] })
  })
})

describe('in a worker of its own', () => {
  const built = (database: LedgerDatabase, wish: LockWish, signal?: AbortSignal): Promise<OperationRequest> =>
    buildLock({ wish, time: TIME }, signal, () => new InlineWorker<LockRequest, LockReply>((tell) => (request) => runLockJob(request, () => loadLedgerAt(database), tell)).asWorker)

  it.each<[string, (data: LedgerData) => OperationRequest, LockWish]>([
    ['锁定本期', (data) => lockMonth(data, MARCH, DAY, TIME), { kind: 'lock', month: MARCH, preparedOn: DAY }],
    ['the last report of a month', (data) => withSnapshots(lastReport, data, TIME), { kind: 'reports', request: lastReport }],
  ])('%s: the same step as without one, its bytes and SHA-256 among it, built on the log as it stands', async (_, direct, wish) => {
    const database = await open([checked(PROJECT_A), { ...checked(PROJECT_B), state: '锁定' }])
    const { data, counter } = (await loadLedgerAt(database))!
    const step = await built(database, wish)
    expect(step).toEqual({ ...direct(data), builtOn: counter })
    expect(step.edits.at(-1)).toMatchObject({ table: 'snapshots', blank: { sha256: makeSnapshot({ ...data, progressReports: data.progressReports.map((r) => ({ ...r, state: '锁定' })) }, { period: MARCH, preparedOn: DAY, lockedAt: TIME.at }).sha256 } })
    await recordOperation(database, clock, step)
    expect(await built(database, { kind: 'unlock', month: MARCH, reason: '多报' })).toEqual({ ...unlockMonth(await stored(database), MARCH, '多报', TIME), builtOn: counter + 1 })
  })

  it('says what stands against it as the rule itself would, and is given up without a trace', async () => {
    const database = await open([{ ...checked(PROJECT_A), state: '已上报' }])
    const text = await ledgerText(database)
    await expect(built(database, { kind: 'lock', month: MARCH, preparedOn: DAY })).rejects.toMatchObject({ name: 'InvalidRecordError', table: 'snapshots', message: expect.stringContaining('还没有审核') as string })
    const giveUp = new AbortController()
    const building = built(database, { kind: 'unlock', month: MARCH, reason: '多报' }, giveUp.signal)
    giveUp.abort()
    await expect(building).rejects.toMatchObject({ cancelled: true })
    await expect(built(database, { kind: 'lock', month: MARCH, preparedOn: DAY }, AbortSignal.abort())).rejects.toMatchObject({ cancelled: true })
    expect(await ledgerText(database)).toBe(text)
  })
})
