import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { buildLedger, registeredEntries } from '@/domain/ledger'
import { DOMAINS, type LedgerData } from '@/domain/model'
import { moneyAsNumber } from '@/domain/money'
import { dateOnly, period } from '@/domain/period'
import { ratioOf } from '@/domain/ratio'
import { rateBasis, reconcile, sumEntries } from '@/domain/reconcile'
import { reportFileName, type ReportOptions } from '@/domain/report-catalogue'
import { assessWarning } from '@/domain/warning'
import { COLUMN, MONTHLY_COLUMNS, SUMMED } from '@/workbook/monthly-columns'
import { ExportError } from '@/workbook/report-data'
import { quotient } from '@/workbook/monthly-figures'
import { buildReport } from '@/workbook/reports'
import type { SheetModel } from '@/workbook/model'
import { writeWorkbook } from '@/workbook/write-workbook'
import { fixtureLedger, wan } from './support/fixture-ledger'
import { cellAt, rowOf, shown, wordsOf } from './support/grid'
import { save, temporaryFolder, validatorFaults } from './support/tools'

const { folder, remove } = temporaryFolder()
afterAll(remove)

const MARCH = period('2020-03')
const OPTIONS: ReportOptions = { report: 'monthly', period: MARCH, scope: 'all', unit: '万元', paper: 'A3', preparedOn: null }

function sheetsOf(ledger: LedgerData, options: Partial<ReportOptions> = {}): { main: SheetModel; notes: SheetModel } {
  const [main, notes] = buildReport(ledger, { ...OPTIONS, ...options }).model.sheets as [SheetModel, SheetModel]
  return { main, notes }
}

