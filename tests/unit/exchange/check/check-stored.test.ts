import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEDGER_TABLES } from '@/domain/model'
import { checkStored } from '@/exchange/check/check-stored'
import type { CheckFault } from '@/exchange/check/stored'
import { emptyProject } from '@/domain/project'
import { operation, Stored } from './support'

const told = (stored: Stored): string[] => checkStored(stored).faults.map((f) => f.message)
const only = (stored: Stored): CheckFault => {
  const { faults } = checkStored(stored)
  expect(faults.map((f) => f.message)).toHaveLength(1)
  return faults[0]!
}
/** After a sound check, as the program keeps it. */
function checkedAndKept(stored: Stored): Stored {
  const report = checkStored(stored)
  expect(report.faults).toEqual([])
  stored.checkpoint = report.checkpoint
  return stored
}

describe('checkStored', () => {
  it('finds nothing in a sound ledger, with and without steps', () => {
    const stored = new Stored()
    expect(told(stored)).toEqual([])
    const { id } = stored.record('projects')
    stored.edit('projects', id, { owner: '甲公司' })
    stored.edit('projects', id, { owner: null, remarks: '改' }, { kind: 'undo', target: 'OP00002' })
    stored.whole('projects', null, emptyProject('01JZ', '新项目', 1) as never)
    stored.edit('projects', '01JZ', { owner: '乙公司' })
    stored.whole('projects', stored.tables.projects.find((p) => p.id === '01JZ')!, null, { kind: 'undo' })
    expect(told(checkedAndKept(stored))).toEqual([])
  })

  it('tells a value that is not as the log has it, with both, and offers the log’s', () => {
    const stored = new Stored()
    const report = stored.record('progressReports')
    stored.edit('progressReports', report.id, { completed: 11_000_000 })
    report['completed'] = 12_000_000
    const fault = only(stored)
    expect(fault.message).toMatch(/的月报：本月完成投资在操作记录里是11.00 万元，台账里是12.00 万元$/u)
    expect(fault.logged).toEqual({ ...report, completed: 11_000_000 })
  })

  it('tells what the log has and the table has not, and the other way round', () => {
    const stored = new Stored()
    stored.whole('projects', null, emptyProject('01JZ', '新项目', 1) as never)
    const made = stored.tables.projects.pop()!
    expect(only(stored)).toMatchObject({ message: '项目“新项目”：操作记录里有，台账里不见了', logged: made })
    stored.whole('projects', made, null, { kind: 'undo' })
    stored.tables.projects.push(made)
    expect(only(stored)).toMatchObject({ message: '项目“新项目”：操作记录里已经撤掉，台账里还在', logged: null })
  })

  it('tells a change that no step of the log made, since the last check', () => {
    const stored = checkedAndKept(new Stored())
    const report = stored.record('progressReports', 5)
    stored.edit('projects', stored.record('projects', 9).id, { owner: '甲公司' })
    expect(told(stored)).toEqual([])
    report['remarks'] = '背着程序改的'
    expect(only(stored)).toMatchObject({ part: 'log', table: 'progressReports', id: report.id, message: expect.stringMatching(/^“.*”.*的月报：与上次检查时不一样，操作记录里却没有这一步$/u) as string })
    delete report['remarks']
    expect(told(stored)).toEqual([expect.stringContaining('备注不对，缺少这一项')])
  })

  it('tells a lost record', () => {
    const stored = checkedAndKept(new Stored())
    const [lost] = stored.tables.progressReports.splice(3, 1)
    expect(only(stored)).toMatchObject({ table: 'progressReports', id: lost!.id, message: expect.stringContaining('的月报：上次检查时还在，现在不见了') as string })
  })

  it('tells references that lead nowhere and numbers that were given but are gone', () => {
    const stored = new Stored()
    const project = stored.record('projects')
    const name = project['name'] as string
    project['portfolioIds'] = ['GONE']
    stored.tables.supervisionOrders.splice(0, 1)
    const report = stored.record('milestones')
    report['projectId'] = '01GONE'
    expect(told(stored)).toEqual([
      `项目“${name}”：所说的项目盘子不在台账里`, expect.stringMatching(/^节点“.*”：所说的项目不在台账里$/u), expect.stringMatching(/^\d{4} 年的督办单少了第 1 号/u),
    ])
  })

  it('tells 锁定数据 that is not what its SHA-256 says', () => {
    const stored = new Stored()
    const snapshot = stored.record('snapshots')
    snapshot['sha256'] = '0'.repeat(64)
    expect(only(stored).message).toMatch(/第 1 次锁定的内容损坏了或与校验码不符/u)
  })

  it('tells a log with missing steps, steps without content and content without a step', () => {
    const stored = new Stored()
    const { id } = stored.record('projects')
    for (const owner of ['甲', '乙', '丙']) stored.edit('projects', id, { owner })
    stored.operations.splice(2, 1)
    expect(told(stored)).toEqual(['操作记录里有 1 处改动不知道是哪一步的', '操作记录少了 1 步', expect.stringContaining('接不上前一步')])
    stored.changes = stored.changes.slice(0, 1)
    expect(told(stored)).toContain('操作记录里「第 4 步」（2020-12-31）这一步没有内容')
  })

  it('tells amounts that add up beyond what is exact', () => {
    const stored = new Stored()
    for (const at of [0, 1, 2]) stored.record('projects', at)['totalInvestment'] = 9_000_000_000_000_000
    expect(told(stored).some((m) => m.includes('合计靠不住') || m.includes('总投资不对'))).toBe(true)
  })

  it('says nothing more of what was accepted, until it changes again', () => {
    const stored = new Stored()
    const project = stored.record('projects')
    stored.edit('projects', project.id, { owner: '甲' })
    project['owner'] = '乙'
    const fault = only(stored)
    stored.operations.push(operation('CHECK', 3, { kind: 'check', target: fault.key }))
    stored.changes.push({ id: 'C9', operationId: 'CHECK', table: 'projects', recordId: project.id, field: '*', before: fault.logged!, after: structuredClone(project) })
    expect(checkStored(stored)).toMatchObject({ faults: [] })
    stored.edit('projects', project.id, { owner: '丙' })
    expect(told(stored)).toEqual([])
    project['owner'] = '丁'
    expect(only(stored).message).toContain('在操作记录里是“丙”，台账里是“丁”')
  })

  it('finds any one field that is changed, any one record that is lost, wherever it is', () => {
    const whole = checkedAndKept(new Stored())
    const sound = whole.checkpoint
    const tables = LEDGER_TABLES.filter((t) => whole.tables[t].length > 0)
    fc.assert(fc.property(fc.constantFrom(...tables), fc.nat(), fc.nat(), fc.constantFrom('change', 'drop'), (table, at, fieldAt, way) => {
      const stored = new Stored()
      stored.checkpoint = sound
      const records = stored.tables[table]
      const record = records[at % records.length] as unknown as Record<string, unknown>
      if (way === 'drop') records.splice(at % records.length, 1)
      else {
        const fields = Object.keys(record).filter((f) => f !== 'id')
        const field = fields[fieldAt % fields.length]!
        record[field] = record[field] === null ? '改了' : null
      }
      expect(checkStored(stored).faults.length).toBeGreaterThan(0)
    }), { numRuns: 40 })
  })
})
