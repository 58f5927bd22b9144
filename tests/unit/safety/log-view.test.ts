import { describe, expect, it } from 'vitest'
import { buildLedger, withRecords } from '@/domain/ledger'
import { describeLog, NO_FILTER, passes, shortSeat, shownChanges, summarise, type LogEntry } from '@/features/safety/log-view'
import type { LoggedOperation } from '@/stores/ledger'
import { SOUND_METHODS } from '../domain/method-support'
import { fixtureLedger } from '../../workbook/support/fixture-ledger'

const ledger = buildLedger(fixtureLedger(3))
const NAME = ledger.entries.get('P00001')!.project.name!

let counter = 0
function operation(kind: LoggedOperation['operation']['kind'], id: string, target: string | null = null, extra: Partial<LoggedOperation['operation']> = {}): LoggedOperation['operation'] {
  counter += 1
  return { id, kind, name: `操作${id}`, target, reason: null, seat: '01HQZZZZZZZZZZZZZZZZZZ7F3K', counter, at: '2020-04-05T04:03:00.000Z', ...extra }
}
type Change = LoggedOperation['changes'][number]
function change(table: Change['table'], recordId: string, field: string, before: unknown, after: unknown): Change {
  return { id: `c${table}${recordId}${field}`, operationId: 'x', table, recordId, field, before, after }
}
const describeAll = (logged: readonly LoggedOperation[]): LogEntry[] => describeLog(logged, ledger, new Map())

describe('操作记录 in words', () => {
  it('names project, field with its period, and money in 万元 before and after', () => {
    const [entry] = describeAll([{ operation: operation('edit', 'A'), changes: [change('progressReports', 'P00001-2020-03', 'completed', null, 35_200_000)] }])
    expect(entry?.changes).toEqual([expect.objectContaining({ projectId: 'P00001', subject: NAME, field: '本月完成投资（2020年3月）', before: '空', after: '35.20 万元' })])
  })

  it('names the project, the problem and its steps, and a 督办单 by its number', () => {
    const issue = { ...SOUND_METHODS.issues, projectId: 'P00001' }
    const withIssue = withRecords(ledger, [{ table: 'issues', record: issue }])
    const [entry] = describeLog([{ operation: operation('edit', 'A'), changes: [change('issues', issue.id, 'steps', issue.steps.slice(0, 1), issue.steps.slice(0, 2)), change('supervisionOrders', '2020-12', 'closedOn', null, '2020-04-20'), change('milestones', 'GONE', '*', { ...SOUND_METHODS.milestones, projectId: 'P00001' }, null)] }], withIssue, new Map())
    expect(entry?.changes[0]).toMatchObject({ projectId: 'P00001', subject: NAME, field: '办理过程（问题“征地未交付”）', before: '发现 2020-03-01 吴某 两户未签', after: '发现 2020-03-01 吴某 两户未签；交办 2020-03-02 吴某 2020-03-20 14' })
    expect(entry?.changes[1]).toMatchObject({ subject: '重督〔2020〕12号', field: '办结日期', after: '2020-04-20' })
    expect(entry?.changes[2]).toMatchObject({ subject: NAME, before: '有', after: '无' })
  })

  it('spreads a new record over the fields that were filled in', () => {
    const record = { id: 'P00001-2020-03', projectId: 'P00001', period: '2020-03', completed: 0, physicalProgress: '基础完成', problems: null, state: '草稿', deletedAt: null }
    const [entry] = describeAll([{ operation: operation('edit', 'A'), changes: [change('progressReports', 'P00001-2020-03', '*', null, record)] }])
    expect(entry?.changes.map((c) => [c.field, c.before, c.after])).toEqual([
      ['月报（2020年3月）', '无', '新建'], ['本月完成投资（2020年3月）', '空', '0.00 万元'], ['形象进度（2020年3月）', '空', '基础完成'], ['状态（2020年3月）', '空', '草稿'],
    ])
    expect(summarise(entry!.changes)).toBe(`${NAME}，3 处`)
  })

  it('says 在回收站 for a deletion and keeps a project that this ledger no longer has readable', () => {
    const [entry] = describeAll([{ operation: operation('edit', 'A'), changes: [change('projects', 'gone', 'deletedAt', null, '2020-04-05T00:00:00.000Z')] }])
    expect(entry?.changes[0]).toMatchObject({ subject: '已不在本台账的项目', before: '在台账', after: '在回收站' })
  })

  it('marks as undone what stands undone: not what was redone since', () => {
    // Newest first: C undone; B undone, then redone; A never.
    const logged = [operation('undo', '5', 'C'), operation('redo', '4', 'B'), operation('undo', '3', 'B'), operation('edit', 'C'), operation('edit', 'B'), operation('edit', 'A')].map((o) => ({ operation: o, changes: [] }))
    expect(describeAll(logged).filter((e) => e.undone).map((e) => e.operation.id)).toEqual(['C'])
  })

  it('carries the marks over a page', () => {
    const states = new Map<string, boolean>()
    describeLog([{ operation: operation('undo', '2', 'A'), changes: [] }], ledger, states)
    expect(describeLog([{ operation: operation('edit', 'A'), changes: [] }], ledger, states)[0]?.undone).toBe(true)
  })

  it('filters by words in the operation, its reason, the project and the values', () => {
    const [entry] = describeAll([{ operation: operation('edit', 'A', null, { reason: '数字有误' }), changes: [change('projects', 'P00001', 'owner', '甲公司', '乙公司')] }])
    for (const text of ['操作a', '有误', NAME.slice(0, 4), '项目单位', '甲公司', ' 乙公司 ']) expect(passes(entry!, { ...NO_FILTER, text }), text).toBe(true)
    expect(passes(entry!, { ...NO_FILTER, text: '丙公司' })).toBe(false)
  })

  it('filters by kind, by day and by field, and then shows the changes of that field alone', () => {
    const [entry] = describeAll([{ operation: operation('edit', 'A', null, { at: new Date(2020, 3, 5, 23, 59).toISOString() }), changes: [change('projects', 'P00001', 'owner', '甲', '乙'), change('projects', 'P00001', 'remarks', null, '注')] }])
    expect(passes(entry!, { ...NO_FILTER, kind: 'undo' })).toBe(false)
    expect(passes(entry!, { ...NO_FILTER, from: '2020-04-05', to: '2020-04-05' })).toBe(true)
    expect(passes(entry!, { ...NO_FILTER, from: '2020-04-06' })).toBe(false)
    expect(passes(entry!, { ...NO_FILTER, to: '2020-04-04' })).toBe(false)
    expect(passes(entry!, { ...NO_FILTER, field: 'projects' })).toBe(true)
    expect(passes(entry!, { ...NO_FILTER, field: 'projects.domain' })).toBe(false)
    expect(shownChanges(entry!, { ...NO_FILTER, field: 'projects.remarks' }).map((c) => c.after)).toEqual(['注'])
  })

  it('tells seats apart by their last characters', () => {
    expect(shortSeat('01HQZZZZZZZZZZZZZZZZZZ7F3K')).toBe('7F3K')
  })
})
