import type { ProjectEntry } from '@/domain/ledger'
import { outboxFiles, outboxZip } from '@/exchange/owner/outbox'
import { makeParcel, type MadeParcel } from '@/exchange/owner/send'
import { ReceivedLedger } from './ledger-slices'
import type { SendReply, SendRequest } from './send-messages'

/** Makes the workbooks that go out; never throws. Apart from the worker, so that it can be tested without one. */
export class SendJob {
  private readonly received = new ReceivedLedger()

  constructor(private readonly tell: (reply: SendReply) => void) {}

  async run(request: SendRequest): Promise<void> {
    if (request.kind === 'records') return this.received.take(request)
    try {
      const { parcels, period, due, as } = request
      const { ledger } = this.received
      const made: MadeParcel[] = []
      for (const { projectIds, ...parcel } of parcels) {
        made.push(await makeParcel(ledger, { ...parcel, entries: projectIds.map((id) => ledger.entries.get(id) as ProjectEntry) }, period, due))
        this.tell({ kind: 'progress', share: made.length / parcels.length })
      }
      const files = await outboxFiles(ledger.settings.unitName, period, due, made)
      this.tell({ kind: 'done', result: { files: as === 'zip' ? [{ name: '', bytes: outboxZip(files) }] : files, ids: made.map((m) => m.sent.id) } })
    } catch (error) {
      console.error(error)
      this.tell({ kind: 'failed', message: '填报表没有做完，台账没有变。请再试一次' })
    }
  }
}
