import { PORTFOLIO_3367, PORTFOLIO_QUALITY, SETTINGS_ID, type Domain, type LedgerData, type Portfolio, type Project, type Settings, METHOD_SETTINGS } from '@/domain/model'
import { NO_METHODS, type ConstructionEvent } from '@/domain/method-records'
import { fen } from '@/domain/money'
import { dateOnly, period } from '@/domain/period'
import { emptyProject } from '@/domain/project'

/**
 * The official ledger: what one county newspaper page of March 2020 (临县) gives, and nothing else (PRODUCT.md, "What is
 * known"). What it does not give is null. The ids are fixed, so that the same ledger is the same bytes everywhere.
 */
const SOURCE = '2020年3月临县县报'
const CEREMONY = `${SOURCE}。2020-03-05 集中开复工；是开工还是复工未说明`
const OUR_READING = '所属领域是按名称归入的，可改'

const PORTFOLIOS: readonly Portfolio[] = [
  {
    id: PORTFOLIO_3367, deletedAt: null, name: '“3367”项目建设大会战', shortName: '“3367”项目', declaredCount: 60, declaredTotalInvestment: fen(3_236_500_000_000), declaredAnnualPlan: null, declaredYear: 2020,
    sourceNote: `${SOURCE}：60 个重大项目，总投资 323.65 亿元，分基础设施、产业转型、社会民生三大领域。“3367”各数的含义、60 个项目的名称和年度计划未公布`, order: 1,
  },
  {
    id: PORTFOLIO_QUALITY, deletedAt: null, name: '县城品质提升五个重点项目', shortName: '品质提升项目', declaredCount: 5, declaredTotalInvestment: fen(54_100_000_000), declaredAnnualPlan: fen(39_600_000_000), declaredYear: 2020,
    sourceNote: `${SOURCE}，住建局局长介绍：五个项目总投资 5.41 亿元，2020 年计划 3.96 亿元，涉及市政基础设施和教育民生。单个项目的金额未公布；是否在“3367”的 60 个之内未说明`, order: 2,
  },
]

const FIVE: readonly { readonly name: string; readonly domain: Domain; readonly contractor: string | null; readonly note: string }[] = [
  { name: '湫水河临县城区段综合治理（三期）工程', domain: '基础设施', contractor: '太原一建集团', note: `${CEREMONY}，仪式在本项目现场举行。${OUR_READING}` },
  { name: '临县城区雨污分流治理工程', domain: '基础设施', contractor: null, note: `${CEREMONY}。${OUR_READING}` },
  { name: '临县高级中学后勤与公寓工程项目（一期工程）', domain: '社会民生', contractor: null, note: `${CEREMONY}。${OUR_READING}` },
  { name: '临县职教中心项目', domain: '社会民生', contractor: null, note: `${CEREMONY}。${OUR_READING}` },
  { name: '临县北门小学综合楼建设项目', domain: '社会民生', contractor: null, note: `${CEREMONY}。${OUR_READING}` },
]

const SETTINGS: Settings = {
  id: SETTINGS_ID, deletedAt: null, ledgerId: '01E2K8P000FF1C1A0000000000', ledgerKind: 'official', ledgerName: '县重点项目台账', unitName: '县住房和城乡建设局', reviewer: null, preparer: null,
  fiveOneLabels: ['第一项', '第二项', '第三项', '第四项', '第五项'], yellowPoints: 5, redPoints: 15, ...METHOD_SETTINGS, defaultPeriod: period('2020-03'),
}

const SLOTS = 60

function fixedId(kind: 'F' | 'S' | 'E', n: number): string {
  return `01E2K8P000FF1C1A${kind}${String(n).padStart(9, '0')}`
}

/** The one thing of the methods that the page tells. Which of the five began and which resumed it does not say. */
function ceremony(five: readonly Project[]): ConstructionEvent {
  return {
    id: fixedId('E', 1), name: '县城品质提升五个重点项目集中开复工', date: dateOnly('2020-03-05'), place: '湫水河临县城区段综合治理（三期）工程现场', projects: five.map(({ id }) => ({ projectId: id, kind: null })), programme: null,
    remarks: '各项目是开工还是复工未说明', sourceNote: SOURCE, deletedAt: null,
  }
}

export function officialLedger(): LedgerData {
  const five = FIVE.map(({ name, domain, contractor, note }, i): Project => ({
    ...emptyProject(fixedId('F', i + 1), name, i + 1), portfolioIds: [PORTFOLIO_QUALITY], domain, contractor, sourceNote: note,
  }))
  const slots = Array.from({ length: SLOTS }, (_, i): Project => ({
    ...emptyProject(fixedId('S', i + 1), null, FIVE.length + i + 1), portfolioIds: [PORTFOLIO_3367], sourceNote: `${SOURCE}：60 个项目之一，名称未公布`,
  }))
  return { ...NO_METHODS, portfolios: PORTFOLIOS, projects: [...five, ...slots], annualPlans: [], progressReports: [], snapshots: [], sentWorkbooks: [], constructionEvents: [ceremony(five)], settings: SETTINGS }
}
