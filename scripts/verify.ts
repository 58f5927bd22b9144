import { createHash } from 'node:crypto'
import { readArguments } from './command/arguments'
import { loadLedgerArgument } from './command/ledger-argument'
import { personPath } from './command/paths'
import { readBytes } from './command/read-bytes'
import { runCommand, tell, type CommandOutcome } from './command/run-command'

const USAGE = `
用法：npm run --silent verify -- F.xlsx [--ledger L.json]

  F.xlsx        本程序导出的 Excel 表；被 Excel、WPS、LibreOffice 再存过也可以
  --ledger L    数据包 文件.json（或 demo、official）：与其中的锁定数据逐格比；不写就按文件里的校验数据
  --help        显示这个说明

退出码：0 一致；1 有不一致，或不是本程序导出的表；2 没有核对成
`

async function verify(argv: readonly string[]): Promise<CommandOutcome> {
  const { values, bare } = readArguments(argv, { values: ['ledger'], bare: { label: '要核对的 .xlsx 文件', least: 1, most: 1 } })
  const name = bare[0] as string
  const file = personPath(name)
  const bytes = await readBytes(file)
  const ledger = values.ledger === undefined ? null : await loadLedgerArgument(values.ledger)
  const { verifyWorkbook } = await import('@/exchange/seal/verify')
  const { ours, locked, period, matches, differences, against, snapshot, verdict } = verifyWorkbook(bytes, ledger)
  tell(verdict)
  return {
    result: { file, sha256: createHash('sha256').update(bytes).digest('hex'), ours, locked, period, matches, differences, against, snapshot },
    exitCode: matches ? 0 : 1,
  }
}

await runCommand(USAGE, verify)
