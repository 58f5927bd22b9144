import { fen, sumKnown, type Fen } from '@/domain/money'
import { yearToDate, type Period } from '@/domain/period'

/** What a row and the ledger tell of one project's money up to a period. Amounts in 分. */
export interface CumulativeFacts {
  readonly period: Period
  /** 年初至今 and 开工以来 as the sheet has them; null where it does not. */
  readonly toDate: Fen | null
  readonly sinceStart: Fen | null
  /** 截至上年底, from the sheet or else from the ledger. */
  readonly before: Fen | null
  /** A month's figure, from the sheet or else from the ledger. */
  readonly month: (at: Period) => Fen | null
  /** The sheet has a column for this month and left it empty: the month is not known, whatever the rest of the year is. */
  readonly monthLeftEmpty: boolean
}

export type CumulativeResult =
  /** Everything agrees; `opening` and `month` are what follows and is not yet known. */
  | { readonly kind: 'settled'; readonly opening: Fen | null; readonly month: { readonly at: Period; readonly amount: Fen } | null }
  /** Figures that contradict each other. */
  | { readonly kind: 'differs'; readonly of: 'toDate' | 'sinceStart'; readonly stated: Fen; readonly computed: Fen }
  /** Several months have no figure: to which the rest belongs is not told. */
  | { readonly kind: 'spread'; readonly rest: Fen; readonly into: Period; readonly missing: number; readonly opening: Fen | null }
  /** 开工以来 alone: how much of it lies before the year is not told. */
  | { readonly kind: 'undivided'; readonly before: Fen }

/** Turns cumulative figures into months and 截至上年底 where only one way is possible. */
export function resolveCumulative(facts: CumulativeFacts): CumulativeResult {
  const { period, sinceStart, before } = facts
  const months = yearToDate(period)
  let { toDate } = facts
  let opening: Fen | null = null
  if (sinceStart !== null) {
    if (toDate === null && before !== null) toDate = fen(sinceStart - before)
    else if (toDate !== null && before === null) opening = fen(sinceStart - toDate)
    else if (toDate !== null && before !== null && sinceStart !== before + toDate) return { kind: 'differs', of: 'sinceStart', stated: sinceStart, computed: fen(before + toDate) }
    else if (toDate === null) return { kind: 'undivided', before: fen(sinceStart - (sumKnown(months.map(facts.month)).value ?? 0)) }
  }
  if (toDate === null) return { kind: 'settled', opening, month: null }
  const known = sumKnown(months.map(facts.month))
  const missing = months.filter((at) => facts.month(at) === null)
  const rest = fen(toDate - (known.value ?? 0))
  if (missing.length === 0) return rest === 0 ? { kind: 'settled', opening, month: null } : { kind: 'differs', of: facts.toDate === null ? 'sinceStart' : 'toDate', stated: toDate, computed: fen(toDate - rest) }
  // Nothing lies in the months that are not told: the sum is right without them, and an unknown month stays unknown.
  if (rest === 0 && known.known > 0) return { kind: 'settled', opening, month: null }
  const only = missing.length === 1 ? missing[0] : undefined
  if (only !== undefined) return { kind: 'settled', opening, month: { at: only, amount: rest } }
  const into = facts.monthLeftEmpty ? missing.findLast((at) => at < period) : missing.at(-1)
  return { kind: 'spread', rest, into: into ?? period, missing: missing.length, opening }
}
