import { describe, expect, it } from 'vitest'
import { exportChecks, type CheckKind, type ExportCheck } from '@/domain/export-checks'
import { buildLedger, type Ledger } from '@/domain/ledger'
import { planId, PORTFOLIO_3367, PORTFOLIO_QUALITY, reportId, SETTINGS_ID, type LedgerData, type Portfolio, type ProgressReport, type Project, METHOD_SETTINGS } from '@/domain/model'
import { NO_METHODS } from '@/domain/method-records'
import { fen, parseMoney, type Fen } from '@/domain/money'
import { period } from '@/domain/period'
import { emptyPlan } from '@/domain/plan'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'

const MARCH = period('2020-03')
const wan = (text: string): Fen => {
  const read = parseMoney(text)
  if (!read.ok) throw new Error(read.message)
  return read.value
}

function portfolio(id: string, declared: Partial<Portfolio> = {}): Portfolio {
  return { id, name: `盘子${id}`, shortName: `盘子${id}`, declaredCount: null, declaredTotalInvestment: null, declaredAnnualPlan: null, declaredYear: 2020, sourceNote: null, order: 1, deletedAt: null, ...declared }
}

interface Sample { id: string; project?: Partial<Project>; report?: Partial<ProgressReport> | null; planned?: Fen | null }

function ledger(samples: readonly Sample[], portfolios: readonly Portfolio[] = [portfolio(PORTFOLIO_3367)]): Ledger {
  const data: LedgerData = {
    portfolios,
    projects: samples.map(({ id, project }, i) => ({ ...emptyProject(id, `项目${id}`, i), portfolioIds: [PORTFOLIO_3367], domain: '基础设施', totalInvestment: wan('100'), ...project })),
    annualPlans: samples.flatMap(({ id, planned }) => (planned === null ? [] : [{ ...emptyPlan(id, 2020), id: planId(id, 2020), planned: planned ?? wan('40') }])),
    progressReports: samples.flatMap(({ id, report }) => (report === null ? [] : [{ ...draftReport(id, MARCH), id: reportId(id, MARCH), completed: wan('10'), state: '已上报' as const, ...report }])),
    ...NO_METHODS, snapshots: [], sentWorkbooks: [],
    settings: {
      id: SETTINGS_ID, deletedAt: null, ledgerId: 'L1', ledgerKind: 'own', ledgerName: '台账', unitName: '住建局', reviewer: null, preparer: null, fiveOneLabels: ['1', '2', '3', '4', '5'],
      yellowPoints: 5, redPoints: 15, ...METHOD_SETTINGS, defaultPeriod: null,
    },
  }
  return buildLedger(data)
}

const kinds = (checks: readonly ExportCheck[]): CheckKind[] => checks.map((c) => c.kind)
const only = (checks: readonly ExportCheck[], kind: CheckKind): ExportCheck => {
  const found = checks.filter((c) => c.kind === kind)
  expect(found).toHaveLength(1)
  return found[0]!
}

