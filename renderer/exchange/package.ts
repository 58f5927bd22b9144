import { excerpt } from '@/domain/brand'
import { FIELD_LABELS } from '@/domain/labels'
import { LEDGER_TABLES, SETTINGS_ID, type LedgerData, type LedgerRecords, type LedgerTable } from '@/domain/model'
import { recordFault } from '@/domain/schema'
import { canonicalJson, sha256Text } from './canonical-json'
import { PackageError } from './package-error'
import { overflowingField, packageSums, sumsDifference } from './package-sums'
import { WRITTEN_BY } from './written-by'

export { PackageError } from './package-error'
export { describeReplacement } from './replacement'

/** docs/data-format.md describes the package; raise the version with every change of its shape. */
export const PACKAGE_FORMAT = 'key-project-ledger'
export const FORMAT_VERSION = 1

/** A package of 1,000 projects × 120 months is some 40 million characters; more than this is no ledger of an office. */
export const MAX_PACKAGE_CHARACTERS = 200_000_000

const PACKAGE_KEYS: ReadonlySet<string> = new Set(['data', 'format', 'formatVersion', 'sha256', 'sums', 'writtenBy'])

export type PackageData = { readonly [T in Exclude<LedgerTable, 'settings'>]: readonly LedgerRecords[T][] } & { readonly settings: readonly LedgerRecords['settings'][] }

export const TABLE_LABELS: Readonly<Record<LedgerTable, string>> = { portfolios: '项目盘子', projects: '项目', annualPlans: '年度计划', progressReports: '月报', settings: '设置' }

/**
 * The whole ledger as one JSON text with a line feed at its end. The same ledger gives the same text on every machine.
 * Throws PackageError where the ledger is beyond what readPackage would take back.
 */
export async function writePackage(ledger: LedgerData): Promise<string> {
  refuseOverflow(ledger)
  // Sorted keys: data, format, formatVersion, (sha256), sums, writtenBy. Put together by hand, so that 40 MB are made into text once.
  const head = `{"data":${canonicalJson(packageData(ledger))},"format":${JSON.stringify(PACKAGE_FORMAT)},"formatVersion":${FORMAT_VERSION}`
  const tail = `"sums":${canonicalJson(packageSums(ledger))},"writtenBy":${JSON.stringify(WRITTEN_BY)}}`
  const text = `${head},"sha256":"${await sha256Text(`${head},${tail}`)}",${tail}\n`
  if (text.length > MAX_PACKAGE_CHARACTERS) throw new PackageError('too-large', `台账太大，装不进一个台账文件（最多 ${MAX_PACKAGE_CHARACTERS / 1_000_000} 兆字）。请把不再用的项目移到另一份台账`)
  return text
}

function packageData(ledger: LedgerData): PackageData {
  const sorted = <R extends { readonly id: string }>(records: readonly R[]): R[] => [...records].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { portfolios: sorted(ledger.portfolios), projects: sorted(ledger.projects), annualPlans: sorted(ledger.annualPlans), progressReports: sorted(ledger.progressReports), settings: [ledger.settings] }
}

/**
 * Reads and checks a package, whole. Throws PackageError with what is wrong and what to do; a package that is accepted
 * can be stored as it is.
 */
export async function readPackage(text: string): Promise<LedgerData> {
  const { sha256, ...rest } = parse(text)
  if (sha256 !== (await checksum(rest))) {
    throw new PackageError('wrong-checksum', '这个文件的校验码不对：内容在保存后被改过或损坏了。请向发件人要一份原件，不要用手改')
  }
  const data = checkedRecords(rest['data'])
  refuseDuplicates(data)
  refuseDangling(data)
  refuseOverflow(data)
  refuseWrongSums(data, rest['sums'])
  return data
}

/** SHA-256 over the canonical text of everything but the checksum itself. */
async function checksum(rest: Fields): Promise<string> {
  try {
    return await sha256Text(canonicalJson(rest))
  } catch (error) {
    // Thousands of brackets in one another: nothing that this program wrote.
    if (error instanceof RangeError) throw new PackageError('bad-record', '台账文件里的内容一层套一层，不是本程序存下的。请重新导出一份')
    throw error
  }
}

type Fields = Readonly<Record<string, unknown>>

function parse(text: string): Fields {
  if (text.length > MAX_PACKAGE_CHARACTERS) throw new PackageError('too-large', `文件超过 ${MAX_PACKAGE_CHARACTERS / 1_000_000} 兆字，不像是台账文件，没有打开。请核对选的是不是“导出台账”存下的文件`)
  let content: unknown
  try {
    // A byte order mark is what some editors put before UTF-8.
    content = JSON.parse(text.replace(/^\uFEFF/u, ''))
  } catch {
    throw new PackageError('not-json', brokenWords(text.trim()))
  }
  if (!isFields(content) || content['format'] !== PACKAGE_FORMAT) throw new PackageError('not-ours', '这不是本程序的台账文件。请选“导出台账”存下的 .json 文件')
  const version = content['formatVersion']
  if (!Number.isInteger(version) || (version as number) < 1) throw new PackageError('not-ours', '这个台账文件没有写明版本，没有打开。请重新导出一份')
  if ((version as number) > FORMAT_VERSION) throw new PackageError('newer-version', `这个台账文件是更新版本的程序存的（格式 ${String(version)}，本程序认到 ${FORMAT_VERSION}）。请先升级本程序`)
  const strange = Object.keys(content).find((key) => !PACKAGE_KEYS.has(key))
  if (strange !== undefined) throw new PackageError('bad-record', `台账文件里有不认识的内容“${excerpt(strange)}”，没有打开。请重新导出一份`)
  return content
}

