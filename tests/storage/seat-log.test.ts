import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { buildLedger, ledgerData } from '@/domain/ledger'
import type { LedgerData, LedgerRecords, LedgerTable } from '@/domain/model'
import { fen } from '@/domain/money'
import { period } from '@/domain/period'
import { draftReport } from '@/domain/report'
import { canonicalJson } from '@/exchange/canonical-json'
import { checkStored } from '@/exchange/check/check-stored'
import type { StoredLedger } from '@/exchange/check/stored'
import { makeChangePackage, readChangePackage, writeChangePackage, type ChangePackage } from '@/exchange/seat/change-package'
import { replay } from '@/exchange/seat/replay'
import { compareOperations, unite, type SeatOperation } from '@/exchange/seat/seat-operation'
import { readForCheck } from '@/storage/check-store'
import { openDatabase, type LedgerDatabase } from '@/storage/database'
import { loadLedger } from '@/storage/ledger-store'
import { recordOperation, type Edit } from '@/storage/operation'
import { joinLedger, readSeatLog, receiveOperations, SeatLogMovedError, type SeatLog } from '@/storage/seat-log'
import { readUndoState, undoOperation } from '@/storage/undo'
import { moveReports } from '@/stores/report-edits'
import { differingProjects } from '@/exchange/restore-projects'
import { restoreFromCopy } from '@/stores/restore-edits'
import { clock, openSmallLedger, PROJECT_A, PROJECT_B } from './support/open-ledger'

/** Everything stored, whatever the order of a record's fields. */
const ledgerText = async (database: LedgerDatabase): Promise<string> => canonicalJson(await loadLedger(database))

const MARCH = period('2020-03')

async function openLog(database: LedgerDatabase): Promise<SeatLog> {
  const log = await readSeatLog(database, clock)
  if (log === null) throw new Error('no ledger is open')
  return log
}

const travelling = (log: SeatLog): SeatOperation[] => log.operations.map(({ lineage: _l, changes, ...o }) => ({ ...o, kind: o.kind as 'edit', changes: changes.map(({ operationId: _o, ...c }) => c) })).sort(compareOperations)
const rows = (operations: readonly SeatOperation[]) => operations.map((o) => ({ ...o, changes: o.changes.map((c) => ({ ...c, operationId: o.id })) }))

/** As the file goes from one PC to the other: written, read, checked. */
async function packageOf(database: LedgerDatabase, whole = false): Promise<ChangePackage> {
  const log = await openLog(database)
  const data = (await loadLedger(database)) as LedgerData
  return readChangePackage(await writeChangePackage(makeChangePackage({ ledgerId: data.settings.ledgerId, lineage: log.lineage, from: { seat: log.seat, name: '一号' }, since: {} }, travelling(log), whole ? ledgerData(buildLedger(data)) : null)))
}

async function takeIn(database: LedgerDatabase, content: ChangePackage, log?: SeatLog): Promise<void> {
  const own = log ?? (await openLog(database))
  const data = (await loadLedger(database)) as LedgerData
  const current = (table: LedgerTable, id: string) => (table === 'settings' ? data.settings : (data[table] as readonly LedgerRecords[LedgerTable][]).find((r) => r.id === id))
  const known = travelling(own)
  const { records } = replay(unite(known, content.operations), current)
  await receiveOperations(database, own, { operations: rows(content.operations.filter((o) => !known.some((k) => k.id === o.id))), records, peer: { seat: content.from.seat, name: content.from.name, heads: content.heads, at: '2020-03-05T00:00:00.000Z' } })
}

async function pair(): Promise<[LedgerDatabase, LedgerDatabase]> {
  const { database, name } = await openSmallLedger()
  await recordOperation(database, clock, { name: '改名', edits: [{ table: 'projects', id: PROJECT_A, set: { name: '甲项目改名' } } as Edit] })
  const second = await openDatabase({ name: `${name}-second` })
  const content = await packageOf(database, true)
  await joinLedger(second, clock, content.ledger as LedgerData, content.lineage, rows(content.operations), { seat: content.from.seat, name: '一号', heads: content.heads }, '接上')
  return [database, second]
}

