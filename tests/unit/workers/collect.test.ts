import { read, write } from '@e965/xlsx'
import { zipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { buildLedger, withRecords } from '@/domain/ledger'
import { reportId } from '@/domain/model'
import { fen } from '@/domain/money'
import { dateOnly, period } from '@/domain/period'
import { draftReport } from '@/domain/report'
import { collectFiles } from '@/exchange/owner/collect'
import type { CollectedFile } from '@/exchange/owner/collect-model'
import { openReturnedFile } from '@/exchange/owner/open-file'
import { makeParcel, planParcels, type MadeParcel } from '@/exchange/owner/send'
import { isNotKnown } from '@/exchange/merge/three-way'
import { CollectClient } from '@/workers/collect-client'
import { CollectJob } from '@/workers/collect-job'
import { conflictKey, type ChosenFile, type CollectDecisions, type CollectProgress, type CollectReply, type CollectRequest } from '@/workers/collect-messages'
import { InlineWorker } from './support/inline-worker'

const AT = period('2020-12')
const ledger = buildLedger(demoLedger())
const NOTHING: CollectDecisions = { sides: new Map(), takeOld: new Set() }
let made: MadeParcel[]
let returned: { name: string; bytes: Uint8Array }[]

/** What an owner fills in, saved by another program; the sheet that carries what was sent may be lost on the way. */
function filledIn({ bytes }: MadeParcel, amount: number | string, keepHidden = true): Uint8Array {
  const book = read(bytes)
  book.Sheets['本月填报']!['H6'] = typeof amount === 'number' ? { t: 'n', v: amount } : { t: 's', v: amount }
  if (!keepHidden) {
    book.SheetNames = book.SheetNames.filter((n) => n !== '_发送记录')
    delete book.Sheets['_发送记录']
  }
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
}
const chosen = (files: readonly { name: string; bytes: Uint8Array }[]): ChosenFile[] => files.map(({ name, bytes }) => ({ path: `收回/${name}`, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) }))
const direct = (files: readonly { name: string; bytes: Uint8Array }[], of = ledger): Promise<CollectedFile[]> => collectFiles(of, [], files.map((f) => openReturnedFile(f.name, f.bytes)), { choose: () => null })

function client(): { client: CollectClient; workers: InlineWorker<CollectRequest, CollectReply>[] } {
  const workers: InlineWorker<CollectRequest, CollectReply>[] = []
  const start = (): Worker => {
    const worker = new InlineWorker<CollectRequest, CollectReply>((tell) => {
      const job = new CollectJob(tell)
      return (request) => job.take(request)
    })
    workers.push(worker)
    return worker.asWorker
  }
  return { client: new CollectClient(start), workers }
}

beforeAll(async () => {
  const { parcels } = planParcels(ledger, [], { period: AT, scope: 'all', per: 'owner', owners: null })
  made = await Promise.all(parcels.slice(0, 4).map((p) => makeParcel(ledger, p, AT, dateOnly('2021-01-05'))))
  returned = made.map((m, i) => ({ name: m.parcel.fileName, bytes: [filledIn(m, 100 + i), filledIn(m, '多少'), m.bytes, filledIn(m, 7, false)][i]! }))
})

