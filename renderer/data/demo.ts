import { DOMAINS, FIVE_ONES, PORTFOLIO_3367, PORTFOLIO_QUALITY, METHOD_SETTINGS, SETTINGS_ID, type AnnualPlan, type Domain, type LedgerData, type Portfolio, type Project, type Settings, type Snapshot } from '@/domain/model'
import { fen, FEN_PER_UNIT, type Fen } from '@/domain/money'
import { dateOnly } from '@/domain/period'
import { emptyPlan } from '@/domain/plan'
import { emptyProject } from '@/domain/project'
import { demoMethods } from './demo-methods'
import { demoReports } from './demo-reports'
import { demoSnapshots } from './demo-snapshots'
import { DEMO_CONTRACTORS, DEMO_LEADERS, DEMO_OWNERS, DEMO_PEOPLE, DEMO_PROJECTS, DEMO_QUALITY, DEMO_UNITS } from './demo-words'
import { DEMO_YEAR } from './demo-year'
import { allocate, seededRandom, type Random } from './seeded'

const SEED = 20_200_305
/** Sums are shared out in steps of 10 万元, as estimates are written. */
const STEP = 10 * FEN_PER_UNIT.万元
const TOTAL_3367 = fen(3_236_500 * FEN_PER_UNIT.万元)
const TOTAL_QUALITY = fen(54_100 * FEN_PER_UNIT.万元)
const PLAN_QUALITY = fen(39_600 * FEN_PER_UNIT.万元)
/** Share of the year's work in each month where the ground freezes in winter, in percent. */
const SEASON = [2, 2, 6, 9, 11, 12, 12, 12, 12, 10, 8, 4] as const
const WITHOUT_PLAN = new Set([17, 43])

/**
 * The demonstration ledger (演示数据): made up by a seeded script, the same at every call. Its 60 projects sum to exactly
 * 323.65 亿元, its five to 5.41 亿元 with a 2020 plan of 3.96 亿元, in 分. All text is fiction and marked so everywhere.
 */
export function demoLedger(): LedgerData {
  const random = seededRandom(SEED)
  const campaign = DOMAINS.flatMap((domain) => DEMO_PROJECTS[domain].map(([name, scale]) => ({ name, scale, domain })))
  const quality = DEMO_QUALITY.map(([name, domain, scale]) => ({ name, scale, domain }))
  const totals = [
    ...allocate(TOTAL_3367, campaign.map((p) => (p.domain === '产业转型' ? 1.6 : 1) * Math.exp(2.4 * random())), STEP),
    ...allocate(TOTAL_QUALITY, quality.map(() => 1 + random()), STEP),
  ]
  const qualityPlans = allocate(PLAN_QUALITY, totals.slice(campaign.length), STEP)
  const projects = [...campaign, ...quality].map((words, i) => project(random, words, i, i < campaign.length ? PORTFOLIO_3367 : PORTFOLIO_QUALITY, totals[i]!))
  const annualPlans = projects.map((p, i) => plan(random, p, i, qualityPlans[i - campaign.length]))
  const money = { portfolios: PORTFOLIOS, projects, annualPlans, progressReports: demoReports(random, projects, annualPlans), snapshots: [], sentWorkbooks: [], settings: SETTINGS }
  const ledger: LedgerData = { ...money, ...demoMethods(money) }
  return { ...ledger, snapshots: (lockedMonths ??= demoSnapshots(ledger)) }
}

/** Freezing nine months takes as long as all the rest; they are the same at every call. */
let lockedMonths: readonly Snapshot[] | undefined

