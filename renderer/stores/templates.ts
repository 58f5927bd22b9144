import { MILESTONE_TEMPLATES } from '@/data/milestone-templates'
import { PROCEDURE_TEMPLATES } from '@/data/procedure-templates'
import type { Ledger } from '@/domain/ledger'
import type { MilestoneTemplate, ProcedureTemplate } from '@/domain/method-records'

/** The program's templates and the ledger's own; a record with the id of one of the program's stands in its place, or takes it out. */
export function milestoneTemplates(ledger: Ledger): MilestoneTemplate[] {
  return merged(MILESTONE_TEMPLATES, ledger.milestoneTemplates)
}

export function procedureTemplates(ledger: Ledger): ProcedureTemplate[] {
  return merged(PROCEDURE_TEMPLATES, ledger.procedureTemplates)
}

function merged<T extends { readonly id: string; readonly order: number; readonly deletedAt: string | null }>(brought: readonly T[], own: ReadonlyMap<string, T>): T[] {
  const all = new Map(brought.map((t) => [t.id, t]))
  for (const template of own.values()) all.set(template.id, template)
  return [...all.values()].filter((t) => t.deletedAt === null).sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
}
