import { newEntry, type Ledger, type ProjectEntry } from '@/domain/ledger'
import type { AnnualPlan, Domain, LedgerRecords, LedgerTable, ProgressReport, Project, RecordId } from '@/domain/model'
import { planId, reportId } from '@/domain/model'
import type { Fen } from '@/domain/money'
import type { Period } from '@/domain/period'
import { emptyPlan } from '@/domain/plan'
import { completedBeforeYear } from '@/domain/progress'
import { draftReport } from '@/domain/report'
import type { SheetAnalysis } from './analyse'
import type { ImportField } from './fields'

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
  /** The record: the project, its plan of a year, its report of a month. */
  readonly place: 'project' | number | Period
  readonly slot: ImportField
  readonly value: unknown
  readonly where: () => string
}

/** Where a project's first row stands, and the domain that its heading gives it. */
export interface FirstRow {
  readonly sheet: SheetAnalysis
  readonly row: number
  readonly domain: Domain | null
}

type Mutable<R> = { -readonly [K in keyof R]: R[K] }

/** A project on its way through an import: as the ledger has it, and as it will be. */
export class WorkingProject {
  project: Project
  plans: ReadonlyMap<number, AnnualPlan>
  reports: ReadonlyMap<Period, ProgressReport>
  /** The file's first row about this project. */
  first: FirstRow | null = null
  /** What the rows so far have written: kept only where a second row comes, since ten thousand of these would be the most of an import's memory. */
  written: Written[] | null = null

  constructor(private readonly start: Project, private readonly original: ProjectEntry | null) {
    this.project = start
    const entry = original
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
    if (this.project === this.start) this.project = { ...this.project }
    ;(this.project as Mutable<Project>)[field] = value
  }

  setPlan<F extends keyof AnnualPlan>(year: number, field: F, value: AnnualPlan[F]): void {
    let plan = this.plans.get(year)
    if (plan === undefined || plan === this.original?.plans.get(year)) {
      plan = plan === undefined ? emptyPlan(this.project.id, year) : { ...plan }
      this.plans = new Map(this.plans).set(year, plan)
    }
    ;(plan as Mutable<AnnualPlan>)[field] = value
  }

  setReport<F extends keyof ProgressReport>(at: Period, field: F, value: ProgressReport[F]): void {
    let report = this.reports.get(at)
    if (report === undefined || report === this.original?.reports.get(at)) {
      report = report === undefined ? draftReport(this.project.id, at) : { ...report }
      this.reports = new Map(this.reports).set(at, report)
    }
    ;(report as Mutable<ProgressReport>)[field] = value
  }

  /** The project as the ledger has it, for writing the file's first row once more. */
  anew(): WorkingProject {
    return new WorkingProject(this.start, this.original)
  }

  /** What has to be written; nothing where nothing differs. */
  edits(ledger: Ledger): ImportEdit[] {
    const edits: ImportEdit[] = []
    const old = ledger.entries.get(this.project.id)
    if (old === undefined) edits.push({ table: 'projects', id: this.project.id, set: {}, blank: this.project })
    else pushChange(edits, 'projects', old.project, this.project)
    if (this.plans !== old?.plans) for (const [year, plan] of this.plans) {
      const before = old?.plans.get(year)
      if (before === undefined) edits.push({ table: 'annualPlans', id: planId(this.project.id, year), set: difference('annualPlans', emptyPlan(this.project.id, year), plan).set, expect: {}, blank: emptyPlan(this.project.id, year) })
      else pushChange(edits, 'annualPlans', before, plan)
    }
    if (this.reports !== old?.reports) for (const [at, report] of this.reports) {
      const before = old?.reports.get(at)
      if (before === undefined) edits.push({ table: 'progressReports', id: reportId(this.project.id, at), set: difference('progressReports', draftReport(this.project.id, at), report).set, expect: {}, blank: draftReport(this.project.id, at) })
      else pushChange(edits, 'progressReports', before, report)
    }
    return edits
  }
}

type Table = 'projects' | 'annualPlans' | 'progressReports'

/** Fields that an import may set; the others of a record stay as they are. */
const FIELDS: { readonly [T in Table]: readonly (keyof LedgerRecords[T])[] } = {
  projects: ['name', 'domain', 'nature', 'scale', 'owner', 'responsibleUnit', 'responsiblePerson', 'sponsoringLeader', 'contractor', 'state', 'startDate', 'plannedCompletion', 'totalInvestment', 'remarks', 'order'],
  annualPlans: ['planned', 'openingCompleted'],
  progressReports: ['completed', 'correctionReason', 'fundsInPlace', 'physicalProgress', 'problems', 'measures'],
}

function pushChange<T extends Table>(edits: ImportEdit[], table: T, before: LedgerRecords[T], after: LedgerRecords[T]): void {
  if (before === after) return
  const { set, expect, any } = difference(table, before, after)
  if (any) edits.push({ table, id: before.id, set, expect } as unknown as ImportEdit)
}

function difference<T extends Table>(table: T, before: LedgerRecords[T], after: LedgerRecords[T]): { set: Partial<LedgerRecords[T]>; expect: Partial<LedgerRecords[T]>; any: boolean } {
  const [set, expect]: [Partial<LedgerRecords[T]>, Partial<LedgerRecords[T]>] = [{}, {}]
  let any = false
  for (const field of FIELDS[table]) {
    if (before[field] === after[field]) continue
    any = true
    set[field] = after[field]
    expect[field] = before[field]
  }
  return { set, expect, any }
}
