import { read } from '@e965/xlsx'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { demoLedger } from '@/data/demo'
import { officialLedger } from '@/data/official'
import { buildLedger } from '@/domain/ledger'
import type { LedgerData, Project } from '@/domain/model'
import { fen } from '@/domain/money'
import { dateOnly, period } from '@/domain/period'
import { issuesOf, milestonesOf, proceduresOf, supervisionOrdersOf } from '@/domain/project-records'
import { REPORT_KINDS, reportFileName, SINGLE_REPORTS, type ReportName, type ReportOptions } from '@/domain/report-catalogue'
import { ExportError } from '@/workbook/report-data'
import { buildReport, presentReports } from '@/workbook/reports'
import { writeWorkbook } from '@/workbook/write-workbook'
import { fixtureLedger, wan } from './support/fixture-ledger'
import { shown, wordsOf } from './support/grid'
import { brokenLaws } from './support/sheet-laws'
import { describeWith, save, temporaryFolder, validatorFaults } from './support/tools'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const BASE: ReportOptions = { report: 'all', period: period('2020-03'), scope: 'all', unit: '万元', paper: 'A3', preparedOn: null }
const options = (change: Partial<ReportOptions>): ReportOptions => ({ ...BASE, ...change })

const NASTY = `=HYPERLINK("x")'\n🏗️\ufffe“${'很长的项目名称，'.repeat(36)}”`.slice(0, 300)
const bad = (change: (p: Project, i: number) => Partial<Project>, count = 14): LedgerData => fixtureLedger(count, { kind: 'demo', change: (p, i) => ({ ...p, ...change(p, i) }) })
const withAmounts = (amount: number): LedgerData => {
  const base = bad(() => ({ totalInvestment: fen(amount) }), 6)
  return { ...base, annualPlans: base.annualPlans.map((p) => ({ ...p, planned: fen(amount), openingCompleted: fen(0), curve: null })) }
}

/** What the issue lists as bad input, and what must still come out whole. */
const LEDGERS: readonly (readonly [string, () => LedgerData])[] = [
  ['the demonstration ledger', demoLedger],
  ['the official ledger', officialLedger],
  ['every kind of gap', () => fixtureLedger(60, { kind: 'demo', slots: 3 })],
  ['0 projects', () => fixtureLedger(0, { slots: 60 })],
  ['1 project', () => fixtureLedger(1)],
  ['names of 300 characters with line breaks, emoji, U+FFFE, quotes and =', () => bad(() => ({ name: NASTY, owner: NASTY.slice(0, 200), sponsoringLeader: NASTY.slice(0, 60), scale: `+${'建设内容'.repeat(499)}` }))],
  ['40 leaders with one name, and their likes', () => bad((_, i) => ({ sponsoringLeader: ['张三', '张三 ', '张*', '=1', '123', 'Li', 'LI', '>0'][i % 8] ?? null }), 40)],
  ['amounts of 0', () => withAmounts(0)],
  ['amounts of 10 trillion', () => withAmounts(1_000_000_000_000_000)],
  ['only negative months', () => {
    const base = fixtureLedger(9)
    return { ...base, progressReports: base.progressReports.map((r) => ({ ...r, completed: wan(-5), correctionReason: '冲减' })) }
  }],
  ['no plan at all', () => ({ ...fixtureLedger(9), annualPlans: [] })],
  ['nobody reported', () => fixtureLedger(9, { months: 0 })],
  ['dates from 1950 to 2190', () => bad((_, i) => ({ startDate: dateOnly(i === 0 ? '1950-01-01' : '2019-01-01'), plannedCompletion: dateOnly(i === 1 ? '2190-12-31' : '2021-01-01') }))],
  ['no domain, no portfolio', () => bad(() => ({ domain: null, portfolioIds: [] }))],
]

describe.each(LEDGERS)('every report of %s', (_, make) => {
  const ledger = buildLedger(make())

  test.each([['A3', '万元', SINGLE_REPORTS], ['A4', '亿元', ['all']]] as const)('keeps the laws of sheets on %s in %s, or says why there is none', (paper, unit, reports) => {
    for (const report of reports as readonly ReportName[]) {
      let model
      try {
        model = buildReport(ledger, options({ report, paper, unit, leaderSummary: report !== 'cards' })).model
      } catch (error) {
        expect(error).toBeInstanceOf(ExportError)
        expect((error as Error).message).toMatch(/^[^a-z]*$/u)
        continue
      }
      expect(brokenLaws(model), report).toEqual([])
      expect(model.sheets.at(-1)?.name).toBe('说明')
      expect(model.sheets.every((s) => s.rows.length > 1)).toBe(true)
    }
  })

  test('reads back in another library, each sheet by its name', async () => {
    const { model, summary } = buildReport(ledger, BASE)
    const book = read(await writeWorkbook(model))
    expect(book.SheetNames).toEqual(summary.sheets.map((s) => s.name))
  })
})

