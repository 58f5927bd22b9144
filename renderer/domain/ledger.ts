import { FREE_TABLES, PROJECT_TABLES, type FreeTable, type MethodRecords, type ProjectTable } from './method-records'
import type { AnnualPlan, LedgerData, LedgerRecords, LedgerTable, Portfolio, ProgressReport, Project, RecordId, Settings, Snapshot } from './model'
import { DOMAINS, LIST_TABLES, type ListTable } from './model'
import type { SentRecord } from './sent-workbook'
import { yearOf, type Period } from './period'

type ById<T> = ReadonlyMap<RecordId, T>

/**
 * A project with everything that hangs on it. Immutable by convention: a change makes a new entry, so that
 * figures derived from an entry can be remembered against it (see progress.ts).
 * Milestones, baselines, procedures, issues and state changes are all kept, those in the 回收站 too: see project-records.ts.
 */
export interface ProjectEntry extends Readonly<{ [T in ProjectTable]: ById<MethodRecords[T]> }> {
  readonly project: Project
  readonly plans: ReadonlyMap<number, AnnualPlan>
  readonly reports: ReadonlyMap<Period, ProgressReport>
}

/** The ledger in memory, indexed by project. `withRecords` gives the next ledger and shares all that did not change. */
export interface Ledger extends Readonly<{ [T in FreeTable]: ById<MethodRecords[T]> }> {
  readonly portfolios: ReadonlyMap<RecordId, Portfolio>
  readonly entries: ReadonlyMap<RecordId, ProjectEntry>
  /** 锁定数据 of every locked month, released ones among them. */
  readonly snapshots: ReadonlyMap<RecordId, Snapshot>
  /** 发出的填报表 and what came back. */
  readonly sentWorkbooks: ReadonlyMap<RecordId, SentRecord>
  readonly settings: Settings
}

/** What most entries have of a method: nothing. Shared, so that a thousand projects do not carry five maps each. */
const NONE: ReadonlyMap<RecordId, never> = new Map<RecordId, never>()

/** A project on which nothing hangs yet. */
export function newEntry(project: Project): ProjectEntry {
  return { project, plans: new Map(), reports: new Map(), milestones: NONE, baselines: NONE, procedures: NONE, issues: NONE, stateChanges: NONE }
}

