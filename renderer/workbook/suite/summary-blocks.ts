import { activePortfolios, type ProjectEntry } from '@/domain/ledger'
import { UNKNOWN_FIGURE } from '@/domain/money'
import { filterValue } from '@/domain/report-catalogue'
import type { RowSpan } from '../monthly-formulas'
import type { MonthlyLayout } from '../monthly-layout'
import type { ReportData, ReportItem } from '../report-data'

/** Where the figures of a row come from in the month's sheet of the same book. */
export type SummarySource =
  /** A group's own row there, or 合计. */
  | { readonly kind: 'row'; readonly row: number; readonly span: RowSpan | null }
  /** Its projects are those whose 包联领导 or 责任单位 is the row's name. */
  | { readonly kind: 'named'; readonly by: 'sponsoringLeader' | 'responsibleUnit' }
  /** Its projects stand in these rows there. */
  | { readonly kind: 'spans'; readonly spans: readonly RowSpan[] }
  /** Nowhere: the figures are written as they are. */
  | { readonly kind: 'none' }

export interface SummaryRow {
  readonly name: string
  readonly items: readonly ReportItem[]
  readonly source: SummarySource
}

export interface SummaryBlock {
  /** `一、按领域`. */
  readonly title: string
  readonly nameLabel: string
  readonly rows: readonly SummaryRow[]
  /** Whether 合计 is the sum of the rows; else it stands in the first block. */
  readonly adds: boolean
  readonly note: string | null
}

/** The blocks of 汇总表; `layout` where the month's sheet stands in the same book. */
export function summaryBlocks(data: ReportData, layout: MonthlyLayout | null): SummaryBlock[] {
  const blocks: Omit<SummaryBlock, 'title'>[] = [domainBlock(data, layout), ownerBlock(data, layout, 'leader'), ownerBlock(data, layout, 'unit')]
  if (data.options.scope === 'all') blocks.push(portfolioBlock(data, layout))
  const titles = ['按领域', '按包联领导', '按责任单位', '按项目盘子']
  return blocks.map((block, i) => ({ ...block, title: `${'一二三四'[i] ?? ''}、${titles[i] ?? ''}` }))
}

function domainBlock(data: ReportData, layout: MonthlyLayout | null): Omit<SummaryBlock, 'title'> {
  const rows = data.groups.map((group): SummaryRow => {
    const place = layout?.groups.find((g) => g.group === group)
    return {
      name: group.label.replace(/^.、/u, ''), items: group.items,
      source: place === undefined || group.items.length === 0 ? { kind: 'none' } : { kind: 'row', row: place.row, span: place.span },
    }
  })
  return { nameLabel: '领域', rows, adds: true, note: null }
}

function ownerBlock(data: ReportData, layout: MonthlyLayout | null, by: 'leader' | 'unit'): Omit<SummaryBlock, 'title'> {
  const byName = new Map<string, ReportItem[]>()
  for (const item of data.items) {
    const name = filterValue(item.entry, by)
    const own = byName.get(name)
    if (own === undefined) byName.set(name, [item])
    else own.push(item)
  }
  const lower = new Map<string, number>()
  for (const name of byName.keys()) lower.set(name.toLowerCase(), (lower.get(name.toLowerCase()) ?? 0) + 1)
  const rows = [...byName].sort(([a, x], [b, y]) => Number(a === UNKNOWN_FIGURE) - Number(b === UNKNOWN_FIGURE) || y.length - x.length || (a < b ? -1 : 1)).map(([name, items]): SummaryRow => ({
    name, items,
    source: layout === null ? { kind: 'none' } : isPlainCriterion(name) && lower.get(name.toLowerCase()) === 1 ? { kind: 'named', by: by === 'leader' ? 'sponsoringLeader' : 'responsibleUnit' } : spansOf(items, layout),
  }))
  const label = by === 'leader' ? '包联领导' : '责任单位'
  return { nameLabel: label, rows, adds: true, note: null }
}

/** Whether SUMIFS takes a text as itself: no wildcard, comparison or number in it, and short. */
function isPlainCriterion(text: string): boolean {
  return text.length <= 100 && !/[*?~<>=\n\u0000-\u001f\ufffe\uffff]/u.test(text) && /[\p{Script=Han}\p{L}]/u.test(text) && !/^[\s\d+\-.,:/%年月日¥$]|^(true|false)$/iu.test(text)
}

function portfolioBlock(data: ReportData, layout: MonthlyLayout | null): Omit<SummaryBlock, 'title'> {
  const portfolios = activePortfolios(data.ledger)
  const inOf = ({ project }: ProjectEntry): number => portfolios.filter((p) => project.portfolioIds.includes(p.id)).length
  const rowOf = (name: string, items: readonly ReportItem[]): SummaryRow => ({ name, items, source: layout === null ? { kind: 'none' } : spansOf(items, layout) })
  const rows = portfolios.map((p) => rowOf(p.name, data.items.filter((i) => i.entry.project.portfolioIds.includes(p.id))))
  const outside = data.items.filter((i) => inOf(i.entry) === 0)
  if (outside.length > 0) rows.push(rowOf('没有归入盘子', outside))
  const several = data.items.filter((i) => inOf(i.entry) > 1).length
  const note = several === 0
    ? '没有同属几个盘子的项目，合计等于各行之和。'
    : `有 ${several} 个项目同属几个盘子，在各盘子的行里都计入，在合计里只计一次，所以各行之和大于合计。`
  return { nameLabel: '项目盘子', rows, adds: false, note }
}

/** A formula over more pieces than this is no longer read by anyone. */
const MOST_SPANS = 12

function spansOf(items: readonly ReportItem[], layout: MonthlyLayout): SummarySource {
  const rows = items.map((i) => layout.rowOf.get(i.entry.project.id) ?? 0).sort((a, b) => a - b)
  const spans: { first: number; last: number }[] = []
  for (const row of rows) {
    const last = spans.at(-1)
    if (last !== undefined && last.last === row - 1) last.last = row
    else spans.push({ first: row, last: row })
  }
  return spans.length === 0 || spans.length > MOST_SPANS ? { kind: 'none' } : { kind: 'spans', spans }
}
