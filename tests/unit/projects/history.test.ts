import { describe, expect, it } from 'vitest'
import { period } from '@/domain/period'
import { draftReport } from '@/domain/report'
import { historyLines } from '@/features/projects/detail/history'
import { neighbours } from '@/features/projects/form/shown-order'
import type { LoggedOperation } from '@/stores/ledger'
import { wan } from './support'

const operation = { id: 'o', kind: 'edit', name: '修改 甲', target: null, reason: '核对', seat: '01ABCDEFGH', counter: 1, at: '2020-04-05T06:03:00.000Z' } as const
const lines = (changes: readonly Partial<LoggedOperation['changes'][number]>[]) =>
  historyLines([{ operation, changes: changes.map((c, i) => ({ id: String(i), operationId: 'o', table: 'projects', recordId: 'p', field: 'name', before: null, after: null, ...c })) }], new Set(['p', 'p-2020-03']), (id) => `盘子${id}`)

describe('修改记录', () => {
  it('shows a field with its label, amounts in 万元 and portfolios by name', () => {
    expect(lines([{ field: 'totalInvestment', after: wan('12') }, { field: 'portfolioIds', before: [], after: ['A'] }, { field: 'deletedAt', after: '2020-01-01T00:00:00Z' }]).map((l) => [l.what, l.before, l.after])).toEqual([
      ['总投资', '空', '12.00 万元'], ['项目盘子', '空', '盘子A'], ['回收站', '在台账里', '在回收站'],
    ])
  })
  it('names the month of a report and sums up a new one', () => {
    const after = { ...draftReport('p', period('2020-03')), completed: wan('3'), problems: '征地' }
    expect(lines([{ table: 'progressReports', recordId: 'p-2020-03', field: '*', after }])[0]).toMatchObject({ what: '2020-03 月报', before: '没有', after: '新建：本月完成投资 3.00 万元；存在问题 征地；状态 草稿', seat: 'EFGH', reason: '核对' })
  })
  it('leaves out what the same operation did to other projects', () => {
    expect(lines([{ recordId: 'q' }, {}])).toHaveLength(1)
  })
})

describe('上一个 and 下一个', () => {
  it('follow the list as it was last shown', () => {
    expect(neighbours('b', ['c', 'b', 'a'], ['a', 'b', 'c'])).toEqual({ previous: 'c', next: 'a', place: 2, count: 3 })
  })
  it('follow the order of the sheets where the project was not shown', () => {
    expect(neighbours('b', ['c'], ['a', 'b', 'c'])).toEqual({ previous: 'a', next: 'c', place: 2, count: 3 })
  })
  it('skip what is gone since', () => {
    expect(neighbours('b', ['x', 'b', 'a'], ['a', 'b'])).toMatchObject({ previous: null, next: 'a', count: 2 })
  })
})
