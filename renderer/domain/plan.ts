import { planId, type AnnualPlan, type RecordId } from './model'

/** A new plan of a year with nothing filled in. */
export function emptyPlan(projectId: RecordId, year: number): AnnualPlan {
  return { id: planId(projectId, year), projectId, year, planned: null, openingCompleted: null, curve: null, deletedAt: null }
}
