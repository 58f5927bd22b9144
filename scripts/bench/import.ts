import * as XLSX from '@e965/xlsx'
import { buildLedger, registeredEntries, type Ledger } from '@/domain/ledger'
import { period } from '@/domain/period'
import { projectFigures } from '@/domain/progress'
import { idsFrom } from '@/exchange/import/empty-ledger'
import { planImport } from '@/exchange/import/plan'
import { readTable } from '@/exchange/reading/read-table'
import { largeLedger } from './large-ledger'
import { inTurn, median, type BenchRow } from './timing'

const RUNS = 7
const PROJECTS = 10_000

/**
 * 10,000 rows × 20 columns against the library's bare parse of the same bytes, `XLSX.read(bytes, { type: 'array', dense: true })`, in
 * turn. Timed is everything from the bytes to the plan: unpack, check, read, find the header and the columns, read each value, find
 * each of 10,000 projects again (one name in a hundred only nearly, one not at all), compare old and new, sums before and after, edits.
 */
export async function benchImport(): Promise<BenchRow[]> {
  const data = largeLedger(PROJECTS, 3)
  const bytes = officeSheet(buildLedger(data))
  const bare = (): unknown => XLSX.read(bytes, { type: 'array', dense: true })
  const reading = await inTurn(RUNS, () => readTable(bytes, 'bench.xlsx'), bare)
  // Figures are remembered by entry: each run gets a ledger that nobody has looked at.
  const whole = await inTurn(RUNS, planned, bare, () => buildLedger(data))
  return [row('读入并检查文件', reading), row('读、核对、匹配', whole)]

  function planned(ledger: Ledger): void {
    const { rows, faults, questions } = planImport(readTable(bytes, 'bench.xlsx'), ledger, {}, { newId: idsFrom('ab'.repeat(32), () => false) })
    // A plan of other rows would be no measure.
    const count = (action: string): number => rows.filter((r) => r.action === action).length
    if (count('changed') !== PROJECTS * 0.98 || count('new') !== PROJECTS * 0.01 || questions.length !== PROJECTS * 0.01 || faults.length > 0) throw new Error(`benchImport: ${count('changed')} changed, ${count('new')} new, ${questions.length} asked, ${faults.length} faults`)
  }

  function row(what: string, { a, b }: { a: number[]; b: number[] }): BenchRow {
    const [value, floor] = [median(a), median(b)]
    return { name: `导入 ${PROJECTS} 行 × 20 列（${what}）`, value, unit: 'ms', floor, ratio: value / floor, target: '≤ 1.3× 只解析', met: value / floor <= 1.3, runs: RUNS }
  }
}

/** The ledger's own projects as an office would list them, with figures that differ from what is there; `strange` has names that do too. */
export function officeSheet(ledger: Ledger, strange = true): Uint8Array {
  const at = period('2016-03')
  const header = ['序号', '项目名称', '领域', '建设性质', '建设内容及规模', '项目单位', '责任单位', '包联领导', '责任人', '施工单位', '开工时间', '计划竣工', '总投资(万元)', '年度计划(万元)', '本月完成(万元)', '到位资金(万元)', '形象进度', '存在问题', '下步措施', '备注']
  const rows = registeredEntries(ledger).map((entry, i) => {
    const { project: p } = entry
    const figures = projectFigures(entry, at)
    const name = !strange ? p.name : i % 100 === 7 ? (p.name as string).replace('改造工程', '改造') : i % 100 === 57 ? `新增${p.name as string}（城北片区）` : p.name
    return [i + 1, name, p.domain, p.nature, p.scale, p.owner, p.responsibleUnit, p.sponsoringLeader, `责任人${i % 50}`, `施工单位${i % 30}`, '2015.3.1', '2029年12月', (p.totalInvestment ?? 0) / 1e6, (figures.annualPlan ?? 0) / 1e6, 100 + (i % 70), 5000 + (i % 900), `完成 ${i % 100}%`, i % 3 === 0 ? '征地' : '无', '抓紧', null]
  })
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['2016年3月重点项目（单位：万元）'], header, ...rows]), '台账')
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx', compression: true, bookSST: true }) as ArrayBuffer)
}
