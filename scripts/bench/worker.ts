/** Runs as a worker in Chromium: the same sheet and the same floor as sheets.ts, with the browser's own deflate. */
import { writeWorkbook } from '@/workbook/write-workbook'
import { floorXml, sheetTask } from './sheet-task'
import { inTurn } from './timing'

const scope = self as unknown as DedicatedWorkerGlobalScope

async function floorSheet(xml: string): Promise<number> {
  return (await new Response(new Blob([xml]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer()).byteLength
}

scope.addEventListener('message', async ({ data }: MessageEvent<{ projects: number; runs: number }>) => {
  const task = sheetTask(data.projects)
  scope.postMessage(await inTurn(data.runs, () => writeWorkbook(task.model), () => floorSheet(floorXml(task.texts))))
})