describe('the monthly sheet', () => {
  const ledger = fixtureLedger(60)
  const { main } = sheetsOf(ledger)

  test('has the 24 columns of the product in order, under a two-level header', () => {
    const flat = MONTHLY_COLUMNS.map((_, i) => shown(main.rows[4]?.cells[i]) ?? shown(main.rows[3]?.cells[i]))
    expect(flat).toEqual(['序号', '项目名称', '建设性质', '建设内容及规模', '项目单位', '责任单位', '包联领导', '开工时间', '计划竣工', '总投资', '截至上年底累计完成', '年度计划', '本月完成', '年初至今累计', '占年度计划%', '序时进度%', '开工以来累计', '占总投资%', '到位资金', '形象进度', '存在问题', '下步措施', '预警', '备注'])
    expect(main.frozen).toEqual({ rows: 5, columns: 2 })
    expect(main.print).toMatchObject({ paper: 'A3', landscape: true, repeatedRows: { first: 4, last: 5 } })
  })

  test('begins with title, unit, period and measure, and ends with the signatures', () => {
    const words = wordsOf(main)
    expect(words[0]).toBe('项目进展情况月报表')
    expect(words[2]).toBe('填报单位：某县住房和城乡建设局 | 报告期：2020年3月 | 单位：万元')
    expect(words.at(-1)).toMatch(/^审核人：审核员 \| 填报人：填报员 \| 填报日期：/u)
  })

  test('puts 合计 first, then the three domains with their projects, each once and numbered through', () => {
    const labels = ['合计', '一、基础设施', '二、产业转型', '三、社会民生'].map((l) => rowOf(main, l))
    expect(labels).toEqual([...labels].sort((a, b) => a - b))
    expect(labels).not.toContain(0)
    const numbers = main.rows.map((r) => shown(r.cells[0])).filter((v) => typeof v === 'number')
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
    expect(rowOf(main, '四、未分领域')).toBe(0)
    expect(rowOf(sheetsOf(fixtureLedger(4, { change: (p, i) => (i === 3 ? { ...p, domain: null } : p) })).main, '四、未分领域')).toBeGreaterThan(0)
  })

  test.each(['万元', '亿元'] as const)('caches in %s what the domain computes, for groups and for all', (unit) => {
    const { main: sheet } = sheetsOf(ledger, { unit })
    const entries = registeredEntries(buildLedger(ledger))
    const groups: [string, typeof entries][] = [['合计', entries], ...DOMAINS.map((d, i): [string, typeof entries] => [`${'一二三'[i] ?? ''}、${d}`, entries.filter((e) => e.project.domain === d)])]
    for (const [label, own] of groups) {
      const row = rowOf(sheet, label)
      const sums = sumEntries(own, MARCH)
      for (const key of SUMMED) {
        const { value } = sums[key]
        expect(shown(cellAt(sheet, row, key)), `${label} ${key}`).toBe(value === null ? '待填报' : moneyAsNumber(value, unit))
        expect(cellAt(sheet, row, key)?.value).toHaveProperty('formula')
      }
      const basis = rateBasis(own, MARCH)
      const rate = ratioOf(basis.completed, basis.planned)
      expect(shown(cellAt(sheet, row, 'completionRate'))).toBe(rate === null ? '—' : quotient(rate))
    }
  })

  test('shows each light with its word, and dates as dates', () => {
    const entries = registeredEntries(buildLedger(ledger))
    const first = rowOf(main, '一、基础设施') + 1
    expect(shown(cellAt(main, first, 'light'))).toBe(assessWarning(entries[0] as (typeof entries)[number], MARCH, ledger.settings).light)
    expect(cellAt(main, first, 'startDate')?.value).toEqual({ date: '2018-01-01' })
  })

  test('without a plan there is no rate, and what is not known is 待填报 and never 0', () => {
    const one = fixtureLedger(1, { change: (p) => ({ ...p, totalInvestment: null, sponsoringLeader: null, startDate: null }), months: 0 })
    const bare = { ...one, annualPlans: [] }
    const { main: sheet } = sheetsOf(bare)
    const row = rowOf(sheet, '一、基础设施') + 1
    for (const key of ['totalInvestment', 'annualPlan', 'completedThisMonth', 'completedYearToDate', 'completedSinceStart', 'fundsInPlace', 'completedBeforeYear', 'startDate', 'sponsoringLeader', 'physicalProgress'] as const) {
      expect(shown(cellAt(sheet, row, key)), key).toBe('待填报')
    }
    for (const key of ['completionRate', 'shareOfTotal'] as const) expect(shown(cellAt(sheet, row, key))).toBe('—')
    expect(shown(cellAt(sheet, rowOf(sheet, '合计'), 'totalInvestment'))).toBe('待填报')
    expect(shown(cellAt(sheet, rowOf(sheet, '二、产业转型'), 'totalInvestment'))).toBe('—')
  })

  test('leaves slots out and counts a project of two portfolios once', () => {
    const { summary } = buildReport(fixtureLedger(14, { slots: 46 }), OPTIONS)
    expect(summary.rows).toBe(14)
    const empty = buildReport(fixtureLedger(0, { slots: 60 }), { ...OPTIONS, scope: '3367' }).summary
    expect(empty).toMatchObject({ rows: 0, sums: { totalInvestment: null }, difference: { count: -60, totalInvestment: -wan(3_236_500) } })
  })

  test('the demonstration ledger is marked in the title, on every page and in 说明', () => {
    const { main: sheet, notes } = sheetsOf(fixtureLedger(3, { kind: 'demo' }))
    expect(wordsOf(sheet)[1]).toContain('虚构演示数据')
    expect(JSON.stringify(sheet.print.header)).toContain('虚构演示数据')
    expect(JSON.stringify(notes.print.header)).toContain('虚构演示数据')
    expect(wordsOf(notes).join('\n')).toContain('虚构演示数据')
    expect(JSON.stringify(sheetsOf(ledger).main)).not.toContain('虚构演示数据')
  })

  test('a narrowed sheet says so and holds nothing else', () => {
    const { main: sheet } = sheetsOf(ledger, { filter: { by: 'leader', value: '领导2' } })
    expect(wordsOf(sheet)[1]).toContain('包联领导：领导2')
    const leaders = sheet.rows.filter((r) => typeof shown(r.cells[0]) === 'number').map((r) => shown(r.cells[COLUMN.sponsoringLeader - 1]))
    expect(new Set(leaders)).toEqual(new Set(['领导2']))
    expect(() => sheetsOf(ledger, { filter: { by: 'leader', value: '没有的人' } })).toThrow(/没有包联领导为“没有的人”的项目.*领导1/u)
    expect(() => sheetsOf(ledger, { scope: 'nowhere' })).toThrow(ExportError)
  })

  test('rows are as high as their longest text needs, and a text beyond the highest row stands whole in 说明', () => {
    const long = '征地拆迁'.repeat(400)
    const base = fixtureLedger(2)
    const { main: sheet, notes } = sheetsOf({ ...base, progressReports: base.progressReports.map((r) => (r.projectId === 'P00000' ? { ...r, problems: long } : r)) })
    const row = sheet.rows[rowOf(sheet, '一、基础设施')]
    expect(row?.height).toBe(409)
    expect(notes.rows.flatMap((r) => r.cells.map(shown)).filter((v) => typeof v === 'string' && /^(征地拆迁|地拆迁征|拆迁征地|迁征地拆)/u.test(v)).join('')).toBe(long)
  })
})

