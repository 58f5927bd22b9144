import { deflateRawSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import type { WorkbookModel } from '@/workbook/model'
import { writeWorkbook } from '@/workbook/write-workbook'
import { floorXml, sheetTask, suiteTask, type SheetTask } from './sheet-task'
import { inTurn, median, type BenchRow } from './timing'

const RUNS = 9
const LARGE = 10_000
const MB = 1 << 20

/** The month sheet against the least that could be done: the same texts in minimal XML, deflated natively. */
export async function benchSheets(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const [projects, target, allowed] of [
    [60, '≤ 5× 底线 + 100 ms', (floor: number) => 5 * floor + 100],
    [LARGE, '≤ 4.5× 底线', (floor: number) => 4.5 * floor],
  ] as const) {
    const task = sheetTask(projects)
    const { a, b } = await inTurn(RUNS, () => writeWorkbook(task.makeModel()), () => floorSheet(task))
    rows.push(ratioRow(`月报表 ${projects} 行（台账到文件）`, a, b, target, allowed))
  }
  const suite = suiteTask()
  const all = await inTurn(RUNS, () => writeWorkbook(suite.makeModel()), () => floorSheet(suite))
  const task = sheetTask(LARGE)
  const written = await inTurn(RUNS, () => writeWorkbook(task.model), () => floorSheet(task))
  const made = await inTurn(RUNS, () => task.makeModel(), () => floorSheet(task))
  return [
    ...rows,
    ratioRow('演示台账整套报表（台账到文件，65 个项目）', all.a, all.b, '< 3× 底线 + 150 ms', (floor) => 3 * floor + 150),
    ratioRow(`月报表 ${LARGE} 行（表格模型到文件，命令行）`, written.a, written.b, '≤ 1.5× 底线', (floor) => 1.5 * floor),
    ratioRow(`月报表 ${LARGE} 行（台账到表格模型）`, made.a, made.b),
    await memoryRow(task.model),
  ]
}

function floorSheet({ texts }: SheetTask): Uint8Array {
  return deflateRawSync(Buffer.from(floorXml(texts), 'utf8'), { level: 6 })
}

export function ratioRow(name: string, times: readonly number[], floors: readonly number[], target?: string, allowed?: (floor: number) => number): BenchRow {
  const [value, floor] = [median(times), median(floors)]
  return { name, value, unit: 'ms', floor, ratio: value / floor, runs: times.length, ...(target === undefined || allowed === undefined ? {} : { target, met: value <= allowed(floor) }) }
}

/** The most that buffers grow while a large sheet is written, beside the XML that it unpacks to: the sheet must never be held whole. */
async function memoryRow(model: WorkbookModel): Promise<BenchRow> {
  const before = process.memoryUsage().arrayBuffers
  let most = before
  const look = (): void => {
    most = Math.max(most, process.memoryUsage().arrayBuffers)
  }
  const bytes = await writeWorkbook(model, { onProgress: look })
  look()
  const xml = Object.values(unzipSync(bytes)).reduce((n, part) => n + part.length, 0) / MB
  const grown = (most - before) / MB
  return { name: `写月报表 ${LARGE} 行时缓冲区增长（展开后的 XML ${xml.toFixed(1)} MB）`, value: grown, unit: 'MB', target: '小于展开后的 XML', met: grown < xml, runs: 1 }
}
