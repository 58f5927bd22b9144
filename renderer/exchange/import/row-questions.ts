import { DOMAINS, type Domain } from '@/domain/model'
import { cellAddress, columnLetters } from '../reading/model'
import type { SheetAnalysis } from './analyse'
import { LEAVE_OUT } from './choices'
import { findingKey, type Answers, type Findings } from './findings'

export const IS_PROJECT = '是项目'
export const IS_HEADING = '是分组标题'
export const NOT_A_DOMAIN = '不是领域'
export const TAKE_HIDDEN = '导入'

/** The heading above a row. */
export interface Heading {
  readonly domain: Domain | null
  /** Which domain it stands for is not settled. */
  readonly open: boolean
  readonly known: boolean
}

/** A row that is no project, or waits for an answer. */
export interface LeftRow {
  readonly action: 'skipped' | 'ask'
  readonly reason: string
}

/** What is asked about rows as a whole, before their values count. */
export class RowQuestions {
  constructor(private readonly sheet: SheetAnalysis, private readonly answers: Answers, private readonly findings: Findings) {}

  /** What becomes of hidden rows; null where they are taken in like the others, or hold no project. */
  hiddenRows(): { readonly answer: 'no' | 'ask'; readonly rows: ReadonlySet<number> } | null {
    const { sheet } = this
    const all = new Set(sheet.hiddenRows)
    const rows = all.size === 0 ? [] : sheet.rows.filter((k) => k.kind === 'project' && all.has(k.row)).map((k) => k.row)
    if (rows.length === 0) return null
    const answer = this.answers.get(sheet.name, '', 'hidden')
    if (answer === TAKE_HIDDEN) return null
    if (answer === LEAVE_OUT) return { answer: 'no', rows: all }
    const shown = `${rows.slice(0, 6).map((r) => r + 1).join('、')}${rows.length > 6 ? ' 等' : ''}`
    this.findings.add({ kind: 'question', key: findingKey(sheet.name, '', 'hidden'), sheet: sheet.name, cell: '', field: null, value: shown, message: `第 ${shown} 行是隐藏的，里面有项目，要导入吗？`, choices: [TAKE_HIDDEN, LEAVE_OUT], cells: rows.length })
    return { answer: 'ask', rows: all }
  }

  /** What a row with a lone name is. */
  headingOrProject({ row, label }: { row: number; label: string }): 'heading' | 'project' | LeftRow {
    const { name } = this.sheet
    const cell = this.nameCell(row)
    const answer = this.answers.get(name, cell, 'row')
    if (answer === IS_HEADING) return 'heading'
    if (answer === IS_PROJECT) return 'project'
    if (answer === LEAVE_OUT) return { action: 'skipped', reason: '按要求不导入' }
    this.findings.add({ kind: 'question', key: findingKey(name, cell, 'row'), sheet: name, cell, field: 'name', value: label, message: '这一行只有一个名称，是项目还是分组标题？', choices: [IS_PROJECT, IS_HEADING, LEAVE_OUT] })
    return { action: 'ask', reason: '还没有定是标题还是项目' }
  }

  headingDomain(row: number, label: string, domain: Domain | null, current: Heading): Heading {
    if (domain !== null) return { domain, open: false, known: true }
    // （一）交通 below 一、基础设施 is a part of it.
    if (current.known && /^[(]/u.test(label)) return current
    const { name } = this.sheet
    const answer = this.answers.get(name, '', `heading:${label}`)
    if (DOMAINS.includes(answer as Domain)) return { domain: answer as Domain, open: false, known: true }
    if (answer === NOT_A_DOMAIN) return { domain: null, open: false, known: false }
    this.findings.add({ kind: 'question', key: findingKey(name, '', `heading:${label}`), sheet: name, cell: cellAddress(row, 0), field: 'domain', value: label, message: `标题“${label}”下面的项目属于哪个领域？`, choices: [...DOMAINS, NOT_A_DOMAIN] })
    return { domain: null, open: true, known: false }
  }

  nameless(row: number): LeftRow {
    const { name } = this.sheet
    const cell = this.nameCell(row)
    if (this.answers.get(name, cell, 'row') === LEAVE_OUT) return { action: 'skipped', reason: '没有项目名称，按要求不导入' }
    this.findings.add({ kind: 'fault', key: findingKey(name, cell, 'row'), sheet: name, cell, field: 'name', value: '', message: `第 ${row + 1} 行有内容，但没有项目名称`, proposal: LEAVE_OUT, choices: [LEAVE_OUT] })
    return { action: 'ask', reason: '没有项目名称' }
  }

  /** A further line of a project whose name is merged downwards. */
  continued({ row, of }: { row: number; of: number }): LeftRow {
    const { name, grid, columns } = this.sheet
    const own = columns.filter((c) => c.field !== null && grid.own(row, c.index) !== undefined)
    if (own.length === 0) return { action: 'skipped', reason: `与第 ${of + 1} 行是同一个项目` }
    const cell = cellAddress(row, own[0]?.index ?? 0)
    if (this.answers.get(name, cell, 'row') === LEAVE_OUT) return { action: 'skipped', reason: `第 ${of + 1} 行项目的另一行，按要求不导入` }
    this.findings.add({
      kind: 'question', key: findingKey(name, cell, 'row'), sheet: name, cell, field: own[0]?.field ?? null, value: own.map((c) => grid.ownText(row, c.index)).join('、').slice(0, 60),
      message: `第 ${of + 1} 行的项目占了几行，这一行的 ${own.map((c) => columnLetters(c.index)).join('、')} 列另有内容。项目只按第 ${of + 1} 行导入，这一行不要了吗？若要，请先在原表并成一行`, choices: [LEAVE_OUT],
    })
    return { action: 'ask', reason: `与第 ${of + 1} 行是同一个项目` }
  }

  private nameCell(row: number): string {
    return cellAddress(row, this.sheet.columns.find((c) => c.field === 'name')?.index ?? 0)
  }
}
