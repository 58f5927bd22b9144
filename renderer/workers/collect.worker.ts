import { CollectJob } from './collect-job'
import type { CollectReply, CollectRequest } from './collect-messages'

const scope = self as unknown as DedicatedWorkerGlobalScope
const job = new CollectJob((reply: CollectReply) => scope.postMessage(reply))

scope.addEventListener('message', (event: MessageEvent<CollectRequest>) => void job.take(event.data))
