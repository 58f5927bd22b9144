import { lockedMonths } from '@/domain/freeze'
import { buildLedger, type Ledger } from '@/domain/ledger'
import type { Domain, LedgerData, RecordId } from '@/domain/model'
import type { Period } from '@/domain/period'
import type { PlainBook } from '../reading/model'
import { importSums, ledgerAfter, type ImportSums } from './after'
import { analyseBook, type SheetAnalysis } from './analyse'
import type { Finding, ImportChoices } from './choices'
import type { ImportField } from './fields'
import { Answers, Findings } from './findings'
import { placeRow, type PlacedRow, type RowChange } from './place-row'
import { differingRates } from './rates'
import { RowReader, type FieldValue, type ReadRow } from './read-rows'
import { RowQuestions, type Heading, type LeftRow } from './row-questions'
import { RowTargets } from './row-targets'
import { checkStated, type StatedSum, type SumLine } from './stated'
import type { ImportEdit, WorkingProject } from './working'

export type RowAction = 'new' | 'changed' | 'same' | 'skipped' | 'ask'

/** What becomes of a row. `row` counts from 1. */
export interface PlannedRow {
  readonly sheet: string
  readonly row: number
  readonly action: RowAction
  /** Why, in words; null where the action says it all. */
  readonly reason: string | null
  /** What the row says for certain; a field that it does not have is absent. */
  readonly project: Readonly<Partial<Record<ImportField, FieldValue>>> | null
  readonly changes: readonly RowChange[]
  /** The project of the ledger that it changes; null for a new one. */
  readonly projectId: RecordId | null
  /** Fields that wait for an answer. */
  readonly open: readonly ImportField[]
}

/** Everything that an import would do, and what holds it up. Nothing is written. */
export interface ImportPlan {
  readonly sheets: readonly SheetAnalysis[]
  readonly rows: readonly PlannedRow[]
  readonly faults: readonly Finding[]
  readonly questions: readonly Finding[]
  readonly stated: readonly StatedSum[]
  /** Of all registered projects; months are those of `period`. */
  readonly sums: { readonly before: ImportSums; readonly after: ImportSums }
  readonly period: Period | null
  readonly edits: readonly ImportEdit[]
  /** The ledger as it would be with the edits written. */
  readonly after: Ledger
}

export interface PlanOptions {
  readonly newId: () => RecordId
  readonly tell?: (share: number) => void
}

/** Plans the import of a book into a ledger. The same book, ledger, choices and ids give the same plan. */
export function planImport(book: PlainBook, source: LedgerData | Ledger, choices: ImportChoices, options: PlanOptions): ImportPlan {
  const ledger = 'entries' in source ? source : buildLedger(source)
  const sheets = analyseBook(book, choices)
  return new Planner(ledger, sheets, choices, options).plan()
}

class Planner {
  private readonly answers: Answers
  private readonly findings = new Findings()
  private readonly readers = new Map<SheetAnalysis, RowReader>()
  private readonly rows: PlannedRow[] = []
  private readonly stated: StatedSum[] = []
  private readonly targets: RowTargets
  private readonly locked: ReadonlySet<Period>

  constructor(private readonly ledger: Ledger, private readonly sheets: readonly SheetAnalysis[], private readonly choices: ImportChoices, private readonly options: PlanOptions) {
    this.answers = new Answers(choices.answers)
    this.targets = new RowTargets(ledger, choices, this.answers, this.findings, options.newId)
    this.locked = lockedMonths(ledger.snapshots.values())
  }

