import { monthsBehind } from './behind'
import { field, type BulletinEdit, type BulletinParagraph, type BulletinPart } from './bulletin-parts'
import { bulletinIssues } from './bulletin-issues'
import { slotEntries, type Ledger, type PortfolioScope, type ProjectEntry } from './ledger'
import { UNKNOWN_FIGURE } from './money'
import { formatPeriod, lastDayOf, yearOf, type DateOnly, type Period } from './period'
import { overallParts } from './overall-words'
import { rankGroups, type RankedBy, type RankedGroup } from './ranking'
import { formatPercent } from './ratio'
import { chosenEntries, type SheetOptions } from './report-catalogue'
import { assessWarning, compareAttention, type Warning } from './warning'

/** What the 通报 of a period is drafted from; the sheets' own options. */
export type BulletinOptions = Pick<SheetOptions, 'period' | 'scope' | 'unit' | 'preparedOn' | 'filter' | 'projectIds'>

/** The 通报 of a period in the usual form of an official paper, drafted from the ledger: it holds what the ledger says and nothing else. */
export interface BulletinDraft {
  readonly paragraphs: readonly BulletinParagraph[]
  readonly units: readonly RankedGroup[]
  readonly leaders: readonly RankedGroup[]
}

/** What the office changed of the draft of a whole scope; a narrowed 通报 is as it is drafted. */
export function bulletinEdits(ledger: Pick<Ledger, 'bulletins'>, { period, scope, filter, projectIds }: BulletinOptions): readonly BulletinEdit[] {
  if (filter || projectIds) return []
  return ledger.bulletins.get(bulletinId(period, scope))?.edits ?? []
}

export function bulletinId(period: Period, scope: PortfolioScope): string {
  return `${period}-${scope}`
}

const NUMERALS = ['一', '二', '三', '四', '五', '六'] as const
/** The best and the worst that the text names; the tables hold all. */
const NAMED = 3

/** Document number, the addressees' deadline and the signature stay blank: they are written by hand. */
export function draftBulletin(ledger: Ledger, options: BulletinOptions): BulletinDraft {
  const { period, unit, preparedOn } = options
  const { settings } = ledger
  const day = lastDayOf(period)
  const judged = preparedOn ?? day
  const entries = chosenEntries(ledger, options)
  const lit = entries.map((entry) => ({ entry, warning: assessWarning(entry, period, settings, judged) })).sort((a, b) => compareAttention(a.warning, b.warning))
  const red = lit.filter((p) => p.warning.light === '红')
  const yellow = lit.filter((p) => p.warning.light === '黄')
  const rank = (by: RankedBy): RankedGroup[] => rankGroups(entries, by, period, settings, judged)
  const [units, leaders] = [rank('unit'), rank('leader')]
  const { redPoints, yellowPoints, overdueRedDays } = settings
  const slots = options.filter === null || options.filter === undefined ? slotEntries(ledger, options.scope).length : 0
  const sections: { key: string; title: BulletinPart[]; body: BulletinParagraph[] }[] = [
    { key: 'overall', title: ['总体情况'], body: [{ key: 'overall', kind: 'body', parts: overallParts(entries, period, unit, slots) }] },
    {
      key: 'red', title: ['红牌项目（', field('红牌个数', red.length), ' 个）'],
      body: [body('red', red.length === 0 ? ['本期没有红牌项目。'] : [`落后序时进度超过 ${redPoints} 个百分点，或节点逾期超过 ${overdueRedDays} 天，或挂牌项目的问题超过整改期限，予以红牌通报：`]), ...red.map((p, i) => projectParagraph(ledger, p, i + 1, options))],
    },
    {
      key: 'yellow', title: ['黄牌项目（', field('黄牌个数', yellow.length), ' 个）'],
      body: [body('yellow', yellow.length === 0 ? ['本期没有黄牌项目。'] : [`落后序时进度超过 ${yellowPoints} 个、不超过 ${redPoints} 个百分点，或节点逾期不超过 ${overdueRedDays} 天，予以黄牌通报：`]), ...yellow.map((p, i) => projectParagraph(ledger, p, i + 1, options))],
    },
    { key: 'ranking', title: ['完成率排名'], body: [rankingParagraph('units', '责任单位', units), rankingParagraph('leaders', '包联领导', leaders)] },
    { key: 'issues', title: ['问题整改和督办'], body: bulletinIssues(ledger, entries, period, day) },
    { key: 'demands', title: ['有关要求'], body: [body('demands', ['请以上项目的责任单位和项目单位查明原因，拿出措施，于　　月　　日前将整改情况书面报　　　　　　　　。'])] },
  ]
  return {
    units, leaders,
    paragraphs: [
      { key: 'title', kind: 'title', parts: [`关于${formatPeriod(period)}重点项目进度红黄牌情况的通报`] },
      { key: 'addressee', kind: 'addressee', parts: ['各责任单位、各项目单位：'] },
      body('opening', [`现将${formatPeriod(period)}重点项目进度红黄牌情况通报如下。`]),
      ...sections.flatMap(({ key, title, body: own }, i): BulletinParagraph[] => [{ key: `heading-${key}`, kind: 'heading', parts: [`${NUMERALS[i] as string}、`, ...title] }, ...own]),
      { key: 'unit', kind: 'signature', parts: [settings.unitName] },
      { key: 'date', kind: 'signature', parts: [dayWords(preparedOn, yearOf(period))] },
    ],
  }
}

