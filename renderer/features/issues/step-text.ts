import { excerpt } from '@/domain/brand'
import { parseText } from '@/domain/fields'
import { refuseStep, STEP_RULES } from '@/domain/issue-steps'
import type { Issue, IssueStep, IssueStepKind } from '@/domain/method-records'
import { parseDate, type DateOnly } from '@/domain/period'
import { addWorkingDays, unknownYearsNote, type WorkCalendar } from '@/domain/working-days'

export interface StepText {
  date: string
  person: string
  note: string
  /** A date, or a number of working days such as `10 个工作日`. */
  deadline: string
}

/** Names what is typed of a step, for its draft. */
export function stepForm(issueId: string, kind: IssueStepKind): string {
  return `step.${issueId}.${kind}`
}

export interface Deadline {
  readonly date: DateOnly
  readonly workingDays: number | null
  /** Said beside it where a year's holidays are not known. */
  readonly caution: string | null
}

const WORKING_DAYS = /^(\d{1,4})\s*(个)?\s*(工作日|天)?$/u

/** Reads a deadline: a day, or a number of working days from `from`. A bare number up to four digits is working days. */
export function readDeadline(text: string, from: DateOnly | null, calendar: WorkCalendar): { ok: true; value: Deadline } | { ok: false; message: string } {
  const plain = text.trim().replace(/[０-９]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  const days = WORKING_DAYS.exec(plain)
  if (days !== null) {
    const n = Number(days[1])
    if (n < 1 || n > 1000) return { ok: false, message: `“${excerpt(text)}”应在 1 到 1000 个工作日之间` }
    if (from === null) return { ok: false, message: '先填好日期，才能按工作日算期限' }
    const { date, unknownYears } = addWorkingDays(calendar, from, n)
    return { ok: true, value: { date, workingDays: n, caution: unknownYearsNote(unknownYears) } }
  }
  const date = parseDate(text)
  return date.ok ? { ok: true, value: { date: date.value, workingDays: null, caution: null } } : { ok: false, message: plain === '' ? '请填期限，如 2020-04-20 或 10 个工作日' : `看不懂“${excerpt(text)}”，请填日期或工作日数，如 2020-04-20 或 10 个工作日` }
}

export type StepFaults = Partial<Record<keyof StepText | 'step', string>>

/** Reads a step of a problem; null where something is at fault. */
export function readStep(text: StepText, kind: IssueStepKind, issue: Pick<Issue, 'steps' | 'level'>, flagged: boolean, calendar: WorkCalendar): { readonly step: IssueStep | null; readonly faults: StepFaults; readonly deadline: Deadline | null } {
  const faults: StepFaults = {}
  const rule = STEP_RULES[kind]
  const date = parseDate(text.date)
  if (!date.ok) faults.date = date.message
  const person = parseText(text.person, 'short')
  if (!person.ok) faults.person = person.message
  else if (person.value === null) faults.person = '请填经办人'
  const note = parseText(text.note)
  if (!note.ok) faults.note = note.message
  else if (note.value === null && rule.needsNote) faults.note = `${kind}要写明原因`
  const deadline = rule.setsDeadline ? readDeadline(text.deadline, date.ok ? date.value : null, calendar) : null
  if (deadline?.ok === false) faults.deadline = deadline.message
  if (Object.keys(faults).length > 0 || !date.ok || !person.ok || person.value === null || !note.ok) return { step: null, faults, deadline: deadline?.ok === true ? deadline.value : null }
  const set = deadline?.ok === true ? deadline.value : null
  const step: IssueStep = { kind, date: date.value, person: person.value, note: note.value, deadline: set?.date ?? null, workingDays: set?.workingDays ?? null }
  const refusal = refuseStep(issue, step, flagged)
  return refusal === null ? { step, faults, deadline: set } : { step: null, faults: { step: refusal }, deadline: set }
}