function project(random: Random, { name, scale, domain }: { name: string; scale: string; domain: Domain }, i: number, portfolioId: string, totalInvestment: Fen): Project {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const early = random() < 0.45 && portfolioId === PORTFOLIO_3367
  const startYear = early ? 2018 + Math.floor(random() * 2) : DEMO_YEAR
  const startMonth = early ? 3 + Math.floor(random() * 8) : 2 + Math.floor(random() * 3)
  const startDate = portfolioId === PORTFOLIO_QUALITY ? '2020-03-05' : `${startYear}-${two(startMonth)}-${two(1 + Math.floor(random() * 27))}`
  const finished = early && i % 11 === 3
  const endYear = finished ? DEMO_YEAR : DEMO_YEAR + 1 + Math.floor(random() * 3)
  return {
    ...emptyProject(`01DEMPRJ${String(i + 1).padStart(18, '0')}`, name, i + 1),
    portfolioIds: [portfolioId], domain, nature: pick(['新建', '新建', '新建', '改扩建', '续建']), scale, owner: pick(DEMO_OWNERS[domain]), responsibleUnit: pick(DEMO_UNITS[domain]), responsiblePerson: pick(DEMO_PEOPLE),
    sponsoringLeader: DEMO_LEADERS[i % DEMO_LEADERS.length]!, contractor: random() < 0.8 ? pick(DEMO_CONTRACTORS) : null,
    state: finished ? '竣工' : i === 27 ? '停工' : early ? (random() < 0.5 ? '复工' : '已开工') : '已开工',
    startDate: dateOnly(startDate), plannedCompletion: dateOnly(`${endYear}-${finished ? '11-30' : pick(['06-30', '09-30', '10-31', '12-31'])}`), totalInvestment,
    flagged: i % 13 === 5, fiveOnes: Array.from({ length: FIVE_ONES }, (_, n) => (n === 0 ? `专班 ${1 + (i % 9)} 组` : null)), sourceNote: '虚构演示数据',
  }
}

function plan(random: Random, { id, totalInvestment, startDate, plannedCompletion }: Project, i: number, fixed: Fen | undefined): AnnualPlan {
  const total = totalInvestment ?? fen(0)
  const early = startDate !== null && startDate < `${DEMO_YEAR}-01-01`
  const last = plannedCompletion !== null && plannedCompletion < `${DEMO_YEAR + 1}-01-01`
  const opening = early ? toStep(total * (last ? 0.62 + 0.1 * random() : 0.1 + 0.35 * random())) : fen(0)
  const room = total - opening
  const planned = fixed ?? (WITHOUT_PLAN.has(i) ? null : last ? fen(room) : toStep(room * (0.25 + 0.3 * random())))
  const curve = planned !== null && i % 3 === 1 ? allocate(planned, SEASON, FEN_PER_UNIT.万元) : null
  return { ...emptyPlan(id, DEMO_YEAR), planned, openingCompleted: opening, curve }
}

function toStep(amount: number): Fen {
  return fen(Math.max(1, Math.round(amount / STEP)) * STEP)
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

const NOTE = '虚构演示数据。公布数取自真实的控制数，项目和金额都是编的，只为试用和培训'

const PORTFOLIOS: readonly Portfolio[] = [
  { id: PORTFOLIO_3367, deletedAt: null, name: '“3367”项目建设大会战（演示）', shortName: '“3367”项目', declaredCount: 60, declaredTotalInvestment: TOTAL_3367, declaredAnnualPlan: null, declaredYear: DEMO_YEAR, sourceNote: NOTE, order: 1 },
  { id: PORTFOLIO_QUALITY, deletedAt: null, name: '县城品质提升五个重点项目（演示）', shortName: '品质提升项目', declaredCount: 5, declaredTotalInvestment: TOTAL_QUALITY, declaredAnnualPlan: PLAN_QUALITY, declaredYear: DEMO_YEAR, sourceNote: NOTE, order: 2 },
]

const SETTINGS: Settings = {
  id: SETTINGS_ID, deletedAt: null, ledgerId: '01DEMLEDGER000000000000000', ledgerKind: 'demo', ledgerName: '县重点项目台账', unitName: '县住房和城乡建设局', reviewer: '审核某', preparer: '填报某',
  fiveOneLabels: ['专班', '方案', '时间表', '责任人', '台账'], yellowPoints: 5, redPoints: 15, ...METHOD_SETTINGS, orderPattern: '演重督〔{年}〕{号}号', defaultPeriod: null,
}