test('1,000 projects in one group are one group: every sheet keeps its laws, and the subtotal holds them all', async () => {
  const ledger = buildLedger(bad(() => ({ domain: '基础设施', portfolioIds: ['3367'] }), 1000))
  const { model, summary } = buildReport(ledger, options({ report: 'all', paper: 'A4' }))
  expect(brokenLaws(model)).toEqual([])
  const monthly = model.sheets.find((s) => s.name === summary.sheets.find((one) => one.name.includes('月报'))?.name)!
  const formulas = monthly.rows.flatMap((row) => row.cells.flatMap((cell) => (typeof cell?.value === 'object' && cell.value !== null && 'formula' in cell.value ? [cell.value.formula] : [])))
  expect(formulas.some((f) => /SUM\([A-Z]+(\d+):[A-Z]+(\d+)\)/u.test(f) && Number(/SUM\([A-Z]+\d+:[A-Z]+(\d+)\)/u.exec(f)?.[1]) - Number(/SUM\([A-Z]+(\d+)/u.exec(f)?.[1]) === 999)).toBe(true)
  expect(read(await writeWorkbook(model)).SheetNames).toEqual(summary.sheets.map((s) => s.name))
})

test('any text in any place stays text, and the book stays whole', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), fc.integer({ min: -4e14, max: 4e14 }), async (text, amount) => {
    const base = bad(() => ({ name: text, scale: text, sponsoringLeader: text, responsibleUnit: text, contractor: text, totalInvestment: fen(Math.abs(amount)), sourceNote: text, fiveOnes: [text, text, text, text, text] }), 5)
    const ledger = { ...base, progressReports: base.progressReports.map((r) => ({ ...r, completed: fen(amount), problems: text, measures: text })) }
    const { model } = buildReport(ledger, BASE)
    expect(brokenLaws(model)).toEqual([])
    for (const sheet of model.sheets) for (const row of sheet.rows) for (const cell of row.cells) if (typeof cell?.value === 'object' && cell.value !== null && 'formula' in cell.value) expect(cell.value.formula).not.toContain('HYPERLINK')
    expect((await writeWorkbook(model)).length).toBeGreaterThan(1000)
  }), { numRuns: 8 })
})

describeWith(['Open XML SDK validator'], 'the file of each report', () => {
  const books = (['demo', 'official'] as const).flatMap((name) => (['A3', 'A4'] as const).map((paper) => [name, paper] as const))
  test.each(books)('of the %s ledger on %s has no fault for the Open XML SDK', async (name, paper) => {
    const { model } = buildReport(name === 'demo' ? demoLedger() : officialLedger(), options({ paper, preparedOn: dateOnly('2020-04-05') }))
    expect(await validatorFaults(save(folder, `${name}-${paper}.xlsx`, await writeWorkbook(model)))).toEqual([])
  })

  test('of the worst names has none', async () => {
    const { model } = buildReport(bad(() => ({ name: NASTY, sponsoringLeader: NASTY.slice(0, 60) })), BASE)
    expect(await validatorFaults(save(folder, 'nasty.xlsx', await writeWorkbook(model)))).toEqual([])
  })
})

describe('the methods’ records in the autumn of the demonstration year', () => {
  const ledger = buildLedger(demoLedger())
  const autumn = options({ period: period('2020-09'), paper: 'A4' })

  test.each([
    ['milestones', '节点表', [...ledger.entries.values()].reduce((n, e) => n + milestonesOf(e).length, 0)],
    ['procedures', '前期手续表', [...ledger.entries.values()].reduce((n, e) => n + proceduresOf(e).length, 0)],
    ['issues', '问题台账', [...ledger.entries.values()].reduce((n, e) => n + issuesOf(e).filter((i) => (i.steps[0]?.date ?? '') <= '2020-09-30').length, 0)],
    ['supervision', '督办台账', supervisionOrdersOf(ledger).filter((o) => o.issuedOn <= '2020-09-30').length],
  ] as const)('%s: each record has its row', async (report, name, count) => {
    const { model } = buildReport(ledger, { ...autumn, report })
    expect(brokenLaws(model)).toEqual([])
    const sheet = model.sheets[0]!
    expect(sheet.name).toBe(name)
    expect(count).toBeGreaterThan(3)
    expect(sheet.rows.filter((r) => typeof shown(r.cells[0]) === 'number')).toHaveLength(count)
    expect(sheet.filter?.bottom).toBe((sheet.filter?.top ?? 0) + count)
    expect(read(await writeWorkbook(model)).SheetNames[0]).toBe(name)
  })

  test('an approval of after the period is not there yet', () => {
    const march = buildReport(ledger, options({ report: 'procedures' })).model.sheets[0]!
    const approvals = march.rows.map((r) => r.cells[7]?.value).flatMap((v) => (typeof v === 'object' && v !== null && 'date' in v ? [v.date] : []))
    expect(approvals.length).toBeGreaterThan(10)
    expect(approvals.filter((d) => d > '2020-03-31')).toEqual([])
  })
})

