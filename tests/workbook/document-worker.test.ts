import { expect, test } from 'vitest'
import { demoLedger } from '@/data/demo'
import { wordBulletin, wordTasks } from '@/document/word-report'
import { buildLedger, registeredEntries } from '@/domain/ledger'
import { dateOnly, period } from '@/domain/period'
import { frozenMonth } from '@/exchange/snapshot'
import { makeDocument, type DocumentWish } from '@/workers/document-client'
import { DocumentJob } from '@/workers/document-job'
import type { DocumentReply, DocumentRequest } from '@/workers/document-messages'
import { InlineWorker } from '../unit/workers/support/inline-worker'

const ledger = buildLedger(demoLedger())
const ids = registeredEntries(ledger).slice(0, 3).map((e) => e.project.id)
const TASKS = { period: period('2020-12'), scope: 'all', projectIds: ids }
const BULLETIN = { period: period('2020-11'), scope: 'all', unit: '万元', preparedOn: null, filter: null } as const
const make = (wish: DocumentWish, onProgress?: (share: number) => void) => makeDocument(ledger, wish, onProgress, () => new InlineWorker<DocumentRequest, DocumentReply>((tell) => {
  const job = new DocumentJob(tell)
  return (request) => job.run(request)
}).asWorker)
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

test('papers from the worker have the bytes of the command line; the pages of 任务书 are counted', async () => {
  const shares: number[] = []
  const day = dateOnly('2020-12-20')
  expect(text(await make({ kind: 'tasks', choice: TASKS, day }, (s) => shares.push(s)).result)).toBe(text(await wordTasks(ledger, TASKS, day)))
  expect(shares).toEqual([1 / 3, 2 / 3, 1])
  expect(text(await make({ kind: 'bulletin', options: BULLETIN, edits: [{ key: 'opening', text: '改过' }] }).result)).toBe(text(await wordBulletin(ledger, BULLETIN, [{ key: 'opening', text: '改过' }])))
})

test('the 通报 of a locked month is made of what was locked', async () => {
  const at = [...ledger.snapshots.values()].find((s) => s.releasedAt === null)!.period
  const options = { ...BULLETIN, period: at }
  const { snapshot, ledger: frozen } = frozenMonth(ledger.snapshots.values(), at)!
  expect(text(await make({ kind: 'bulletin', options, edits: [] }).result)).toBe(text(await wordBulletin(buildLedger(frozen), { ...options, preparedOn: snapshot.preparedOn }, [])))
})

test('is given up at once, and says in words what stands against it', async () => {
  const task = make({ kind: 'tasks', choice: TASKS, day: dateOnly('2020-12-20') }, () => task.cancel())
  await expect(task.result).rejects.toMatchObject({ cancelled: true, message: '已取消，没有留下文件' })
  const [good] = [...ledger.snapshots.values()].filter((s) => s.releasedAt === null)
  const broken = { ...ledger, snapshots: new Map([[good!.id, { ...good!, sha256: 'f'.repeat(64) }]]) }
  const refused = makeDocument(broken, { kind: 'bulletin', options: { ...BULLETIN, period: good!.period }, edits: [] }, undefined, () => new InlineWorker<DocumentRequest, DocumentReply>((tell) => {
    const job = new DocumentJob(tell)
    return (request) => job.run(request)
  }).asWorker)
  await expect(refused.result).rejects.toMatchObject({ cancelled: false, message: expect.stringContaining('与校验码不符') as string })
})
