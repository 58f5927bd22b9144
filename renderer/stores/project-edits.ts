import { slotEntries, type Ledger, type ProjectEntry } from '@/domain/ledger'
import type { AnnualPlan, Project, RecordId } from '@/domain/model'
import { emptyPlan } from '@/domain/plan'
import { emptyProject } from '@/domain/project'
import { now } from '@/shared/clock'
import type { Edit, OperationRequest } from './ledger'
import { shortName } from './report-edits'

export type ProjectValues = Partial<Omit<Project, 'id' | 'deletedAt'>>
export type PlanValues = Partial<Pick<AnnualPlan, 'planned' | 'openingCompleted' | 'curve'>>

/**
 * Adds a project. It takes the first 待录入 slot of its portfolios where there is one, so that the list does not outgrow
 * the declared count while slots stand empty.
 */
export function addProject(ledger: Ledger, newId: () => RecordId, values: ProjectValues & { name: string }): OperationRequest {
  const slot = (values.portfolioIds ?? []).flatMap((id) => slotEntries(ledger, id))[0]
  const name = `新增项目 ${values.name}`
  if (slot !== undefined) {
    const { project } = slot
    return { name, edits: [{ table: 'projects', id: project.id, set: { order: nextOrder(ledger), ...values }, expect: { name: null } } as Edit] }
  }
  const blank = { ...emptyProject(newId(), values.name, nextOrder(ledger)), ...values }
  return { name, edits: [{ table: 'projects', id: blank.id, set: {}, blank } as Edit] }
}

/** Enters a project into one given 待录入 slot. */
export function fillSlot(ledger: Ledger, slot: ProjectEntry, values: ProjectValues & { name: string }): OperationRequest {
  return { name: `新增项目 ${values.name}`, edits: [{ table: 'projects', id: slot.project.id, set: { order: nextOrder(ledger), ...values }, expect: { name: null } } as Edit] }
}

/** The same operation with a year's plan of its project in it, so that one 保存 is one step to undo. */
export function withPlan(request: OperationRequest, projectId: RecordId, year: number, set: PlanValues, seen: PlanValues): OperationRequest {
  if (Object.keys(set).length === 0) return request
  const blank = emptyPlan(projectId, year)
  return { ...request, edits: [...request.edits, { table: 'annualPlans', id: blank.id, blank, set, expect: seen } as Edit] }
}

/** Changes a project's facts; `seen` is what stood there when the person began. */
export function changeProject(entry: ProjectEntry, set: ProjectValues, seen: ProjectValues): OperationRequest {
  return { name: `修改 ${shortName(entry)}`, edits: [{ table: 'projects', id: entry.project.id, set, expect: seen } as Edit] }
}

/** Sets the same values for several projects, as they stand now. */
export function changeProjects(entries: readonly ProjectEntry[], set: ProjectValues, what: string): OperationRequest {
  return {
    name: `${what} ${entries.length} 个项目`,
    edits: entries.map(({ project }): Edit => ({ table: 'projects', id: project.id, set, expect: pick(project, set) }) as Edit),
  }
}

/** Puts several projects into a portfolio or takes them out of it, each keeping its other portfolios. */
export function movePortfolio(entries: readonly ProjectEntry[], portfolioId: RecordId, into: boolean, portfolioName: string): OperationRequest {
  return {
    name: `${into ? '加入' : '移出'}“${portfolioName}” ${entries.length} 个项目`,
    edits: entries.map(({ project }): Edit => {
      const others = project.portfolioIds.filter((id) => id !== portfolioId)
      return { table: 'projects', id: project.id, set: { portfolioIds: into ? [...others, portfolioId] : others }, expect: { portfolioIds: project.portfolioIds } } as Edit
    }),
  }
}

/** A copy of a project's facts under a new name; reports and plans stay with the original. */
export function copyProject(ledger: Ledger, newId: () => RecordId, entry: ProjectEntry): OperationRequest {
  const { id: _id, deletedAt: _deletedAt, order: _order, name, ...facts } = entry.project
  return addProjectWithoutSlot(ledger, newId, { ...facts, name: `${name ?? '项目'}（副本）` })
}

function addProjectWithoutSlot(ledger: Ledger, newId: () => RecordId, values: ProjectValues & { name: string }): OperationRequest {
  const blank = { ...emptyProject(newId(), values.name, nextOrder(ledger)), ...values }
  return { name: `复制项目 ${values.name}`, edits: [{ table: 'projects', id: blank.id, set: {}, blank } as Edit] }
}

/** Moves projects to the 回收站; their plans and reports go and come back with them. */
export function deleteProjects(entries: readonly ProjectEntry[]): OperationRequest {
  const [first] = entries
  return {
    name: entries.length === 1 && first !== undefined ? `删除 ${shortName(first)}` : `删除 ${entries.length} 个项目`,
    edits: entries.map(({ project }): Edit => ({ table: 'projects', id: project.id, set: { deletedAt: now().toISOString() }, expect: { deletedAt: null } })),
  }
}

/** Brings projects back from the 回收站. */
export function restoreProjects(entries: readonly ProjectEntry[]): OperationRequest {
  const [first] = entries
  return {
    name: entries.length === 1 && first !== undefined ? `还原 ${shortName(first)}` : `还原 ${entries.length} 个项目`,
    edits: entries.map(({ project }): Edit => ({ table: 'projects', id: project.id, set: { deletedAt: null }, expect: { deletedAt: project.deletedAt } })),
  }
}

/** Changes a year's plan, making it where there is none. */
export function changePlan(entry: ProjectEntry, year: number, set: PlanValues, seen: PlanValues): OperationRequest {
  const blank = emptyPlan(entry.project.id, year)
  return { name: `修改 ${shortName(entry)} ${year} 年计划`, edits: [{ table: 'annualPlans', id: blank.id, blank, set, expect: seen } as Edit] }
}

function nextOrder(ledger: Ledger): number {
  let most = 0
  for (const { project } of ledger.entries.values()) most = Math.max(most, project.order)
  return most + 1
}

function pick(project: Project, set: ProjectValues): ProjectValues {
  return Object.fromEntries(Object.keys(set).map((field) => [field, project[field as keyof Project]])) as ProjectValues
}
