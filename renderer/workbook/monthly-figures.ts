import type { ProjectEntry } from '@/domain/ledger'
import { addFen, ZERO_FEN, type Fen } from '@/domain/money'
import type { Period } from '@/domain/period'
import { monthOf } from '@/domain/period'
import { plannedToDate, projectFigures } from '@/domain/progress'
import { ratioOf, type Ratio } from '@/domain/ratio'
import { rateBasis } from '@/domain/reconcile'

/** A ratio as the double that a spreadsheet gets when it divides the two amounts. */
export function quotient(value: Ratio): number {
  const [num, den] = [Number(value.num), Number(value.den)]
  return Number.isSafeInteger(num) && Number.isSafeInteger(den) ? num / den : Number((value.num * 10n ** 17n) / value.den) / 1e17
}

/** The three rates of a group or of all, each null where there is none. */
export interface GroupRates {
  readonly completionRate: number | null
  readonly schedule: number
  readonly shareOfTotal: number | null
}

/** 完成率, 序时进度 and 占总投资 of several projects; 完成率 is that of rateBasis. */
export function groupRates(entries: readonly ProjectEntry[], at: Period): GroupRates {
  const { completed, planned } = rateBasis(entries, at)
  const rate = ratioOf(completed, planned)
  return { completionRate: rate === null ? null : quotient(rate), schedule: groupSchedule(entries, at, planned), shareOfTotal: groupShare(entries, at) }
}

/** What the plans of the group should have reached by now, as a share of them; without a plan the months that have passed. */
function groupSchedule(entries: readonly ProjectEntry[], at: Period, planned: Fen | null): number {
  if (planned === null) return monthOf(at) / 12
  let twelfths = 0n
  for (const entry of entries) {
    const due = plannedToDate(entry, at)
    if (due !== null) twelfths += (due.num * 12n) / due.den
  }
  return quotient({ num: twelfths, den: 12n * BigInt(planned) })
}

/** 开工以来 ÷ 总投资 over the projects whose 总投资 is known; what is not reported counts as 0 done, as in rateBasis. */
function groupShare(entries: readonly ProjectEntry[], at: Period): number | null {
  let done: Fen | null = null
  let whole: Fen = ZERO_FEN
  for (const entry of entries) {
    const total = entry.project.totalInvestment
    if (total === null || total <= 0) continue
    whole = addFen(whole, total)
    const since = projectFigures(entry, at).completedSinceStart
    if (since !== null) done = addFen(done ?? ZERO_FEN, since)
  }
  const share = ratioOf(done, whole)
  return share === null ? null : quotient(share)
}
