import { wordBulletin, wordTasks } from '@/document/word-report'
import type { Ledger } from '@/domain/ledger'
import { bulletinSource } from '@/exchange/frozen-report'
import { SnapshotError } from '@/exchange/snapshot'
import type { DocumentReply, DocumentRequest, DocumentWish } from './document-messages'
import { ReceivedLedger } from './ledger-slices'

/** Makes a paper in Word and tells how much of it is laid out; never throws. Apart from the worker, so that it can be tested without one. */
export class DocumentJob {
  private readonly received = new ReceivedLedger()

  constructor(private readonly tell: (reply: DocumentReply) => void) {}

  async run(request: DocumentRequest): Promise<void> {
    if (request.kind === 'records') return this.received.take(request)
    try {
      this.tell({ kind: 'done', result: await make(this.received.ledger, request, (share) => this.tell({ kind: 'progress', share })) })
    } catch (error) {
      if (!(error instanceof SnapshotError)) console.error(error)
      this.tell({ kind: 'failed', message: error instanceof SnapshotError ? error.message : '文件没有做成，台账没有变。请再试一次' })
    }
  }
}

function make(ledger: Ledger, wish: DocumentWish, tell: (share: number) => void): Promise<Uint8Array> {
  if (wish.kind === 'tasks') return wordTasks(ledger, wish.choice, wish.day, tell)
  const source = bulletinSource(ledger, wish.options)
  return wordBulletin(source.ledger, source.options, wish.edits)
}
