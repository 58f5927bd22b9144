import { activePortfolios, buildLedger, registeredEntries, slotEntries, withRecords, type ChangedRecord, type Ledger } from '@/domain/ledger'
import { DOMAINS, type Domain, type LedgerData, type RecordId } from '@/domain/model'
import type { Fen } from '@/domain/money'
import type { Period } from '@/domain/period'
import { emptyProject } from '@/domain/project'
import { sumEntries } from '@/domain/reconcile'
import { cellAddress, columnLetters, type PlainBook } from '../reading/model'
import { analyseBook, type SheetAnalysis } from './analyse'
import { LEAVE_OUT, type Finding, type ImportChoices } from './choices'
import { MONEY_IMPORT_FIELDS, ROW_FIELDS, type ImportField } from './fields'
import { Answers, Findings, findingKey } from './findings'
import { NameIndex } from './match-projects'
import { placeRow, type RowChange } from './place-row'
import { RowReader, type FieldValue, type ReadRow } from './read-rows'
import type { RowKind } from './rows'
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
  readonly project: Readonly<Record<ImportField, FieldValue>> | null
  readonly changes: readonly RowChange[]
  /** The project of the ledger that it changes; null for a new one. */
  readonly projectId: RecordId | null
  /** Fields that wait for an answer. */
  readonly open: readonly ImportField[]
}

export type ImportSums = Readonly<Record<'totalInvestment' | 'annualPlan' | 'completedThisMonth' | 'completedYearToDate' | 'completedSinceStart' | 'fundsInPlace', Fen | null>> & { readonly count: number }

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
}

export interface PlanOptions {
  readonly newId: () => RecordId
  readonly tell?: (share: number) => void
}

