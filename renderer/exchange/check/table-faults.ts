import { TABLE_LABELS } from '@/domain/labels'
import { LEDGER_TABLES, type LedgerData, type LedgerTable, type RecordId, type Snapshot } from '@/domain/model'
import { PROJECT_TABLES } from '@/domain/method-records'
import { recordFault } from '@/domain/schema'
import { formatPeriod } from '@/domain/period'
import { openSnapshot, SnapshotError } from '../snapshot'
import { overflowingField } from '../package-sums'
import { fieldLabel, recordWords } from './fault-words'
import { hashOf } from './hash'
import { projectOf, type CheckFault, type StoredLedger, type StoredRecord } from './stored'

type Tables = StoredLedger['tables']
export type NameOf = (projectId: RecordId) => string | null

/** A fault of one record. */
export function recordFaultOf(part: CheckFault['part'], table: LedgerTable, record: StoredRecord, message: string): CheckFault {
  return { key: `${part}/${table}/${record.id}/${hashOf(record)}`, part, table, id: record.id, projectId: projectOf(table, record), message, stored: record }
}

/** Records that break the rule of their table. */
export function ruleFaults(tables: Tables, nameOf: NameOf): CheckFault[] {
  return LEDGER_TABLES.flatMap((table) => tables[table].flatMap((record) => {
    const fault = recordFault(table, record)
    return fault === null ? [] : [recordFaultOf('records', table, record, `${recordWords(table, record.id, record, nameOf)}：${fieldLabel(table, fault.field)}不对，${fault.message}`)]
  }))
}

/** References that the program follows and that lead nowhere, and numbers that are given without a gap but have one. */
export function referenceFaults(tables: Tables, nameOf: NameOf): CheckFault[] {
  const [portfolios, projects] = [new Set(tables.portfolios.map((p) => p.id)), new Set(tables.projects.map((p) => p.id))]
  const lost = (table: LedgerTable, record: StoredRecord, what: string): CheckFault => recordFaultOf('references', table, record, `${recordWords(table, record.id, record, nameOf)}：所说的${what}不在台账里`)
  return [
    ...tables.projects.filter((p) => Array.isArray(p['portfolioIds']) && p['portfolioIds'].some((id) => !portfolios.has(id as string))).map((p) => lost('projects', p, '项目盘子')),
    ...(['annualPlans', 'progressReports', ...PROJECT_TABLES] as const).flatMap((table) => tables[table].filter((r) => !projects.has(r['projectId'] as string)).map((r) => lost(table, r, '项目'))),
    ...(tables.settings.length === 1 ? [] : [wholeFault('references', 'settings', `设置应有一份，现在有 ${tables.settings.length} 份`)]),
    ...gaps(tables.supervisionOrders, (o) => String(o['year'])).map(({ group, missing }) => wholeFault('references', 'supervisionOrders', `${group} 年的督办单少了第 ${missing.join('、')} 号：督办单从不删除，号不会断`)),
    ...gaps(tables.snapshots, (s) => String(s['period'])).map(({ group, missing }) => wholeFault('references', 'snapshots', `${group} 少了第 ${missing.join('、')} 次的锁定数据`)),
    ...twiceInForce(tables.snapshots).map((s) => recordFaultOf('references', 'snapshots', s, `${String(s['period'])} 有两份没有解锁的锁定数据`)),
  ]
}

export function wholeFault(part: CheckFault['part'], table: LedgerTable | null, message: string): CheckFault {
  return { key: `${part}/${table ?? ''}/${message}`, part, table, id: null, projectId: null, message, stored: null }
}

function gaps(records: readonly StoredRecord[], groupOf: (record: StoredRecord) => string): { group: string; missing: number[] }[] {
  const numbers = new Map<string, Set<number>>()
  for (const record of records) numbers.set(groupOf(record), (numbers.get(groupOf(record)) ?? new Set()).add(Number(record['number'])))
  return [...numbers].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([group, found]) => {
    const last = Math.max(...found)
    // A number that was damaged beyond sense is for its record's rule to tell.
    const missing = last > 100_000 ? [] : Array.from({ length: last }, (_, i) => i + 1).filter((n) => !found.has(n))
    return missing.length === 0 ? [] : [{ group, missing }]
  })
}

function twiceInForce(snapshots: readonly StoredRecord[]): StoredRecord[] {
  const seen = new Set<unknown>()
  return snapshots.filter((s) => {
    if (s['releasedAt'] !== null) return false
    const again = seen.has(s['period'])
    seen.add(s['period'])
    return again
  })
}

/** 锁定数据 whose content is not what its SHA-256 says. `broken` holds what its rule has already found. */
export function snapshotFaults(tables: Tables, broken: ReadonlySet<string>): CheckFault[] {
  return tables.snapshots.filter((s) => !broken.has(s.id)).flatMap((record) => {
    try {
      openSnapshot(record as unknown as Snapshot)
      return []
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error
      return [recordFaultOf('snapshots', 'snapshots', record, `${formatPeriod((record as unknown as Snapshot).period)}第 ${String(record['number'])} 次锁定的内容损坏了或与校验码不符，这个月的表暂时做不出来`)]
    }
  })
}

/** Amounts that add up beyond what is exact: every sum of the screens and sheets rests on this. */
export function sumFaults(data: LedgerData): CheckFault[] {
  const field = overflowingField(data)
  return field === null ? [] : [wholeFault('sums', null, `${field}加起来超过了可记的上限 90 万亿元，合计靠不住。请检查有没有把单位填错的金额`)]
}

/** The stored tables as a ledger: only for records that hold their rules. */
export function asLedger(tables: Tables): LedgerData | null {
  const [settings] = tables.settings
  return settings === undefined ? null : ({ ...tables, settings } as unknown as LedgerData)
}

export function tableName(table: LedgerTable): string {
  return TABLE_LABELS[table]
}
