import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildLedger, ledgerData, registeredEntries, reportedPeriods, slotEntries, startedBefore, withRecords, type ChangedRecord, type Ledger, type RemovedRecord } from '@/domain/ledger'
import { LEDGER_TABLES, planId, reportId, snapshotId, type LedgerData, type LedgerTable } from '@/domain/model'
import { FREE_TABLES, METHOD_TABLES, PROJECT_TABLES } from '@/domain/method-records'
import { fen } from '@/domain/money'
import { period, periodOf } from '@/domain/period'
import { overviewOf } from '@/domain/overview'
import { DEFAULT_LIGHT_RULES } from '@/domain/warning'
import { SOUND_METHODS } from './method-support'
import { dataOf, day, ledgerOf, MARCH, planOf, portfolioOf, projectOf, reportOf, sentOf, snapshotOf, SETTINGS, wan } from './support'

const BIN = '2020-04-01T00:00:00.000Z'

/** The records of a ledger as a database would hold them: by table and id, the deleted among them. */
class Records {
  private readonly tables = new Map<LedgerTable, Map<string, ChangedRecord['record']>>(LEDGER_TABLES.map((t) => [t, new Map()]))

  constructor(data: LedgerData) {
    for (const t of LEDGER_TABLES) for (const r of t === 'settings' ? [data.settings] : data[t]) this.tables.get(t)!.set(r.id, r)
  }

  put({ table, record }: ChangedRecord): void {
    this.tables.get(table)!.set(record.id, record)
  }

  take(table: LedgerTable, id: string): RemovedRecord | null {
    const record = this.tables.get(table)!.get(id)
    this.tables.get(table)!.delete(id)
    return record === undefined ? null : { table, record }
  }

  has(table: LedgerTable, id: string): boolean {
    return this.tables.get(table)!.has(id)
  }

  /** Whether anything hangs on the project. */
  isBare(id: string): boolean {
    return (['annualPlans', 'progressReports', ...PROJECT_TABLES] as const).every((t) => [...this.tables.get(t)!.values()].every((r) => !('projectId' in r) || r.projectId !== id))
  }

  data(): LedgerData {
    const list = (t: LedgerTable) => [...this.tables.get(t)!.values()]
    return { ...Object.fromEntries(LEDGER_TABLES.map((t) => [t, list(t)])), settings: list('settings')[0] } as unknown as LedgerData
  }
}

const plainly = (ledger: Ledger) => ({
  portfolios: Object.fromEntries(ledger.portfolios), snapshots: Object.fromEntries(ledger.snapshots), sentWorkbooks: Object.fromEntries(ledger.sentWorkbooks), settings: ledger.settings, ...Object.fromEntries(FREE_TABLES.map((t) => [t, Object.fromEntries(ledger[t])])),
  entries: Object.fromEntries([...ledger.entries].map(([id, e]) => [id, { project: e.project, plans: Object.fromEntries(e.plans), reports: Object.fromEntries(e.reports), ...Object.fromEntries(PROJECT_TABLES.map((t) => [t, Object.fromEntries(e[t])])) }])),
})

const ids = fc.constantFrom('P1', 'P2', 'P3', 'P4')
const years = fc.constantFrom(2019, 2020)
const months = fc.constantFrom(...[1, 2, 3, 12].map((m) => periodOf(2020, m)))
const binned = fc.constantFrom(null, null, null, BIN)
const amount = fc.option(fc.integer({ min: 0, max: 1e12 }).map(fen))

/** A record of any of the methods' tables; those of a project hang on any of them. */
const methodId = fc.constantFrom('X1', 'X2')
const methodChange = fc.tuple(fc.constantFrom(...METHOD_TABLES), ids, methodId, binned).map(([table, projectId, id, deletedAt]) => ({ table, record: { ...SOUND_METHODS[table], id: `${projectId}-${id}`, ...('projectId' in SOUND_METHODS[table] ? { projectId } : {}), deletedAt } }) as ChangedRecord)

