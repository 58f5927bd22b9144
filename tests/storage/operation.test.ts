import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'
import { fen } from '@/domain/money'
import { period } from '@/domain/period'
import { openDatabase, type LedgerDatabase } from '@/storage/database'
import { InvalidRecordError, StaleWriteError, WriteCancelledError } from '@/storage/errors'
import { loadLedger, readHistory, readLog } from '@/storage/ledger-store'
import { recordOperation, type Edit, type OperationRequest } from '@/storage/operation'
import { startLedger } from '@/storage/start-ledger'
import { readUndoState, redoOperation, undoOperation } from '@/storage/undo'
import { SOUND_METHODS } from '../unit/domain/method-support'
import { clock, ledgerText, openSmallLedger, PROJECT_A, PROJECT_B, smallLedger } from './support/open-ledger'

const MARCH = period('2020-03')

function rename(id: string, name: string, seen: string): Edit {
  return { table: 'projects', id, set: { name }, expect: { name: seen } } as Edit
}

function fillMarch(projectId: string, set: object, expect?: object): Edit {
  const blank = draftReport(projectId, MARCH)
  return { table: 'progressReports', id: blank.id, blank, set, ...(expect ? { expect } : {}) } as Edit
}

describe('recordOperation', () => {
  it('writes the record and one field-level entry group in the same transaction', async () => {
    const { database } = await openSmallLedger()
    const recorded = await recordOperation(database, clock, { name: '修改 甲项目', reason: '名称有误', edits: [rename(PROJECT_A, '甲二项目', '甲项目'), rename(PROJECT_B, '乙二项目', '乙项目')] })
    expect((await database.projects.get(PROJECT_A))?.name).toBe('甲二项目')
    const [logged] = await readLog(database, { limit: 1 })
    expect(logged?.operation).toEqual(recorded?.operation)
    expect(logged?.operation).toMatchObject({ kind: 'edit', name: '修改 甲项目', reason: '名称有误', counter: 2 })
    expect(logged?.changes.map(({ recordId, field, before, after }) => ({ recordId, field, before, after }))).toEqual([
      { recordId: PROJECT_A, field: 'name', before: '甲项目', after: '甲二项目' },
      { recordId: PROJECT_B, field: 'name', before: '乙项目', after: '乙二项目' },
    ])
  })

  it('gives a number once: a record that must be new is refused where one stands already', async () => {
    const { database } = await openSmallLedger()
    const order = SOUND_METHODS.supervisionOrders
    const request = { name: '发出督办单', edits: [{ table: 'supervisionOrders', id: order.id, set: {}, blank: order, onlyNew: true } as Edit] }
    const recorded = await recordOperation(database, clock, request)
    await expect(recordOperation(database, clock, { ...request, name: '另一份' })).rejects.toThrow('这个编号刚刚被别的窗口用掉了')
    expect(await database.supervisionOrders.count()).toBe(1)
    // Undo takes it out, redo brings the same one back.
    await undoOperation(database, clock, recorded!.operation)
    expect(await database.supervisionOrders.count()).toBe(0)
    await redoOperation(database, clock, recorded!.operation)
    expect(await database.supervisionOrders.get(order.id)).toEqual(order)
  })

  it('records nothing where nothing changes', async () => {
    const { database } = await openSmallLedger()
    expect(await recordOperation(database, clock, { name: '修改', edits: [rename(PROJECT_A, '甲项目', '甲项目')] })).toBeNull()
    expect(await database.operations.count()).toBe(1)
  })

  it('refuses a write that rests on an old value, names both values and writes no part of it', async () => {
    const { database } = await openSmallLedger()
    await recordOperation(database, clock, { name: '别的窗口', edits: [rename(PROJECT_A, '别人改的', '甲项目')] })
    const before = await ledgerText(database)
    const stale = recordOperation(database, clock, { name: '本窗口', edits: [rename(PROJECT_B, '乙二', '乙项目'), rename(PROJECT_A, '我改的', '甲项目')] })
    await expect(stale).rejects.toThrow(StaleWriteError)
    await stale.catch((error: StaleWriteError) =>
      expect(error.fields).toEqual([{ table: 'projects', recordId: PROJECT_A, field: 'name', expected: '甲项目', current: '别人改的', attempted: '我改的' }]),
    )
    expect(await ledgerText(database)).toBe(before)
    expect(await database.operations.count()).toBe(2)
  })

  it('lets two windows fill different fields of the same new report without loss', async () => {
    const { database } = await openSmallLedger()
    await recordOperation(database, clock, { name: '填报', edits: [fillMarch(PROJECT_A, { completed: fen(1) }, { completed: null })] })
    await recordOperation(database, clock, { name: '填报', edits: [fillMarch(PROJECT_A, { problems: '征地' }, { problems: null })] })
    expect(await database.progressReports.toArray()).toMatchObject([{ completed: 1, problems: '征地', state: '草稿' }])
  })

  it('shows two windows that fill the same field of a new report their conflict', async () => {
    const { database } = await openSmallLedger()
    await recordOperation(database, clock, { name: '填报', edits: [fillMarch(PROJECT_A, { completed: fen(1) }, { completed: null })] })
    await expect(recordOperation(database, clock, { name: '填报', edits: [fillMarch(PROJECT_A, { completed: fen(2) }, { completed: null })] })).rejects.toThrow(StaleWriteError)
  })

  it('refuses a record that breaks a rule, with the field and a Chinese message, and keeps the ledger as it was', async () => {
    const { database } = await openSmallLedger()
    const before = await ledgerText(database)
    for (const [set, field] of [
      [{ completed: fen(-5) }, 'correctionReason'],
      [{ completed: 0.5 }, 'completed'],
      [{ problems: 'x'.repeat(10_000) }, 'problems'],
      [{ measures: '半个\ud83d字' }, 'measures'],
    ] as const) {
      const refusal = recordOperation(database, clock, { name: '填报', edits: [fillMarch(PROJECT_A, set)] })
      await expect(refusal).rejects.toThrow(InvalidRecordError)
      await refusal.catch((error: InvalidRecordError) => {
        expect(error.field).toBe(field)
        expect(error.message).toMatch(/[\u4e00-\u9fff]/u)
      })
    }
    expect(await ledgerText(database)).toBe(before)
  })

  it('keeps the figures of a handed-in report still until it is sent back', async () => {
    const { database } = await openSmallLedger()
    await recordOperation(database, clock, { name: '填报', edits: [fillMarch(PROJECT_A, { completed: fen(7) })] })
    await recordOperation(database, clock, { name: '上报', edits: [fillMarch(PROJECT_A, { state: '已上报' })] })
    await expect(recordOperation(database, clock, { name: '填报', edits: [fillMarch(PROJECT_A, { completed: fen(8) })] })).rejects.toThrow('退回')
    await recordOperation(database, clock, { name: '退回', edits: [fillMarch(PROJECT_A, { state: '草稿', stateReason: '数字不符' })] })
    await recordOperation(database, clock, { name: '填报', edits: [fillMarch(PROJECT_A, { completed: fen(8) })] })
    expect((await database.progressReports.toArray())[0]?.completed).toBe(8)
  })

  it('stores hostile text as the text that it is', async () => {
    const { database } = await openSmallLedger()
    const text = '=cmd|\' /C calc\'!A0 <b onclick="x">粗</b> 😀 +1 -1 @x'
    await recordOperation(database, clock, { name: '填报', edits: [fillMarch(PROJECT_A, { problems: text })] })
    expect((await database.progressReports.toArray())[0]?.problems).toBe(text)
  })

  it('keeps the order of operations though the clock is set back', async () => {
    const { database } = await openSmallLedger()
    await recordOperation(database, () => new Date('2030-01-01T00:00:00Z'), { name: '先', edits: [rename(PROJECT_A, '先', '甲项目')] })
    await recordOperation(database, () => new Date('2019-01-01T00:00:00Z'), { name: '后', edits: [rename(PROJECT_A, '后', '先')] })
    expect((await readLog(database, { limit: 2 })).map((l) => l.operation.name)).toEqual(['后', '先'])
  })

  it('keeps the history of a record over all its operations', async () => {
    const { database } = await openSmallLedger()
    const blank = emptyProject('01JC0000000000000000000000', '丙项目', 3)
    await recordOperation(database, clock, { name: '新增项目 丙项目', edits: [{ table: 'projects', id: blank.id, set: {}, blank } as Edit] })
    await recordOperation(database, clock, { name: '修改 丙项目', edits: [rename(blank.id, '丙二', '丙项目')] })
    await recordOperation(database, clock, { name: '修改 甲项目', edits: [rename(PROJECT_A, '甲二', '甲项目')] })
    expect((await readHistory(database, [blank.id])).map((l) => l.operation.name)).toEqual(['修改 丙项目', '新增项目 丙项目'])
  })
})