const report = (set: object): Edit => ({ table: 'progressReports', id: `${PROJECT_A}-${MARCH}`, blank: draftReport(PROJECT_A, MARCH), set }) as Edit

it('a second PC that took the whole ledger over and the first one end alike, in whatever order they exchange', async () => {
  const [first, second] = await pair()
  expect(await ledgerText(second)).toBe(await ledgerText(first))
  await recordOperation(first, clock, { name: '填报', edits: [report({ completed: fen(5) })] })
  await recordOperation(second, clock, { name: '填报', edits: [report({ problems: '征地' })] })
  await recordOperation(second, clock, { name: '改名', edits: [{ table: 'projects', id: PROJECT_B, set: { name: '乙二' } } as Edit] })
  const [ofFirst, ofSecond] = [await packageOf(first), await packageOf(second)]
  await takeIn(first, ofSecond)
  await takeIn(second, ofFirst)
  await takeIn(second, ofFirst)
  expect(await ledgerText(second)).toBe(await ledgerText(first))
  expect((await loadLedger(first))?.progressReports).toMatchObject([{ completed: 5, problems: '征地' }])
  expect(await first.operations.count()).toBe(5)
  // Later steps go on from what was taken in.
  await recordOperation(first, clock, { name: '再填', edits: [report({ completed: fen(6) })] })
  await takeIn(second, await packageOf(first))
  expect(await ledgerText(second)).toBe(await ledgerText(first))
})

it("undo takes back this PC's own steps alone", async () => {
  const [first, second] = await pair()
  await recordOperation(first, clock, { name: '一号填报', edits: [report({ completed: fen(5) })] })
  await recordOperation(second, clock, { name: '二号改名', edits: [{ table: 'projects', id: PROJECT_B, set: { name: '乙二' } } as Edit] })
  await takeIn(second, await packageOf(first))
  const { undo } = await readUndoState(second)
  expect(undo.map((o) => o.name)).toEqual(['二号改名'])
  await undoOperation(second, clock, undo[0]!)
  await takeIn(first, await packageOf(second))
  expect(await ledgerText(first)).toBe(await ledgerText(second))
})

it('a write between reading the log and taking in is not lost: taking in is refused and leaves all as it was', async () => {
  const [first, second] = await pair()
  await recordOperation(first, clock, { name: '填报', edits: [report({ completed: fen(5) })] })
  const content = await packageOf(first)
  const read = await openLog(second)
  await recordOperation(second, clock, { name: '改名', edits: [{ table: 'projects', id: PROJECT_B, set: { name: '乙二' } } as Edit] })
  const before = await ledgerText(second)
  await expect(takeIn(second, content, read)).rejects.toThrow(SeatLogMovedError)
  expect(await ledgerText(second)).toBe(before)
  expect(await second.operations.count()).toBe(3)
})

it('a check agrees with the log on both PCs after every exchange, a restored handed-in report among the steps', async () => {
  const [first, second] = await pair()
  const agree = async (): Promise<void> => {
    for (const database of [first, second]) expect(checkStored((await readForCheck(database)) as unknown as StoredLedger).faults).toEqual([])
  }
  await recordOperation(first, clock, { name: '填报', edits: [report({ completed: fen(5) })] })
  await recordOperation(second, clock, { name: '填报', edits: [report({ completed: fen(7), problems: '征地' })] })
  await takeIn(second, await packageOf(first))
  await takeIn(first, await packageOf(second))
  await agree()
  const data = async (): Promise<LedgerData> => (await loadLedger(first))!
  const move = async (action: '上报' | '退回', reason: string | null): Promise<void> => {
    const { request } = moveReports(MARCH, [buildLedger(await data()).entries.get(PROJECT_A)!], action, reason)
    await recordOperation(first, clock, request!)
  }
  await move('上报', null)
  const copy = await data()
  await move('退回', '填错')
  await recordOperation(first, clock, { name: '填报', edits: [report({ completed: fen(9) })] })
  await move('上报', null)
  await recordOperation(first, clock, restoreFromCopy(differingProjects(await data(), copy), '备份'))
  expect((await data()).progressReports).toMatchObject([{ completed: 7, state: '已上报' }])
  await takeIn(second, await packageOf(first))
  expect(await ledgerText(second)).toBe(await ledgerText(first))
  await agree()
})
