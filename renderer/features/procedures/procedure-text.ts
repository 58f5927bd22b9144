import type { Parsed } from '@/domain/brand'
import { cycleWords, sortByDependency } from '@/domain/dependency-graph'
import { parseOptionalDate, parseText } from '@/domain/fields'
import type { Handling, Procedure } from '@/domain/method-records'
import type { ProcedureValues } from '@/stores/procedure-edits'

export const PROCEDURE_DATES = { neededBy: '要求办结', appliedOn: '申报日期', acceptedOn: '受理日期', approvedOn: '批复日期', expiresOn: '有效期至' } as const
type DateField = keyof typeof PROCEDURE_DATES

/** An approval as it stands in the form; documents one a line, a ready one with ✓ before it is a box of its own. */
export interface ProcedureText extends Record<DateField, string> {
  name: string
  authority: string
  documentNumber: string
  handler: string
  remarks: string
  documents: string
  ready: readonly string[]
  handlings: readonly Handling[]
  notNeeded: boolean
  blockedBy: readonly string[]
}

export function procedureText(p: Procedure): ProcedureText {
  return {
    name: p.name, authority: p.authority ?? '', documentNumber: p.documentNumber ?? '', handler: p.handler ?? '', remarks: p.remarks ?? '', documents: p.documents.map((d) => d.name).join('\n'), ready: p.documents.filter((d) => d.ready).map((d) => d.name),
    neededBy: p.neededBy ?? '', appliedOn: p.appliedOn ?? '', acceptedOn: p.acceptedOn ?? '', approvedOn: p.approvedOn ?? '', expiresOn: p.expiresOn ?? '', handlings: p.handlings, notNeeded: p.notNeeded, blockedBy: p.blockedBy,
  }
}

export function documentNames(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()).filter((line) => line !== ''))]
}

export type ProcedureFaults = Partial<Record<keyof ProcedureText, string>>

/** Reads the form; `values` is null where a fault stands. `others` are the project's other approvals. */
export function readProcedure(text: ProcedureText, own: Procedure, others: readonly Procedure[]): { readonly values: Required<ProcedureValues> | null; readonly faults: ProcedureFaults } {
  const faults: ProcedureFaults = {}
  const take = <T>(field: keyof ProcedureText, parsed: Parsed<T>): T | null => {
    if (parsed.ok) return parsed.value
    faults[field] = parsed.message
    return null
  }
  const name = take('name', parseText(text.name, 'short'))
  if (name === null) faults.name ??= '请填手续名称，如 施工许可'
  const dates = Object.fromEntries((Object.keys(PROCEDURE_DATES) as DateField[]).map((f) => [f, take(f, parseOptionalDate(text[f]))])) as Record<DateField, Procedure['neededBy']>
  const order: readonly DateField[] = ['appliedOn', 'acceptedOn', 'approvedOn', 'expiresOn']
  order.forEach((field, i) => {
    const earlier = order.slice(0, i).findLast((f) => dates[f] !== null)
    if (earlier !== undefined && dates[field] !== null && dates[field] < dates[earlier]!) faults[field] ??= `${PROCEDURE_DATES[field]} ${dates[field]} 早于${PROCEDURE_DATES[earlier]} ${dates[earlier]}`
  })
  if (dates.expiresOn !== null && dates.approvedOn === null) faults.expiresOn ??= '还没有批复，不能有有效期'
  const names = documentNames(text.documents)
  const long = names.map((n) => parseText(n, 'short')).find((p) => !p.ok)
  if (long?.ok === false) faults.documents = long.message
  const cycle = sortByDependency([...others, { ...own, name: text.name, blockedBy: text.blockedBy }].map((p) => ({ id: p.id, name: p.name, after: p.blockedBy })))
  if (!cycle.ok) faults.blockedBy = cycleWords(cycle.cycle)
  const [authority, documentNumber, handler, remarks] = [take('authority', parseText(text.authority, 'short')), take('documentNumber', parseText(text.documentNumber, 'short')), take('handler', parseText(text.handler, 'short')), take('remarks', parseText(text.remarks))]
  if (text.notNeeded && remarks === null) faults.remarks ??= '不需办理要写明依据'
  if (Object.keys(faults).length > 0 || name === null) return { values: null, faults }
  return {
    faults, values: {
      name, authority, documentNumber, handler, remarks, ...dates, documents: names.map((n) => ({ name: n, ready: text.ready.includes(n) })), handlings: [...text.handlings], notNeeded: text.notNeeded, blockedBy: [...text.blockedBy], order: own.order,
    },
  }
}
