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
  const found: StatedSum[] = []
  lines.forEach((line, at) => {
    if (line.kind === 'project' || line.amounts.size === 0) return
    const sums = candidates(lines, at).map((parts) => partSums(parts))
    const best = sums.reduce<{ sums: Map<number, Fen | null>; hits: number } | null>((chosen, own) => {
      const hits = [...line.amounts].filter(([column, amount]) => own.get(column) === amount).length
      return chosen === null || hits > chosen.hits ? { sums: own, hits } : chosen
    }, null)
    for (const [column, stated] of line.amounts) {
      const field = columns.find((c) => c.index === column)?.field
      if (field === undefined || field === null) continue
      const computed = best?.sums.get(column) ?? null
      found.push({ sheet, row: line.row + 1, label: line.label, field, stated, computed, difference: computed === null ? null : fen(computed - stated) })
    }
  })
  return found
}

/** Which projects a sum may be of, most likely first. */
function candidates(lines: readonly SumLine[], at: number): SumLine[][] {
  const kind = (lines[at] as SumLine).kind
  const isProject = (line: SumLine): boolean => line.kind === 'project'
  const below = (stop: (line: SumLine) => boolean): SumLine[] => {
    const end = lines.findIndex((line, i) => i > at && stop(line))
    return lines.slice(at + 1, end < 0 ? lines.length : end).filter(isProject)
  }
  const above = (stop: (line: SumLine) => boolean): SumLine[] => {
    let start = at
    while (start > 0 && !stop(lines[start - 1] as SumLine)) start -= 1
    return lines.slice(start, at).filter(isProject)
  }
  const all = lines.filter(isProject)
  const sets =
    kind === 'total' ? [all, above((l) => l.kind === 'total'), below((l) => l.kind === 'total')]
    : kind === 'heading' ? [below((l) => l.kind !== 'project'), below((l) => l.kind === 'heading' || l.kind === 'total'), below((l) => l.kind === 'total')]
    : [above((l) => l.kind !== 'project'), below((l) => l.kind !== 'project'), above((l) => l.kind === 'subtotal' || l.kind === 'total'), all]
  const some = sets.filter((set) => set.length > 0)
  return some.length > 0 ? some : [[]]
}

function partSums(parts: readonly SumLine[]): Map<number, Fen | null> {
  const sums = new Map<number, Fen | null>()
  for (const { amounts } of parts) for (const [column, amount] of amounts) {
    const sum = (sums.get(column) ?? 0) + amount
    if (!Number.isSafeInteger(sum)) throw new MoneyError('checkStated: a column exceeds 2^53 − 1 分')
    sums.set(column, fen(sum))
  }
  return sums
}
