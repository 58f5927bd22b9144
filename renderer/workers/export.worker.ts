import { runExportJob } from './export-job'
import type { ExportReply, ExportRequest } from './export-messages'

const scope = self as unknown as DedicatedWorkerGlobalScope

scope.addEventListener('message', (event: MessageEvent<ExportRequest>) => {
  void runExportJob(event.data, (reply: ExportReply) => {
    // The file's bytes are handed over, not copied.
    scope.postMessage(reply, reply.kind === 'done' ? [reply.result.bytes.buffer as ArrayBuffer] : [])
  })
})
