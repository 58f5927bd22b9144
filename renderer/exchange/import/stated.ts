import { fen, MoneyError, type Fen } from '@/domain/money'
import type { ImportColumn } from './columns'
import type { ImportField } from './fields'

/** A sum that the sheet states against the sum of its parts. Amounts in 分; the difference is computed − stated. */
export interface StatedSum {
  readonly sheet: string
  /** As the spreadsheet counts, from 1. */
  readonly row: number
  readonly label: string
  readonly field: ImportField
  readonly stated: Fen
  readonly computed: Fen | null
  readonly difference: Fen | null
}

/** A line of the table that takes part in its sums; amounts by column index. */
export interface SumLine {
  readonly kind: 'project' | 'heading' | 'subtotal' | 'total'
  readonly row: number
  readonly label: string
  readonly amounts: ReadonlyMap<number, Fen>
}

/** Checks every stated sum against its parts: a heading and a 小计 against the projects below or above, 合计 against all. */
export function checkStated(sheet: string, columns: readonly ImportColumn[], lines: readonly SumLine[]): StatedSum[] {
  if (lines.every((l) => l.kind === 'project')) return []
  const sums = new RangeSums(lines)
  const stops = { line: stopsOf(lines, (l) => l.kind !== 'project'), group: stopsOf(lines, (l) => l.kind === 'heading' || l.kind === 'total'), sum: stopsOf(lines, (l) => l.kind === 'subtotal' || l.kind === 'total'), total: stopsOf(lines, (l) => l.kind === 'total') }
  const found: StatedSum[] = []
  lines.forEach((line, at) => {
    if (line.kind === 'project' || line.amounts.size === 0) return
    const all: Range = [0, lines.length]
    const below = ({ after }: Stops): Range => [at + 1, after[at] as number]
    const above = ({ before }: Stops): Range => [before[at] as number, at]
    // Which projects it may be of, most likely first.
    const candidates =
      line.kind === 'total' ? [all, above(stops.total), below(stops.total)]
      : line.kind === 'heading' ? [below(stops.line), below(stops.group), below(stops.total)]
      : [above(stops.line), below(stops.line), above(stops.sum), all]
    const some = candidates.filter((range) => sums.projects(range) > 0)
    const hits = some.map((range) => [...line.amounts].filter(([column, amount]) => sums.of(range, column) === amount).length)
    const best = some[hits.indexOf(Math.max(...hits))]
    for (const [column, stated] of line.amounts) {
      const field = columns.find((c) => c.index === column)?.field
      if (field === undefined || field === null) continue
      const computed = best === undefined ? null : sums.of(best, column)
      found.push({ sheet, row: line.row + 1, label: line.label, field, stated, computed, difference: computed === null ? null : fen(computed - stated) })
    }
  })
  return found
}

/** Lines from the first to before the second. */
type Range = readonly [number, number]

/** For each line, where the nearest lines of a kind end what lies above it and below it. */
interface Stops {
  readonly before: Int32Array
  readonly after: Int32Array
}

function stopsOf(lines: readonly SumLine[], stops: (line: SumLine) => boolean): Stops {
  const [before, after] = [new Int32Array(lines.length), new Int32Array(lines.length)]
  let last = 0
  lines.forEach((line, at) => {
    before[at] = last
    if (stops(line)) last = at + 1
  })
  let next = lines.length
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    after[at] = next
    if (stops(lines[at] as SumLine)) next = at
  }
  return { before, after }
}

/** Sums of the projects in any range of lines, from running totals: a sheet may have as many sums as projects. */
class RangeSums {
  private readonly counts: Int32Array
  private readonly columns = new Map<number, { readonly totals: Float64Array; readonly known: Int32Array }>()

  constructor(lines: readonly SumLine[]) {
    this.counts = new Int32Array(lines.length + 1)
    for (const { amounts } of lines) for (const column of amounts.keys()) if (!this.columns.has(column)) this.columns.set(column, { totals: new Float64Array(lines.length + 1), known: new Int32Array(lines.length + 1) })
    lines.forEach(({ kind, amounts }, at) => {
      this.counts[at + 1] = (this.counts[at] as number) + (kind === 'project' ? 1 : 0)
      for (const [column, { totals, known }] of this.columns) {
        const amount = kind === 'project' ? amounts.get(column) : undefined
        const total = (totals[at] as number) + (amount ?? 0)
        if (!Number.isSafeInteger(total)) throw new MoneyError('checkStated: a column exceeds 2^53 − 1 分')
        totals[at + 1] = total
        known[at + 1] = (known[at] as number) + (amount === undefined ? 0 : 1)
      }
    })
  }

  projects([from, to]: Range): number {
    return (this.counts[to] as number) - (this.counts[from] as number)
  }

  /** 分; null where no project of the range has a figure. */
  of([from, to]: Range, column: number): Fen | null {
    const sums = this.columns.get(column)
    if (sums === undefined || sums.known[to] === sums.known[from]) return null
    return fen((sums.totals[to] as number) - (sums.totals[from] as number))
  }
}
