import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { demoLedger } from '@/data/demo'
import { differingProjects } from '@/exchange/restore-projects'
import type { Attachment } from '@/domain/method-records'
import type { LedgerData } from '@/domain/model'
import { openDatabase } from '@/storage/database'
import { filesOf } from '@/storage/files'
import { loadLedger, replaceLedger } from '@/storage/ledger-store'
import { recordOperation, type Edit } from '@/storage/operation'
import { undoOperation } from '@/storage/undo'
import { takeFiles } from '@/stores/attached-files'
import { restoreFromCopy } from '@/stores/restore-edits'
import { SOUND_METHODS } from '../unit/domain/method-support'
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

describe('attached files of a project out of a copy', () => {
  test('come back with what they hang on, their bytes first; what was attached since goes off; one undo takes it back', async () => {
    const [first] = COPY.projects as [LedgerData['projects'][number]]
    const issue = COPY.issues.find((i) => i.projectId === first.id) ?? COPY.issues[0]!
    const owner = COPY.projects.find((p) => p.id === issue.projectId)!
    const bytes = new TextEncoder().encode('整改前')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const file: Attachment = { ...SOUND_METHODS.attachments, id: 'A1', table: 'issues', recordId: issue.id, sha256, size: bytes.length }
    const copy: LedgerData = { ...COPY, attachments: [file] }
    const database = await openDatabase({ name: 'restore-files' })
    await replaceLedger(database, clock, { ...COPY, attachments: [{ ...file, deletedAt: '2020-12-30T00:00:00.000Z' }, { ...file, id: 'A2', table: 'projects', recordId: owner.id, name: '后来的.pdf' }] }, '打开演示数据')
    const differing = differingProjects((await loadLedger(database))!, copy)
    expect(differing.map((d) => [d.copy.project.id, d.words])).toEqual([[owner.id, '2 条附件']])

    await takeFiles(filesOf(database, clock), differing.flatMap((d) => d.files.copy), async (hash) => (hash === sha256 ? bytes : null))
    expect(await filesOf(database, clock).stored()).toEqual(new Map([[sha256, bytes.length]]))
    const before = await ledgerText(database)
    const restored = (await recordOperation(database, clock, restoreFromCopy(differing, '昨天')))!
    expect((await loadLedger(database))!.attachments.map((a) => [a.id, a.deletedAt === null])).toEqual([['A1', true], ['A2', false]])
    expect(differingProjects((await loadLedger(database))!, copy).map((d) => d.words)).toEqual(['1 条附件'])
    await undoOperation(database, clock, restored.operation)
    expect(await ledgerText(database)).toBe(before)
  })
})
