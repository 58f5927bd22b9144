import * as XLSX from '@e965/xlsx'
import { buildLedger, registeredEntries } from '@/domain/ledger'
import { period } from '@/domain/period'
import { projectFigures } from '@/domain/progress'
import { idsFrom } from '@/exchange/import/empty-ledger'
import { planImport } from '@/exchange/import/plan'
import { readTable } from '@/exchange/reading/read-table'
import { largeLedger } from './large-ledger'
import { inTurn, median, type BenchRow } from './timing'

const RUNS = 7
const PROJECTS = 10_000

/** 10,000 rows × 20 columns read, checked and matched with a ledger of as many projects, against the bare parse of the same bytes. */
export async function benchImport(): Promise<BenchRow[]> {
  const ledger = buildLedger(largeLedger(PROJECTS, 3))
  const bytes = officeSheet()
  const bare = (): unknown => XLSX.read(bytes, { type: 'array', dense: true })
  const reading = await inTurn(RUNS, () => readTable(bytes, 'bench.xlsx'), bare)
  const whole = await inTurn(RUNS, () => planImport(readTable(bytes, 'bench.xlsx'), ledger, {}, { newId: idsFrom('ab'.repeat(32), () => false) }), bare)
  return [row('读入并检查文件', reading), row('读、核对、匹配', whole)]

  function row(what: string, { a, b }: { a: number[]; b: number[] }): BenchRow {
    const [value, floor] = [median(a), median(b)]
    return { name: `导入 ${PROJECTS} 行 × 20 列（${what}）`, value, unit: 'ms', floor, ratio: value / floor, target: '≤ 1.3× 只解析', met: value / floor <= 1.3, runs: RUNS }
  }

  /** The ledger's own projects as an office would list them, with figures that differ from what is there. */
  function officeSheet(): Uint8Array {
    const at = period('2016-03')
    const header = ['序号', '项目名称', '领域', '建设性质', '建设内容及规模', '项目单位', '责任单位', '包联领导', '责任人', '施工单位', '开工时间', '计划竣工', '总投资(万元)', '年度计划(万元)', '本月完成(万元)', '到位资金(万元)', '形象进度', '存在问题', '下步措施', '备注']
    const rows = registeredEntries(ledger).map((entry, i) => {
      const { project: p } = entry
      const figures = projectFigures(entry, at)
      return [i + 1, p.name, p.domain, p.nature, p.scale, p.owner, p.responsibleUnit, p.sponsoringLeader, `责任人${i % 50}`, `施工单位${i % 30}`, '2015.3.1', '2029年12月', (p.totalInvestment ?? 0) / 1e6, (figures.annualPlan ?? 0) / 1e6, 100 + (i % 70), 5000 + (i % 900), `完成 ${i % 100}%`, i % 3 === 0 ? '征地' : '无', '抓紧', null]
    })
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['2016年3月重点项目（单位：万元）'], header, ...rows]), '台账')
    return new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx', compression: true, bookSST: true }) as ArrayBuffer)
  }
}