describe('returned workbooks in the worker', () => {
  it('come back word for word as the command line has them: merged, wrong, the same, without their hidden sheet, no workbook at all', async () => {
    const files = [...returned, { name: '信.xlsx', bytes: new TextEncoder().encode('a letter') }]
    const told: CollectProgress[] = []
    const answer = await client().client.add(ledger, chosen(files), NOTHING, (at) => told.push(at))
    expect(answer).toEqual(await direct(files))
    expect(answer.map((f) => f.status)).toEqual(['merged', 'same', 'same', 'conflict', 'unreadable'])
    expect(answer[3]!.values.some((v) => isNotKnown(v.asSent))).toBe(true)
    expect(told.map((t) => `${t.what} ${t.done}/${t.of}`)).toEqual([...[1, 2, 3, 4, 5].map((n) => `看 ${n}/5`), ...[1, 2, 3, 4, 5].map((n) => `比对 ${n}/5`)])
  })

  it('are taken out of a zip, each counted, and those of one name told apart', async () => {
    const zip = zipSync({ '甲/表.xlsx': returned[0]!.bytes, '乙/表.xlsx': returned[1]!.bytes, '附言.txt': new Uint8Array([1]) })
    const told: CollectProgress[] = []
    const answer = await client().client.add(ledger, chosen([{ name: '一批.zip', bytes: zip }]), NOTHING, (at) => told.push(at))
    expect(answer.map((f) => f.name)).toEqual(['表.xlsx', '表 (2).xlsx'])
    expect(told.filter((t) => t.what === '看').at(-1)).toEqual({ what: '看', done: 2, of: 2 })
  })

  it('say so where a file cannot be read any more, and go on with the others', async () => {
    const gone = { path: '走了.xlsx', blob: { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) } as unknown as Blob }
    const replies: CollectReply[] = []
    const job = new CollectJob((reply) => replies.push(reply))
    // Straight into the job: a stand-in for a file cannot be copied into a thread.
    await job.take({ kind: 'records', table: 'settings', records: [ledger.settings], first: true })
    await job.take({ kind: 'files', files: [gone, ...chosen(returned.slice(0, 1))], first: true })
    await job.take({ kind: 'add', turn: 1, decisions: NOTHING })
    const files = replies.flatMap((r) => (r.kind === 'portion' ? r.files : []))
    expect(files).toMatchObject([{ name: '走了.xlsx', status: 'unreadable', message: expect.stringContaining('请关掉那个程序再选') as string }, { name: returned[0]!.name }])
  })

  it('stay in the worker: more are added, a choice and a change of the ledger are compared anew, what went in is let go', async () => {
    const { client: own, workers } = client()
    await own.add(ledger, chosen(returned.slice(0, 1)), NOTHING, () => undefined)
    const handed = (): number => workers[0]!.asked.filter((r) => r.kind === 'records').length
    const slices = handed()
    expect(await own.add(ledger, chosen(returned.slice(1)), NOTHING, () => undefined)).toHaveLength(4)
    expect(handed()).toBe(slices)
    const { projectId, id } = (await direct(returned))[0]!.values[0]!
    const changed = withRecords(ledger, [{ table: 'progressReports', record: { ...draftReport(projectId, AT), id: reportId(projectId, AT), completed: fen(77) } }])
    const [conflict] = await own.compare(changed, NOTHING)
    expect(conflict).toMatchObject({ status: 'conflict' })
    expect(handed()).toBe(2 * slices)
    const [decided] = await own.compare(changed, { ...NOTHING, sides: new Map([[conflictKey(returned[0]!.name, id, 'completed'), 'owner']]) })
    expect(decided!.values.find((v) => v.column.field === 'completed')).toMatchObject({ outcome: 'conflict', choice: 'owner' })
    own.drop([returned[0]!.name])
    expect((await own.compare(changed, NOTHING)).map((f) => f.name)).toEqual(returned.slice(1).map((f) => f.name))
    own.close()
    expect(workers.map((w) => w.ended)).toEqual([true])
  })

  it('are let go where the person gives up, and those that came before stay', async () => {
    const { client: own } = client()
    await own.add(ledger, chosen(returned.slice(0, 2)), NOTHING, () => undefined)
    for (const what of ['看', '比对']) {
      const given = own.add(ledger, chosen(returned.slice(2)), NOTHING, (at) => at.what === what && at.done === 1 && own.stop())
      await expect(given).rejects.toMatchObject({ cancelled: true })
      expect(await own.compare(ledger, NOTHING)).toHaveLength(2)
    }
  })

  it('are told to be lost where the worker breaks', async () => {
    const { client: own, workers } = client()
    const adding = own.add(ledger, chosen(returned), NOTHING, () => workers[0]!.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message: 'boom' })))
    await expect(adding).rejects.toMatchObject({ cancelled: false, message: expect.stringContaining('请再选一次（boom）') as string })
    expect(own.alive).toBe(false)
  })
})
