import { runExportJob } from './export-job'
import type { ExportMessage, ExportReply } from './export-messages'
import { ReceivedLedger } from './ledger-slices'

const scope = self as unknown as DedicatedWorkerGlobalScope
const received = new ReceivedLedger()

scope.addEventListener('message', ({ data }: MessageEvent<ExportMessage>) => {
  if (data.kind === 'records') return received.take(data)
  const { kind: _kind, ...request } = data
  void runExportJob({ ...request, ledger: received.ledger }, (reply: ExportReply) => {
    // The file's bytes are handed over, not copied.
    scope.postMessage(reply, reply.kind === 'done' ? [reply.result.bytes.buffer as ArrayBuffer] : [])
  })
})
