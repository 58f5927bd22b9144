import { createHash } from 'node:crypto'
import { buildLedger, activePortfolios, registeredEntries, reportedPeriods, slotEntries, type Ledger } from '@/domain/ledger'
import type { Portfolio } from '@/domain/model'
import { yearOf } from '@/domain/period'
import { declaredTotals, reconcile } from '@/domain/reconcile'
import { checkLedger } from '@/exchange/check-ledger'
import { FORMAT_VERSION } from '@/exchange/package'
import { excerpt } from '@/domain/brand'
import { needed, readArguments } from './command/arguments'
import { loadLedgerFile, packageBytes } from './command/ledger-argument'
import { personPath } from './command/paths'
import { Refusal } from './command/refusal'
import { runCommand, tell, type CommandOutcome } from './command/run-command'
import { writeWholeFile } from './command/write-file'

const USAGE = `
用法：npm run --silent ledger -- --ledger L [--out F.json] [--check]

  --ledger L    official（官方台账）、demo（演示数据）或数据包 文件.json
  --out F.json  把台账写成数据包；已有的文件在写完整之后才替换
  --check       检查台账；有问题时退出码是 1
  --help        显示这个说明
`

async function describeLedger(argv: readonly string[]): Promise<CommandOutcome> {
  const read = readArguments(argv, { values: ['ledger', 'out'], flags: ['check'] })
  const ledgerName = needed(read, 'ledger')
  const { out } = read.values
  if (out !== undefined && !/\.json$/iu.test(out)) throw new Refusal(`--out 应是以 .json 结尾的文件名，现在是“${excerpt(out, 60)}”`)

  const { data, files } = await loadLedgerFile(ledgerName)
  const ledger = buildLedger(data)
  const registered = registeredEntries(ledger)
  const bytes = await packageBytes(data, files)
  const faults = checkLedger(data)
  const file = out === undefined ? null : personPath(out)
  if (file !== null) {
    await writeWholeFile(file, bytes)
    tell(`已写好 ${file}`)
  }
  if (read.flags.has('check')) tell(faults.length === 0 ? '没有发现问题' : `发现 ${faults.length} 处问题`)
  return {
    result: {
      file, sha256: createHash('sha256').update(bytes).digest('hex'), formatVersion: FORMAT_VERSION,
      portfolios: activePortfolios(ledger).map((portfolio) => describePortfolio(ledger, portfolio)),
      projects: registered.length, slots: slotEntries(ledger).length, reports: registered.reduce((sum, { reports }) => sum + reports.size, 0),
      periods: reportedPeriods(ledger) ?? [null, null], faults,
    },
    exitCode: read.flags.has('check') && faults.length > 0 ? 1 : 0,
  }
}

/** Declared and registered totals; the plan is that of the declared year, or of the newest period's year. */
function describePortfolio(ledger: Ledger, portfolio: Portfolio): object {
  const newest = reportedPeriods(ledger)?.[1]
  const year = portfolio.declaredYear ?? (newest === undefined ? null : yearOf(newest))
  const { registered } = reconcile(ledger, portfolio.id, year ?? 0)
  return {
    id: portfolio.id, name: portfolio.name, declared: declaredTotals(portfolio, year ?? 0),
    registered: { count: registered.count, totalInvestment: registered.totalInvestment.value, annualPlan: registered.annualPlan.value },
  }
}

await runCommand(USAGE, describeLedger)
