import type { ProjectEntry } from '@/domain/ledger'
import type { Procedure } from '@/domain/method-records'
import { proceduresOf } from '@/domain/project-records'
import { now } from '@/shared/clock'
import type { Edit, OperationRequest } from './ledger'
import { shortName } from './report-edits'

export type ProcedureValues = Partial<Omit<Procedure, 'id' | 'projectId' | 'deletedAt'>>

/** Adds approvals: those of a template to several projects, or one by hand. */
export function addProcedures(added: readonly { readonly entry: ProjectEntry; readonly procedures: readonly Procedure[] }[]): OperationRequest {
  const all = added.flatMap((a) => a.procedures)
  const [first] = added
  const name = added.length === 1 && first !== undefined ? `${shortName(first.entry)} 加 ${all.length === 1 ? `手续“${all[0]!.name}”` : `${all.length} 项手续`}` : `${added.length} 个项目加 ${all.length} 项手续`
  return { name, edits: all.map((blank): Edit => ({ table: 'procedures', id: blank.id, set: {}, blank }) as Edit) }
}

/** Changes one approval; `seen` is what stood there when the person began. */
export function changeProcedure(entry: ProjectEntry, procedure: Procedure, set: ProcedureValues, seen: ProcedureValues): OperationRequest {
  return { name: `修改 ${shortName(entry)} 手续“${procedure.name}”`, edits: [{ table: 'procedures', id: procedure.id, set, expect: seen } as Edit] }
}

/** Takes an approval out; what waited for it waits no more. */
export function deleteProcedure(entry: ProjectEntry, procedure: Procedure): OperationRequest {
  const followers = proceduresOf(entry).filter((p) => p.blockedBy.includes(procedure.id))
  return {
    name: `删除 ${shortName(entry)} 手续“${procedure.name}”`,
    edits: [
      { table: 'procedures', id: procedure.id, set: { deletedAt: now().toISOString() }, expect: { deletedAt: null } } as Edit,
      ...followers.map((p): Edit => ({ table: 'procedures', id: p.id, set: { blockedBy: p.blockedBy.filter((id) => id !== procedure.id) }, expect: { blockedBy: p.blockedBy } }) as Edit),
    ],
  }
}