  plan(): ImportPlan {
    const used = this.sheets.filter((s) => s.used)
    for (const sheet of used) this.targets.noteExactNames(sheet)
    let done = 0
    const total = used.reduce((sum, s) => sum + s.rows.length, 0)
    for (const sheet of used) {
      // Sheets before this one may have brought new projects.
      if (sheet !== used[0]) this.targets.noteExactNames(sheet)
      for (const question of sheet.questions) this.findings.add(question)
      this.planSheet(sheet, () => {
        done += 1
        if (done % 500 === 0) this.options.tell?.(done / total)
      })
    }
    this.targets.askPortfolio()
    const edits = [...this.targets.working.values()].flatMap((w) => w.edits(this.ledger))
    const all = this.findings.list
    const period = used.find((s) => s.period !== null)?.period ?? this.choices.period ?? null
    const after = ledgerAfter(this.ledger, this.targets.working)
    return {
      sheets: this.sheets, rows: this.rows, faults: all.filter((f) => f.kind === 'fault'), questions: all.filter((f) => f.kind === 'question'), stated: this.stated,
      sums: { before: importSums(this.ledger, period), after: importSums(after, period) }, period, edits, after,
    }
  }

  private planSheet(sheet: SheetAnalysis, step: () => void): void {
    const reader = new RowReader(sheet, this.answers, this.findings)
    const asking = new RowQuestions(sheet, this.answers, this.findings)
    const hidden = asking.hiddenRows()
    const lines: SumLine[] = []
    const seen = new Map<RecordId, number>()
    let heading: Heading = { domain: null, open: false, known: false }
    const hasDomains = sheet.columns.some((c) => c.field === 'domain')
    for (const kind of sheet.rows) {
      step()
      const at = kind.row
      if (hidden?.rows.has(at) === true) {
        this.leave(sheet, at, hidden.answer === 'no' ? { action: 'skipped', reason: '隐藏的行，不导入' } : { action: 'ask', reason: '隐藏的行，还没有定导不导入' })
        continue
      }
      const lone = kind.kind === 'unsure' ? asking.headingOrProject(kind) : null
      if (kind.kind === 'heading' || lone === 'heading') {
        const { label } = kind as { label: string }
        if (!hasDomains) heading = asking.headingDomain(at, label, kind.kind === 'heading' ? kind.domain : null, heading)
        lines.push({ kind: 'heading', row: at, label, amounts: reader.amounts(at) })
        this.leave(sheet, at, { action: 'skipped', reason: `分组标题“${label}”` })
      } else if (kind.kind === 'total') {
        lines.push({ kind: kind.level, row: at, label: kind.label, amounts: reader.amounts(at) })
        this.leave(sheet, at, { action: 'skipped', reason: `${kind.label}行，只用来核对` })
      } else if (kind.kind === 'other') this.leave(sheet, at, { action: 'skipped', reason: kind.reason })
      else if (lone !== null && lone !== 'project') this.leave(sheet, at, lone)
      else if (kind.kind === 'nameless') this.leave(sheet, at, asking.nameless(at))
      else if (kind.kind === 'continued') this.leave(sheet, at, asking.continued(kind))
      else {
        const read = reader.read(at)
        if (reader.summed) lines.push({ kind: 'project', row: at, label: read.name, amounts: read.amounts })
        this.planRow(sheet, read, hasDomains ? null : heading, seen)
      }
    }
    this.targets.endSheet(seen.keys())
    this.stated.push(...checkStated(sheet.name, sheet.columns, lines))
  }

  /** A row that brings nothing into the ledger. */
  private leave(sheet: SheetAnalysis, row: number, { action, reason }: LeftRow): void {
    this.rows.push({ sheet: sheet.name, row: row + 1, action, reason, project: null, changes: [], projectId: null, open: [] })
  }

