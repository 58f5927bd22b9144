import { activePortfolios, isRegistered, slotEntries, type Ledger } from '@/domain/ledger'
import type { RecordId } from '@/domain/model'
import { emptyProject } from '@/domain/project'
import { cellAddress } from '../reading/model'
import type { SheetAnalysis } from './analyse'
import { LEAVE_OUT, type ImportChoices } from './choices'
import { findingKey, type Answers, type Findings } from './findings'
import { NameIndex } from './match-projects'
import type { ReadRow } from './read-rows'
import { WorkingProject } from './working'

const NEW_PROJECT = '新项目'

/** Which project a row is about, as far as the file and the answers tell. `how`: in words, where the name is not the very same. */
export type RowMatch =
  | { readonly kind: 'known'; readonly id: RecordId; readonly how: string | null }
  | { readonly kind: 'new' }
  | { readonly kind: 'ask'; readonly reason: string }
  | { readonly kind: 'skip' }

/** The projects that rows are about: those of the ledger, found by name, and the new ones that the file brings. */
export class RowTargets {
  /** Projects that rows write into, as they will stand. */
  readonly working = new Map<RecordId, WorkingProject>()
  private readonly names = new NameIndex()
  private readonly taken = new Set<RecordId>()
  private readonly portfolioIds: readonly RecordId[]
  private readonly slots: RecordId[]
  private nextOrder = 1
  private newRows = 0

  constructor(private readonly ledger: Ledger, private readonly choices: ImportChoices, private readonly answers: Answers, private readonly findings: Findings, private readonly newId: () => RecordId) {
    for (const { project } of ledger.entries.values()) {
      if (isRegistered(project)) this.names.add(project.id, project.name as string)
      if (project.order >= this.nextOrder) this.nextOrder = project.order + 1
    }
    this.portfolioIds = this.chosenPortfolios()
    this.slots = this.portfolioIds.flatMap((id) => slotEntries(ledger, id)).map((e) => e.project.id).filter((id, i, all) => all.indexOf(id) === i)
  }

  /** Projects that some row names to the letter: a nearly equal name elsewhere in the file is another project. */
  noteExactNames(sheet: SheetAnalysis): void {
    const column = sheet.columns.find((c) => c.field === 'name')?.index
    if (column === undefined) return
    for (const { kind, row } of sheet.rows) {
      if (kind !== 'project') continue
      const id = this.names.has(sheet.grid.text(row, column))
      if (id !== null) this.taken.add(id)
    }
  }

  /** Another sheet may name a new project nearly alike; within one sheet two rows are two projects. */
  endSheet(seen: Iterable<RecordId>): void {
    for (const id of seen) if (!this.ledger.entries.has(id)) this.taken.delete(id)
  }

  /** The project of a row, by its name; a name that is only nearly one is asked about. */
  match(sheet: SheetAnalysis, read: ReadRow, name: string): RowMatch {
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
  twice(sheet: SheetAnalysis, read: ReadRow, earlier: number): 'same' | 'first' | 'this' | 'another' | 'ask' {
    if (rowText(sheet, earlier) === rowText(sheet, read.row)) return 'same'
    const choices = [`以第 ${earlier + 1} 行为准`, '以这一行为准', '是另一个项目'] as const
    const cell = cellAddress(read.row, read.nameColumn)
    const answer = choices.indexOf(this.answers.get(sheet.name, cell, 'again') as (typeof choices)[number])
    if (answer >= 0) return (['first', 'this', 'another'] as const)[answer] as 'first'
    this.findings.add({ kind: 'question', key: findingKey(sheet.name, cell, 'again'), sheet: sheet.name, cell, field: 'name', value: read.name, message: `第 ${earlier + 1} 行和第 ${read.row + 1} 行是同一个名称，内容不同，怎么办？`, choices })
    return 'ask'
  }

  /** A project of the ledger or of this file, as it will stand. */
  workingOf(id: RecordId): WorkingProject {
    let working = this.working.get(id)
    const entry = this.ledger.entries.get(id)
    if (working === undefined && entry !== undefined) this.working.set(id, (working = new WorkingProject(entry.project, entry)))
    return working as WorkingProject
  }

  /** A new project: in the first free 待录入 place of its portfolio, where there is one. */
  newProject(name: string): WorkingProject {
    this.newRows += 1
    const slot = this.slots.shift()
    const entry = slot === undefined ? undefined : this.ledger.entries.get(slot)
    const start = entry === undefined ? { ...emptyProject(this.newId(), name, this.nextOrder), portfolioIds: this.portfolioIds } : { ...entry.project, name, order: this.nextOrder }
    this.nextOrder += 1
    const working = new WorkingProject(start, entry ?? null)
    this.working.set(start.id, working)
    this.names.add(start.id, name)
    this.taken.add(start.id)
    return working
  }

  /** Asks once where the new projects go, if that is not clear. */
  askPortfolio(): void {
    const active = activePortfolios(this.ledger)
    if (this.newRows === 0 || active.length < 2 || this.choices.portfolioIds !== undefined || this.answers.get('', '', 'portfolio') !== undefined) return
    this.findings.add({ kind: 'question', key: findingKey('', '', 'portfolio'), sheet: '', cell: '', field: null, value: '', message: `${this.newRows} 个新项目放进哪个项目盘子？`, choices: [...active.map((p) => p.name), '不放进项目盘子'], cells: this.newRows })
  }

  private chosenPortfolios(): readonly RecordId[] {
    const active = activePortfolios(this.ledger)
    const answer = this.answers.get('', '', 'portfolio')
    if (this.choices.portfolioIds !== undefined) return this.choices.portfolioIds.filter((id) => active.some((p) => p.id === id))
    if (answer !== undefined) return active.filter((p) => p.name === answer || p.id === answer).map((p) => p.id)
    return active.length === 1 ? active.map((p) => p.id) : []
  }
}

/** A row's content for telling whether another says the same. */
function rowText(sheet: SheetAnalysis, row: number): string {
  return sheet.columns.filter((c) => c.field !== null && c.field !== 'index').map((c) => sheet.grid.text(row, c.index)).join('\u0001')
}