/** Indexes a ledger's records; one pass, without copying records. */
export function buildLedger(data: LedgerData): Ledger {
  const steps = ledgerSteps(data)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Reports that are indexed at a time. */
const REPORTS_A_STEP = 10_000

/** The same in steps, between which a page can draw: a large ledger takes longer than a frame. */
export function* ledgerSteps(data: LedgerData): Generator<void, Ledger> {
  type Building = Omit<ProjectEntry, 'plans' | 'reports'> & { plans: Map<number, AnnualPlan>; reports: Map<Period, ProgressReport> }
  const entries = new Map<RecordId, Building>()
  for (const project of data.projects) entries.set(project.id, newEntry(project) as Building)
  for (const plan of data.annualPlans) if (plan.deletedAt === null) entries.get(plan.projectId)?.plans.set(plan.year, plan)
  let last: ReturnType<typeof entries.get>
  let indexed = 0
  for (const report of data.progressReports) {
    indexed += 1
    if (indexed % REPORTS_A_STEP === 0) yield
    if (report.deletedAt !== null) continue
    // Reports mostly come project by project: skip the look-up where it would find the same entry.
    if (last?.project.id !== report.projectId) last = entries.get(report.projectId)
    last?.reports.set(report.period, report)
  }
  for (const table of PROJECT_TABLES) {
    for (const record of data[table]) {
      const entry = entries.get(record.projectId) as Record<ProjectTable, Map<RecordId, unknown>> | undefined
      if (entry === undefined) continue
      if (entry[table].size === 0) entry[table] = new Map()
      entry[table].set(record.id, record)
    }
  }
  const free = Object.fromEntries(FREE_TABLES.map((table) => [table, new Map<RecordId, unknown>(data[table].map((r) => [r.id, r]))])) as unknown as Pick<Ledger, FreeTable>
  return { portfolios: new Map(data.portfolios.map((p) => [p.id, p])), entries, snapshots: new Map(data.snapshots.map((s) => [s.id, s])), sentWorkbooks: new Map(data.sentWorkbooks.map((s) => [s.id, s])), settings: data.settings, ...free }
}

/** A record as it now stands, with its table. */
export type ChangedRecord = { [T in LedgerTable]: { readonly table: T; readonly record: LedgerRecords[T] } }[LedgerTable]

/** A record that was taken out again, as it last stood. */
export interface RemovedRecord {
  readonly table: LedgerTable
  readonly record: LedgerRecords[LedgerTable]
}

type Draft = { -readonly [K in keyof Ledger]: Ledger[K] }

/**
 * The ledger after `changes`, and without the `removed` records. Entries of untouched projects are the same objects as before.
 * Changes may come in any order: a plan may stand before the project that it brings along.
 */
export function withRecords(ledger: Ledger, changes: readonly ChangedRecord[], removed: readonly RemovedRecord[] = []): Ledger {
  const next: Draft = { ...ledger }
  // Each map that is touched is copied once, however many of its records change.
  const copies = new Set<ReadonlyMap<RecordId, unknown>>()
  const own = <K extends 'entries' | 'portfolios' | 'snapshots' | 'sentWorkbooks' | FreeTable>(key: K): Map<RecordId, unknown> => {
    if (!copies.has(next[key])) copies.add((next[key] = new Map(next[key] as ReadonlyMap<RecordId, unknown>) as unknown as Draft[K]))
    return next[key] as Map<RecordId, unknown>
  }
  const touch = (projectId: RecordId, change: (entry: ProjectEntry) => ProjectEntry): void => {
    const old = next.entries.get(projectId)
    if (old !== undefined) own('entries').set(projectId, change(old))
  }
  for (const { table, record } of projectsFirst(changes)) {
    if (table === 'settings') next.settings = record
    else if (table === 'projects') own('entries').set(record.id, { ...(next.entries.get(record.id) ?? newEntry(record)), project: record })
    else if (table === 'annualPlans') touch(record.projectId, (e) => ({ ...e, plans: replaced(e.plans, record.year, record) }))
    else if (table === 'progressReports') touch(record.projectId, (e) => ({ ...e, reports: replaced(e.reports, record.period, record) }))
    else if (isProjectTable(table)) touch((record as { projectId: RecordId }).projectId, (e) => ({ ...e, [table]: new Map(e[table] as ById<unknown>).set(record.id, record) }))
    else own(table as 'portfolios' | 'snapshots' | 'sentWorkbooks' | FreeTable).set(record.id, record)
  }
  for (const { table, record } of removed) {
    if (table === 'projects') own('entries').delete(record.id)
    else if (table === 'annualPlans') touch((record as AnnualPlan).projectId, (e) => ({ ...e, plans: without(e.plans, record.id) }))
    else if (table === 'progressReports') touch((record as ProgressReport).projectId, (e) => ({ ...e, reports: without(e.reports, record.id) }))
    else if (isProjectTable(table)) touch((record as { projectId: RecordId }).projectId, (e) => ({ ...e, [table]: without(e[table] as ById<{ id: RecordId }>, record.id) }))
    else if (table !== 'settings') own(table).delete(record.id)
  }
  return next
}

function isProjectTable(table: LedgerTable): table is ProjectTable {
  return (PROJECT_TABLES as readonly string[]).includes(table)
}

function projectsFirst(changes: readonly ChangedRecord[]): readonly ChangedRecord[] {
  const projects = changes.filter((c) => c.table === 'projects')
  return projects.length === 0 || projects.length === changes.length ? changes : [...projects, ...changes.filter((c) => c.table !== 'projects')]
}

function without<K, V extends { readonly id: RecordId }>(map: ReadonlyMap<K, V>, id: RecordId): Map<K, V> {
  return new Map([...map].filter(([, record]) => record.id !== id))
}

function replaced<K, V extends { readonly id: RecordId; readonly deletedAt: string | null }>(map: ReadonlyMap<K, V>, key: K, record: V): Map<K, V> {
  const next = new Map(map)
  for (const [otherKey, other] of map) if (other.id === record.id) next.delete(otherKey)
  if (record.deletedAt === null) next.set(key, record)
  return next
}

/** Every record of the ledger as plain lists again, without what lies in the 回收站 of plans and reports. */
export function ledgerData(ledger: Ledger): LedgerData {
  const lists = Object.fromEntries(LIST_TABLES.map((table): [ListTable, unknown[]] => [table, []])) as Record<ListTable, unknown[]>
  for (const { table, records } of ledgerPortions(ledger, Infinity)) if (table !== 'settings') for (const record of records) lists[table].push(record)
  return { ...(lists as unknown as Omit<LedgerData, 'settings'>), settings: ledger.settings }
}

/** The same table by table in portions of about `size` records: gathering all of a large ledger at once holds the page up. */
export function* ledgerPortions(ledger: Ledger, size: number): Generator<{ readonly table: LedgerTable; readonly records: readonly unknown[] }> {
  yield { table: 'settings', records: [ledger.settings] }
  for (const table of ['portfolios', 'snapshots', 'sentWorkbooks', ...FREE_TABLES] as const) yield* portions(table, [[...ledger[table].values()]], size)
  const entries = (recordsOf: (entry: ProjectEntry) => Iterable<unknown>): Iterable<Iterable<unknown>> => mapped(ledger.entries.values(), recordsOf)
  yield* portions('projects', entries((e) => [e.project]), size)
  yield* portions('annualPlans', entries((e) => e.plans.values()), size)
  yield* portions('progressReports', entries((e) => e.reports.values()), size)
  for (const table of PROJECT_TABLES) yield* portions(table, entries((e) => e[table].values()), size)
}

function* portions(table: LedgerTable, lists: Iterable<Iterable<unknown>>, size: number): Generator<{ table: LedgerTable; records: unknown[] }> {
  let records: unknown[] = []
  for (const list of lists) {
    for (const record of list) records.push(record)
    if (records.length < size) continue
    yield { table, records }
    records = []
  }
  if (records.length > 0) yield { table, records }
}

function* mapped<T, R>(list: Iterable<T>, map: (value: T) => R): Generator<R> {
  for (const value of list) yield map(value)
}

/** Whether the project counts: it has a name (is no 待录入 slot) and does not lie in the 回收站. */
export function isRegistered(project: Project): boolean {
  return project.name !== null && project.deletedAt === null
}

/** Which projects a view or sheet is about: one portfolio, or all (each project once). */
export type PortfolioScope = RecordId | 'all'

/** Registered projects of a scope in the order of every sheet: domain, then `order`, then name. */
export function registeredEntries(ledger: Ledger, scope: PortfolioScope = 'all'): ProjectEntry[] {
  const found: ProjectEntry[] = []
  for (const entry of ledger.entries.values()) {
    if (isRegistered(entry.project) && (scope === 'all' || entry.project.portfolioIds.includes(scope))) found.push(entry)
  }
  return found.sort(compareEntries)
}

/** 待录入 slots of a scope, in order. */
export function slotEntries(ledger: Ledger, scope: PortfolioScope = 'all'): ProjectEntry[] {
  return [...ledger.entries.values()]
    .filter(({ project }) => project.name === null && project.deletedAt === null && (scope === 'all' || project.portfolioIds.includes(scope)))
    .sort(compareEntries)
}

function domainRank(project: Project): number {
  return project.domain === null ? DOMAINS.length : DOMAINS.indexOf(project.domain)
}

function compareEntries(a: ProjectEntry, b: ProjectEntry): number {
  return domainRank(a.project) - domainRank(b.project) || a.project.order - b.project.order || (a.project.id < b.project.id ? -1 : 1)
}

/** Portfolios that are in use, in their order. */
export function activePortfolios(ledger: Ledger): Portfolio[] {
  return [...ledger.portfolios.values()].filter((p) => p.deletedAt === null).sort((a, b) => a.order - b.order)
}

/** First and last period with a report of a registered project; null where there is none. */
export function reportedPeriods(ledger: Ledger): readonly [Period, Period] | null {
  let first: Period | null = null
  let last: Period | null = null
  for (const entry of ledger.entries.values()) {
    const span = isRegistered(entry.project) ? reportedSpan(entry) : null
    if (span === null) continue
    if (first === null || span[0] < first) first = span[0]
    if (last === null || span[1] > last) last = span[1]
  }
  return first === null || last === null ? null : [first, last]
}

// Remembered by entry: after one edit only that project's months are looked through again, not 120,000.
const reportedSpans = new WeakMap<ProjectEntry, readonly [Period, Period] | null>()

function reportedSpan(entry: ProjectEntry): readonly [Period, Period] | null {
  let span = reportedSpans.get(entry)
  if (span !== undefined) return span
  let first: Period | null = null
  let last: Period | null = null
  for (const key of entry.reports.keys()) {
    if (first === null || key < first) first = key
    if (last === null || key > last) last = key
  }
  span = first === null || last === null ? null : [first, last]
  reportedSpans.set(entry, span)
  return span
}

/** Whether the project's building had begun by the end of the year before `year`; null where the start is not known. */
export function startedBefore(project: Project, year: number): boolean | null {
  return project.startDate === null ? null : yearOf(project.startDate) < year
}
