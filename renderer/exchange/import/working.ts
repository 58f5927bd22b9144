import { newEntry, type Ledger, type ProjectEntry } from '@/domain/ledger'
import type { AnnualPlan, LedgerRecords, LedgerTable, ProgressReport, Project, RecordId } from '@/domain/model'
import { planId, reportId } from '@/domain/model'
import type { Fen } from '@/domain/money'
import type { Period } from '@/domain/period'
import { emptyPlan } from '@/domain/plan'
import { completedBeforeYear } from '@/domain/progress'
import { draftReport } from '@/domain/report'

/** One record to change, as storage takes it (storage/operation.ts). */
export interface ImportEdit<T extends LedgerTable = LedgerTable> {
  readonly table: T
  readonly id: RecordId
  readonly set: Partial<LedgerRecords[T]>
  readonly expect?: Partial<LedgerRecords[T]>
  readonly blank?: LedgerRecords[T]
}

/** Where a value of the file is from: for saying which of two that differ. */
export interface Written {
  readonly value: unknown
  readonly where: string
}

/** A project on its way through an import: as the ledger has it, and as it will be. */
export class WorkingProject {
  project: Project
  plans: ReadonlyMap<number, AnnualPlan>
  reports: ReadonlyMap<Period, ProgressReport>
  /** What this file has written so far, by table, place and field. */
  readonly written = new Map<string, Written>()
  private readonly original: ProjectEntry | null

  constructor(start: Project, entry: ProjectEntry | null) {
    this.project = start
    this.original = entry
    this.plans = entry?.plans ?? new Map()
    this.reports = entry?.reports ?? new Map()
  }

  /** Whether the ledger does not have it, or has only its empty place. */
  get isNew(): boolean {
    return this.original === null || this.original.project.name === null
  }

  get entry(): ProjectEntry {
    return { ...(this.original ?? newEntry(this.project)), project: this.project, plans: this.plans, reports: this.reports }
  }

  before(year: number): Fen | null {
    return completedBeforeYear(this.entry, year)
  }

  setProject<F extends keyof Project>(field: F, value: Project[F]): void {
    this.project = { ...this.project, [field]: value }
  }

  setPlan<F extends keyof AnnualPlan>(year: number, field: F, value: AnnualPlan[F]): void {
    this.plans = new Map(this.plans).set(year, { ...(this.plans.get(year) ?? emptyPlan(this.project.id, year)), [field]: value })
  }

  setReport<F extends keyof ProgressReport>(at: Period, field: F, value: ProgressReport[F]): void {
    this.reports = new Map(this.reports).set(at, { ...(this.reports.get(at) ?? draftReport(this.project.id, at)), [field]: value })
  }

  /** What has to be written; nothing where nothing differs. */
  edits(ledger: Ledger): ImportEdit[] {
    const edits: ImportEdit[] = []
    const old = ledger.entries.get(this.project.id)
    if (old === undefined) edits.push({ table: 'projects', id: this.project.id, set: {}, blank: this.project })
    else pushChange(edits, 'projects', old.project, this.project)
    for (const [year, plan] of this.plans) {
      const before = old?.plans.get(year)
      if (before === undefined) edits.push({ table: 'annualPlans', id: planId(this.project.id, year), set: changed(emptyPlan(this.project.id, year), plan), expect: {}, blank: emptyPlan(this.project.id, year) })
      else pushChange(edits, 'annualPlans', before, plan)
    }
    for (const [at, report] of this.reports) {
      const before = old?.reports.get(at)
      if (before === undefined) edits.push({ table: 'progressReports', id: reportId(this.project.id, at), set: changed(draftReport(this.project.id, at), report), expect: {}, blank: draftReport(this.project.id, at) })
      else pushChange(edits, 'progressReports', before, report)
    }
    return edits
  }
}

function pushChange<T extends LedgerTable>(edits: ImportEdit[], table: T, before: LedgerRecords[T], after: LedgerRecords[T]): void {
  if (before === after) return
  const set = changed(before, after)
  const fields = Object.keys(set) as (keyof LedgerRecords[T])[]
  if (fields.length === 0) return
  edits.push({ table, id: before.id, set, expect: Object.fromEntries(fields.map((f) => [f, before[f]])) } as unknown as ImportEdit)
}

function changed<R extends object>(before: R, after: R): Partial<R> {
  return Object.fromEntries(Object.entries(after).filter(([field, value]) => !Object.is((before as Record<string, unknown>)[field], value))) as Partial<R>
}
