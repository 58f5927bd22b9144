import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { demoLedger } from '@/data/demo'
import { differingProjects } from '@/exchange/restore-projects'
import type { LedgerData } from '@/domain/model'
import { openDatabase } from '@/storage/database'
import { loadLedger, replaceLedger } from '@/storage/ledger-store'
import { recordOperation, type Edit } from '@/storage/operation'
import { undoOperation } from '@/storage/undo'
import { restoreFromCopy } from '@/stores/restore-edits'
import { clock, ledgerText } from './support/open-ledger'

const COPY: LedgerData = demoLedger()
/** A month that is not locked as a whole: December is still being filled in. */
const OPEN = '2020-12'

async function openDemo(name: string): Promise<Awaited<ReturnType<typeof openDatabase>>> {
  const database = await openDatabase({ name })
  await replaceLedger(database, clock, COPY, '打开演示数据')
  return database
}

describe('single projects out of a copy', () => {
  test('come back with their plans and reports, handed-in ones too; the other projects stay; one undo takes it back', async () => {
    const database = await openDemo('restore-some')
    const [first, second] = COPY.projects as [LedgerData['projects'][number], LedgerData['projects'][number]]
    const report = COPY.progressReports.find((r) => r.projectId === first.id && r.period === OPEN)!
    const plan = COPY.annualPlans.find((p) => p.projectId === first.id)!
    await recordOperation(database, clock, { name: '改乱', edits: [
      { table: 'projects', id: first.id, set: { name: '改错了', deletedAt: '2020-12-31T00:00:00.000Z' } } as Edit,
      { table: 'annualPlans', id: plan.id, set: { planned: 1 } } as unknown as Edit,
      { table: 'progressReports', id: report.id, set: { completed: 7 } } as unknown as Edit,
      { table: 'progressReports', id: report.id, set: { state: '已上报' } } as Edit,
      { table: 'projects', id: second.id, set: { name: '也改了' } } as Edit,
    ] })
    const changed = (await loadLedger(database))!
    const differing = differingProjects(changed, COPY)
    expect(differing.map((d) => [d.copy.project.id, d.words])).toEqual([[first.id, '现在在回收站，1 条年度计划，1 条月报'], [second.id, '项目信息']])

    const before = await ledgerText(database)
    const restored = (await recordOperation(database, clock, restoreFromCopy(differing.slice(0, 1), '2020-12-31 14:03')))!
    expect(restored.operation).toMatchObject({ name: `从备份恢复 ${first.name}`, reason: '备份：2020-12-31 14:03' })
    expect(differingProjects((await loadLedger(database))!, COPY).map((d) => d.copy.project.id)).toEqual([second.id])
    await undoOperation(database, clock, restored.operation)
    expect(await ledgerText(database)).toBe(before)
  })

  test('what came after the copy goes to the 回收站 with it, a project that is gone is made anew', async () => {
    const database = await openDemo('restore-gone')
    const [first] = COPY.projects as [LedgerData['projects'][number]]
    const without: LedgerData = { ...COPY, projects: COPY.projects.slice(1), annualPlans: COPY.annualPlans.filter((p) => p.projectId !== first.id), progressReports: COPY.progressReports.filter((r) => r.projectId !== first.id) }
    await replaceLedger(database, clock, { ...without, milestones: without.milestones.filter((m) => m.projectId !== first.id), baselines: without.baselines.filter((m) => m.projectId !== first.id), procedures: without.procedures.filter((m) => m.projectId !== first.id), issues: without.issues.filter((m) => m.projectId !== first.id), stateChanges: without.stateChanges.filter((m) => m.projectId !== first.id) }, '丢了一个')
    const differing = differingProjects((await loadLedger(database))!, COPY)
    expect(differing.map((d) => d.words)).toEqual(['现在没有这个项目'])
    await recordOperation(database, clock, restoreFromCopy(differing, '昨天'))
    expect(differingProjects((await loadLedger(database))!, COPY)).toEqual([])

    const older: LedgerData = { ...COPY, progressReports: COPY.progressReports.filter((r) => !(r.projectId === first.id && r.period === OPEN)) }
    await recordOperation(database, clock, restoreFromCopy(differingProjects((await loadLedger(database))!, older), '上月'))
    const report = (await loadLedger(database))!.progressReports.find((r) => r.projectId === first.id && r.period === OPEN)
    expect(report?.deletedAt).not.toBeNull()
  })
})
