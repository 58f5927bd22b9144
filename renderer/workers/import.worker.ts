import { ImportJob } from './import-job'
import type { ImportReply, ImportRequest } from './import-messages'

const scope = self as unknown as DedicatedWorkerGlobalScope
const job = new ImportJob((reply: ImportReply) => scope.postMessage(reply))

scope.addEventListener('message', (event: MessageEvent<ImportRequest>) => job.run(event.data))
