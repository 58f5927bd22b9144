import type { ProjectEntry } from './ledger'
import type { SupervisionOrder } from './method-records'
import { addFen, formatMoneyRounded, subtractFen, UNKNOWN_FIGURE, type Fen } from './money'
import { projectFigures } from './progress'
import { waitingIssues, waitingOrders, waitingProcedures, type SupportItem } from './support-items'
import { groupedRows, rememberedRows, type WallGroupOf, type WallGrouping, type WallView } from './wall-groups'
import { assessWarning, type Light } from './warning'

/** What a project has of the money that its year asks for. Amounts in 分. */
export interface SupportMoney {
  /** 到位资金 of the period; null: 待填报. */
  readonly inPlace: Fen | null
  /** 截至上年底累计完成 + 年度计划: what has to be there by the end of the year; null where either is unknown. */
  readonly needed: Fen | null
  /** 开工以来累计完成. */
  readonly done: Fen | null
  readonly state: '到位' | '有缺口' | '欠付' | '未知'
  /** `欠 300 万元`: built and not paid for; `缺 1,200 万元`: still to come in this year; `到位` */
  readonly words: string
}

/** 作战保障图: what a project waits for. */
export interface SupportRow {
  readonly entry: ProjectEntry
  readonly name: string
  readonly light: Light
  readonly reason: string
  readonly procedures: readonly SupportItem[]
  readonly issues: readonly SupportItem[]
  readonly orders: readonly SupportItem[]
  readonly money: SupportMoney
  /** How many things it waits for, money that is short among them. */
  readonly waiting: number
  readonly overdue: number
}

export type SupportGroup = WallGroupOf<SupportRow> & { readonly waiting: number; readonly overdue: number }

/** The row of a project. */
export const supportRow = rememberedRows(deriveRow)

function deriveRow(entry: ProjectEntry, view: WallView, about: readonly SupervisionOrder[]): SupportRow {
  const { day, period, rules } = view
  const [procedures, issues, orders] = [waitingProcedures(entry, day, rules.dueSoonDays), waitingIssues(entry, day, rules.dueSoonDays), waitingOrders(about, day, rules.dueSoonDays)]
  const { light, reason } = assessWarning(entry, period, rules, day)
  const money = supportMoney(entry, view)
  const short = money.state === '有缺口' || money.state === '欠付'
  const all = [...procedures, ...issues, ...orders]
  return {
    entry, light, reason, procedures, issues, orders, money, name: entry.project.name ?? '',
    waiting: all.length + (short ? 1 : 0), overdue: all.filter((i) => i.state === '逾期').length + (money.state === '欠付' ? 1 : 0),
  }
}

/** More was built than money came in by more than this share of it: a matter of red. Ours, not an official standard. */
const UNPAID_SHARE = 0.05

/** 欠付: much more was built than money came in. 有缺口: a little more, or what is there does not reach to the end of the year's plan. */
function supportMoney(entry: ProjectEntry, { period }: WallView): SupportMoney {
  const { fundsInPlace: inPlace, completedBeforeYear: before, annualPlan, completedSinceStart: done } = projectFigures(entry, period)
  const needed = before === null || annualPlan === null ? null : addFen(before, annualPlan)
  const base = { inPlace, needed, done }
  if (inPlace === null) return { ...base, state: '未知', words: `到位资金${UNKNOWN_FIGURE}` }
  if (done !== null && done > inPlace) return { ...base, state: done - inPlace > done * UNPAID_SHARE ? '欠付' : '有缺口', words: `欠 ${wan(subtractFen(done, inPlace))}` }
  if (needed === null) return { ...base, state: '未知', words: `年度计划${UNKNOWN_FIGURE}` }
  return needed > inPlace ? { ...base, state: '有缺口', words: `缺 ${wan(subtractFen(needed, inPlace))}` } : { ...base, state: '到位', words: '到位' }
}

/** For a wall: whole 万元. */
function wan(amount: Fen): string {
  return `${formatMoneyRounded(amount, '万元', 0).replace(/\.00$/u, '')} 万元`
}

/** Rows under their headings, in each the most urgent first; only those that wait for something where `onlyWaiting`. */
export function supportGroups(entries: readonly ProjectEntry[], grouping: WallGrouping, view: WallView, orders: ReadonlyMap<string, readonly SupervisionOrder[]>, onlyWaiting = false): SupportGroup[] {
  const rows = entries.map((e) => supportRow(e, view, orders.get(e.project.id) ?? [])).filter((r) => !onlyWaiting || r.waiting > 0)
  return groupedRows(rows, grouping).map((group) => {
    const sorted = [...group.rows].sort((a, b) => b.overdue - a.overdue || b.waiting - a.waiting || (a.entry.project.id < b.entry.project.id ? -1 : 1))
    return { ...group, rows: sorted, waiting: sum(sorted, 'waiting'), overdue: sum(sorted, 'overdue') }
  })
}

/** `县住建部门（8 个项目，等办 12 件，逾期 3 件）`. */
export function supportHeading({ label, rows, waiting, overdue }: SupportGroup): string {
  return `${label}（${rows.length} 个项目，等办 ${waiting} 件${overdue > 0 ? `，逾期 ${overdue} 件` : ''}）`
}

function sum(rows: readonly SupportRow[], key: 'waiting' | 'overdue'): number {
  return rows.reduce((n, r) => n + r[key], 0)
}
