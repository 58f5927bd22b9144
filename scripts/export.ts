import { createHash } from 'node:crypto'
import { excerpt } from '@/domain/brand'
import { isDateOnly, isPeriod, type DateOnly } from '@/domain/period'
import { REPORT_KINDS, REPORT_NAMES, type ReportFilter } from '@/domain/report-catalogue'
import { needed, oneOf, readArguments } from './command/arguments'
import { loadLedgerArgument } from './command/ledger-argument'
import { personPath } from './command/paths'
import { Refusal } from './command/refusal'
import { runCommand, tell, type CommandOutcome } from './command/run-command'
import { writeWholeFile } from './command/write-file'

const USAGE = `
用法：npm run --silent export -- --ledger L --report monthly --period YYYY-MM --out F.xlsx [选项]

  --ledger L        official（官方台账）、demo（演示数据）或数据包 文件.json
  --report 名称     ${REPORT_NAMES.map((name) => `${name}（${REPORT_KINDS[name].label}）`).join('、')}
  --period YYYY-MM  报告期，如 2020-03
  --out F.xlsx      写到哪个文件；已有的文件在写完整之后才替换
  --portfolio P     3367、quality 或 all（全部项目，每个只列一次）；不写是 all
  --unit U          万元 或 亿元；不写是 万元
  --paper P         A3 或 A4，横向；不写是 A3
  --by X=值         只列一部分：leader=包联领导、unit=责任单位、domain=领域
  --date YYYY-MM-DD 填报日期；不写就留空，由人签署
  --help            显示这个说明
`

const BY = ['leader', 'unit', 'domain'] as const

async function exportReport(argv: readonly string[]): Promise<CommandOutcome> {
  const read = readArguments(argv, { values: ['ledger', 'report', 'period', 'portfolio', 'unit', 'paper', 'by', 'date', 'compare', 'out'] })
  const { values } = read
  const ledgerName = needed(read, 'ledger')
  const report = oneOf('report', needed(read, 'report'), REPORT_NAMES, 'monthly')
  const period = needed(read, 'period')
  if (!isPeriod(period)) throw new Refusal(`--period 不能是“${excerpt(period)}”，请写成 YYYY-MM，如 2020-03`)
  if (values.compare !== undefined) throw new Refusal('--compare 现在还没有，请先去掉')
  const unit = oneOf('unit', values.unit, ['万元', '亿元'], '万元')
  const paper = oneOf('paper', values.paper, ['A3', 'A4'], 'A3')
  const filter = values.by === undefined ? null : readFilter(values.by)
  const preparedOn = readDate(values.date)
  const out = needed(read, 'out')
  if (!/\.xlsx$/iu.test(out)) throw new Refusal(`--out 应是以 .xlsx 结尾的文件名，现在是“${excerpt(out, 60)}”`)

  const ledger = await loadLedgerArgument(ledgerName)
  // Loaded only now: a refused command line and --help answer at once.
  const { buildReport } = await import('@/workbook/reports')
  const { writeWorkbook } = await import('@/workbook/write-workbook')
  const { model, summary } = buildReport(ledger, { report, period, scope: values.portfolio ?? 'all', unit, paper, preparedOn, filter })
  const bytes = await writeWorkbook(model)
  const file = personPath(out)
  await writeWholeFile(file, bytes)
  tell(`已写好 ${file}：${summary.rows} 个项目`)
  return { result: { file, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, ...summary } }
}

function readFilter(text: string): ReportFilter {
  const equals = text.indexOf('=')
  const by = BY.find((name) => name === text.slice(0, Math.max(0, equals)))
  const value = text.slice(equals + 1).trim()
  if (by === undefined || value === '') throw new Refusal(`--by 不能是“${excerpt(text)}”，请写成 leader=包联领导、unit=责任单位 或 domain=领域`)
  return { by, value }
}

function readDate(text: string | undefined): DateOnly | null {
  if (text === undefined) return null
  if (!isDateOnly(text)) throw new Refusal(`--date 不能是“${excerpt(text)}”，请写成存在的一天，如 2020-04-05`)
  return text
}

await runCommand(USAGE, exportReport)
