import { lockedMonths } from '@/domain/freeze'
import { activePortfolios, buildLedger, isRegistered, slotEntries, type Ledger } from '@/domain/ledger'
import type { Domain, LedgerData, RecordId } from '@/domain/model'
import type { Period } from '@/domain/period'
import { emptyProject } from '@/domain/project'
import { cellAddress, type PlainBook } from '../reading/model'
import { importSums, ledgerAfter, type ImportSums } from './after'
import { analyseBook, type SheetAnalysis } from './analyse'
import { LEAVE_OUT, type Finding, type ImportChoices } from './choices'
import type { ImportField } from './fields'
import { Answers, Findings, findingKey } from './findings'
import { NameIndex } from './match-projects'
import { placeRow, type PlacedRow, type RowChange } from './place-row'
import { differingRates } from './rates'
import { RowReader, type FieldValue, type ReadRow } from './read-rows'
import { RowQuestions, type Heading, type LeftRow } from './row-questions'
import { checkStated, type StatedSum, type SumLine } from './stated'
import { WorkingProject, type ImportEdit } from './working'

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

export const NEW_PROJECT = '新项目'

/** Plans the import of a book into a ledger. The same book, ledger, choices and ids give the same plan. */
export function planImport(book: PlainBook, source: LedgerData | Ledger, choices: ImportChoices, options: PlanOptions): ImportPlan {
  const ledger = 'entries' in source ? source : buildLedger(source)
  const sheets = analyseBook(book, choices)
  return new Planner(ledger, sheets, choices, options).plan()
}

class Planner {
  private readonly answers: Answers
  private readonly findings = new Findings()
  private readonly names = new NameIndex()
  private readonly working = new Map<RecordId, WorkingProject>()
  private readonly readers = new Map<SheetAnalysis, RowReader>()
  private readonly rows: PlannedRow[] = []
  private readonly stated: StatedSum[] = []
  private readonly taken = new Set<RecordId>()
  private readonly slots: RecordId[]
  private readonly locked: ReadonlySet<Period>
  private readonly portfolioIds: readonly RecordId[]
  private nextOrder: number
  private newRows = 0

  constructor(private readonly ledger: Ledger, private readonly sheets: readonly SheetAnalysis[], private readonly choices: ImportChoices, private readonly options: PlanOptions) {
    this.answers = new Answers(choices.answers)
    this.nextOrder = 1
    for (const { project } of ledger.entries.values()) {
      if (isRegistered(project)) this.names.add(project.id, project.name as string)
      if (project.order >= this.nextOrder) this.nextOrder = project.order + 1
    }
    this.locked = lockedMonths(ledger.snapshots.values())
    this.portfolioIds = this.chosenPortfolios()
    this.slots = this.portfolioIds.flatMap((id) => slotEntries(ledger, id)).map((e) => e.project.id).filter((id, i, all) => all.indexOf(id) === i)
  }

  plan(): ImportPlan {
    const used = this.sheets.filter((s) => s.used)
    for (const sheet of used) this.noteExactNames(sheet)
    let done = 0
    const total = used.reduce((sum, s) => sum + s.rows.length, 0)
    for (const sheet of used) {
      // Sheets before this one may have brought new projects.
      if (sheet !== used[0]) this.noteExactNames(sheet)
      for (const question of sheet.questions) this.findings.add(question)
      this.planSheet(sheet, () => {
        done += 1
        if (done % 500 === 0) this.options.tell?.(done / total)
      })
    }
    this.askPortfolio()
    const edits = [...this.working.values()].flatMap((w) => w.edits(this.ledger))
    const all = this.findings.list
    const period = used.find((s) => s.period !== null)?.period ?? this.choices.period ?? null
    const after = ledgerAfter(this.ledger, this.working)
    return {
      sheets: this.sheets, rows: this.rows, faults: all.filter((f) => f.kind === 'fault'), questions: all.filter((f) => f.kind === 'question'), stated: this.stated,
      sums: { before: importSums(this.ledger, period), after: importSums(after, period) }, period, edits, after,
    }
  }

  private chosenPortfolios(): readonly RecordId[] {
    const active = activePortfolios(this.ledger)
    const answer = this.answers.get('', '', 'portfolio')
    if (this.choices.portfolioIds !== undefined) return this.choices.portfolioIds.filter((id) => active.some((p) => p.id === id))
    if (answer !== undefined) return active.filter((p) => p.name === answer || p.id === answer).map((p) => p.id)
    return active.length === 1 ? active.map((p) => p.id) : []
  }

  private askPortfolio(): void {
    const active = activePortfolios(this.ledger)
    if (this.newRows === 0 || active.length < 2 || this.choices.portfolioIds !== undefined || this.answers.get('', '', 'portfolio') !== undefined) return
    this.findings.add({ kind: 'question', key: findingKey('', '', 'portfolio'), sheet: '', cell: '', field: null, value: '', message: `${this.newRows} 个新项目放进哪个项目盘子？`, choices: [...active.map((p) => p.name), '不放进项目盘子'], cells: this.newRows })
  }

