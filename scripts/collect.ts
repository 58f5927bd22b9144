import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { excerpt } from '@/domain/brand'
import { buildLedger } from '@/domain/ledger'
import { isNotKnown, type Side } from '@/exchange/merge/three-way'
import type { CollectedFile, IncomingFile } from '@/exchange/owner/collect-model'
import { readArguments, needed, oneOf } from './command/arguments'
import { loadLedgerFile, packageBytes } from './command/ledger-argument'
import { personPath } from './command/paths'
import { Refusal } from './command/refusal'
import { runCommand, tell, type CommandOutcome } from './command/run-command'
import { writeWholeFile } from './command/write-file'

const USAGE = `
用法：npm run --silent collect -- --ledger L --out 新台账.json 文件夹或文件… [--take ours|theirs]

  --ledger L          official（官方台账）、demo（演示数据）或数据包 文件.json
  --out 新台账.json   收进之后的台账写到这里；已有的文件在写完整之后才替换
  文件夹或文件        收回的填报表：.xlsx、.xls、.et，或装着它们的 .zip、文件夹
  --take ours|theirs  两边都改了的：ours 用台账里的，theirs 用对方的；不写就停下来，什么都不写，退出码是 1
  --help              显示这个说明
`

/** A folder of an office's returns; more is a mistake in the path. */
const MOST_FILES = 5000

async function collect(argv: readonly string[]): Promise<CommandOutcome> {
  const read = readArguments(argv, { values: ['ledger', 'out', 'take'], bare: { label: '收回的文件或文件夹', least: 1, most: MOST_FILES } })
  const ledgerName = needed(read, 'ledger')
  const out = needed(read, 'out')
  if (!/\.json$/iu.test(out)) throw new Refusal(`--out 应是以 .json 结尾的文件名，现在是“${excerpt(out, 60)}”`)
  const take = read.values.take === undefined ? null : oneOf('take', read.values.take, ['ours', 'theirs'], 'ours')

  const { data, files: attached } = await loadLedgerFile(ledgerName)
  const ledger = buildLedger(data)
  const files = await openFiles(read.bare.map(personPath))
  const { collectFiles } = await import('@/exchange/owner/collect')
  const { applyEdits, appliedCount, collectEdits } = await import('@/exchange/owner/collect-result')
  const { isOpenConflict } = await import('@/exchange/owner/collect-model')
  const side: Side | null = take === null ? null : take === 'ours' ? 'here' : 'owner'
  const collected = await collectFiles(ledger, [...ledger.sentWorkbooks.values()], files.map((f) => f.incoming), { choose: () => side })
  const open = collected.reduce((n, f) => n + f.values.filter(isOpenConflict).length, 0)
  let written: string | null = null
  if (open === 0) {
    written = personPath(out)
    await writeWholeFile(written, await packageBytes(applyEdits(data, collectEdits(ledger, collected, null)), attached))
    tell(`已写好 ${written}：收进 ${collected.reduce((n, f) => n + appliedCount(f), 0)} 处`)
  } else tell(`有 ${open} 处两边都改了，什么都没有写。请加 --take ours 或 --take theirs，或在程序里逐个选`)
  return { result: { files: collected.map((f, i) => described(files[i]?.path ?? f.name, f, appliedCount(f))), written }, exitCode: open > 0 ? 1 : 0 }
}

/** A file as the command prints it: amounts in 分, unknown as null. */
function described(path: string, { owner, status, message, values, faults, notes }: CollectedFile, applied: number): object {
  return {
    file: path, owner, status, applied,
    conflicts: values.filter((v) => v.outcome === 'conflict').map((v) => ({
      project: v.projectName, projectId: v.projectId, ...(v.label === '' ? {} : { item: v.label }), field: v.column.name, asSent: isNotKnown(v.asSent) ? null : v.asSent, here: v.here, owner: v.owner, sheet: v.sheet, cell: v.cell,
    })),
    faults: faults.map((f) => ({ kind: f.kind, sheet: f.sheet, cell: f.cell, project: f.project, field: f.column?.name ?? null, value: f.value, message: f.message })),
    message, notes,
  }
}

interface OpenedPath {
  readonly path: string
  readonly incoming: IncomingFile
}

async function openFiles(paths: readonly string[]): Promise<OpenedPath[]> {
  const { filesOfZip, isPlainZip, openReturnedFile } = await import('@/exchange/owner/open-file')
  const files: OpenedPath[] = []
  for (const path of await listFiles(paths)) {
    const bytes = new Uint8Array(await readFile(path).catch((cause: unknown) => {
      throw new Refusal(`读不了 ${path}：没有这个文件，或没有读取的权限`, { cause })
    }))
    const name = basename(path)
    if (!isPlainZip(name, bytes)) files.push({ path, incoming: openReturnedFile(name, bytes) })
    else {
      const inside = filesOfZip(bytes)
      if ('message' in inside) files.push({ path, incoming: { name, book: null, message: inside.message, savedAt: null } })
      else for (const entry of inside) files.push({ path: `${path}/${entry.name}`, incoming: openReturnedFile(entry.name, entry.bytes) })
    }
  }
  if (files.length === 0) throw new Refusal('里面没有一个可收的文件（.xlsx、.xls、.et、.zip），请核对路径')
  return files
}

/** Files as they are named, and those of folders at any depth; in the order of their names, whatever the disk's order. */
async function listFiles(paths: readonly string[]): Promise<string[]> {
  const { isReturnedName } = await import('@/exchange/owner/returned-names')
  const found: string[] = []
  for (const path of paths) {
    const info = await stat(path).catch((cause: unknown) => {
      throw new Refusal(`没有 ${path}，请检查路径`, { cause })
    })
    if (!info.isDirectory()) {
      found.push(path)
      continue
    }
    const inside = (await readdir(path, { recursive: true, withFileTypes: true })).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name)).filter((p) => isReturnedName(p.slice(path.length + 1).replaceAll('\\', '/')))
    found.push(...inside.sort())
  }
  const files = [...new Set(found)]
  if (files.length > MOST_FILES) throw new Refusal(`有 ${files.length} 个文件，一次最多 ${MOST_FILES} 个，请核对文件夹`)
  return files
}

await runCommand(USAGE, collect)