describe('a large write that is given up', () => {
  const MANY = 1000
  const large: OperationRequest = { name: '从 Excel 导入', edits: Array.from({ length: MANY }, (_, i) => ({ table: 'projects', id: `01JN${String(i).padStart(22, '0')}`, set: { name: `项目${i}` }, blank: emptyProject(`01JN${String(i).padStart(22, '0')}`, '新', i) }) as Edit) }
  const everything = async (database: LedgerDatabase): Promise<string> => JSON.stringify([await ledgerText(database), await database.operations.toArray(), await database.changes.toArray(), await database.seat.toArray()])
  /** The shares that a whole write tells, one a portion. */
  const shares = async (): Promise<number[]> => {
    const told: number[] = []
    await recordOperation((await openSmallLedger()).database, clock, large, { tell: (share) => told.push(share) })
    return told
  }

  it('tells of its portions in order, and leaves nothing behind whichever of them it is given up before', async () => {
    const told = await shares()
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.length).toBeGreaterThan(4)
    expect([told[0], told.at(-1)! < 1]).toEqual([0, true])
    for (let last = 0; last < told.length - 1; last += 1) {
      const { database } = await openSmallLedger()
      const before = await everything(database)
      const giveUp = new AbortController()
      const write = recordOperation(database, clock, large, { signal: giveUp.signal, tell: (share) => share === told[last] && giveUp.abort() })
      await expect(write).rejects.toBeInstanceOf(WriteCancelledError)
      expect(await everything(database)).toBe(before)
      // The next write goes on as if nothing had been.
      expect((await recordOperation(database, clock, { name: '改名', edits: [rename(PROJECT_A, '甲二', '甲项目')] }))?.operation.counter).toBe(2)
    }
    const { database } = await openSmallLedger()
    await expect(recordOperation(database, clock, large, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(WriteCancelledError)
  })

  it('goes through, and says so, where it is given up after the last portion was handed over', async () => {
    const last = (await shares()).at(-1)
    const { database } = await openSmallLedger()
    const giveUp = new AbortController()
    const recorded = await recordOperation(database, clock, large, { signal: giveUp.signal, tell: (share) => share === last && giveUp.abort() })
    expect(recorded?.changes).toHaveLength(MANY)
    expect(await database.projects.count()).toBe(MANY + 2)
    expect(await database.changes.where('operationId').equals(recorded!.operation.id).count()).toBe(MANY)
  })

  it('leaves no new ledger behind at first start; else both are there, and undo takes back the step alone', async () => {
    const database = await openDatabase({ name: 'first-start' })
    const fresh = { ...smallLedger(), projects: [] }
    const giveUp = new AbortController()
    await expect(startLedger(database, clock, fresh, '新建台账', large, { signal: giveUp.signal, tell: (share) => share > 0.6 && giveUp.abort() })).rejects.toBeInstanceOf(WriteCancelledError)
    expect([await loadLedger(database), await database.operations.count(), await database.changes.count()]).toEqual([null, 0, 0])
    await startLedger(database, clock, fresh, '新建台账', large)
    expect((await loadLedger(database))?.projects).toHaveLength(MANY)
    expect((await database.operations.orderBy('counter').toArray()).map((o) => [o.counter, o.kind, o.name])).toEqual([[1, 'load', '新建台账'], [2, 'edit', '从 Excel 导入']])
    const { undo } = await readUndoState(database)
    await undoOperation(database, clock, undo.at(-1)!)
    expect(await loadLedger(database)).toEqual(fresh)
  })
})
