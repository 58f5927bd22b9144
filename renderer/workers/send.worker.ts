import { SendJob } from './send-job'
import type { SendReply, SendRequest } from './send-messages'

const scope = self as unknown as DedicatedWorkerGlobalScope
const job = new SendJob((reply: SendReply) => {
  // The files' bytes are handed over, not copied.
  scope.postMessage(reply, reply.kind === 'done' ? reply.result.files.map((f) => f.bytes.buffer as ArrayBuffer) : [])
})

scope.addEventListener('message', (event: MessageEvent<SendRequest>) => void job.run(event.data))