describe('说明', () => {
  const ledger = fixtureLedger(14, { slots: 46 })
  const words = wordsOf(sheetsOf(ledger, { scope: '3367' }).notes).join('\n')

  test.each([
    ['how many are registered of how many', '已登记 | 14/60 个'],
    ['the slots that are not listed', '待录入 | 46 个'],
    ['by how many it misses the declared count', '个数比公布数少 46 个'],
    ['where the declared totals come from', '某报 2020 年 3 月'],
    ['the thresholds of the lights', '黄：落后超过 5 个、不超过 15 个百分点'],
    ['how 完成率 is made', '占年度计划% | 年初至今累计÷年度计划'],
    ['which reports are drafts', '草稿（'],
    ['which are unknown, with their names', '总投资（1 个） | 第10号城区道路与管网综合改造工程'],
  ])('tells %s', (_, text) => {
    expect(words).toContain(text)
  })

  test('tells the difference in money to the 分, and how many were left out', () => {
    const { difference, registered } = reconcile(buildLedger(ledger), '3367', 2020)
    expect(words).toContain(`总投资比公布数少 ${(Math.abs(difference.totalInvestment as number) / 1e6).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 })} 万元（${registered.totalInvestment.unknown} 个项目待填报，没有计入）`)
  })

  test('gives the reason of every red, yellow and grey light', () => {
    for (const entry of registeredEntries(buildLedger(ledger), '3367')) {
      const { light, reason } = assessWarning(entry, MARCH, ledger.settings)
      if (light !== '绿') expect(words).toContain(`${entry.project.name ?? ''} | ${light} | ${reason}`)
    }
  })
})

describe('the summary', () => {
  test('is what the domain computes', () => {
    const ledger = fixtureLedger(30)
    const { summary } = buildReport(ledger, { ...OPTIONS, scope: '3367' })
    const sums = sumEntries(registeredEntries(buildLedger(ledger), '3367'), MARCH)
    const { declared, difference } = reconcile(buildLedger(ledger), '3367', 2020)
    expect(summary).toMatchObject({ report: 'monthly', period: MARCH, portfolio: '3367', rows: 30, declared, difference })
    for (const key of ['totalInvestment', 'annualPlan', 'completedThisMonth', 'completedYearToDate', 'completedSinceStart', 'fundsInPlace'] as const) {
      expect([summary.sums[key], summary.unknown[key]]).toEqual([sums[key].value, sums[key].unknown])
    }
    expect(summary.sheets.map((s) => s.name)).toEqual(['项目进展情况月报表', '说明'])
  })

  test('the file is named by period and day', () => {
    expect(reportFileName({ report: 'monthly', period: MARCH }, dateOnly('2020-04-05'))).toBe('县重点项目月报_2020-03_20200405.xlsx')
  })
})

describe('the file of the monthly sheet', () => {
  test.each([['A3', '万元', 60], ['A4', '亿元', 60], ['A3', '万元', 0]] as const)('has no fault for the Open XML SDK (%s, %s, %i projects)', async (paper, unit, count) => {
    const { model } = buildReport(fixtureLedger(count, { kind: 'demo', slots: 3 }), { ...OPTIONS, scope: '3367', paper, unit, preparedOn: dateOnly('2020-04-05') })
    expect(await validatorFaults(save(folder, `month-${paper}-${count}.xlsx`, await writeWorkbook(model)))).toEqual([])
  })

  test('no text of a ledger can become a formula or stop the export', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), async (text) => {
      const { model } = buildReport(fixtureLedger(3, { change: (p) => ({ ...p, name: `=${text}`, scale: text, sponsoringLeader: `@${text}` }) }), OPTIONS)
      const main = model.sheets[0] as SheetModel
      expect(cellAt(main, rowOf(main, '一、基础设施') + 1, 'name')?.value).toBe(`=${text}`)
      expect((await writeWorkbook(model)).length).toBeGreaterThan(0)
    }), { numRuns: 25 })
  })
})
