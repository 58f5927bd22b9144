import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildLedger, ledgerData } from '@/domain/ledger'
import { fen } from '@/domain/money'
import { period } from '@/domain/period'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'
import { StaleWriteError } from '@/storage/errors'
import { loadLedger, replaceLedger } from '@/storage/ledger-store'
import { recordOperation, type Edit } from '@/storage/operation'
import { readUndoState, redoOperation, undoOperation } from '@/storage/undo'
import { applied, clock, ledgerText, openSmallLedger, PROJECT_A, PROJECT_B, smallLedger } from './support/open-ledger'

function named(id: string, name: string): Edit {
  return { table: 'projects', id, set: { name } } as Edit
}

describe('undo', () => {
  it('goes back step by step under the operations’ names, and forward again', async () => {
    const { database } = await openSmallLedger()
    const texts = [await ledgerText(database)]
    for (const name of ['一', '二', '三']) {
      await recordOperation(database, clock, { name: `改名 ${name}`, edits: [named(PROJECT_A, name)] })
      texts.push(await ledgerText(database))
    }
    for (const step of [2, 1, 0]) {
      const { undo } = await readUndoState(database)
      expect(undo.map((o) => o.name)).toEqual(['改名 一', '改名 二', '改名 三'].slice(0, step + 1))
      await undoOperation(database, clock, undo.at(-1)!)
      expect(await ledgerText(database)).toBe(texts[step])
    }
    for (const step of [1, 2, 3]) {
      await redoOperation(database, clock, (await readUndoState(database)).redo.at(-1)!)
      expect(await ledgerText(database)).toBe(texts[step])
    }
  })

  it('takes fields back together that a rule ties to each other, and forward again', async () => {
    const { database } = await openSmallLedger()
    const report = draftReport(PROJECT_A, period('2020-03'))
    await recordOperation(database, clock, { name: '填报', edits: [{ table: 'progressReports', id: report.id, blank: report, set: { completed: fen(5) } } as Edit] })
    const before = await ledgerText(database)
    await recordOperation(database, clock, { name: '冲减', edits: [{ table: 'progressReports', id: report.id, set: { completed: fen(-5), correctionReason: '多报' } } as Edit] })
    const after = await ledgerText(database)
    await undoOperation(database, clock, (await readUndoState(database)).undo.at(-1)!)
    expect(await ledgerText(database)).toBe(before)
    await redoOperation(database, clock, (await readUndoState(database)).redo.at(-1)!)
    expect(await ledgerText(database)).toBe(after)
  })

  it('takes a new record away again and redo brings the same one back', async () => {
    const { database } = await openSmallLedger()
    const before = await ledgerText(database)
    const blank = draftReport(PROJECT_A, period('2020-03'))
    await recordOperation(database, clock, { name: '填报', edits: [{ table: 'progressReports', id: blank.id, blank, set: { completed: fen(5) } } as Edit] })
    const after = await ledgerText(database)
    await undoOperation(database, clock, (await readUndoState(database)).undo.at(-1)!)
    expect(await ledgerText(database)).toBe(before)
    await redoOperation(database, clock, (await readUndoState(database)).redo.at(-1)!)
    expect(await ledgerText(database)).toBe(after)
  })

  it('forgets what was undone when something new is done', async () => {
    const { database } = await openSmallLedger()
    await recordOperation(database, clock, { name: '一', edits: [named(PROJECT_A, '一')] })
    await undoOperation(database, clock, (await readUndoState(database)).undo.at(-1)!)
    await recordOperation(database, clock, { name: '二', edits: [named(PROJECT_A, '二')] })
    expect(await readUndoState(database)).toMatchObject({ undo: [{ name: '二' }], redo: [] })
  })

  it('never crosses a load', async () => {
    const { database } = await openSmallLedger()
    await recordOperation(database, clock, { name: '一', edits: [named(PROJECT_A, '一')] })
    await replaceLedger(database, clock, smallLedger(), '导入台账')
    expect(await readUndoState(database)).toEqual({ undo: [], redo: [] })
  })

  it('refuses to undo over a later change and leaves that in place', async () => {
    const { database } = await openSmallLedger()
    const first = await recordOperation(database, clock, { name: '一', edits: [named(PROJECT_A, '一')] })
    await recordOperation(database, clock, { name: '二', edits: [named(PROJECT_A, '二')] })
    await expect(undoOperation(database, clock, first!.operation)).rejects.toThrow(StaleWriteError)
    expect((await database.projects.get(PROJECT_A))?.name).toBe('二')
  })

  it('undoing all of any history gives the ledger back byte for byte, and memory follows storage', async () => {
    const step = fc.record({ which: fc.constantFrom(PROJECT_A, PROJECT_B, '01JN0000000000000000000000'), name: fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('甲', '乙', '丙', 'a') }), flagged: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const { database, ledger } = await openSmallLedger()
        const before = await ledgerText(database)
        let memory = ledger
        for (const { which, name, flagged } of steps) {
          const edit = { table: 'projects', id: which, blank: emptyProject(which, '新', 9), set: { name, flagged } } as Edit
          memory = applied(memory, await recordOperation(database, clock, { name, edits: [edit] }))
        }
        expect(sorted(ledgerData(memory))).toEqual(sorted((await loadLedger(database))!))
        for (let state = await readUndoState(database); state.undo.length > 0; state = await readUndoState(database)) {
          memory = applied(memory, await undoOperation(database, clock, state.undo.at(-1)!))
        }
        expect(await ledgerText(database)).toBe(before)
        expect(sorted(ledgerData(memory))).toEqual(sorted(ledgerData(buildLedger(smallLedger()))))
        database.close()
      }),
      { numRuns: 40 },
    )
  })
})

function sorted<T extends { projects: readonly { id: string }[] }>(data: T): T {
  return { ...data, projects: [...data.projects].sort((a, b) => (a.id < b.id ? -1 : 1)) }
}
