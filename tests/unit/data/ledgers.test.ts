import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { officialLedger } from '@/data/official'
import { buildLedger, registeredEntries, slotEntries } from '@/domain/ledger'
import { ISSUE_STATES, issueState, reboundCount, refuseStep } from '@/domain/issue-steps'
import { METHOD_TABLES, NO_METHODS } from '@/domain/method-records'
import { brokenDependencies } from '@/domain/milestone-shift'
import { missingOrderNumbers } from '@/domain/order-number'
import { orderStanding } from '@/domain/order-standing'
import { PROCEDURE_STATES, procedureStanding } from '@/domain/procedure'
import { milestonesOf, proceduresOf, stateChangesOf } from '@/domain/project-records'
import { LEDGER_TABLES, type LedgerData } from '@/domain/model'
import { lastDayOf, periodOf } from '@/domain/period'
import { projectFigures } from '@/domain/progress'
import { reconcile } from '@/domain/reconcile'
import { recordFault } from '@/domain/schema'
import { assessWarning, countLights, LIGHTS } from '@/domain/warning'

function allRecords(data: LedgerData): { table: (typeof LEDGER_TABLES)[number]; record: object }[] {
  return LEDGER_TABLES.flatMap((table) => (table === 'settings' ? [data.settings] : [...data[table]]).map((record) => ({ table, record })))
}

describe.each([['official', officialLedger], ['demo', demoLedger]] as const)('the %s ledger', (_name, make) => {
  it('consists of sound records and is the same at every call', () => {
    expect(allRecords(make()).flatMap(({ table, record }) => recordFault(table, record) ?? [])).toEqual([])
    expect(make()).toEqual(make())
  })
})

describe('the official ledger', () => {
  const ledger = buildLedger(officialLedger())

  it('holds the five named projects with 待填报 amounts and sixty 待录入 slots, and nothing invented', () => {
    const five = registeredEntries(ledger).map((e) => e.project)
    expect(five.map((p) => p.name)).toEqual(['湫水河临县城区段综合治理（三期）工程', '临县城区雨污分流治理工程', '临县高级中学后勤与公寓工程项目（一期工程）', '临县职教中心项目', '临县北门小学综合楼建设项目'])
    expect(five.map((p) => p.contractor)).toEqual(['太原一建集团', null, null, null, null])
    for (const p of five) expect([p.totalInvestment, p.startDate, p.owner, p.responsibleUnit, p.sponsoringLeader, p.state, p.plannedCompletion]).toEqual([null, null, null, null, null, null, null])
    expect(slotEntries(ledger, '3367')).toHaveLength(60)
    for (const table of METHOD_TABLES) if (table !== 'constructionEvents') expect(officialLedger()[table]).toEqual([])
    expect(officialLedger().constructionEvents).toMatchObject([{ date: '2020-03-05', projects: five.map((p) => ({ projectId: p.id, kind: null })) }])
    expect(officialLedger().annualPlans).toEqual([])
    expect(officialLedger().progressReports).toEqual([])
  })

  it('declares 323.65 / 5.41 / 3.96 亿元 and says how far the registered are from it', () => {
    expect(reconcile(ledger, '3367', 2020)).toMatchObject({ declared: { count: 60, totalInvestment: 3_236_500_000_000, annualPlan: null }, registered: { count: 0 }, difference: { count: -60, totalInvestment: -3_236_500_000_000 } })
    expect(reconcile(ledger, 'quality', 2020)).toMatchObject({ declared: { count: 5, totalInvestment: 54_100_000_000, annualPlan: 39_600_000_000 }, difference: { count: 0, totalInvestment: -54_100_000_000, annualPlan: -39_600_000_000 } })
  })
})

