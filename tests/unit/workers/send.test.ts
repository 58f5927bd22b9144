import { expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { buildLedger } from '@/domain/ledger'
import { dateOnly, period } from '@/domain/period'
import { outboxFiles, outboxZip } from '@/exchange/owner/outbox'
import { makeParcel, planParcels } from '@/exchange/owner/send'
import { makeOutbox } from '@/workers/send-client'
import { SendJob } from '@/workers/send-job'
import type { SendReply, SendRequest } from '@/workers/send-messages'
import { InlineWorker } from './support/inline-worker'

const [AT, DUE] = [period('2020-12'), dateOnly('2021-01-05')]
const ledger = buildLedger(demoLedger())
const { parcels } = planParcels(ledger, [], { period: AT, scope: 'all', per: 'owner', owners: null })
const worker = (): InlineWorker<SendRequest, SendReply> => new InlineWorker((tell) => {
  const job = new SendJob(tell)
  return (request) => job.run(request)
})

it('makes the bytes that the command line makes, with the lists that go out along, and tells of each workbook', async () => {
  const made = await Promise.all(parcels.map((p) => makeParcel(ledger, p, AT, DUE)))
  const expected = await outboxFiles(ledger.settings.unitName, AT, DUE, made)
  const shares: number[] = []
  const one = worker()
  const { files, ids } = await makeOutbox(ledger, parcels, { period: AT, due: DUE, as: 'files' }, (share) => shares.push(share), () => one.asWorker).result
  expect(files.map((f) => [f.name, Buffer.from(f.bytes).toString('base64')])).toEqual(expected.map((f) => [f.name, Buffer.from(f.bytes).toString('base64')]))
  expect(ids).toEqual(made.map((m) => m.sent.id))
  expect(shares).toEqual(parcels.map((_, i) => (i + 1) / parcels.length))
  expect(one.ended).toBe(true)
  const zip = await makeOutbox(ledger, parcels, { period: AT, due: DUE, as: 'zip' }, undefined, () => worker().asWorker).result
  expect(zip.files.map((f) => Buffer.from(f.bytes).toString('base64'))).toEqual([Buffer.from(outboxZip(expected)).toString('base64')])
})

it('is cancelled at once, while the ledger goes over and while workbooks are made', async () => {
  const early = worker()
  const first = makeOutbox(ledger, parcels, { period: AT, due: DUE, as: 'zip' }, undefined, () => early.asWorker)
  first.cancel()
  await expect(first.result).rejects.toMatchObject({ cancelled: true })
  const late = worker()
  const second = makeOutbox(ledger, parcels, { period: AT, due: DUE, as: 'zip' }, () => second.cancel(), () => late.asWorker)
  await expect(second.result).rejects.toMatchObject({ cancelled: true, message: '已取消，没有发出' })
  expect([early.ended, late.ended, early.asked.some((r) => r.kind === 'send')]).toEqual([true, true, false])
})

it('says in words that a worker broke', async () => {
  const broken = worker()
  const task = makeOutbox(ledger, parcels, { period: AT, due: DUE, as: 'zip' }, undefined, () => broken.asWorker)
  broken.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message: 'boom' }))
  await expect(task.result).rejects.toMatchObject({ cancelled: false, message: '填报表没有做完，台账没有变。请再试一次（boom）' })
})
