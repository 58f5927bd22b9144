import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '@/domain/money'
import { period } from '@/domain/period'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'
import { checkStored } from '@/exchange/check/check-stored'
import { keyOf, NOT_KNOWN, type CheckReport, type StoredLedger } from '@/exchange/check/stored'
import { readForCheck, resolveFault, saveCheckpoint } from '@/storage/check-store'
import type { LedgerDatabase } from '@/storage/database'
import { StaleWriteError } from '@/storage/errors'
import { replaceLedger } from '@/storage/ledger-store'
import { recordOperation, type Edit } from '@/storage/operation'
import { readUndoState, redoOperation, undoOperation } from '@/storage/undo'
import { clock, ledgerText, openSmallLedger, PROJECT_A, PROJECT_B, smallLedger } from './support/open-ledger'

const check = async (database: LedgerDatabase): Promise<CheckReport> => checkStored((await readForCheck(database)) as unknown as StoredLedger)
const rename = (name: string): Edit => ({ table: 'projects', id: PROJECT_A, set: { name } }) as Edit

/** One step of a person, of any kind that the program has. */
const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('report' as const), project: fc.constantFrom(PROJECT_A, PROJECT_B), month: fc.integer({ min: 1, max: 3 }), completed: fc.integer({ min: 0, max: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('name' as const), project: fc.constantFrom(PROJECT_A, PROJECT_B), name: fc.constantFrom('甲', '乙', '丙') }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'undo' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'redo' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'new' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'load' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'check' as const }) },
)

async function take(database: LedgerDatabase, step: typeof anyStep extends fc.Arbitrary<infer Step> ? Step : never, at: number): Promise<void> {
  const { undo, redo } = await readUndoState(database)
  if (step.kind === 'report') {
    const month = period(`2020-0${step.month}`)
    await recordOperation(database, clock, { name: '填报', edits: [{ table: 'progressReports', id: `${step.project}-${month}`, blank: draftReport(step.project, month), set: { completed: fen(step.completed), remarks: String(at) } } as Edit] })
  } else if (step.kind === 'name') await recordOperation(database, clock, { name: '改名', edits: [{ table: 'projects', id: step.project, set: { name: step.name } } as Edit] })
  else if (step.kind === 'new') await recordOperation(database, clock, { name: '新增', edits: [{ table: 'projects', id: `01JZ${at}`, blank: emptyProject(`01JZ${at}`, '新', at), set: {} } as Edit] })
  else if (step.kind === 'undo' && undo.length > 0) await undoOperation(database, clock, undo.at(-1)!).catch(() => null)
  else if (step.kind === 'redo' && redo.length > 0) await redoOperation(database, clock, redo.at(-1)!).catch(() => null)
  else if (step.kind === 'load') await replaceLedger(database, clock, smallLedger(), '换台账')
  else if (step.kind === 'check') await saveCheckpoint(database, (await check(database)).checkpoint)
}

describe('a check of what is stored', () => {
  it('finds nothing, whatever steps the program took and whenever the last check was', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), async (steps) => {
      const { database } = await openSmallLedger()
      for (const [at, step] of steps.entries()) await take(database, step, at)
      expect((await check(database)).faults).toEqual([])
      database.close()
    }), { numRuns: 40 })
  })

  it('puts back what the log has, as a step of its own that undo passes over', async () => {
    const { database } = await openSmallLedger()
    await recordOperation(database, clock, { name: '改名', edits: [rename('甲改')] })
    await database.projects.update(PROJECT_A, { name: '坏了' })
    const [fault] = (await check(database)).faults
    await resolveFault(database, clock, { name: '检查后改正', reason: '取自操作记录', target: fault!.key, records: [{ table: 'projects', id: PROJECT_A, found: fault!.stored, before: fault!.stored, after: fault!.logged }] })
    expect((await database.projects.get(PROJECT_A))?.name).toBe('甲改')
    expect(await check(database)).toMatchObject({ faults: [] })
    expect((await database.operations.orderBy('counter').last())).toMatchObject({ kind: 'check', reason: '取自操作记录' })
    const { undo } = await readUndoState(database)
    expect(undo.map((o) => o.name)).toEqual(['改名'])
    await undoOperation(database, clock, undo[0]!)
    expect(await check(database)).toMatchObject({ faults: [] })
  })

  it('leaves what a person accepted, with the note, and goes on from there', async () => {
    const { database } = await openSmallLedger()
    await recordOperation(database, clock, { name: '改名', edits: [rename('甲改')] })
    await database.projects.update(PROJECT_A, { name: '另一个名' })
    const [fault] = (await check(database)).faults
    await resolveFault(database, clock, { name: '照现状认可', reason: '电话核过', target: fault!.key, records: [{ table: 'projects', id: PROJECT_A, found: fault!.stored, before: fault!.logged, after: fault!.stored }] })
    expect((await database.projects.get(PROJECT_A))?.name).toBe('另一个名')
    expect((await check(database)).faults).toEqual([])
    await recordOperation(database, clock, { name: '改名', edits: [rename('再改')] })
    expect((await check(database)).faults).toEqual([])
  })

  it('changes nothing where something else lies there by now, or where what is to be put there breaks a rule', async () => {
    const { database } = await openSmallLedger()
    await recordOperation(database, clock, { name: '改名', edits: [rename('甲改')] })
    await database.projects.update(PROJECT_A, { name: '坏了' })
    const [fault] = (await check(database)).faults
    const resolution = (after: unknown) => ({ name: '改正', reason: '', target: fault!.key, records: [{ table: 'projects' as const, id: PROJECT_A, found: fault!.stored, before: fault!.stored, after }] })
    await expect(resolveFault(database, clock, resolution({ ...fault!.logged, order: '一' }))).rejects.toThrow('应是')
    await database.projects.update(PROJECT_A, { name: '又变了' })
    const before = await ledgerText(database)
    await expect(resolveFault(database, clock, resolution(fault!.logged))).rejects.toThrow(StaleWriteError)
    expect(await ledgerText(database)).toBe(before)
    expect(await database.operations.count()).toBe(2)
  })

  it('accepts a change that no step made: the next check begins from there', async () => {
    const { database } = await openSmallLedger()
    const kept = (await check(database)).checkpoint!
    await saveCheckpoint(database, kept)
    await database.projects.update(PROJECT_B, { remarks: '背着程序改的' })
    const [fault] = (await check(database)).faults
    const { stored } = fault!
    await resolveFault(database, clock, { name: '照现状认可', reason: '核过', target: fault!.key, records: [{ table: 'projects', id: PROJECT_B, found: stored, before: stored, after: stored }], checkpoint: { ...kept, records: { ...kept.records, [keyOf('projects', PROJECT_B)]: NOT_KNOWN } } })
    const again = await check(database)
    expect(again.faults).toEqual([])
    await saveCheckpoint(database, again.checkpoint)
    await database.projects.update(PROJECT_B, { remarks: '又背着程序改的' })
    expect((await check(database)).faults).toHaveLength(1)
  })
})