/** Edits as the program makes them; a plan or report of a project that does not exist yet brings the project with it. */
const change: fc.Arbitrary<ChangedRecord> = fc.oneof(
  fc.tuple(ids, fc.constantFrom('甲', '乙', null), fc.subarray(['A', 'B']), binned).map(([id, name, portfolioIds, deletedAt]): ChangedRecord => ({ table: 'projects', record: projectOf(id, { name, portfolioIds, deletedAt }) })),
  fc.tuple(ids, years, amount, binned).map(([id, year, planned, deletedAt]): ChangedRecord => ({ table: 'annualPlans', record: planOf(id, year, { planned, deletedAt }) })),
  fc.tuple(ids, months, amount, binned).map(([id, at, completed, deletedAt]): ChangedRecord => ({ table: 'progressReports', record: reportOf(id, at, { completed, deletedAt }) })),
  fc.tuple(fc.constantFrom('A', 'B'), fc.nat(9), binned).map(([id, order, deletedAt]): ChangedRecord => ({ table: 'portfolios', record: portfolioOf(id, { order, deletedAt }) })),
  fc.tuple(months, fc.option(fc.constant('多报'))).map(([at, releaseReason]): ChangedRecord => ({ table: 'snapshots', record: snapshotOf(at, { releaseReason, releasedAt: releaseReason === null ? null : BIN }) })),
  fc.tuple(fc.constantFrom('S1', 'S2'), binned).map(([id, deletedAt]): ChangedRecord => ({ table: 'sentWorkbooks', record: sentOf(id, { deletedAt }) })),
  methodChange,
  fc.nat(5).map((yellowPoints): ChangedRecord => ({ table: 'settings', record: { ...SETTINGS, yellowPoints } })),
)
const removal: fc.Arbitrary<{ table: LedgerTable; id: string }> = fc.oneof(
  fc.tuple(ids, years).map(([id, year]) => ({ table: 'annualPlans' as const, id: planId(id, year) })),
  fc.tuple(ids, months).map(([id, at]) => ({ table: 'progressReports' as const, id: reportId(id, at) })),
  fc.tuple(fc.constantFrom(...METHOD_TABLES), ids, methodId).map(([table, projectId, id]) => ({ table, id: `${projectId}-${id}` })),
  ids.map((id) => ({ table: 'projects' as const, id })),
  fc.constantFrom('A', 'B').map((id) => ({ table: 'portfolios' as const, id })),
  months.map((at) => ({ table: 'snapshots' as const, id: snapshotId(at, 1) })),
  fc.constantFrom('S1', 'S2').map((id) => ({ table: 'sentWorkbooks' as const, id })),
)
const step = fc.record({ changes: fc.array(change, { maxLength: 6 }), removals: fc.array(removal, { maxLength: 3 }) })

const START = dataOf({ P1: { plans: { 2020: 120 }, reports: { '2020-01': 10, '2020-02': 20 } }, P2: { project: { name: null } } }, [portfolioOf('A')])

describe('the ledger after an edit', () => {
  it('is the ledger that its records would be built into, after any edits and removals', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const records = new Records(START)
      let ledger = buildLedger(START)
      for (const { changes, removals } of steps) {
        const missing = changes.flatMap(({ record }): ChangedRecord[] => {
          const own = 'projectId' in record ? record.projectId : null
          const known = own === null || records.has('projects', own) || changes.some((c) => c.table === 'projects' && c.record.id === own)
          return known ? [] : [{ table: 'projects', record: projectOf(own) }]
        })
        // The projects that are missing come last: an operation may name its records in any order.
        const all = [...changes, ...missing]
        for (const c of all) records.put(c)
        const removed = removals.flatMap(({ table, id }) => (table === 'projects' && !records.isBare(id) ? [] : (records.take(table, id) ?? [])))
        ledger = withRecords(ledger, all, removed)
        expect(plainly(ledger)).toEqual(plainly(buildLedger(records.data())))
      }
      const [a, b] = [ledger, buildLedger(records.data())].map((l) => overviewOf(l, 'all', MARCH, DEFAULT_LIGHT_RULES))
      expect(a!.total).toEqual(b!.total)
    }), { numRuns: 300 })
  })

  it('takes a new project with its plan in whatever order they come', () => {
    const project: ChangedRecord = { table: 'projects', record: projectOf('N') }
    const plan: ChangedRecord = { table: 'annualPlans', record: planOf('N', 2020, { planned: wan(9) }) }
    const report: ChangedRecord = { table: 'progressReports', record: reportOf('N', MARCH) }
    for (const changes of [[project, plan, report], [plan, project, report], [report, plan, project]]) {
      const entry = withRecords(buildLedger(START), changes).entries.get('N')
      expect([entry?.plans.get(2020)?.planned, entry?.reports.size]).toEqual([wan(9), 1])
    }
  })

  it('shares what did not change and leaves the ledger of before as it was', () => {
    const before = ledgerOf({ P1: { reports: { '2020-01': 10 } }, P2: { reports: { '2020-01': 20 } } }, [portfolioOf('A')])
    const was = plainly(before)
    const after = withRecords(before, [{ table: 'progressReports', record: reportOf('P1', MARCH, { completed: wan(5) }) }])
    expect(after.entries.get('P2')).toBe(before.entries.get('P2'))
    expect(after.entries.get('P1')).not.toBe(before.entries.get('P1'))
    expect(after.portfolios).toBe(before.portfolios)
    expect(after.settings).toBe(before.settings)
    expect(plainly(before)).toEqual(was)
    expect(withRecords(before, [{ table: 'settings', record: { ...SETTINGS, yellowPoints: 1 } }]).entries).toBe(before.entries)
  })

  it('does not show a plan or report in the 回收站, and shows it again when it comes back', () => {
    const before = ledgerOf({ P1: { plans: { 2020: 120 }, reports: { '2020-03': 10 } } })
    const gone = withRecords(before, [{ table: 'progressReports', record: reportOf('P1', MARCH, { deletedAt: BIN }) }, { table: 'annualPlans', record: planOf('P1', 2020, { deletedAt: BIN }) }])
    expect([gone.entries.get('P1')?.reports.size, gone.entries.get('P1')?.plans.size]).toEqual([0, 0])
    const back = withRecords(gone, [{ table: 'progressReports', record: reportOf('P1', MARCH, { completed: wan(10) }) }])
    expect(back.entries.get('P1')?.reports.get(MARCH)?.completed).toBe(wan(10))
  })
})