describe('exportChecks', () => {
  it('finds nothing in a ledger that is complete and agrees with its control totals', () => {
    const whole = ledger([{ id: 'A' }, { id: 'B' }], [portfolio(PORTFOLIO_3367, { declaredCount: 2, declaredTotalInvestment: wan('200'), declaredAnnualPlan: wan('80') })])
    expect(exportChecks(whole, PORTFOLIO_3367, MARCH, '万元')).toEqual([])
  })

  it('counts what is not reported apart from what is a draft, and leads to the rows', () => {
    const checks = exportChecks(ledger([{ id: 'A', report: null }, { id: 'B', report: null }, { id: 'C', report: { state: '草稿' } }, { id: 'D', report: { state: '草稿', completed: null } }, { id: 'E' }]), PORTFOLIO_3367, MARCH, '万元')
    expect(kinds(checks)).toEqual(['unreported', 'draft'])
    expect(only(checks, 'unreported')).toMatchObject({ what: '2 个项目本期未填报', count: 2, place: { screen: 'entry', portfolio: PORTFOLIO_3367, report: '待填报' } })
    expect(only(checks, 'draft')).toMatchObject({ what: '2 个项目填了还没有上报，其中 1 个没有填本月完成投资', count: 2, place: { screen: 'entry', report: '草稿' } })
  })

  it('looks at the chosen period alone', () => {
    const checks = exportChecks(ledger([{ id: 'A' }]), PORTFOLIO_3367, period('2020-04'), '万元')
    expect(kinds(checks)).toEqual(['unreported'])
  })

  it('says by how much each portfolio differs, to the 分 and in the unit of the sheet', () => {
    const short = ledger([{ id: 'A', project: { totalInvestment: wan('100.000001') } }], [portfolio(PORTFOLIO_3367, { declaredCount: 60, declaredTotalInvestment: wan('200'), declaredAnnualPlan: wan('30') })])
    expect(exportChecks(short, PORTFOLIO_3367, MARCH, '万元').map((c) => c.what)).toEqual([
      `盘子${PORTFOLIO_3367}：已登记 1 个，比公布少 59 个`,
      `盘子${PORTFOLIO_3367}：总投资比公布少 99.999999 万元`,
      `盘子${PORTFOLIO_3367}：2020 年度计划比公布多 10.00 万元`,
    ])
    expect(exportChecks(short, PORTFOLIO_3367, MARCH, '亿元')[1]?.what).toContain('0.0099999999 亿元')
  })

  it('names the 待录入 slots and the projects that a money difference leaves out', () => {
    const open = ledger([{ id: 'A', project: { totalInvestment: null } }, { id: 'S', project: { name: null }, report: null, planned: null }], [portfolio(PORTFOLIO_3367, { declaredCount: 2, declaredTotalInvestment: wan('200') })])
    const checks = exportChecks(open, PORTFOLIO_3367, MARCH, '万元')
    expect(checks.map((c) => c.what)).toEqual([
      `盘子${PORTFOLIO_3367}：已登记 1 个，比公布少 1 个（待录入 1 个）`,
      `盘子${PORTFOLIO_3367}：总投资比公布少 200.00 万元（1 个项目待填报，未计入）`,
      '1 个项目没有总投资',
    ])
  })

  it('does not hold a plan that was declared for another year against this one', () => {
    const other = ledger([{ id: 'A' }], [portfolio(PORTFOLIO_3367, { declaredAnnualPlan: wan('999'), declaredYear: 2019 })])
    expect(exportChecks(other, PORTFOLIO_3367, MARCH, '万元')).toEqual([])
  })

  it('finds missing plans, totals and domains and leads to them', () => {
    const checks = exportChecks(ledger([{ id: 'A', planned: null, project: { totalInvestment: null, domain: null } }]), 'all', MARCH, '万元')
    expect(kinds(checks)).toEqual(['no-plan', 'no-total', 'no-domain'])
    expect(checks.map((c) => c.place)).toEqual([
      { screen: 'projects', portfolio: 'all', missing: 'annualPlan' }, { screen: 'projects', portfolio: 'all', missing: 'totalInvestment' }, { screen: 'projects', portfolio: 'all', missing: 'domain' },
    ])
  })

  it('reconciles every portfolio for 全部项目, each under its own name, and counts a project of two once', () => {
    const both = ledger(
      [{ id: 'A', report: null, project: { portfolioIds: [PORTFOLIO_3367, PORTFOLIO_QUALITY] } }],
      [portfolio(PORTFOLIO_3367, { declaredCount: 3, order: 1 }), portfolio(PORTFOLIO_QUALITY, { declaredCount: 2, order: 2 }), portfolio('gone', { declaredCount: 9, deletedAt: '2020-01-01T00:00:00.000Z' })],
    )
    const checks = exportChecks(both, 'all', MARCH, '万元')
    expect(only(checks, 'unreported').count).toBe(1)
    expect(checks.filter((c) => c.kind === 'difference').map((c) => c.place)).toEqual([{ screen: 'overview', portfolio: PORTFOLIO_3367 }, { screen: 'overview', portfolio: PORTFOLIO_QUALITY }])
  })

  it('leaves deleted projects out', () => {
    const gone = ledger([{ id: 'A', report: null, planned: null, project: { deletedAt: '2020-01-01T00:00:00.000Z', domain: null } }])
    expect(exportChecks(gone, 'all', MARCH, '万元')).toEqual([])
  })

  it('tells of cells that were not understood and of open conflicts', () => {
    const checks = exportChecks(ledger([{ id: 'A' }]), 'all', MARCH, '万元', { wrongValues: 3, conflicts: 1 })
    expect(only(checks, 'wrong-value')).toMatchObject({ what: '月报填报中有 3 格看不懂，还没有存上', place: { screen: 'entry' } })
    expect(only(checks, 'conflict')).toMatchObject({ count: 1, place: null })
  })

  it('never rounds a difference of one 分 away', () => {
    const near = ledger([{ id: 'A', project: { totalInvestment: fen(wan('100') - 1) } }], [portfolio(PORTFOLIO_3367, { declaredTotalInvestment: wan('100') })])
    expect(exportChecks(near, PORTFOLIO_3367, MARCH, '亿元')[0]?.what).toContain('0.0000000001 亿元')
  })
})
