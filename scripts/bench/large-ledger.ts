import { DOMAINS, PORTFOLIO_3367, SETTINGS_ID, type LedgerData, type Portfolio, type ProgressReport, type Project, type ReportState, METHOD_SETTINGS } from '@/domain/model'
import { NO_METHODS, type Milestone } from '@/domain/method-records'
import { emptyMilestone } from '@/domain/milestone'
import { fen } from '@/domain/money'
import { addDays, dateOnly, periodOf } from '@/domain/period'
import { emptyPlan } from '@/domain/plan'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'

const FIRST_YEAR = 2016

/** A ledger of the given size for measuring: `months` reports a project from January 2016 on, with texts as offices write them. */
export function largeLedger(projects: number, months: number, last: ReportState = '草稿'): LedgerData {
  const portfolio: Portfolio = {
    id: PORTFOLIO_3367, deletedAt: null, name: '“3367”项目建设大会战', shortName: '“3367”项目', declaredCount: projects, declaredTotalInvestment: null, declaredAnnualPlan: null, declaredYear: null, sourceNote: null, order: 1,
  }
  const years = Math.ceil(months / 12)
  const list = Array.from({ length: projects }, (_, i) => project(i))
  return {
    ...NO_METHODS, portfolios: [portfolio],
    projects: list,
    annualPlans: list.flatMap((p, i) => Array.from({ length: years }, (_, y) => ({ ...emptyPlan(p.id, FIRST_YEAR + y), planned: fen(12_000_000 * (50 + (i % 97))), openingCompleted: y === 0 ? fen(1_000_000 * (i % 31)) : null }))),
    progressReports: list.flatMap((p, i) => Array.from({ length: months }, (_, m) => report(p.id, i, m, m === months - 1 ? last : '已上报'))),
    snapshots: [],
    sentWorkbooks: [],
    settings: {
      id: SETTINGS_ID, deletedAt: null, ledgerId: 'BENCH', ledgerKind: 'own', ledgerName: '测速台账', unitName: '县住房和城乡建设局', reviewer: null, preparer: null,
      fiveOneLabels: ['一', '二', '三', '四', '五'], yellowPoints: 5, redPoints: 15, ...METHOD_SETTINGS, defaultPeriod: periodOf(FIRST_YEAR + Math.floor((months - 1) / 12), ((months - 1) % 12) + 1),
    },
  }
}

/** The same with a chain of milestones a project, one after the other from 2016 on; of the first year's, two in five are done. */
export function wallLedger(projects: number, milestones: number, months: number): LedgerData {
  const data = largeLedger(projects, months)
  // Five years of building, judged at the end of the reports: a ledger of one's own would be judged today, years behind them.
  const gap = Math.max(10, Math.floor(1800 / milestones))
  return {
    ...data, settings: { ...data.settings, ledgerKind: 'demo' },
    milestones: data.projects.flatMap((p, i) => Array.from({ length: milestones }, (_, k): Milestone => {
      const start = addDays(dateOnly('2016-01-01'), (i % 90) + k * gap)
      const finish = addDays(start, gap - 1)
      const done = k * 5 < milestones * 2 && finish < '2016-12-01'
      return {
        ...emptyMilestone(`${p.id.slice(2)}M${String(k).padStart(3, '0')}`, p.id, `第${k + 1}段`, k + 1), planStart: start, planFinish: finish, actualStart: done ? start : null, actualFinish: done ? finish : null,
        after: k === 0 ? [] : [{ id: `${p.id.slice(2)}M${String(k - 1).padStart(3, '0')}`, lag: 0 }],
      }
    })),
  }
}

function project(i: number): Project {
  return {
    ...emptyProject(`01BENCH${String(i).padStart(19, '0')}`, `第${i + 1}号道路及管网改造工程`, i + 1),
    portfolioIds: [PORTFOLIO_3367], domain: DOMAINS[i % 3]!, nature: '新建', scale: `新建道路 ${1 + (i % 9)}.${i % 10} 公里，配套管网、照明与绿化`, owner: `县第${(i % 40) + 1}项目公司`,
    responsibleUnit: `责任单位${(i % 12) + 1}`, sponsoringLeader: `领导${(i % 8) + 1}`, state: '已开工', startDate: dateOnly('2015-03-01'), plannedCompletion: dateOnly('2029-12-31'), totalInvestment: fen(1_000_000_000 * (1 + (i % 300))),
  }
}

function report(projectId: string, i: number, m: number, state: ReportState): ProgressReport {
  const at = periodOf(FIRST_YEAR + Math.floor(m / 12), (m % 12) + 1)
  return {
    ...draftReport(projectId, at), completed: fen(1_000_000 * (30 + ((i * 7 + m * 13) % 50)) + ((i + m) % 100)), fundsInPlace: fen(1_000_000 * (100 + m * 40)), physicalProgress: `完成路基 ${(i + m) % 100}%，管沟开挖 ${m % 12} 公里`,
    problems: (i + m) % 5 === 0 ? '征地未交付' : null, measures: (i + m) % 5 === 0 ? '协调乡镇月底前交地' : null, state,
  }
}
