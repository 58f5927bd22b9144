import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { excerpt } from '@/domain/brand'
import { buildLedger, ledgerData } from '@/domain/ledger'
import { isPeriod, type Period } from '@/domain/period'
import { readChoices } from '@/exchange/import/choices-file'
import type { ImportChoices } from '@/exchange/import/choices'
import { emptyLedger, idsFrom } from '@/exchange/import/empty-ledger'
import { READING_LIMITS } from '@/exchange/reading/model'
import { needed, readArguments } from './command/arguments'
import { loadLedgerFile, packageBytes, readText } from './command/ledger-argument'
import { personPath } from './command/paths'
import { Refusal } from './command/refusal'
import { runCommand, tell, type CommandOutcome } from './command/run-command'
import { writeWholeFile } from './command/write-file'

const USAGE = `
用法：npm run --silent import -- F [--ledger L.json] [--sheet S] [--period P] [--map M.json] (--dry-run | --out NEW.json)

  F             要导入的表：.xlsx、.xls、.csv
  --ledger L    导进哪份台账：official、demo 或数据包 文件.json；不写就导进一份空台账
  --sheet S     只用这张工作表；不写就用所有认得出的
  --period P    报告期，如 2020-03；不写就用表里写的
  --map M.json  列的对应和问题的回答，见 docs/import.md
  --dry-run     只看会怎样，什么也不写
  --out F.json  没有问题时把导入后的台账写成数据包；有问题时不写，退出码是 1
  --help        显示这个说明
`

async function importTable(argv: readonly string[]): Promise<CommandOutcome> {
  const read = readArguments(argv, { values: ['ledger', 'sheet', 'period', 'map', 'out'], flags: ['dry-run'], bare: { label: '要导入的文件', least: 1, most: 1 } })
  const { values } = read
  const dry = read.flags.has('dry-run')
  if (dry && values.out !== undefined) throw new Refusal('--dry-run 和 --out 只能用一个')
  const out = dry ? null : needed(read, 'out')
  if (out !== null && !/\.json$/iu.test(out)) throw new Refusal(`--out 应是以 .json 结尾的文件名，现在是“${excerpt(out, 60)}”`)
  if (values.period !== undefined && !isPeriod(values.period)) throw new Refusal(`--period 不能是“${excerpt(values.period)}”，请写成 YYYY-MM，如 2020-03`)
  const file = personPath(read.bare[0] as string)
  const bytes = await readWhole(file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')

  const given = values.map === undefined ? {} : readChoices(await readText(personPath(values.map), 10_000_000))
  // Loaded only now: a refused command line and --help answer at once.
  const [{ readTable }, { planImport }, { describePlan }] = await Promise.all([import('@/exchange/reading/read-table'), import('@/exchange/import/plan'), import('@/exchange/import/result')])
  const book = readTable(bytes, basename(file))
  const into = values.ledger === undefined ? { data: emptyLedger(idsFrom(createHash('sha256').update(`ledger ${sha256}`).digest('hex'), () => false)), files: new Map<string, Uint8Array>() } : await loadLedgerFile(values.ledger)
  const ledger = buildLedger(into.data)
  const choices = withOptions(given, book.sheets.map((s) => s.name), values.sheet, values.period as Period | undefined)
  const plan = planImport(book, ledger, choices, { newId: idsFrom(sha256, (id) => ledger.entries.has(id) || ledger.portfolios.has(id)) })
  const held = plan.faults.length + plan.questions.length
  const count = (action: string): number => plan.rows.filter((r) => r.action === action).length
  tell(`新增 ${count('new')}，修改 ${count('changed')}，相同 ${count('same')}，跳过 ${count('skipped')}，待定 ${count('ask')}；问题 ${plan.faults.length} 处，要回答 ${plan.questions.length} 处`)
  if (plan.sheets.every((s) => !s.used)) tell(`没有可导入的工作表：${plan.sheets.map((s) => `“${s.name}”${s.reason ?? ''}`).join('，')}`)
  let written: string | null = null
  if (out !== null && held === 0) {
    written = personPath(out)
    await writeWholeFile(written, await packageBytes(ledgerData(plan.after), into.files))
    tell(`已写好 ${written}`)
  }
  return { result: { file, sha256, ...describePlan(plan), written }, exitCode: held > 0 ? 1 : 0 }
}

function withOptions(given: ImportChoices, names: readonly string[], sheet: string | undefined, period: Period | undefined): ImportChoices {
  if (sheet !== undefined && !names.includes(sheet)) throw new Refusal(`文件里没有工作表“${excerpt(sheet)}”，有：${names.map((n) => excerpt(n)).join('、')}`)
  const sheets = sheet === undefined ? given.sheets : { ...given.sheets, ...Object.fromEntries(names.map((n) => [n, { ...given.sheets?.[n], use: n === sheet }])) }
  return { ...given, ...(sheets === undefined ? {} : { sheets }), ...(period === undefined ? {} : { period }) }
}

/** The file's bytes. Throws Refusal where it cannot be read or changes while it is read. */
async function readWhole(path: string): Promise<Uint8Array> {
  let file
  try {
    file = await open(path, 'r')
    const before = await file.stat()
    if (before.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
    if (before.size > READING_LIMITS.fileBytes) throw new Refusal(`读不了 ${path}：文件有 ${Math.ceil(before.size / 1_000_000)} 兆字节，最多 ${READING_LIMITS.fileBytes / 1_000_000} 兆。请删去图片等，或把要导入的表另存为一个新的文件`)
    const bytes = await file.readFile()
    const after = await file.stat()
    if (bytes.length !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw new Refusal(`读不了 ${path}：文件正在被写入，请等它存完再导入`)
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  } catch (error) {
    if (error instanceof Refusal) throw error
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? '没有这个文件，请检查路径' : code === 'EISDIR' ? '这是一个文件夹，请写文件名' : code === 'EACCES' ? '没有读取的权限' : code === 'EBUSY' ? '文件正被 Excel、WPS 打开，请先关闭' : `系统拒绝（${code ?? String(error)}）`
    throw new Refusal(`读不了 ${path}：${why}`, { cause: error })
  } finally {
    await file?.close()
  }
}

await runCommand(USAGE, importTable)
