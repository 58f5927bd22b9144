import { describe, expect, it } from 'vitest'
import { buildLedger, registeredEntries } from '@/domain/ledger'
import type { Procedure } from '@/domain/method-records'
import { emptyProcedure } from '@/domain/procedure'
import { cellFacts, cellWords, countBehind, PROCEDURE_DOORS, procedureColumns, procedureRow, rowIsBehind } from '@/domain/procedure-matrix'
import { dataOf, day } from './support'

const procedure = (id: string, projectId: string, name: string, fields: Partial<Procedure> = {}): Procedure => ({ ...emptyProcedure(`${projectId}-${id}`, projectId, name, Number(id)), ...fields })
const TODAY = day('2020-03-31')
const data = {
  ...dataOf({ P1: {}, P2: {}, P3: {} }),
  procedures: [
    procedure('1', 'P1', '立项', { approvedOn: day('2020-03-01'), expiresOn: day('2020-04-10') }), procedure('2', 'P1', '用地', { appliedOn: day('2020-03-21'), blockedBy: ['P1-1'] }), procedure('3', 'P1', '规划', { blockedBy: ['P1-2'], neededBy: day('2020-03-26') }),
    procedure('1', 'P2', '立项', { notNeeded: true }), procedure('2', 'P2', '用地', { approvedOn: day('2020-01-01'), expiresOn: day('2020-03-30') }), procedure('3', 'P2', '规划', { blockedBy: ['P2-2'], documents: [{ name: '图', ready: false }] }),
  ],
}
const rows = registeredEntries(buildLedger(data)).map((entry) => procedureRow(entry, TODAY))

describe('the matrix of procedures', () => {
  it('says in each cell where it stands, what it waits for and what it holds up', () => {
    const words = rows.map(({ cells }) => [...cells.values()].map(cellWords))
    expect(words).toEqual([['快到期 剩 10 天', '已申报 10 天', '受阻 超 5 天'], ['不需办理', '已过期', '待申报'], []])
    expect(rows.map(({ cells }) => [...cells.values()].map((c) => c.holds))).toEqual([[[], ['规划'], []], [[], [], []], []])
    expect(cellFacts(rows[0]!.cells.get('规划')!)).toEqual(['审批部门待填报', '要求 2020-03-26 办结', '卡在：用地'])
    expect(cellFacts(rows[0]!.cells.get('用地')!)).toContain('卡着：规划')
    expect(cellFacts(rows[1]!.cells.get('规划')!)).toContain('要件 0 / 1')
    expect(rows.map((r) => [r.done, r.count])).toEqual([[1, 3], [0, 2], [0, 0]])
  })

  it('counts by column what is open and what holds others up, each before what comes after it', () => {
    expect(procedureColumns(rows)).toEqual([{ name: '立项', open: 0, holding: 0, busy: true }, { name: '用地', open: 2, holding: 1, busy: true }, { name: '规划', open: 2, holding: 0, busy: true }])
  })

  it('each door leads to exactly the rows that have what it counts', () => {
    expect(PROCEDURE_DOORS.map((door) => [door, countBehind(rows, door), rows.filter((r) => rowIsBehind(r, door)).length])).toEqual([
      ['全部', 3, 3], ['办理中', 1, 1], ['待申报', 1, 1], ['受阻', 1, 1], ['超期', 1, 1], ['快到期', 1, 1], ['已过期', 1, 1], ['未列手续', 1, 1],
    ])
  })

  it('is remembered by project and day, and made anew for another day', () => {
    const { entry } = rows[0]!
    expect(procedureRow(entry, day('2020-03-20'))).not.toBe(procedureRow(entry, TODAY))
    expect(procedureRow(entry, TODAY)).toBe(procedureRow(entry, TODAY))
  })
})
