import type { Procedure, ProcedureTemplate } from './method-records'
import { daysBetween, type DateOnly } from './period'

/** Where an approval stands. 受阻: something before it is not approved yet. */
export const PROCEDURE_STATES = ['已批复', '快到期', '已过期', '已受理', '已申报', '待申报', '受阻', '不需办理'] as const
export type ProcedureState = (typeof PROCEDURE_STATES)[number]

/** An approval that ends within so many days is 快到期: a renewal takes a month. */
export const EXPIRING_DAYS = 30

export interface ProcedureStanding {
  readonly state: ProcedureState
  /** Calendar days since 申报 (受理, where that date is missing) for one that is under way, else null. */
  readonly waitingDays: number | null
  /** Calendar days until an approval ends; null where it has no end or is not approved. Negative: it has ended. */
  readonly leftDays: number | null
  /** Calendar days past 要求办结, where it is not approved by then; else 0. */
  readonly overdueDays: number
  /** What has to be approved before. */
  readonly blockers: readonly Procedure[]
}

/** An approval on a day; `all` are the project's procedures. Dates after `day` have not happened yet. */
export function procedureStanding(procedure: Procedure, all: readonly Procedure[], day: DateOnly): ProcedureStanding {
  const reached = (date: DateOnly | null): date is DateOnly => date !== null && date <= day
  const { appliedOn, acceptedOn, approvedOn, expiresOn, neededBy } = procedure
  if (procedure.notNeeded) return { state: '不需办理', waitingDays: null, leftDays: null, overdueDays: 0, blockers: [] }
  if (reached(approvedOn)) {
    const leftDays = expiresOn === null ? null : daysBetween(day, expiresOn)
    const state = leftDays === null || leftDays > EXPIRING_DAYS ? '已批复' : leftDays < 0 ? '已过期' : '快到期'
    return { state, waitingDays: null, leftDays, overdueDays: 0, blockers: [] }
  }
  const overdueDays = neededBy === null ? 0 : Math.max(0, daysBetween(neededBy, day))
  const blockers = blockersOf(procedure, all, day)
  const since = reached(appliedOn) ? appliedOn : reached(acceptedOn) ? acceptedOn : null
  if (since !== null) return { state: reached(acceptedOn) ? '已受理' : '已申报', waitingDays: daysBetween(since, day), leftDays: null, overdueDays, blockers }
  return { state: blockers.length > 0 ? '受阻' : '待申报', waitingDays: null, leftDays: null, overdueDays, blockers }
}

/** The procedures before it that are not approved on a day. */
export function blockersOf(procedure: Procedure, all: readonly Procedure[], day: DateOnly): Procedure[] {
  return all.filter((p) => procedure.blockedBy.includes(p.id) && p.deletedAt === null && !p.notNeeded && !(p.approvedOn !== null && p.approvedOn <= day))
}

export function emptyProcedure(id: string, projectId: string, name: string, order: number): Procedure {
  return {
    id, projectId, name, authority: null, documents: [], notNeeded: false, neededBy: null, appliedOn: null, acceptedOn: null, approvedOn: null, expiresOn: null, documentNumber: null, handler: null, handlings: [],
    blockedBy: [], remarks: null, order, deletedAt: null,
  }
}

/** A project's procedures as a template lists them. */
export function layOutProcedures(template: Pick<ProcedureTemplate, 'items'>, projectId: string, newId: () => string): Procedure[] {
  const ids = new Map(template.items.map((item) => [item.key, newId()]))
  return template.items.map((item, i) => ({
    ...emptyProcedure(ids.get(item.key)!, projectId, item.name, i + 1), authority: item.authority, documents: item.documents.map((name) => ({ name, ready: false })),
    blockedBy: item.after.flatMap((key) => ids.get(key) ?? []),
  }))
}
