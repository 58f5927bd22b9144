import type { MoneyUnit } from '@/domain/money'
import { squeezed } from './grid'
import type { ImportField } from './fields'

/** What a header says. `period` is the month of `3月完成` or the end of `1-3月完成`; `year` stands in the words themselves. */
export interface HeaderMeaning {
  readonly field: ImportField
  readonly month: number | null
  readonly year: number | null
  /** More than one field fits the words: the first is a proposal, and the column is asked about. */
  readonly among: readonly ImportField[] | null
}

const UNIT_WORD = /[((\[【]?(?:单位[::]?)?(亿元|万元|千元|元)[))\]】]?/u

/** The unit that a header carries, `总投资(亿元)`; `other` for one that the program does not know (千元). */
export function headerUnit(words: string): MoneyUnit | 'other' | null {
  const found = UNIT_WORD.exec(squeezed(words))?.[1]
  return found === undefined ? null : found === '千元' ? 'other' : (found as MoneyUnit)
}

function bare(words: string): string {
  return squeezed(words)
    .replace(/[((\[【](?:单位[::]?)?(?:亿元|万元|千元|元|人民币|%)[))\]】]/gu, '')
    .replace(/[*※★:;。]/gu, '')
    .replace(/[‐‑–—―－~~至到](?=\d{1,2}月)/gu, '-')
}

type Rule = readonly [RegExp, ImportField, (readonly ImportField[])?]

/** Most special first: the first that fits counts. Rates come before the amounts whose names they contain. */
const RULES: readonly Rule[] = [
  [/^(?:序号|序|编号|项目编号|No\.?|行次)$/iu, 'index'],
  [/率|比例|占比|占.{0,8}%|占(?:年度|全年|总投资|计划)|百分比|序时进度|^完成%$|完成情况%/u, 'rate'],
  [/预警|^红黄灯|亮灯/u, 'light'],
  [/(?:截[至止]|至|累计至)?(?:上年|去年|上一年|前一年)(?:年?[底末])?|以前年度|往年|历年|(?:截[至止]|至)\d{4}年(?:年?底|年?末|12月)|\d{4}年(?:年?底|年?末)(?:前)?/u, 'completedBeforeYear'],
  [/开工以来|自开工|开工至今|开工累计|建设以来|总累计/u, 'completedSinceStart'],
  [/年初至今|年初以来|(?:今年|本年度?|当年|年内|年度|全年)(?:以来)?(?:投资)?(?:累计|已|实际)?(?:完成|累计)(?!率)|1-\d{1,2}月|年初至.{0,4}月|\d{4}年(?:累计|已|实际)?(?:完成|累计)(?!.*计划)/u, 'completedYearToDate'],
  [/(?:年度|本年|今年|当年|全年|\d{4}年).{0,4}(?:计划|任务|目标|投资)|计划年度投资|年计划/u, 'annualPlan'],
  [/本月|当月|本期完成|^(?:\d{4}年)?\d{1,2}月份?(?:实际)?(?:完成)?(?:投资)?(?:额|数)?$/u, 'completedThisMonth'],
  [/到位|资金落实/u, 'fundsInPlace'],
  [/累计(?:已)?(?:完成)?(?:投资)?(?:额|数)?$|^累计|已完成(?:总)?投资|^完成投资额?$|^投资完成额?$/u, 'completedSinceStart', ['completedSinceStart', 'completedYearToDate', 'completedThisMonth']],
  [/总投资|概算|估算|投资总额|总额|投资规模|^投资额$|^项目投资$|计划投资|^投资$/u, 'totalInvestment'],
  [/项目名称|工程名称|项目\(?工程\)?名称|项目名|^名称$|^项目$|^建设项目$|^工程$|^重点项目$/u, 'name'],
  [/领域|项目类别|项目类型|^类别$|^分类$|行业/u, 'domain'],
  [/建设性质|项目性质|^性质$|新建.?续建|续建.?新建/u, 'nature'],
  [/包联|责任领导|包保|分管领导|挂点|联系领导|包抓|包扶|县级领导|市级领导|牵头领导|^领导$/u, 'sponsoringLeader'],
  [/施工|承建|中标|总包/u, 'contractor'],
  [/责任人|负责人/u, 'responsiblePerson'],
  [/责任单位|牵头|主管(?:单位|部门)|责任部门|行业主管|监管单位/u, 'responsibleUnit'],
  [/项目单位|建设单位|业主|项目法人|实施(?:主体|单位)|投资主体|申报单位|建设主体/u, 'owner'],
  [/起止|年限|工期|周期/u, 'rate'],
  [/竣工|完工|建成|投产|投用|交付/u, 'plannedCompletion'],
  [/开工(?!情况|率)|动工|开建/u, 'startDate'],
  [/形象进度|工程进展|进展|进度|建设情况/u, 'physicalProgress'],
  [/问题|困难|制约/u, 'problems'],
  [/措施|下一?步|打算|工作安排|工作计划|解决办法/u, 'measures'],
  [/建设内容|建设规模|规模|内容/u, 'scale'],
  [/状态|开工情况|是否开工|建设阶段/u, 'state'],
  [/备注|说明|其他/u, 'remarks'],
]

/** What a header's words mean; null where they are not known. */
export function meaningOf(words: string): HeaderMeaning | null {
  const text = bare(words)
  if (text === '' || text.length > 40) return null
  const rule = RULES.find(([pattern]) => pattern.test(text))
  if (rule === undefined) return null
  const [, field, among] = rule
  const span = /(?:^|\D)1-(\d{1,2})月|年初至(\d{1,2})月/u.exec(text)
  const single = /(?:^|\D)(\d{1,2})月/u.exec(text)
  const month = Number(span?.[1] ?? span?.[2] ?? single?.[1] ?? 0)
  const year = Number(/(\d{4})年/u.exec(text)?.[1] ?? 0)
  return { field, month: month >= 1 && month <= 12 ? month : null, year: year >= 1949 ? year : null, among: among ?? null }
}

/** What a column means by the texts of its header, outermost first: its own words, else all of them together. */
export function meaningOfPath(path: readonly string[]): HeaderMeaning | null {
  const leaf = path.at(-1) ?? ''
  const whole = path.join('')
  const own = meaningOf(leaf)
  const together = path.length > 1 ? meaningOf(whole) : null
  if (own === null) return together
  // 累计 below 本年度投资 is that year's; below 开工以来 it is the whole.
  if (own.among !== null && together !== null && together.among === null && own.among.includes(together.field)) return together
  if (own.month === null && together?.field === own.field) return { ...own, month: together.month, year: own.year ?? together.year }
  return own
}
