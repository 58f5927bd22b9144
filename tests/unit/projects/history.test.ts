import { describe, expect, it } from 'vitest'
import { period } from '@/domain/period'
import { draftReport } from '@/domain/report'
import { buildLedger } from '@/domain/ledger'
import { historyIds, historyLines, historyNames } from '@/features/projects/detail/history'
import { neighbours } from '@/features/projects/form/shown-order'
import type { LoggedOperation } from '@/stores/ledger'
import { SOUND_METHODS } from '../domain/method-support'
import { dataOf } from '../domain/support'
import { wan } from './support'

const operation = { id: 'o', kind: 'edit', name: '修改 甲', target: null, reason: '核对', seat: '01ABCDEFGH', counter: 1, at: '2020-04-05T06:03:00.000Z' } as const
const lines = (changes: readonly Partial<LoggedOperation['changes'][number]>[]) =>
  historyLines([{ operation, changes: changes.map((c, i) => ({ id: String(i), operationId: 'o', table: 'projects', recordId: 'p', field: 'name', before: null, after: null, ...c })) }], new Set(['p', 'p-2020-03', 'I1', 'M2', 'R2', 'A1', '2020-12']), { portfolio: (id) => `盘子${id}`, record: (table, id) => (table === 'supervisionOrders' ? '重督〔2020〕12号' : id === 'gone' ? null : `名${id}`) })

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

describe('修改记录 of what hangs on a project', () => {
  const { issues, milestones, procedures, attachments, supervisionOrders } = SOUND_METHODS

  it('says of a list only what came and what went: a step of a problem, a reply to a 督办单, a dependency by name', () => {
    expect(lines([
      { table: 'issues', recordId: 'I1', field: 'steps', before: issues.steps.slice(0, 2), after: issues.steps }, { table: 'supervisionOrders', recordId: '2020-12', field: 'replies', before: [], after: supervisionOrders.replies },
      { table: 'milestones', recordId: 'M2', field: 'after', before: milestones.after, after: [{ id: 'M9', lag: 0 }, { id: 'gone', lag: 2 }] }, { table: 'procedures', recordId: 'R2', field: 'blockedBy', before: ['R1'], after: [] },
      { table: 'issues', recordId: 'I1', field: 'steps', before: issues.steps, after: issues.steps.slice(0, 2) },
    ]).map((l) => [l.what, l.before, l.after])).toEqual([
      ['问题“名I1” · 办理过程', '没有', '整改 2020-03-18 吴某'], ['督办单“重督〔2020〕12号” · 回复', '没有', '2020-04-03 孙某 已签一户'], ['节点“名M2” · 前置节点', '名M1之后 3 天', '名M9之后、已删除的节点之后 2 天'],
      ['前期手续“名R2” · 前置手续', '名R1', '空'], ['问题“名I1” · 办理过程', '整改 2020-03-18 吴某', '去掉'],
    ])
  })

  it('sums a new record up without its keys', () => {
    const words = lines([{ table: 'attachments', recordId: 'A1', field: '*', after: attachments }, { table: 'procedures', recordId: 'R2', field: '*', after: procedures }]).map((l) => `${l.what} ${l.after}`)
    expect(words[0]).toBe('附件“名A1” 新建：文件名 现场.jpg；大小 不到 0.1 兆；日期 2020-03-18；说明 整改后')
    expect(words[1]).toContain('前期手续“名R2” 新建：手续 施工许可；审批部门 县审批部门；要件 施工合同（已备齐）')
    for (const text of words) expect(text).not.toMatch(/[0-9a-f]{20}/u)
  })

  it('gathers what belongs to a project: what hangs on it, the 督办单 and the event that name it, and the files of all these', () => {
    const data = { ...dataOf({ P1: {}, P2: {} }), issues: [issues], milestones: [milestones], procedures: [procedures], supervisionOrders: [supervisionOrders], constructionEvents: [SOUND_METHODS.constructionEvents], attachments: [attachments, { ...attachments, id: 'A2', table: 'projects' as const, recordId: 'P2' }] }
    const ledger = buildLedger(data)
    const ids = (project: string): string[] => [...historyIds(ledger, ledger.entries.get(project)!, [period('2020-03')])].sort()
    expect(ids('P1')).toEqual(['2020-12', 'A1', 'E1', 'I1', 'M2', 'P1', 'P1-2020', 'P1-2020-03', 'R2'])
    expect(ids('P2')).toEqual(['A2', 'P2', 'P2-2020', 'P2-2020-03'])
    expect(historyNames(ledger, ledger.entries.get('P1')!).record('supervisionOrders', '2020-12')).toBe('重督〔2020〕12号')
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