function brokenWords(text: string): string {
  if (!text.startsWith('{')) return '这不是台账文件。请选“导出台账”存下的 .json 文件'
  return text.endsWith('}') ? '文件已损坏，读不下去。请重新拷贝一份，不要用手改' : '文件不完整：读到一半断了。可能没有传完，请重新拷贝一份'
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function checkedRecords(data: unknown): LedgerData {
  if (!isFields(data)) throw new PackageError('bad-record', '台账文件里没有内容，没有打开。请重新导出一份')
  for (const table of Object.keys(data)) if (!(LEDGER_TABLES as readonly string[]).includes(table)) throw new PackageError('bad-record', `台账文件里有不认识的表“${excerpt(table)}”，没有打开。请重新导出一份`)
  for (const table of LEDGER_TABLES) {
    const records: unknown = data[table]
    if (!Array.isArray(records)) throw new PackageError('bad-record', `台账文件里缺少“${TABLE_LABELS[table]}”，没有打开。请重新导出一份`)
    records.forEach((record: unknown, index) => {
      const fault = recordFault(table, record)
      if (fault !== null) throw new PackageError('bad-record', `“${TABLE_LABELS[table]}”第 ${index + 1} 条${recordName(record)}的${FIELD_LABELS[table][fault.field] ?? '内容'}不对：${fault.message}。请在原来的程序里改好再导出`)
    })
  }
  const { portfolios, projects, annualPlans, progressReports, settings } = data as unknown as PackageData
  const [own] = settings
  if (own === undefined || settings.length !== 1 || own.id !== SETTINGS_ID || own.deletedAt !== null) throw new PackageError('bad-record', '台账文件里应有一份设置，没有打开。请重新导出一份')
  return { portfolios, projects, annualPlans, progressReports, settings: own }
}

function recordName(record: unknown): string {
  const name: unknown = isFields(record) ? (record['name'] ?? record['id']) : null
  return typeof name === 'string' ? `（${excerpt(name)}）` : ''
}

function refuseDuplicates(data: LedgerData): void {
  for (const table of ['portfolios', 'projects', 'annualPlans', 'progressReports'] as const) {
    const seen = new Set<string>()
    for (const { id } of data[table]) {
      // Plans and reports are named by project and year or period, so this also finds two of the same month.
      if (seen.has(id)) throw new PackageError('duplicate', `“${TABLE_LABELS[table]}”里有两条同一编号 ${excerpt(id, 40)}，没有打开。请重新导出一份`)
      seen.add(id)
    }
  }
  const twice = data.projects.find((p) => new Set(p.portfolioIds).size !== p.portfolioIds.length)
  if (twice !== undefined) throw new PackageError('duplicate', `项目“${excerpt(twice.name ?? twice.id)}”把同一个项目盘子写了两次，没有打开。请重新导出一份`)
}

function refuseDangling(data: LedgerData): void {
  const portfolios = new Set(data.portfolios.map((p) => p.id))
  const projects = new Set(data.projects.map((p) => p.id))
  for (const project of data.projects) {
    const lost = project.portfolioIds.find((id) => !portfolios.has(id))
    if (lost !== undefined) throw new PackageError('dangling', `项目“${excerpt(project.name ?? project.id)}”所属的项目盘子 ${excerpt(lost)} 不在文件里，没有打开。请重新导出一份`)
  }
  for (const table of ['annualPlans', 'progressReports'] as const) {
    const lost = data[table].find((r) => !projects.has(r.projectId))
    if (lost !== undefined) throw new PackageError('dangling', `“${TABLE_LABELS[table]}” ${excerpt(lost.id, 40)} 所说的项目不在文件里，没有打开。请重新导出一份`)
  }
}

/** Every sum that a screen or sheet makes has to stay exact; what does not is found here, not there. */
function refuseOverflow(data: LedgerData): void {
  const field = overflowingField(data)
  if (field !== null) throw new PackageError('overflow', `${field}加起来超过了可记的上限 90 万亿元，不能存成台账文件，也不能打开。请检查有没有把单位填错的金额`)
}

function refuseWrongSums(data: LedgerData, stated: unknown): void {
  const difference = sumsDifference(stated, data)
  if (difference !== null) throw new PackageError('wrong-sums', `文件里写的合计与逐个项目加起来的不一致，没有打开：${difference}。请向发件人核实`)
}