describe('what a book holds', () => {
  const ledger = buildLedger(demoLedger())
  const { model, summary } = buildReport(ledger, BASE)

  test('领导摘要 comes first in the full book and 说明 last, and only where it is wanted', () => {
    expect(model.sheets[0]?.name).toBe('领导摘要')
    expect(buildReport(ledger, options({ leaderSummary: false })).model.sheets[0]?.name).toBe('项目进展情况月报表')
    expect(buildReport(ledger, options({ report: 'monthly', leaderSummary: true })).summary.sheets.map((s) => s.name)).toEqual(['领导摘要', '项目进展情况月报表', '说明'])
    expect(summary.rows).toBe(65)
  })

  test('a report without data is left out with a line in 说明, and refused with a sentence where it is asked for alone', () => {
    const official = buildLedger(officialLedger())
    const present = presentReports(official, BASE)
    const notes = wordsOf(buildReport(official, BASE).model.sheets.at(-1)!).join('\n')
    for (const report of SINGLE_REPORTS.filter((r) => !present.includes(r))) {
      expect(notes).toContain(`${REPORT_KINDS[report].label} | 没有列入：`)
      // 任务书 is a book of its own, and has pages for the pen where nothing is known yet.
      if (report !== 'tasks') expect(() => buildReport(official, options({ report })), report).toThrow(ExportError)
    }
    expect(present).not.toContain('curve')
  })

  test('each project leads from the month’s sheet to its card and back', () => {
    const monthly = model.sheets.find((s) => s.key === 'monthly')!
    const cards = model.sheets.find((s) => s.key === 'cards')!
    const there = (monthly.links ?? []).filter((l) => l.column === 1)
    expect(there).toHaveLength(65)
    for (const { row, to } of there) {
      expect(shown(cards.rows[to.row - 1]?.cells[0])).toBe(shown(monthly.rows[row - 1]?.cells[1]))
      expect((cards.links ?? []).some((back) => back.to.sheet === 'monthly' && back.to.row === row)).toBe(true)
    }
  })

  test('one card a page, in the order of the month’s sheet', () => {
    const cards = model.sheets.find((s) => s.key === 'cards')!
    expect(cards.print.rowBreaks).toHaveLength(64)
    const starts = [0, ...(cards.print.rowBreaks ?? [])]
    const heights = starts.map((from, i) => cards.rows.slice(from, starts[i + 1]).reduce((sum, r) => sum + (r.height ?? 0), 0))
    expect(Math.max(...heights)).toBeLessThan(760)
  })

  test('one 任务书 a page, with signatures; 集中开复工 adds up per event', () => {
    const tasks = buildReport(ledger, options({ report: 'tasks', period: period('2020-12') })).model.sheets[0]!
    expect(tasks.print.rowBreaks).toHaveLength(64)
    const starts = [0, ...(tasks.print.rowBreaks ?? [])]
    const heights = starts.map((from, i) => tasks.rows.slice(from, starts[i + 1]).reduce((sum, r) => sum + (r.height ?? 0), 0))
    expect(Math.max(...heights)).toBeLessThan(760)
    // The room of a page is shared out among its months.
    expect(Math.min(...heights)).toBeGreaterThan(730)
    expect(wordsOf(tasks).filter((w) => w.includes('包联领导签字')).length).toBe(65)
    const events = wordsOf(buildReport(ledger, options({ report: 'events', period: period('2020-12') })).model.sheets[0]!)
    expect(events.filter((w) => w.startsWith('小计')).length).toBe([...ledger.constructionEvents.values()].length)
  })

  test('a snapshot’s first digits stand at the foot of every page and all of them in 说明', () => {
    const sha256 = '0123456789abcdef'.repeat(4)
    const frozen = buildReport(ledger, options({ frozen: { sha256 } })).model
    for (const sheet of frozen.sheets) expect(JSON.stringify(sheet.print.footer)).toContain('0123456789ab"')
    expect(wordsOf(frozen.sheets.at(-1)!).join('\n')).toContain(sha256)
  })

  test('a project of two portfolios counts once in 合计, and 汇总表 says so', () => {
    const words = wordsOf(buildReport(fixtureLedger(14), options({ report: 'summary' })).model.sheets[0]!).join('\n')
    expect(words).toContain('有 2 个项目同属几个盘子')
    expect(words).toContain('合计（每个项目计一次） | 14')
  })

  test('files are named by report, what it is narrowed to, period and day', () => {
    const at = { period: period('2020-03') }
    expect(reportFileName({ report: 'monthly', ...at }, dateOnly('2020-04-05'))).toBe('县重点项目月报_2020-03_20200405.xlsx')
    expect(reportFileName({ report: 'all', ...at, filter: { by: 'leader', value: '张/三' } }, dateOnly('2020-04-05'))).toBe('县重点项目全套报表_张三_2020-03_20200405.xlsx')
  })
})
