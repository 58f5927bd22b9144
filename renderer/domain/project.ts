import { FIVE_ONES, type Project, type RecordId } from './model'

/** A project of which nothing is known yet but its name; name null makes a 待录入 slot. */
export function emptyProject(id: RecordId, name: string | null, order: number): Project {
  return {
    id, name, portfolioIds: [], domain: null, nature: null, scale: null, owner: null, responsibleUnit: null, responsiblePerson: null, sponsoringLeader: null,
    contractor: null, state: null, startDate: null, plannedCompletion: null, totalInvestment: null, flagged: false,
    fiveOnes: Array.from({ length: FIVE_ONES }, () => null), remarks: null, sourceNote: null, order, deletedAt: null,
  }
}
