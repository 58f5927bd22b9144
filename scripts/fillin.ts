import { createHash } from 'node:crypto'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { excerpt } from '@/domain/brand'
import { buildLedger } from '@/domain/ledger'
import { isPeriod } from '@/domain/period'
import { usualDueDay } from '@/domain/sent-workbook'
import { needed, readArguments } from './command/arguments'
import { loadLedgerArgument } from './command/ledger-argument'
import { personPath } from './command/paths'
import { Refusal } from './command/refusal'
import { runCommand, tell, type CommandOutcome } from './command/run-command'
import { writeWholeFile } from './command/write-file'

const USAGE = `
用法：npm run --silent fillin -- --ledger L --period YYYY-MM --out 文件夹 [--owner 项目单位]

  --ledger L        official（官方台账）、demo（演示数据）或数据包 文件.json
  --period YYYY-MM  报告期，如 2020-04
  --out 文件夹      每个项目单位一份填报表写到这里；没有这个文件夹就建一个
  --owner 名称      只要这一个项目单位的
  --help            显示这个说明
`

async function makeFillIns(argv: readonly string[]): Promise<CommandOutcome> {
  const read = readArguments(argv, { values: ['ledger', 'period', 'out', 'owner'] })
  const ledgerName = needed(read, 'ledger')
  const period = needed(read, 'period')
  if (!isPeriod(period)) throw new Refusal(`--period 不能是“${excerpt(period)}”，请写成 YYYY-MM，如 2020-04`)
  const folder = personPath(needed(read, 'out'))
  const owner = read.values.owner?.trim() ?? null

  const ledger = buildLedger(await loadLedgerArgument(ledgerName))
  const { makeParcel, planParcels } = await import('@/exchange/owner/send')
  const { parcels, withoutOwner } = planParcels(ledger, [...ledger.sentWorkbooks.values()], { period, scope: 'all', per: 'owner', owners: owner === null ? null : new Set([owner]) })
  if (parcels.length === 0) {
    throw new Refusal(owner === null ? '没有一个项目填了项目单位，不知道发给谁。请先在项目库里填“项目单位”' : `没有项目单位是“${excerpt(owner)}”的项目，请核对名称`)
  }
  if (owner === null && withoutOwner.length > 0) tell(`${withoutOwner.length} 个项目没有填项目单位，没有包括在内`)

  // Everything is made before anything is written: a refusal leaves no half of a folder.
  const made = []
  for (const parcel of parcels) made.push(await makeParcel(ledger, parcel, period, usualDueDay(period)))
  await makeFolder(folder)
  const files = []
  for (const { parcel, bytes } of made) {
    const file = join(folder, parcel.fileName)
    await writeWholeFile(file, bytes)
    files.push({ file, owner: parcel.owner, projects: parcel.entries.length, sha256: createHash('sha256').update(bytes).digest('hex') })
  }
  tell(`已写好 ${files.length} 份填报表，在 ${folder}`)
  return { result: { files } }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    if (!(await stat(folder)).isDirectory()) throw new Error('no folder')
  } catch (error) {
    throw new Refusal(`建不了文件夹 ${folder}：请换一个地方，或核对同名的是不是一个文件`, { cause: error })
  }
}

await runCommand(USAGE, makeFillIns)
