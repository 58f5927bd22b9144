import type { ProjectEntry } from '@/domain/ledger'
import type { Milestone } from '@/domain/method-records'
import { baselineId } from '@/domain/milestone'
import type { ShiftedMilestone } from '@/domain/milestone-shift'
import type { DateOnly } from '@/domain/period'
import { baselinesOf, milestonesOf } from '@/domain/project-records'
import { now } from '@/shared/clock'
import type { Edit, OperationRequest } from './ledger'
import { shortName } from './report-edits'

export type MilestoneValues = Partial<Omit<Milestone, 'id' | 'projectId' | 'deletedAt'>>

/** Takes over a preview of a shift as one operation: the milestone and everything that moves with it. */
export function shiftMilestones(entry: ProjectEntry, moved: Milestone, moves: readonly ShiftedMilestone[]): OperationRequest {
  const others = moves.length - 1
  return {
    name: `推移 ${shortName(entry)}“${moved.name}”${others > 0 ? `等 ${moves.length} 个节点` : ''}`,
    edits: moves.map(moveEdit),
  }
}

function moveEdit({ milestone, to }: ShiftedMilestone): Edit {
  return { table: 'milestones', id: milestone.id, set: { planStart: to.start, planFinish: to.finish }, expect: { planStart: milestone.planStart, planFinish: milestone.planFinish } } as Edit
}

/** Adds milestones: those of a template, or one by hand. */
export function addMilestones(entry: ProjectEntry, milestones: readonly Milestone[]): OperationRequest {
  const [first] = milestones
  return {
    name: milestones.length === 1 && first !== undefined ? `新增 ${shortName(entry)} 节点“${first.name}”` : `编制 ${shortName(entry)} ${milestones.length} 个节点`,
    edits: milestones.map((blank): Edit => ({ table: 'milestones', id: blank.id, set: {}, blank }) as Edit),
  }
}

/** Changes one milestone; `seen` is what stood there when the person began. */
export function changeMilestone(entry: ProjectEntry, milestone: Milestone, set: MilestoneValues, seen: MilestoneValues): OperationRequest {
  return { name: `修改 ${shortName(entry)} 节点“${milestone.name}”`, edits: [{ table: 'milestones', id: milestone.id, set, expect: seen } as Edit] }
}

/** The same operation with what moves behind the milestone in it. */
export function withMoves(request: OperationRequest, moves: readonly ShiftedMilestone[]): OperationRequest {
  return { ...request, edits: [...request.edits, ...moves.map(moveEdit)] }
}

/** Takes a milestone out; what came after it no longer waits for it. */
export function deleteMilestone(entry: ProjectEntry, milestone: Milestone): OperationRequest {
  const followers = milestonesOf(entry).filter((m) => m.after.some((d) => d.id === milestone.id))
  return {
    name: `删除 ${shortName(entry)} 节点“${milestone.name}”`,
    edits: [
      { table: 'milestones', id: milestone.id, set: { deletedAt: now().toISOString() }, expect: { deletedAt: null } } as Edit,
      ...followers.map((m): Edit => ({ table: 'milestones', id: m.id, set: { after: m.after.filter((d) => d.id !== milestone.id) }, expect: { after: m.after } }) as Edit),
    ],
  }
}

/** Freezes the current plan as the next baseline. */
export function freezeBaseline(entry: ProjectEntry, frozenOn: DateOnly, reason: string | null): OperationRequest {
  const version = Math.max(0, ...baselinesOf(entry).map((b) => b.version)) + 1
  const blank = {
    id: baselineId(entry.project.id, version), projectId: entry.project.id, version, frozenOn, reason, deletedAt: null,
    dates: milestonesOf(entry).map((m) => ({ milestoneId: m.id, name: m.name, start: m.planStart, finish: m.planFinish })),
  }
  return { name: `冻结 ${shortName(entry)} 第 ${version} 版基线`, reason, edits: [{ table: 'baselines', id: blank.id, set: {}, blank, onlyNew: true } as Edit] }
}
