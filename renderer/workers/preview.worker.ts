import { PreviewJob } from './preview-job'
import type { PreviewRequest } from './preview-messages'

const scope = self as unknown as DedicatedWorkerGlobalScope
const job = new PreviewJob()

scope.addEventListener('message', (event: MessageEvent<PreviewRequest>) => {
  const reply = job.answer(event.data)
  if (reply !== null) scope.postMessage(reply)
})