describe('building a ledger', () => {
  it('gives its records back as lists, whatever order they came in', () => {
    const data = dataOf({ P1: { plans: { 2019: 5, 2020: 120 }, reports: { '2020-01': 10, '2020-02': 20 } }, P2: { reports: { '2020-01': 7 } } }, [portfolioOf('A')])
    expect(ledgerData(buildLedger(data))).toEqual(data)
    fc.assert(fc.property(fc.shuffledSubarray([...data.progressReports], { minLength: 3 }), fc.shuffledSubarray([...data.projects], { minLength: 2 }), (progressReports, projects) => {
      expect(plainly(buildLedger({ ...data, progressReports, projects }))).toEqual(plainly(buildLedger(data)))
    }))
  })

  it('leaves out a plan or report whose project is not there', () => {
    const data = { ...dataOf({ P1: {} }), annualPlans: [planOf('X', 2020)], progressReports: [reportOf('P1', MARCH), reportOf('X', MARCH), reportOf('P1', period('2020-04'))] }
    expect(buildLedger(data).entries.get('P1')?.reports.size).toBe(2)
    expect(buildLedger(data).entries.size).toBe(1)
  })
})

describe('the projects of a scope', () => {
  it('come by domain, then order, then id; those without a domain last', () => {
    const ledger = ledgerOf({
      P5: { project: { domain: null, order: 0 } }, P4: { project: { domain: '社会民生', order: 1 } }, P3: { project: { domain: '基础设施', order: 9 } }, P2: { project: { domain: '基础设施', order: 2 } }, P1: { project: { domain: '基础设施', order: 9 } },
      P0: { project: { domain: '产业转型', order: 0 } }, S: { project: { name: null, domain: '基础设施' } }, D: { project: { deletedAt: BIN } },
    })
    expect(registeredEntries(ledger).map((e) => e.project.id)).toEqual(['P2', 'P1', 'P3', 'P0', 'P4', 'P5'])
    expect(slotEntries(ledger).map((e) => e.project.id)).toEqual(['S'])
  })

  it('span the periods with a report of a project that counts', () => {
    expect(reportedPeriods(ledgerOf({ P1: {} }))).toBeNull()
    const ledger = ledgerOf({ P1: { reports: { '2020-03': 1, '2019-11': 1 } }, P2: { reports: { '2020-05': {} } }, D: { project: { deletedAt: BIN }, reports: { '2022-01': 1 } }, S: { project: { name: null }, reports: { '2018-01': 1 } } })
    expect(reportedPeriods(ledger)).toEqual(['2019-11', '2020-05'])
  })

  it('know whether building had begun before a year, where the start is known', () => {
    expect([2019, 2020, 2021].map((year) => startedBefore(projectOf('P', { startDate: day('2020-01-01') }), year))).toEqual([false, false, true])
    expect(startedBefore(projectOf('P'), 2020)).toBeNull()
  })
})
