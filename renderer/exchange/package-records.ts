import { excerpt } from '@/domain/brand'
import { FIELD_LABELS, TABLE_LABELS } from '@/domain/labels'
import { LEDGER_TABLES, LIST_TABLES, SETTINGS_ID, type LedgerData, type LedgerRecords, type ListTable } from '@/domain/model'
import { PROJECT_TABLES } from '@/domain/method-records'
import { recordFault } from '@/domain/schema'
import { NEW_TABLES, newerSettings } from './older-versions'
import { isFields, PackageError, type Fields } from './package-error'

/** docs/data-format.md, Versions: raise it with every change of shape, and bring older tables forward in older-versions.ts. */
export const FORMAT_VERSION = 6

/** The records of a ledger as a package holds them: each table sorted by id, 设置 as a table of one. */
export type PackageData = { readonly [T in ListTable]: readonly LedgerRecords[T][] } & { readonly settings: readonly LedgerRecords['settings'][] }

export { isFields, type Fields } from './package-error'

export function packageData(ledger: LedgerData): PackageData {
  const sorted = <R extends { readonly id: string }>(records: readonly R[]): R[] => [...records].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { ...(Object.fromEntries(LIST_TABLES.map((table) => [table, sorted<{ readonly id: string }>(ledger[table])])) as unknown as Omit<PackageData, 'settings'>), settings: [ledger.settings] }
}

/** The tables of a format version as a ledger, every record checked. Throws PackageError. */
export function readRecords(tables: unknown, version: number): LedgerData {
  const data = checkedRecords(tables, version)
  refuseDuplicates(data)
  refuseDangling(data)
  return data
}

function checkedRecords(tables: unknown, version: number): LedgerData {
  if (!isFields(tables)) throw new PackageError('bad-record', '台账文件里没有内容，没有打开。请重新导出一份')
  const later = new Set<string>(Object.entries(NEW_TABLES).flatMap(([since, names]) => (Number(since) > version ? names : [])))
  for (const table of Object.keys(tables)) if (later.has(table) || !(LEDGER_TABLES as readonly string[]).includes(table)) throw new PackageError('bad-record', `台账文件里有不认识的表“${excerpt(table)}”，没有打开。请重新导出一份`)
  const data: Fields = { ...tables, ...Object.fromEntries([...later].map((table) => [table, []])), ...('settings' in tables ? { settings: newerSettings(tables['settings'], version) } : {}) }
  for (const table of LEDGER_TABLES) {
    const records: unknown = data[table]
    if (!Array.isArray(records)) throw new PackageError('bad-record', `台账文件里缺少“${TABLE_LABELS[table]}”，没有打开。请重新导出一份`)
    records.forEach((record: unknown, index) => {
      const fault = recordFault(table, record)
      if (fault !== null) throw new PackageError('bad-record', `“${TABLE_LABELS[table]}”第 ${index + 1} 条${recordName(record)}的${FIELD_LABELS[table][fault.field] ?? '内容'}不对：${fault.message}。请在原来的程序里改好再导出`)
    })
  }
  const { settings, ...lists } = data as unknown as PackageData
  const [own] = settings
  if (own === undefined || settings.length !== 1 || own.id !== SETTINGS_ID || own.deletedAt !== null) throw new PackageError('bad-record', '台账文件里应有一份设置，没有打开。请重新导出一份')
  return { ...lists, settings: own }
}

function recordName(record: unknown): string {
  const name: unknown = isFields(record) ? (record['name'] ?? record['id']) : null
  return typeof name === 'string' ? `（${excerpt(name)}）` : ''
}

function refuseDuplicates(data: LedgerData): void {
  for (const table of LIST_TABLES) {
    const seen = new Set<string>()
    for (const { id } of data[table]) {
      // Plans and reports are named by project and year or period, so this also finds two of the same month.
      if (seen.has(id)) throw new PackageError('duplicate', `“${TABLE_LABELS[table]}”里有两条同一编号 ${excerpt(id, 40)}，没有打开。请重新导出一份`)
      seen.add(id)
    }
  }
  const twice = data.projects.find((p) => new Set(p.portfolioIds).size !== p.portfolioIds.length)
  if (twice !== undefined) throw new PackageError('duplicate', `项目“${excerpt(twice.name ?? twice.id)}”把同一个项目盘子写了两次，没有打开。请重新导出一份`)
  const inForce = new Set<string>()
  for (const { period, releasedAt } of data.snapshots) {
    if (releasedAt !== null) continue
    if (inForce.has(period)) throw new PackageError('duplicate', `${period} 有两份没有解锁的锁定数据，没有打开。请重新导出一份`)
    inForce.add(period)
  }
}

/** References that the ledger in memory follows. What a 督办单 or a dependency names may be gone: screens pass it over. */
function refuseDangling(data: LedgerData): void {
  const portfolios = new Set(data.portfolios.map((p) => p.id))
  const projects = new Set(data.projects.map((p) => p.id))
  for (const project of data.projects) {
    const lost = project.portfolioIds.find((id) => !portfolios.has(id))
    if (lost !== undefined) throw new PackageError('dangling', `项目“${excerpt(project.name ?? project.id)}”所属的项目盘子 ${excerpt(lost)} 不在文件里，没有打开。请重新导出一份`)
  }
  for (const table of ['annualPlans', 'progressReports', ...PROJECT_TABLES] as const) {
    const lost = (data[table] as readonly { readonly id: string; readonly projectId: string }[]).find((r) => !projects.has(r.projectId))
    if (lost !== undefined) throw new PackageError('dangling', `“${TABLE_LABELS[table]}” ${excerpt(lost.id, 40)} 所说的项目不在文件里，没有打开。请重新导出一份`)
  }
}
