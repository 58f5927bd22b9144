import { field, type BulletinPart } from './bulletin-parts'
import type { ProjectEntry } from './ledger'
import { formatMoney, UNKNOWN_FIGURE, type Fen } from './money'
import { formatPeriod, monthOf, yearOf, type Period } from './period'
import { formatPercent, formatPoints, ratioOf, subtractRatio, type Ratio } from './ratio'
import { rateBasis, sumEntries } from './reconcile'
import { isHandedIn } from './report'
import { groupSchedule } from './year-course'

/** 完成率 and 序时进度 of a list of projects, exact. */
export function exactRates(entries: readonly ProjectEntry[], at: Period): { rate: Ratio | null; schedule: Ratio | null } {
  const { completed, planned } = rateBasis(entries, at)
  return { rate: ratioOf(completed, planned), schedule: groupSchedule(entries, yearOf(at), monthOf(at)) }
}

/** The state of things in one paragraph, each figure a field; unknown sums are said to be unknown. */
export function overallParts(entries: readonly ProjectEntry[], at: Period, unit: '万元' | '亿元', slots: number): BulletinPart[] {
  const sums = sumEntries(entries, at)
  const amount = (name: string, { value, unknown }: { value: Fen | null; unknown: number }): BulletinPart =>
    field(name, value === null ? UNKNOWN_FIGURE : `${formatMoney(value, unit)} ${unit}${unknown > 0 ? `（${unknown} 个${UNKNOWN_FIGURE}，未计入）` : ''}`)
  const { rate, schedule } = exactRates(entries, at)
  const handedIn = entries.filter((e) => isHandedIn(e.reports.get(at) ?? null)).length
  return [
    `截至${formatPeriod(at)}，已登记项目 `, field('项目个数', entries.length), ' 个', ...(slots > 0 ? ['（另有 ', field('待录入', slots), ' 个待录入）'] : []), '，总投资 ', amount('总投资', sums.totalInvestment), `，${yearOf(at)} 年度计划 `, amount('年度计划', sums.annualPlan), '。',
    '本月完成 ', amount('本月完成', sums.completedThisMonth), '，年初至今累计完成 ', amount('年初至今累计', sums.completedYearToDate),
    ...(rate === null || schedule === null ? ['；没有年度计划或没有填报，不计算完成率。'] : ['，占年度计划 ', field('完成率', formatPercent(rate)), '，序时进度 ', field('序时进度', formatPercent(schedule)), '，', field('与序时相比', aheadWords(rate, schedule)), '。']),
    '本期月报已上报 ', field('已上报', handedIn), ' 个，未上报 ', field('未上报', entries.length - handedIn), ' 个。',
  ]
}

/** `超序时进度 1.2 个百分点`. */
export function aheadWords(rate: Ratio, schedule: Ratio): string {
  const ahead = subtractRatio(rate, schedule)
  const size = formatPoints({ num: ahead.num < 0n ? -ahead.num : ahead.num, den: ahead.den })
  return size === '0.0' ? '与序时进度持平' : `${ahead.num < 0n ? '落后' : '超'}序时进度 ${size} 个百分点`
}
