import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { excerpt } from '@/domain/brand'
import { buildLedger, type Ledger } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import { formatPeriod, isDateOnly, isPeriod, lastDayOf, type DateOnly } from '@/domain/period'
import { REPORT_KINDS, REPORT_NAMES, reportFileName, requestFault, type ReportFilter, type ReportOptions, type ReportSummary } from '@/domain/report-catalogue'
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
  --out F.xlsx      写到哪个文件；已有的文件在写完整之后才替换。红黄牌通报和任务书也可以写成 F.docx
  --each 文件夹     代替 --out，只用于 --report all：有内容的报表各写一本
  --portfolio P     3367、quality 或 all（全部项目，每个只列一次）；不写是 all
  --unit U          万元 或 亿元；不写是 万元
  --paper P         A3 或 A4，横向；不写是 A3
  --by X=值         只列一部分：leader=包联领导、unit=责任单位、domain=领域
  --compare 另一份   变化对比的另一份：报告期（如 2020-02）、数据包 文件.json 或以前导出的 文件.xlsx
  --date YYYY-MM-DD 填报日期；不写就留空，由人签署。已锁定的月份用锁定时的填报日期
  --help            显示这个说明
`

const BY = ['leader', 'unit', 'domain'] as const

async function exportReport(argv: readonly string[]): Promise<CommandOutcome> {
  const read = readArguments(argv, { values: ['ledger', 'report', 'period', 'portfolio', 'unit', 'paper', 'by', 'date', 'compare', 'out', 'each'] })
  const { values } = read
  const ledgerName = needed(read, 'ledger')
  const report = oneOf('report', needed(read, 'report'), REPORT_NAMES, 'monthly')
  const period = needed(read, 'period')
  if (!isPeriod(period)) throw new Refusal(`--period 不能是“${excerpt(period)}”，请写成 YYYY-MM，如 2020-03`)
  if (report === 'changes' && values.compare === undefined) throw new Refusal('变化对比要用 --compare 写明与哪一份比：报告期（如 2020-02）、数据包 文件.json 或以前导出的 文件.xlsx')
  const unit = oneOf('unit', values.unit, ['万元', '亿元'], '万元')
  const paper = oneOf('paper', values.paper, ['A3', 'A4'], 'A3')
  const filter = values.by === undefined ? null : readFilter(values.by)
  const preparedOn = readDate(values.date)
  const folder = values.each
  if (folder !== undefined && report !== 'all') throw new Refusal('--each 只用于 --report all，一种报表请用 --out')
  if (folder !== undefined && values.out !== undefined) throw new Refusal('--each 和 --out 只能写一个')
  const out = folder === undefined ? needed(read, 'out') : null
  const inWord = out !== null && /\.docx$/iu.test(out)
  if (inWord && report !== 'bulletin' && report !== 'tasks') throw new Refusal(`只有红黄牌通报（bulletin）和任务书（tasks）能写成 .docx，${REPORT_KINDS[report].label}请写成 .xlsx`)
  if (out !== null && !inWord && !/\.xlsx$/iu.test(out)) throw new Refusal(`--out 应是以 .xlsx 结尾的文件名，现在是“${excerpt(out, 60)}”`)

  const ledger = await loadLedgerArgument(ledgerName)
  const scope = values.portfolio ?? 'all'
  const comparison = values.compare === undefined ? null : await (await import('./command/compare-argument')).compareArgument(ledger, values.compare, { period, scope, filter })
  const { reportSource } = await import('@/exchange/frozen-report')
  const source = reportSource(ledger, { report, period, scope, unit, paper, preparedOn, filter, comparison })
  if (preparedOn !== null && source.options.preparedOn !== preparedOn) throw new Refusal(`${formatPeriod(period)}已锁定，填报日期定为 ${source.options.preparedOn ?? '空'}，请去掉 --date`)
  if (out === null) return { result: await writeEach(source.ledger, source.options, personPath(folder ?? '')) }
  const { bytes, summary } = inWord ? await makeDocument(source.ledger, source.options) : await makeBook(source.ledger, source.options)
  const file = personPath(out)
  await writeWholeFile(file, bytes)
  tell(`已写好 ${file}：${summary.rows} 个项目`)
  return { result: described(file, bytes, summary) }
}

async function makeBook(ledger: LedgerData | Ledger, options: ReportOptions): Promise<{ bytes: Uint8Array; summary: ReportSummary }> {
  // Loaded only now: a refused command line and --help answer at once.
  const { buildSealedReport } = await import('@/exchange/seal/sealed-report')
  const { writeWorkbook } = await import('@/workbook/write-workbook')
  const { model, summary } = buildSealedReport(ledger, options)
  return { bytes: await writeWorkbook(model), summary }
}

/** 通报 or 任务书 in Word; the summary is that of the same report in Excel, but for its sheets. */
async function makeDocument(data: LedgerData | Ledger, options: ReportOptions): Promise<{ bytes: Uint8Array; summary: ReportSummary }> {
  const { buildReport } = await import('@/workbook/reports')
  const { wordBulletin, wordTasks } = await import('@/document/word-report')
  const ledger = 'entries' in data ? data : buildLedger(data)
  const { summary } = buildReport(ledger, options)
  return { bytes: options.report === 'tasks' ? await wordTasks(ledger, options) : await wordBulletin(ledger, options), summary: { ...summary, sheets: [] } }
}

function described(file: string, bytes: Uint8Array, summary: ReportSummary): object {
  return { file, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, ...summary }
}

/** One book each: all are made before the first is written, so that a refusal leaves no file. */
async function writeEach(data: LedgerData | Ledger, options: ReportOptions, folder: string): Promise<{ files: object[] }> {
  const ledger = 'entries' in data ? data : buildLedger(data)
  const day = options.preparedOn ?? lastDayOf(options.period)
  const books: { file: string; bytes: Uint8Array; summary: ReportSummary }[] = []
  const { presentReports } = await import('@/workbook/reports')
  const fault = requestFault(ledger, options)
  if (fault !== null) throw new Refusal(fault)
  for (const report of presentReports(ledger, options)) {
    books.push({ file: join(folder, reportFileName({ ...options, report }, day)), ...(await makeBook(ledger, { ...options, report })) })
  }
  for (const { file, bytes } of books) await writeWholeFile(file, bytes)
  tell(`已写好 ${books.length} 本，在 ${folder}`)
  return { files: books.map(({ file, bytes, summary }) => described(file, bytes, summary)) }
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
