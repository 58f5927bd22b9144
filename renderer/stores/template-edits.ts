import { MILESTONE_TEMPLATES } from '@/data/milestone-templates'
import { PROCEDURE_TEMPLATES } from '@/data/procedure-templates'
import type { Ledger } from '@/domain/ledger'
import type { CalendarYear, MilestoneTemplate, ProcedureTemplate } from '@/domain/method-records'
import type { TemplateTable } from '@/domain/template-text'
import { now } from '@/shared/clock'
import type { Edit, OperationRequest } from './ledger'
import { milestoneTemplates, procedureTemplates } from './templates'

type AnyTemplate = MilestoneTemplate | ProcedureTemplate

export const TEMPLATE_WORDS: Readonly<Record<TemplateTable, string>> = { milestoneTemplates: '节点模板', procedureTemplates: '手续模板' }

/** A template as 设置 lists it. */
export interface ListedTemplate {
  readonly template: AnyTemplate
  /** 'ours': as the program brings it; 'changed': one of the program's, changed; 'own': made by the office; 'gone': one of the program's, deleted. */
  readonly standing: 'ours' | 'changed' | 'own' | 'gone'
}

const BROUGHT: Readonly<Record<TemplateTable, readonly AnyTemplate[]>> = { milestoneTemplates: MILESTONE_TEMPLATES, procedureTemplates: PROCEDURE_TEMPLATES }

/** Every template in its order, then those of the program that were deleted and can be brought back. */
export function listedTemplates(ledger: Ledger, table: TemplateTable): ListedTemplate[] {
  const live: readonly AnyTemplate[] = table === 'milestoneTemplates' ? milestoneTemplates(ledger) : procedureTemplates(ledger)
  const gone = BROUGHT[table].filter((b) => !live.some((t) => t.id === b.id))
  return [...live.map((template): ListedTemplate => ({ template, standing: standingOf(template, table) })), ...gone.map((template): ListedTemplate => ({ template, standing: 'gone' }))]
}

function standingOf(template: AnyTemplate, table: TemplateTable): ListedTemplate['standing'] {
  const brought = BROUGHT[table].find((b) => b.id === template.id)
  if (brought === undefined) return 'own'
  return JSON.stringify([brought.name, brought.items]) === JSON.stringify([template.name, template.items.map((item, i) => reordered(item, brought.items[i]))]) ? 'ours' : 'changed'
}

/** An item with its keys in the order of the other one's: stored records may have another. */
function reordered<T extends object>(item: T, like: object | undefined): object {
  return like === undefined ? item : Object.fromEntries(Object.keys({ ...like, ...item }).map((key) => [key, item[key as keyof T]]))
}

/** Saves a template; `seen` is what stood there when the person began, null for a new one. */
export function saveTemplate(ledger: Ledger, table: TemplateTable, template: AnyTemplate, seen: AnyTemplate | null): OperationRequest {
  const words = `${TEMPLATE_WORDS[table]}「${template.name}」`
  const { name, items } = template
  if (!ledger[table].has(template.id)) return { name: seen === null ? `新增${words}` : `修改${words}`, edits: [{ table, id: template.id, set: {}, blank: template } as unknown as Edit] }
  const expect = seen === null ? {} : { name: seen.name, items: seen.items }
  return { name: `修改${words}`, edits: [{ table, id: template.id, set: { name, items }, expect } as unknown as Edit] }
}

export function deleteTemplate(table: TemplateTable, template: AnyTemplate): OperationRequest {
  return { name: `删除${TEMPLATE_WORDS[table]}「${template.name}」`, edits: [{ table, id: template.id, blank: template, set: { deletedAt: now().toISOString() }, expect: { deletedAt: null } } as unknown as Edit] }
}

/** One of the program's templates again as the program brings it. */
export function restoreTemplate(table: TemplateTable, id: string): OperationRequest {
  const brought = BROUGHT[table].find((b) => b.id === id)
  if (brought === undefined) throw new RangeError(`restoreTemplate: ${id} is none of the program's`)
  const { name, items, order } = brought
  return { name: `恢复自带的${TEMPLATE_WORDS[table]}「${name}」`, edits: [{ table, id, blank: brought, set: { name, items, order, deletedAt: null } } as unknown as Edit] }
}

/** A year of the 工作日历 as the office has it; it stands in place of the published one. */
export function saveCalendar(ledger: Ledger, year: number, values: Pick<CalendarYear, 'holidays' | 'makeUpDays' | 'sourceNote'>): OperationRequest {
  const id = String(year)
  const old = ledger.calendars.get(id)
  const blank: CalendarYear = { id, year, deletedAt: null, ...values }
  const seen = old === undefined ? {} : { expect: { holidays: old.holidays, makeUpDays: old.makeUpDays, sourceNote: old.sourceNote, deletedAt: old.deletedAt } }
  return { name: `修改 ${year} 年工作日历`, edits: [{ table: 'calendars', id, set: { ...values, deletedAt: null }, blank, ...seen } as unknown as Edit] }
}

/** Back to the published year, or to none where none is published. */
export function dropCalendar(calendar: CalendarYear, published: boolean): OperationRequest {
  return { name: published ? `${calendar.year} 年工作日历恢复成公布的` : `删除 ${calendar.year} 年工作日历`, edits: [{ table: 'calendars', id: calendar.id, set: { deletedAt: now().toISOString() }, expect: { deletedAt: null } } as unknown as Edit] }
}
