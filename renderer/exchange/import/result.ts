import { columnLetters } from '../reading/model'
import type { Finding } from './choices'
import { ROW_FIELDS } from './fields'
import type { ImportPlan } from './plan'

/** A plan as the command line prints it: rows from 1, columns by letters, money in 分. */
export function describePlan(plan: ImportPlan): object {
  return {
    sheets: plan.sheets.map((s) => ({
      name: s.name, used: s.used, reason: s.reason, hidden: s.hidden,
      headerRows: s.header === null ? null : [s.header.first + 1, s.header.last + 1], dataRows: s.data === null ? null : [s.data.first + 1, s.data.last + 1],
      period: s.period, unit: s.unit, columns: s.columns.map((c) => ({ column: columnLetters(c.index), header: c.header, field: c.field, unit: c.unit, period: c.period })), notes: s.notes,
    })),
    rows: plan.rows.map(({ sheet, row, action, reason, project, changes }) => ({ sheet, row, action, reason, project: project === null ? null : Object.fromEntries(ROW_FIELDS.map((field) => [field, project[field] ?? null])), changes })),
    faults: plan.faults.map(({ key, sheet, cell, field, value, message, proposal }) => ({ key, sheet, cell, field, value, message, proposal })),
    questions: plan.questions.map(({ key, sheet, cell, field, value, message, choices }: Finding) => ({ key, sheet, cell, field, value, message, choices })),
    stated: plan.stated,
    sums: plan.sums,
  }
}