function body(key: string, parts: BulletinPart[]): BulletinParagraph {
  return { key, kind: 'body', parts }
}

/** One project: name, who answers for it, the reason, and what was reported as problem and measure. */
function projectParagraph({ settings }: Ledger, { entry, warning }: { readonly entry: ProjectEntry; readonly warning: Warning }, number: number, { period }: BulletinOptions): BulletinParagraph {
  const { project } = entry
  const own = (name: string, value: string | number): BulletinPart => field(`${project.id} ${name}`, value)
  const months = monthsBehind(entry, period, settings)
  const report = entry.reports.get(period) ?? null
  return body(`project-${project.id}`, [
    own('序号', number), `．${oneLine(project.name ?? UNKNOWN_FIGURE)}（责任单位：${project.responsibleUnit ?? UNKNOWN_FIGURE}；包联领导：${project.sponsoringLeader ?? UNKNOWN_FIGURE}）：`, own('原因', warning.reason),
    ...(months > 1 ? ['，连续 ', own('连续月数', months), ' 个月红黄牌。'] : ['。']),
    ...(report?.problems ? ['存在问题：', own('存在问题', ended(report.problems))] : []),
    ...(report?.measures ? ['下步措施：', own('下步措施', ended(report.measures))] : []),
  ])
}

/** `按完成率，第 1 名甲局（95.0%），第 2 名乙局、丙局（91.2%）……；末位丁局（40.0%）。` Those who share a place are named together. */
function rankingParagraph(key: string, label: string, groups: readonly RankedGroup[]): BulletinParagraph {
  const places = [...new Set(groups.flatMap((g) => g.place ?? []))]
  if (places.length === 0) return body(key, [`${label}：没有年度计划或没有填报，不排名。`])
  const words = (place: number): string => {
    const tied = groups.filter((g) => g.place === place)
    return `第 ${place} 名${tied.map((g) => g.name).join('、')}（${formatPercent(tied[0]!.rate)}）`
  }
  const first = places.slice(0, NAMED)
  const last = places.slice(Math.max(NAMED, places.length - NAMED))
  return body(key, [
    `按${label}，共 `, field(`${label}个数`, groups.length), ' 个参加排名：', field(`${label}前列`, first.map(words).join('，')),
    ...(last.length === 0 ? ['。'] : ['；居后的是', field(`${label}居后`, last.map(words).join('，')), '。']), '全部名次见附表。',
  ])
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/gu, ' ')
}

function ended(text: string): string {
  const plain = oneLine(text)
  return /[。！？.!?；;]$/u.test(plain) ? plain : `${plain}。`
}

function dayWords(day: DateOnly | null, year: number): string {
  return day === null ? `${year}年　　月　　日` : `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
}
