import type { ProjectEntry } from './ledger'
import { addFen, fen, ZERO_FEN, type Fen } from './money'
import { periodOf, type Period } from './period'
import { plannedToDate } from './progress'
import { ratioOf, type Ratio } from './ratio'

const MONTHS = 12

/** A project's year month by month: what should be done and what is. Only for a project with a plan above 0. */
interface YearCourse {
  /** 年度计划投资, 分 */
  readonly planned: Fen
  /** Should be done by the end of each month, in twelfths of 分, so that an even share stays exact. */
  readonly due: readonly bigint[]
  /** 年初至今累计完成 at the end of each month, 分; null up to the first reported month. */
  readonly completed: readonly (Fen | null)[]
}

/** One month of the cumulative curve of a group; ratios of the plan of the projects that have one. */
export interface CurvePoint {
  readonly period: Period
  readonly planned: Ratio | null
  /** Null beyond the 报告期, and where nothing is reported. */
  readonly actual: Ratio | null
  /** 分, of the projects that have a plan. */
  readonly completed: Fen | null
}

const remembered = new WeakMap<ProjectEntry, Map<number, YearCourse | null>>()

/** Remembered as long as the entry lives: after one edit only that project's year is gone through again. */
function yearCourse(entry: ProjectEntry, year: number): YearCourse | null {
  let byYear = remembered.get(entry)
  if (byYear === undefined) remembered.set(entry, (byYear = new Map()))
  let course = byYear.get(year)
  if (course === undefined) byYear.set(year, (course = deriveCourse(entry, year)))
  return course
}

function deriveCourse(entry: ProjectEntry, year: number): YearCourse | null {
  const planned = entry.plans.get(year)?.planned ?? null
  if (planned === null || planned <= 0) return null
  const due: bigint[] = []
  const completed: (Fen | null)[] = []
  let done: Fen | null = null
  for (let month = 1; month <= MONTHS; month += 1) {
    const at = periodOf(year, month)
    const toDate = plannedToDate(entry, at)
    due.push(toDate === null ? 0n : (toDate.num * 12n) / toDate.den)
    const inMonth = entry.reports.get(at)?.completed ?? null
    if (inMonth !== null) done = addFen(done ?? ZERO_FEN, inMonth)
    completed.push(done)
  }
  return { planned, due, completed }
}

/** 序时进度 of a group: Σ should be done by the month ÷ Σ plan of the projects that count in its 完成率. Null without any plan. */
export function groupSchedule(entries: readonly ProjectEntry[], year: number, month: number): Ratio | null {
  let due = 0n
  let planned = 0n
  for (const entry of entries) {
    const course = yearCourse(entry, year)
    if (course === null) continue
    due += course.due[month - 1] ?? 0n
    planned += BigInt(course.planned)
  }
  return planned === 0n ? null : { num: due, den: planned * 12n }
}

/** 累计完成占年度计划 of a group, plan for all twelve months and actual up to the month `upTo`. Throws MoneyError beyond 2^53 − 1 分. */
export function curveOf(entries: readonly ProjectEntry[], year: number, upTo: number): CurvePoint[] {
  const due = Array<bigint>(MONTHS).fill(0n)
  const completed = Array<number | null>(MONTHS).fill(null)
  let planned = 0
  for (const entry of entries) {
    const course = yearCourse(entry, year)
    if (course === null) continue
    planned = fen(planned + course.planned)
    for (let m = 0; m < MONTHS; m += 1) {
      due[m]! += course.due[m]!
      const done = course.completed[m]!
      if (done !== null) completed[m] = fen((completed[m] ?? 0) + done)
    }
  }
  return due.map((sum, m) => {
    const sumDone = completed[m] ?? null
    const done = m < upTo && sumDone !== null ? fen(sumDone) : null
    return { period: periodOf(year, m + 1), planned: planned === 0 ? null : { num: sum, den: BigInt(planned) * 12n }, actual: planned === 0 ? null : ratioOf(done, fen(planned)), completed: done }
  })
}