  /** Projects that some row names to the letter: a nearly equal name elsewhere in the file is another project. */
  private noteExactNames(sheet: SheetAnalysis): void {
    const column = sheet.columns.find((c) => c.field === 'name')?.index
    if (column === undefined) return
    for (const { kind, row } of sheet.rows) {
      if (kind !== 'project') continue
      const id = this.names.has(sheet.grid.text(row, column))
      if (id !== null) this.taken.add(id)
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
    // Another sheet may name the same project nearly alike; within one sheet two rows are two projects.
    for (const id of seen.keys()) if (!this.ledger.entries.has(id)) this.taken.delete(id)
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
    const match = this.match(sheet, read, name)
    const headed = heading?.domain ?? null
    const values = withDomain(read, headed)
    const project = { ...values.values, name }
    if (match.kind === 'skip') return void this.rows.push({ ...base, action: 'skipped', reason: '按要求不导入', project, changes: [], projectId: null, open: [] })
    if (match.kind === 'ask') return void this.rows.push({ ...base, action: 'ask', reason: match.reason, project, changes: [], projectId: null, open: [] })
    let target = match.kind === 'known' ? this.workingOf(match.id) : null
    const earlier = target === null ? undefined : seen.get(target.project.id)
    if (target !== null && earlier !== undefined) {
      const again = this.twice(sheet, read, earlier)
      if (again === 'same' || again === 'first') return void this.rows.push({ ...base, action: 'skipped', reason: again === 'same' ? `与第 ${earlier + 1} 行相同` : `与第 ${earlier + 1} 行同名，按要求不导入`, project, changes: [], projectId: target.project.id, open: [] })
      if (again === 'ask') return void this.rows.push({ ...base, action: 'ask', reason: `与第 ${earlier + 1} 行同名`, project, changes: [], projectId: target.project.id, open: [] })
      if (again === 'this') target.first = target.written = null
      if (again === 'another') target = null
    }
    const made = target === null
    target ??= this.newProject(name)
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

  private match(sheet: SheetAnalysis, read: ReadRow, name: string): { kind: 'known'; id: RecordId; how: string | null } | { kind: 'new' } | { kind: 'ask'; reason: string } | { kind: 'skip' } {
    const found = this.names.find(read.name, this.taken, (id) => this.ledger.entries.has(id))
    const id = found.kind === 'exact' ? found.id : null
    if (id !== null) return { kind: 'known', id, how: null }
    if (found.kind === 'none' || found.kind === 'exact') return { kind: 'new' }
    const candidates = found.kind === 'near' ? [found] : found.candidates
    const labels = candidates.map((c, i) => `就是“${c.name}”${candidates.filter((o) => o.name === c.name).length > 1 ? `（第 ${i + 1} 个）` : ''}`)
    const cell = cellAddress(read.row, read.nameColumn)
    const answer = this.answers.get(sheet.name, cell, 'match')
    const at = labels.indexOf(answer ?? '')
    if (at >= 0) return { kind: 'known', id: (candidates[at] as { id: RecordId }).id, how: `认作“${(candidates[at] as { name: string }).name}”` }
    if (answer === NEW_PROJECT) return { kind: 'new' }
    if (answer === LEAVE_OUT) return { kind: 'skip' }
    const how = found.kind === 'near' ? `与台账里的“${found.name}”${found.how}` : `台账里有 ${candidates.length} 个名称相同或相近的项目`
    this.findings.add({ kind: 'question', key: findingKey(sheet.name, cell, 'match'), sheet: sheet.name, cell, field: 'name', value: name, message: `${how}，是同一个项目吗？`, choices: [...labels, NEW_PROJECT, LEAVE_OUT] })
    return { kind: 'ask', reason: how }
  }

  /** A second row of one sheet with the same name. */
  private twice(sheet: SheetAnalysis, read: ReadRow, earlier: number): 'same' | 'first' | 'this' | 'another' | 'ask' {
    if (rowText(sheet, earlier) === rowText(sheet, read.row)) return 'same'
    const choices = [`以第 ${earlier + 1} 行为准`, '以这一行为准', '是另一个项目'] as const
    const cell = cellAddress(read.row, read.nameColumn)
    const answer = choices.indexOf(this.answers.get(sheet.name, cell, 'again') as (typeof choices)[number])
    if (answer >= 0) return (['first', 'this', 'another'] as const)[answer] as 'first'
    this.findings.add({ kind: 'question', key: findingKey(sheet.name, cell, 'again'), sheet: sheet.name, cell, field: 'name', value: read.name, message: `第 ${earlier + 1} 行和第 ${read.row + 1} 行是同一个名称，内容不同，怎么办？`, choices })
    return 'ask'
  }

  private workingOf(id: RecordId): WorkingProject {
    let working = this.working.get(id)
    const entry = this.ledger.entries.get(id)
    if (working === undefined && entry !== undefined) this.working.set(id, (working = new WorkingProject(entry.project, entry)))
    return working as WorkingProject
  }

  /** A new project: in the first free 待录入 place of its portfolio, where there is one. */
  private newProject(name: string): WorkingProject {
    this.newRows += 1
    const slot = this.slots.shift()
    const entry = slot === undefined ? undefined : this.ledger.entries.get(slot)
    const start = entry === undefined ? { ...emptyProject(this.options.newId(), name, this.nextOrder), portfolioIds: this.portfolioIds } : { ...entry.project, name, order: this.nextOrder }
    this.nextOrder += 1
    const working = new WorkingProject(start, entry ?? null)
    this.working.set(start.id, working)
    this.names.add(start.id, name)
    this.taken.add(start.id)
    return working
  }
}

/** A row's content for telling whether another says the same. */
function rowText(sheet: SheetAnalysis, row: number): string {
  return sheet.columns.filter((c) => c.field !== null && c.field !== 'index').map((c) => sheet.grid.text(row, c.index)).join('\u0001')
}

/** The row with the domain of the heading above it, where it names none itself. */
function withDomain(read: ReadRow, domain: Domain | null): ReadRow {
  return domain === null || read.values.domain !== undefined ? read : { ...read, values: { ...read.values, domain } }
}