describe('the demonstration ledger', () => {
  const data = demoLedger()
  const ledger = buildLedger(data)

  it('adds up to the control totals to the 分', () => {
    expect(reconcile(ledger, '3367', 2020)).toMatchObject({ registered: { count: 60, totalInvestment: { value: 3_236_500_000_000, unknown: 0 } }, difference: { count: 0, totalInvestment: 0 } })
    expect(reconcile(ledger, 'quality', 2020)).toMatchObject({ registered: { count: 5, totalInvestment: { value: 54_100_000_000 }, annualPlan: { value: 39_600_000_000 } }, difference: { count: 0, totalInvestment: 0, annualPlan: 0 } })
  })

  it('has a year of reports with all four lights, delays, and corrections that carry their reason', () => {
    expect(new Set(data.progressReports.map((r) => r.period))).toEqual(new Set(Array.from({ length: 12 }, (_, i) => periodOf(2020, i + 1))))
    const lights = countLights(registeredEntries(ledger).map((e) => assessWarning(e, periodOf(2020, 12), ledger.settings)))
    for (const light of LIGHTS) expect(lights[light]).toBeGreaterThan(0)
    const corrections = data.progressReports.filter((r) => (r.completed ?? 0) < 0)
    expect(corrections.length).toBeGreaterThan(0)
    for (const { correctionReason } of corrections) expect(correctionReason).not.toBeNull()
  })

  it('shows the same lights with its milestones and problems as by its money alone, in every month', () => {
    const plain = buildLedger({ ...data, ...NO_METHODS })
    const lights = (from: typeof ledger) => Array.from({ length: 12 }, (_, m) => countLights(registeredEntries(from).map((e) => assessWarning(e, periodOf(2020, m + 1), from.settings))))
    expect(lights(ledger)).toEqual(lights(plain))
    const december = registeredEntries(ledger).map((e) => assessWarning(e, periodOf(2020, 12), ledger.settings))
    expect(december.filter((w) => w.reasons.some((r) => r.startsWith('节点'))).length).toBeGreaterThan(5)
    expect(december.some((w) => w.reasons.some((r) => r.startsWith('挂牌督战')))).toBe(true)
  })

  it('has problems, approvals and 督办单 in every state, and plans that keep their dependencies', () => {
    const entries = registeredEntries(ledger)
    const today = lastDayOf(periodOf(2020, 12))
    expect(new Set(data.issues.map((i) => issueState(i, today)))).toEqual(new Set(ISSUE_STATES))
    expect(data.issues.map((i) => reboundCount(i, today)).sort().slice(-2)).toEqual([1, 2])
    expect(new Set(entries.flatMap((e) => proceduresOf(e).map((p) => procedureStanding(p, proceduresOf(e), today).state)))).toEqual(new Set(PROCEDURE_STATES))
    expect(new Set(data.supervisionOrders.map((o) => orderStanding(o, today, 7)!.state))).toEqual(new Set(['待回复', '待办结', '已办结', '已作废']))
    expect(missingOrderNumbers(data.supervisionOrders, 2020)).toEqual([])
    // Nothing happens after the year's end, and no step skips the rules of its project.
    expect(data.issues.flatMap((i) => i.steps).filter((s) => s.date > today)).toEqual([])
    for (const issue of data.issues) issue.steps.forEach((step, n) => { if (n > 0) expect(refuseStep({ ...issue, steps: issue.steps.slice(0, n) }, step, ledger.entries.get(issue.projectId)!.project.flagged)).toBeNull() })
    for (const entry of entries) expect(brokenDependencies(milestonesOf(entry))).toEqual([])
    expect(entries.filter((e) => milestonesOf(e).length === 0)).toHaveLength(2)
    expect(data.baselines.filter((b) => b.version > 1).length).toBeGreaterThan(3)
    // The history of states ends in the state of the project.
    for (const entry of entries) expect(stateChangesOf(entry).at(-1)?.state).toBe(entry.project.state)
  })

  it('never spends more than a project costs, in no month', () => {
    for (const entry of registeredEntries(ledger)) {
      for (let month = 1; month <= 12; month += 1) {
        const { completedSinceStart } = projectFigures(entry, periodOf(2020, month))
        if (completedSinceStart !== null) expect(completedSinceStart).toBeLessThanOrEqual(entry.project.totalInvestment!)
      }
    }
  })

  it('leaves things open as a real year does: months without a report, projects without a plan, reports in several states', () => {
    expect(registeredEntries(ledger).some((e) => projectFigures(e, periodOf(2020, 12)).missingMonths.length > 0)).toBe(true)
    expect(data.annualPlans.filter((p) => p.planned === null)).toHaveLength(2)
    expect(new Set(data.progressReports.map((r) => r.state)).size).toBeGreaterThan(1)
    expect(data.settings.ledgerKind).toBe('demo')
  })

  it('names no real person or company', () => {
    for (const { project } of registeredEntries(ledger)) {
      expect(project.sponsoringLeader).toMatch(/某$/u)
      expect(project.owner).toMatch(/某/u)
    }
  })
})
