import { DocumentJob } from './document-job'
import type { DocumentReply, DocumentRequest } from './document-messages'

const scope = self as unknown as DedicatedWorkerGlobalScope
const job = new DocumentJob((reply: DocumentReply) => {
  // The file's bytes are handed over, not copied.
  scope.postMessage(reply, reply.kind === 'done' ? [reply.result.buffer as ArrayBuffer] : [])
})

scope.addEventListener('message', (event: MessageEvent<DocumentRequest>) => void job.run(event.data))