  private planRow(sheet: SheetAnalysis, read: ReadRow, heading: Heading | null, seen: Map<RecordId, number>): void {
    const base = { sheet: sheet.name, row: read.row + 1 }
    if (read.name === '') {
      this.rows.push({ ...base, action: read.open.includes('name') ? 'ask' : 'skipped', reason: read.open.includes('name') ? '项目名称有问题' : '没有项目名称，按要求不导入', project: null, changes: [], projectId: null, open: [] })
      return
    }
    const name = read.name.includes('\n') ? read.name.replace(/\s*\n\s*/gu, '') : read.name
    const match = this.targets.match(sheet, read, name)
    const headed = heading?.domain ?? null
    const values = withDomain(read, headed)
    const project = { ...values.values, name }
    if (match.kind === 'skip') return void this.rows.push({ ...base, action: 'skipped', reason: '按要求不导入', project, changes: [], projectId: null, open: [] })
    if (match.kind === 'ask') return void this.rows.push({ ...base, action: 'ask', reason: match.reason, project, changes: [], projectId: null, open: [] })
    let target = match.kind === 'known' ? this.targets.workingOf(match.id) : null
    const earlier = target === null ? undefined : seen.get(target.project.id)
    if (target !== null && earlier !== undefined) {
      const again = this.targets.twice(sheet, read, earlier)
      if (again === 'same' || again === 'first') return void this.rows.push({ ...base, action: 'skipped', reason: again === 'same' ? `与第 ${earlier + 1} 行相同` : `与第 ${earlier + 1} 行同名，按要求不导入`, project, changes: [], projectId: target.project.id, open: [] })
      if (again === 'ask') return void this.rows.push({ ...base, action: 'ask', reason: `与第 ${earlier + 1} 行同名`, project, changes: [], projectId: target.project.id, open: [] })
      if (again === 'this') target.first = target.written = null
      if (again === 'another') target = null
    }
    const made = target === null
    target ??= this.targets.newProject(name)
    seen.set(target.project.id, read.row)
    const placed = this.place(sheet, values, target, headed)
    const open = heading?.open === true ? [...new Set([...placed.open, 'domain' as const])] : placed.open.length > 1 ? [...new Set(placed.open)] : placed.open
    const isNew = made && target.isNew
    const action: RowAction = open.length > 0 ? 'ask' : isNew ? 'new' : placed.changes.length > 0 ? 'changed' : 'same'
    const how = match.kind === 'known' ? match.how : null
    const remarks = open.length > 0 ? placed.remarks : [...placed.remarks, ...differingRates(sheet, read.row, target.entry)]
    const reason = how === null ? remarks.join('；') : [how, ...remarks].join('；')
    const changes = isNew ? [{ field: 'name' as const, period: null, before: null, after: name }, ...placed.changes] : placed.changes
    this.rows.push({ sheet: base.sheet, row: base.row, action, reason: open.length > 0 ? `${open.length} 处要先定下来` : reason === '' ? null : reason, project, changes, projectId: isNew ? null : target.project.id, open })
  }

  /** Writes the row into its project. A second row of the file is compared with what the first has written. */
  private place(sheet: SheetAnalysis, row: ReadRow, target: WorkingProject, domain: Domain | null): PlacedRow {
    const { first } = target
    if (first !== null && target.written === null) {
      const replay = target.anew()
      replay.written = []
      const read = withDomain(this.again(first.sheet).read(first.row), first.domain)
      placeRow({ sheet: first.sheet, row: read, target: replay, answers: this.answers, findings: new Findings(), locked: this.locked })
      target.written = replay.written
    }
    const placed = placeRow({ sheet, row, target, answers: this.answers, findings: this.findings, locked: this.locked })
    if (first === null) target.first = { sheet, row: row.row, domain }
    return placed
  }

  /** Reads a row of a sheet once more, without a second fault or question. */
  private again(sheet: SheetAnalysis): RowReader {
    let reader = this.readers.get(sheet)
    if (reader === undefined) this.readers.set(sheet, (reader = new RowReader(sheet, this.answers, new Findings())))
    return reader
  }

}

/** The row with the domain of the heading above it, where it names none itself. */
function withDomain(read: ReadRow, domain: Domain | null): ReadRow {
  return domain === null || read.values.domain !== undefined ? read : { ...read, values: { ...read.values, domain } }
}
