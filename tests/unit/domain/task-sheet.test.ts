import { describe, expect, it } from 'vitest'
import { buildLedger, type ProjectEntry } from '@/domain/ledger'
import type { Issue, Milestone, Procedure } from '@/domain/method-records'
import type { AnnualPlan, Project } from '@/domain/model'
import { emptyProcedure } from '@/domain/procedure'
import { bySheetOrder, taskSheet } from '@/domain/task-sheet'
import { issueOf, milestoneOf, stepOf } from './method-support'
import { dataOf, day, ledgerOf, wan } from './support'

function entryWith(parts: { project?: Partial<Project>; plan?: Partial<AnnualPlan>; milestones?: readonly Milestone[]; issues?: readonly Issue[]; procedures?: readonly Procedure[] }): ProjectEntry {
  const data = dataOf({ P1: { project: parts.project ?? {}, plans: { 2020: parts.plan ?? {} } } })
  return buildLedger({ ...data, milestones: parts.milestones ?? [], issues: parts.issues ?? [], procedures: parts.procedures ?? [] }).entries.get('P1')!
}
const sheetOf = (parts: Parameters<typeof entryWith>[0]) => taskSheet(entryWith(parts), 2020, day('2020-03-31'), 7)

describe('任务书', () => {
  it('has twelve months and invents nothing where nothing is planned', () => {
    const sheet = sheetOf({})
    expect(sheet.months.map((m) => m.month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(sheet.months.every((m) => m.planned === null && m.tasks.length === 0 && m.people.length === 0)).toBe(true)
    expect(sheet).toMatchObject({ goals: [], obstacles: [], planned: null, completedBefore: null })
  })

  it('puts what begins and what is finished into its month, by day, each person once', () => {
    const sheet = sheetOf({
      milestones: [
        milestoneOf('M1', { name: '主体', planStart: day('2020-04-20'), planFinish: day('2020-06-30'), responsiblePerson: '吴某' }),
        milestoneOf('M2', { name: '基础', planStart: day('2020-04-01'), planFinish: day('2020-04-18'), responsiblePerson: '吴某' }),
        milestoneOf('M3', { name: '验收', planFinish: day('2021-06-30') }),
      ],
    })
    expect(sheet.months[3]).toMatchObject({ tasks: ['完成基础（18 日）', '开始主体（20 日）'], people: ['吴某'] })
    expect(sheet.months[5]!.tasks).toEqual(['完成主体（30 日）'])
    expect(sheet.goals).toEqual(['完成主体、基础'])
  })

  it('names the year’s money, its months and the completion as goals', () => {
    const sheet = sheetOf({ project: { plannedCompletion: day('2020-11-30') }, plan: { planned: wan(1200), curve: Array.from({ length: 12 }, () => wan(100)) } })
    expect(sheet.goals).toEqual(['完成投资 1,200.00 万元', '11 月竣工'])
    expect(sheet.months[11]!.planned).toBe(wan(100))
  })

  it('lists open problems and procedures that are not approved, and nothing that is settled', () => {
    const found = stepOf('发现', '2020-03-01')
    const sheet = sheetOf({
      issues: [
        issueOf('I1', [found, stepOf('交办', '2020-03-02', { deadline: day('2020-03-20') })], { title: '征地未交付' }),
        issueOf('I2', [found, stepOf('交办', '2020-03-02', { deadline: day('2020-03-20') }), stepOf('整改', '2020-03-05'), stepOf('验收', '2020-03-06'), stepOf('销号', '2020-03-07')], { title: '围挡破损' }),
      ],
      procedures: [{ ...emptyProcedure('R1', 'P1', '立项', 1), approvedOn: day('2020-01-02') }, { ...emptyProcedure('R2', 'P1', '施工许可', 2), neededBy: day('2020-03-21') }, { ...emptyProcedure('R3', 'P1', '节能审查', 3), notNeeded: true }],
    })
    expect(sheet.obstacles).toHaveLength(2)
    expect(sheet.obstacles[0]).toMatch(/^征地未交付（整改中，逾期 11 天/u)
    expect(sheet.obstacles[1]).toBe('手续“施工许可”待申报，要求 2020-03-21 办结，已超 10 天')
  })

  it('stands in the order of every sheet: by domain, then by place', () => {
    const ledger = ledgerOf({ A: { project: { order: 1 } }, B: { project: { domain: '社会民生', order: 2 } }, C: { project: { domain: '基础设施', order: 9 } }, D: { project: { domain: '基础设施', order: 3 } } })
    expect(bySheetOrder([...ledger.entries.values()]).map((e) => e.project.id)).toEqual(['D', 'C', 'B', 'A'])
  })
})