export const NEW_PROJECT = '新项目'
export const IS_PROJECT = '是项目'
export const IS_HEADING = '是分组标题'
export const NOT_A_DOMAIN = '不是领域'
export const TAKE_HIDDEN = '导入'

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
  private readonly rows: PlannedRow[] = []
  private readonly stated: StatedSum[] = []
  private readonly taken = new Set<RecordId>()
  private readonly slots: RecordId[]
  private readonly portfolioIds: readonly RecordId[]
  private nextOrder: number
  private newRows = 0

  constructor(private readonly ledger: Ledger, private readonly sheets: readonly SheetAnalysis[], private readonly choices: ImportChoices, private readonly options: PlanOptions) {
    this.answers = new Answers(choices.answers)
    for (const { project } of registeredEntries(ledger)) this.names.add(project.id, project.name as string)
    this.portfolioIds = this.chosenPortfolios()
    this.slots = this.portfolioIds.flatMap((id) => slotEntries(ledger, id)).map((e) => e.project.id).filter((id, i, all) => all.indexOf(id) === i)
    this.nextOrder = Math.max(0, ...[...ledger.entries.values()].map((e) => e.project.order)) + 1
  }

  plan(): ImportPlan {
    const used = this.sheets.filter((s) => s.used)
    for (const sheet of used) this.noteExactNames(sheet)
    let done = 0
    const total = used.reduce((sum, s) => sum + s.rows.length, 0)
    for (const sheet of used) {
      this.noteExactNames(sheet)
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
    return {
      sheets: this.sheets, rows: this.rows, faults: all.filter((f) => f.kind === 'fault'), questions: all.filter((f) => f.kind === 'question'), stated: this.stated,
      sums: { before: sums(this.ledger, period), after: sums(applyImport(this.ledger, edits), period) }, period, edits,
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
    const hidden = this.hiddenChoice(sheet)
    const lines: SumLine[] = []
    const seen = new Map<RecordId, number>()
    let heading: Heading = { domain: null, open: false, known: false }
    const hasDomains = sheet.columns.some((c) => c.field === 'domain')
    for (const kind of sheet.rows) {
      step()
      const at = kind.row
      if (hidden !== null && sheet.hiddenRows.includes(at)) {
        if (hidden === 'no') this.skip(sheet, at, '隐藏的行，不导入')
        else this.rows.push({ sheet: sheet.name, row: at + 1, action: 'ask', reason: '隐藏的行，还没有定导不导入', project: null, changes: [], projectId: null, open: [] })
        continue
      }
      if (kind.kind === 'heading' || (kind.kind === 'unsure' && this.isHeading(sheet, kind) === 'heading')) {
        if (!hasDomains) heading = this.headingDomain(sheet, at, kind.label, kind.kind === 'heading' ? kind.domain : null, heading)
        lines.push({ kind: 'heading', row: at, label: kind.label, amounts: reader.amounts(at) })
        this.skip(sheet, at, `分组标题“${kind.label}”`)
      } else if (kind.kind === 'total') {
        lines.push({ kind: kind.level, row: at, label: kind.label, amounts: reader.amounts(at) })
        this.skip(sheet, at, `${kind.label}行，只用来核对`)
      } else if (kind.kind === 'other') this.skip(sheet, at, kind.reason)
      else if (kind.kind === 'unsure' && this.isHeading(sheet, kind) === 'ask') this.rows.push({ sheet: sheet.name, row: at + 1, action: 'ask', reason: '还没有定是标题还是项目', project: null, changes: [], projectId: null, open: [] })
      else if (kind.kind === 'unsure' && this.isHeading(sheet, kind) === 'skip') this.skip(sheet, at, '按要求不导入')
      else if (kind.kind === 'nameless') this.nameless(sheet, at)
      else if (kind.kind === 'continued') this.continued(sheet, kind)
      else {
        const read = reader.read(at)
        lines.push({ kind: 'project', row: at, label: read.name, amounts: read.amounts })
        this.planRow(sheet, read, hasDomains ? null : heading, seen)
      }
    }
    // Another sheet may name the same project nearly alike; within one sheet two rows are two projects.
    for (const id of seen.keys()) if (!this.ledger.entries.has(id)) this.taken.delete(id)
    this.stated.push(...checkStated(sheet.name, sheet.columns, lines))
  }

  private hiddenChoice(sheet: SheetAnalysis): 'no' | 'ask' | null {
    const rows = sheet.hiddenRows.filter((r) => sheet.rows.some((k) => k.row === r && k.kind === 'project'))
    if (rows.length === 0) return null
    const answer = this.answers.get(sheet.name, '', 'hidden')
    if (answer === TAKE_HIDDEN) return null
    if (answer === LEAVE_OUT) return 'no'
    const shown = `${rows.slice(0, 6).map((r) => r + 1).join('、')}${rows.length > 6 ? ' 等' : ''}`
    this.findings.add({ kind: 'question', key: findingKey(sheet.name, '', 'hidden'), sheet: sheet.name, cell: '', field: null, value: shown, message: `第 ${shown} 行是隐藏的，里面有项目，要导入吗？`, choices: [TAKE_HIDDEN, LEAVE_OUT], cells: rows.length })
    return 'ask'
  }

  private isHeading(sheet: SheetAnalysis, { row, label }: { row: number; label: string }): 'heading' | 'project' | 'ask' | 'skip' {
    const cell = cellAddress(row, sheet.columns.find((c) => c.field === 'name')?.index ?? 0)
    const answer = this.answers.get(sheet.name, cell, 'row')
    if (answer === IS_HEADING) return 'heading'
    if (answer === IS_PROJECT) return 'project'
    if (answer === LEAVE_OUT) return 'skip'
    this.findings.add({ kind: 'question', key: findingKey(sheet.name, cell, 'row'), sheet: sheet.name, cell, field: 'name', value: label, message: '这一行只有一个名称，是项目还是分组标题？', choices: [IS_PROJECT, IS_HEADING, LEAVE_OUT] })
    return 'ask'
  }

  private headingDomain(sheet: SheetAnalysis, row: number, label: string, domain: Domain | null, current: Heading): Heading {
    if (domain !== null) return { domain, open: false, known: true }
    // （一）交通 below 一、基础设施 is a part of it.
    if (current.known && /^[(]/u.test(label)) return current
    const answer = this.answers.get(sheet.name, '', `heading:${label}`)
    if (DOMAINS.includes(answer as Domain)) return { domain: answer as Domain, open: false, known: true }
    if (answer === NOT_A_DOMAIN) return { domain: null, open: false, known: false }
    this.findings.add({ kind: 'question', key: findingKey(sheet.name, '', `heading:${label}`), sheet: sheet.name, cell: cellAddress(row, 0), field: 'domain', value: label, message: `标题“${label}”下面的项目属于哪个领域？`, choices: [...DOMAINS, NOT_A_DOMAIN] })
    return { domain: null, open: true, known: false }
  }

  private skip(sheet: SheetAnalysis, row: number, reason: string): void {
    this.rows.push({ sheet: sheet.name, row: row + 1, action: 'skipped', reason, project: null, changes: [], projectId: null, open: [] })
  }

  private nameless(sheet: SheetAnalysis, row: number): void {
    const column = sheet.columns.find((c) => c.field === 'name')?.index ?? 0
    const cell = cellAddress(row, column)
    if (this.answers.get(sheet.name, cell, 'row') === LEAVE_OUT) return this.skip(sheet, row, '没有项目名称，按要求不导入')
    this.findings.add({ kind: 'fault', key: findingKey(sheet.name, cell, 'row'), sheet: sheet.name, cell, field: 'name', value: '', message: `第 ${row + 1} 行有内容，但没有项目名称`, proposal: LEAVE_OUT, choices: [LEAVE_OUT] })
    this.rows.push({ sheet: sheet.name, row: row + 1, action: 'ask', reason: '没有项目名称', project: null, changes: [], projectId: null, open: [] })
  }

  private continued(sheet: SheetAnalysis, { row, of }: { row: number; of: number }): void {
    const own = sheet.columns.filter((c) => c.field !== null && sheet.grid.own(row, c.index) !== undefined)
    if (own.length === 0) return this.skip(sheet, row, `与第 ${of + 1} 行是同一个项目`)
    const cell = cellAddress(row, own[0]?.index ?? 0)
    if (this.answers.get(sheet.name, cell, 'row') === LEAVE_OUT) return this.skip(sheet, row, `第 ${of + 1} 行项目的另一行，按要求不导入`)
    this.findings.add({ kind: 'question', key: findingKey(sheet.name, cell, 'row'), sheet: sheet.name, cell, field: own[0]?.field ?? null, value: own.map((c) => sheet.grid.ownText(row, c.index)).join('、').slice(0, 60), message: `第 ${of + 1} 行的项目占了几行，这一行的 ${own.map((c) => columnLetters(c.index)).join('、')} 列另有内容。项目只按第 ${of + 1} 行导入，这一行不要了吗？若要，请先在原表并成一行`, choices: [LEAVE_OUT] })
    this.rows.push({ sheet: sheet.name, row: row + 1, action: 'ask', reason: `与第 ${of + 1} 行是同一个项目`, project: null, changes: [], projectId: null, open: [] })
  }

  private planRow(sheet: SheetAnalysis, read: ReadRow, heading: Heading | null, seen: Map<RecordId, number>): void {
    const base = { sheet: sheet.name, row: read.row + 1 }
    if (read.name === '') {
      this.rows.push({ ...base, action: read.open.includes('name') ? 'ask' : 'skipped', reason: read.open.includes('name') ? '项目名称有问题' : '没有项目名称，按要求不导入', project: null, changes: [], projectId: null, open: [] })
      return
    }
    const name = read.name.replace(/\s*\n\s*/gu, '')
    const match = this.match(sheet, read, name)
    const headed = heading?.domain ?? null
    const values: ReadRow = headed !== null && read.values.domain === undefined ? { ...read, values: { ...read.values, domain: headed } } : read
    const project = described(values, name)
    if (match.kind === 'skip') return void this.rows.push({ ...base, action: 'skipped', reason: '按要求不导入', project, changes: [], projectId: null, open: [] })
    if (match.kind === 'ask') return void this.rows.push({ ...base, action: 'ask', reason: match.reason, project, changes: [], projectId: null, open: [] })
    let target = match.kind === 'known' ? this.workingOf(match.id) : null
    const earlier = target === null ? undefined : seen.get(target.project.id)
    if (target !== null && earlier !== undefined) {
      const again = this.again(sheet, read, earlier)
      if (again === 'same' || again === 'first') return void this.rows.push({ ...base, action: 'skipped', reason: again === 'same' ? `与第 ${earlier + 1} 行相同` : `与第 ${earlier + 1} 行同名，按要求不导入`, project, changes: [], projectId: target.project.id, open: [] })
      if (again === 'ask') return void this.rows.push({ ...base, action: 'ask', reason: `与第 ${earlier + 1} 行同名`, project, changes: [], projectId: target.project.id, open: [] })
      if (again === 'this') target.written.clear()
      if (again === 'another') target = null
    }
    const made = target === null
    target ??= this.newProject(name)
    seen.set(target.project.id, read.row)
    const placed = placeRow({ sheet, row: values, target, answers: this.answers, findings: this.findings })
    const open = [...new Set(heading?.open === true ? [...placed.open, 'domain' as const] : placed.open)]
    const isNew = made && target.isNew
    const action: RowAction = open.length > 0 ? 'ask' : isNew ? 'new' : placed.changes.length > 0 ? 'changed' : 'same'
    const reason = [...(match.kind === 'known' && match.how !== null ? [match.how] : []), ...placed.remarks].join('；')
    const changes = isNew ? [{ field: 'name' as const, period: null, before: null, after: name }, ...placed.changes] : placed.changes
    this.rows.push({ ...base, action, reason: open.length > 0 ? `${open.length} 处要先定下来` : reason === '' ? null : reason, project, changes, projectId: isNew ? null : target.project.id, open })
  }

  private match(sheet: SheetAnalysis, read: ReadRow, name: string): { kind: 'known'; id: RecordId; how: string | null } | { kind: 'new' } | { kind: 'ask'; reason: string } | { kind: 'skip' } {
    const found = this.names.find(read.name, this.taken)
    const id = found.kind === 'exact' ? found.id : null
    if (id !== null) return { kind: 'known', id, how: null }
    if (found.kind === 'none' || found.kind === 'exact') return { kind: 'new' }
    const candidates = found.kind === 'near' ? [found] : found.candidates
    const labels = candidates.map((c, i) => `就是“${c.name}”${candidates.filter((o) => o.name === c.name).length > 1 ? `（第 ${i + 1} 个）` : ''}`)
    const answer = this.answers.get(sheet.name, read.nameCell, 'match')
    const at = labels.indexOf(answer ?? '')
    if (at >= 0) return { kind: 'known', id: (candidates[at] as { id: RecordId }).id, how: `认作“${(candidates[at] as { name: string }).name}”` }
    if (answer === NEW_PROJECT) return { kind: 'new' }
    if (answer === LEAVE_OUT) return { kind: 'skip' }
    const how = found.kind === 'near' ? `与台账里的“${found.name}”${found.how}` : `台账里有 ${candidates.length} 个名称相同或相近的项目`
    this.findings.add({ kind: 'question', key: findingKey(sheet.name, read.nameCell, 'match'), sheet: sheet.name, cell: read.nameCell, field: 'name', value: name, message: `${how}，是同一个项目吗？`, choices: [...labels, NEW_PROJECT, LEAVE_OUT] })
    return { kind: 'ask', reason: how }
  }

  /** A second row of one sheet with the same name. */
  private again(sheet: SheetAnalysis, read: ReadRow, earlier: number): 'same' | 'first' | 'this' | 'another' | 'ask' {
    if (rowText(sheet, earlier) === rowText(sheet, read.row)) return 'same'
    const choices = [`以第 ${earlier + 1} 行为准`, '以这一行为准', '是另一个项目'] as const
    const answer = choices.indexOf(this.answers.get(sheet.name, read.nameCell, 'again') as (typeof choices)[number])
    if (answer >= 0) return (['first', 'this', 'another'] as const)[answer] as 'first'
    this.findings.add({ kind: 'question', key: findingKey(sheet.name, read.nameCell, 'again'), sheet: sheet.name, cell: read.nameCell, field: 'name', value: read.name, message: `第 ${earlier + 1} 行和第 ${read.row + 1} 行是同一个名称，内容不同，怎么办？`, choices })
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

interface Heading {
  readonly domain: Domain | null
  /** Which domain it stands for is not settled. */
  readonly open: boolean
  readonly known: boolean
}

/** A row's content for telling whether another says the same. */
function rowText(sheet: SheetAnalysis, row: number): string {
  return sheet.columns.filter((c) => c.field !== null && c.field !== 'index').map((c) => sheet.grid.text(row, c.index)).join('\u0001')
}

function described(read: ReadRow, name: string): Record<ImportField, FieldValue> {
  const project = Object.fromEntries(ROW_FIELDS.map((field) => [field, read.values[field] ?? null])) as Record<ImportField, FieldValue>
  project.name = name
  return project
}

/** The ledger as it would be with the edits written. */
export function applyImport(ledger: Ledger, edits: readonly ImportEdit[]): Ledger {
  const changed = edits.map((edit): ChangedRecord => {
    const record = { ...(currentRecord(ledger, edit) ?? edit.blank), ...edit.set }
    return { table: edit.table, record } as ChangedRecord
  })
  return withRecords(ledger, changed)
}

function currentRecord(ledger: Ledger, { table, id }: ImportEdit): object | undefined {
  if (table === 'projects') return ledger.entries.get(id)?.project
  const [projectId, place] = [id.slice(0, table === 'annualPlans' ? -5 : -8), id.slice(table === 'annualPlans' ? -4 : -7)]
  const entry = ledger.entries.get(projectId)
  return table === 'annualPlans' ? entry?.plans.get(Number(place)) : entry?.reports.get(place as Period)
}

function sums(ledger: Ledger, period: Period | null): ImportSums {
  const entries = registeredEntries(ledger)
  const all = sumEntries(entries, period ?? ('1949-01' as Period))
  const picked = Object.fromEntries(MONEY_IMPORT_FIELDS.filter((f) => f !== 'completedBeforeYear').map((f) => [f, f === 'totalInvestment' || period !== null ? all[f as 'totalInvestment'].value : null]))
  return { count: entries.length, ...picked } as ImportSums
}

export type { RowKind }
