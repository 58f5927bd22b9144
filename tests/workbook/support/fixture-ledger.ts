import { DOMAINS, planId, PORTFOLIO_3367, PORTFOLIO_QUALITY, reportId, SETTINGS_ID, type AnnualPlan, type LedgerData, type LedgerKind, type Portfolio, type ProgressReport, type Project, METHOD_SETTINGS } from '@/domain/model'
import { NO_METHODS } from '@/domain/method-records'
import { fen, type Fen } from '@/domain/money'
import { dateOnly, periodOf } from '@/domain/period'
import { emptyPlan } from '@/domain/plan'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'
import { DEFAULT_LIGHT_RULES } from '@/domain/warning'

export const wan = (amount: number): Fen => fen(Math.round(amount * 1_000_000))

export interface FixtureOptions {
  readonly kind?: LedgerKind
  readonly slots?: number
  readonly change?: (project: Project, index: number) => Project
  readonly months?: number
}

function portfolio(id: string, name: string, count: number, total: Fen, plan: Fen | null, order: number): Portfolio {
  return { id, name, shortName: name, declaredCount: count, declaredTotalInvestment: total, declaredAnnualPlan: plan, declaredYear: 2020, sourceNote: '某报 2020 年 3 月', order, deletedAt: null }
}

/**
 * A ledger with `count` projects in the three domains and every kind of gap: no plan, no total, no date, no report, a
 * correction, an own curve, a plan of 0, a draft. Not drawn at random: the same count gives the same ledger.
 */
export function fixtureLedger(count: number, options: FixtureOptions = {}): LedgerData {
  const projects: Project[] = []
  const annualPlans: AnnualPlan[] = []
  const progressReports: ProgressReport[] = []
  for (let i = 0; i < count; i += 1) {
    const id = `P${String(i).padStart(5, '0')}`
    const project: Project = {
      ...emptyProject(id, `第${i + 1}号城区道路与管网综合改造工程`, i),
      portfolioIds: i % 7 === 0 ? [PORTFOLIO_3367, PORTFOLIO_QUALITY] : [PORTFOLIO_3367],
      domain: DOMAINS[i % 3] ?? null, nature: i % 5 === 0 ? '改扩建' : '新建',
      scale: i % 11 === 4 ? null : `新建道路 ${i + 1} 公里，配套给排水、照明和绿化，建筑面积 ${1000 + i} 平方米`,
      owner: `第${(i % 8) + 1}项目公司`, responsibleUnit: `责任单位${(i % 4) + 1}`, responsiblePerson: '某某', sponsoringLeader: i % 9 === 8 ? null : `领导${(i % 5) + 1}`,
      startDate: i % 6 === 5 ? null : dateOnly(`20${18 + (i % 3)}-0${(i % 9) + 1}-01`), plannedCompletion: dateOnly('2021-12-31'),
      totalInvestment: i % 10 === 9 ? null : wan(5000 + i * 123.45), remarks: i % 13 === 0 ? '手续在办' : null,
    }
    projects.push(options.change?.(project, i) ?? project)
    const planned = i % 12 === 7 ? null : i % 15 === 14 ? wan(0) : wan(1200 + i * 10.01)
    const even = planned === null || planned === 0 ? null : Array.from({ length: 12 }, (_, m) => fen(m === 11 ? planned - 11 * Math.floor(planned / 12) : Math.floor(planned / 12)))
    const late = even === null ? null : even.map((v, m) => fen(m < 6 ? 0 : v + (even[m - 6] ?? 0)))
    annualPlans.push({ ...emptyPlan(id, 2020), id: planId(id, 2020), planned, openingCompleted: i % 8 === 3 ? null : wan(i * 33.333333), curve: i % 10 === 2 ? late : null })
    for (let m = 1; m <= (options.months ?? 3); m += 1) {
      if (i % 14 === 13 && m === 3) continue
      const at = periodOf(2020, m)
      const completed = i % 17 === 16 && m === 3 ? wan(-12.34) : i % 19 === 18 ? null : wan((40 + i * 3.7 + m) * (i % 4))
      progressReports.push({
        ...draftReport(id, at), id: reportId(id, at), completed, correctionReason: completed !== null && completed < 0 ? '上月多报' : null,
        fundsInPlace: i % 6 === 1 ? null : wan(500 + i), physicalProgress: '路基完成，正在铺设管道', problems: i % 4 === 0 ? '征地拆迁没有完成，两户还在协商' : null,
        measures: i % 4 === 0 ? '四月底前完成签约' : null, state: i % 3 === 0 ? '草稿' : '已上报',
      })
    }
  }
  for (let s = 0; s < (options.slots ?? 0); s += 1) projects.push({ ...emptyProject(`S${s}`, null, 10_000 + s), portfolioIds: [PORTFOLIO_3367] })
  return {
    portfolios: [portfolio(PORTFOLIO_3367, '“3367”项目建设大会战', 60, wan(3_236_500), null, 0), portfolio(PORTFOLIO_QUALITY, '县城品质提升重点项目', 5, wan(54_100), wan(39_600), 1)],
    projects, annualPlans, progressReports, snapshots: [], sentWorkbooks: [], ...NO_METHODS,
    settings: {
      id: SETTINGS_ID, deletedAt: null, ledgerId: 'L1', ledgerKind: options.kind ?? 'own', ledgerName: '县重点项目台账', unitName: '某县住房和城乡建设局', reviewer: '审核员', preparer: '填报员',
      fiveOneLabels: ['一', '二', '三', '四', '五'], ...DEFAULT_LIGHT_RULES, ...METHOD_SETTINGS, defaultPeriod: null,
    },
  }
}
