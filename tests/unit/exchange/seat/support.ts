import { WHOLE_RECORD } from '@/domain/change-log'
import type { LedgerData, LedgerRecords, LedgerTable } from '@/domain/model'
import { dateOnly, type Period } from '@/domain/period'
import { refuseEdit } from '@/domain/report'
import { recordFault } from '@/domain/schema'
import { sameValue } from '@/exchange/merge/same-value'
import { replay, type Loss } from '@/exchange/seat/replay'
import { makeSnapshot } from '@/exchange/snapshot'
import { unite, type SeatChange, type SeatOperation } from '@/exchange/seat/seat-operation'
import { dataOf } from '../../domain/support'

type AnyRecord = LedgerRecords[LedgerTable]
type Fields = Record<string, unknown>

export interface SimulatedEdit {
  readonly table: LedgerTable
  readonly id: string
  readonly set: Fields
  readonly blank?: AnyRecord
}

/** A seat in memory: writes as recordOperation and undo do, takes in what another seat has. */
export class SimulatedSeat {
  readonly records: Map<string, Fields>
  operations: SeatOperation[] = []
  losses: readonly Loss[] = []
  private readonly undone = new Set<string>()
  private made = 0

  constructor(readonly seat: string, base: ReadonlyMap<string, Fields>) {
    this.records = new Map(base)
  }

  edit({ table, id, set, blank }: SimulatedEdit): void {
    const key = `${table}/${id}`
    const current = this.records.get(key)
    const start = current ?? (blank as unknown as Fields | undefined)
    if (start === undefined) return
    const next = { ...start, ...set }
    const fields = Object.keys(set).filter((f) => !sameValue(start[f], set[f]))
    if (current !== undefined && fields.length === 0) return
    const movesState = Object.keys(set).every((f) => f === 'state' || f === 'stateReason')
    if (current !== undefined && table === 'progressReports' && !movesState && refuseEdit(current as never) !== null) return
    if (recordFault(table, next) !== null || (table === 'progressReports' && this.lockOf(String(next['period'])) !== undefined)) return
    this.records.set(key, next)
    const changes = current === undefined ? [{ field: WHOLE_RECORD, before: null, after: next as unknown }] : fields.map((field) => ({ field, before: current[field], after: set[field] }))
    this.append('edit', null, changes.map((c) => ({ ...c, table, recordId: id })))
  }

  /** 锁定本期 as stores/locking.ts does it: every report of the month, and what they are frozen as. */
  lock(month: Period): void {
    if (this.lockOf(month) !== undefined) return
    const changes: Omit<SeatChange, 'id'>[] = []
    for (const [key, record] of this.records) {
      if (!key.startsWith('progressReports/') || record['period'] !== month || record['state'] === '锁定') continue
      changes.push({ table: 'progressReports', recordId: String(record['id']), field: 'state', before: record['state'], after: '锁定' })
      this.records.set(key, { ...record, state: '锁定' })
    }
    const of = <T>(table: LedgerTable): T[] => [...this.records].filter(([key]) => key.startsWith(`${table}/`)).map(([, record]) => record as T)
    const data: LedgerData = { ...dataOf({}), projects: of('projects'), annualPlans: of('annualPlans'), progressReports: of('progressReports'), snapshots: of('snapshots') }
    const snapshot = makeSnapshot(data, { period: month, preparedOn: dateOnly('2020-04-01'), lockedAt: `2020-04-01T00:00:00.${String(this.operations.length).padStart(3, '0')}Z` })
    this.records.set(`snapshots/${snapshot.id}`, snapshot as unknown as Fields)
    this.append('edit', null, [...changes, { table: 'snapshots', recordId: snapshot.id, field: WHOLE_RECORD, before: null, after: snapshot }])
  }

  unlock(month: Period): void {
    const lock = this.lockOf(month)
    if (lock === undefined) return
    const set = { releasedAt: '2020-04-02T00:00:00.000Z', releaseReason: '改数' }
    const changes: Omit<SeatChange, 'id'>[] = Object.entries(set).map(([field, after]) => ({ table: 'snapshots', recordId: String(lock['id']), field, before: lock[field], after }))
    this.records.set(`snapshots/${String(lock['id'])}`, { ...lock, ...set })
    for (const [key, record] of this.records) {
      if (!key.startsWith('progressReports/') || record['period'] !== month || record['state'] !== '锁定') continue
      changes.push({ table: 'progressReports', recordId: String(record['id']), field: 'state', before: '锁定', after: '草稿' })
      this.records.set(key, { ...record, state: '草稿' })
    }
    this.append('edit', null, changes)
  }

  lockOf(month: string): Fields | undefined {
    return [...this.records].find(([key, record]) => key.startsWith('snapshots/') && record['period'] === month && record['releasedAt'] === null)?.[1]
  }

  /** Takes back the newest own step that still stands; refused where its values have changed since. */
  undo(): void {
    const target = this.operations.filter((o) => o.seat === this.seat && o.kind === 'edit' && !this.undone.has(o.id)).at(-1)
    if (target === undefined) return
    // A lock or an unlocking is not taken back here: unlocking is a step of its own.
    if (target.changes.some((c) => c.table === 'snapshots' || (c.table === 'progressReports' && this.lockOf(c.recordId.slice(-7)) !== undefined))) return
    const after = new Map(this.records)
    const changes: Omit<SeatChange, 'id'>[] = []
    for (const c of [...target.changes].reverse()) {
      const key = `${c.table}/${c.recordId}`
      const record = after.get(key)
      if (record === undefined) return
      if (c.field === WHOLE_RECORD) {
        if (!sameValue(record, c.after) || [...after.values()].some((r) => r['projectId'] === c.recordId)) return
        after.delete(key)
        changes.push({ ...c, before: record, after: null })
      } else {
        if (!sameValue(record[c.field], c.after)) return
        const next = { ...record, [c.field]: c.before }
        if (recordFault(c.table, next) !== null) return
        after.set(key, next)
        changes.push({ ...c, before: c.after, after: c.before })
      }
    }
    this.undone.add(target.id)
    this.replaceRecords(after)
    this.append('undo', target.id, changes)
  }

  takeIn(other: readonly SeatOperation[]): void {
    this.operations = unite(this.operations, other)
    const { records, losses } = replay(this.operations, (table, id) => this.records.get(`${table}/${id}`) as AnyRecord | undefined)
    for (const { table, id, record } of records) {
      if (record === null) this.records.delete(`${table}/${id}`)
      else this.records.set(`${table}/${id}`, record as unknown as Fields)
    }
    this.losses = losses
  }

  /** Everything stored, for comparison. */
  text(): string {
    return JSON.stringify([...this.records].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, r]) => [key, Object.entries(r).sort(([a], [b]) => (a < b ? -1 : 1))]))
  }

  private replaceRecords(next: ReadonlyMap<string, Fields>): void {
    this.records.clear()
    for (const [key, record] of next) this.records.set(key, record)
  }

  private append(kind: 'edit' | 'undo', target: string | null, changes: readonly Omit<SeatChange, 'id'>[]): void {
    const counter = Math.max(0, ...this.operations.map((o) => o.counter)) + 1
    const id = `${this.seat}${String(++this.made).padStart(4, '0')}`
    this.operations = [...this.operations, { id, kind, name: `第 ${counter} 步`, target, reason: null, seat: this.seat, counter, at: '2020-03-05T00:00:00.000Z', changes: changes.map((c, i) => ({ ...c, id: `${id}-${i}` })) }]
  }
}
