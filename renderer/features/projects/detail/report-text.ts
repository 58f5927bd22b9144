import { parseCompleted, parseOptionalAmount, parseText } from '@/domain/fields'
import type { ProgressReport } from '@/domain/model'
import type { ReportValues } from '@/stores/report-edits'
import { amountText, type Faults } from '../form/project-text'

/** A month's report as texts. */
export type ReportText = { completed: string; correctionReason: string; fundsInPlace: string; physicalProgress: string; problems: string; measures: string; remarks: string }
export type ReportTextField = keyof ReportText

export function reportText(report: ProgressReport | null): ReportText {
  return {
    completed: amountText(report?.completed ?? null), correctionReason: report?.correctionReason ?? '', fundsInPlace: amountText(report?.fundsInPlace ?? null), physicalProgress: report?.physicalProgress ?? '',
    problems: report?.problems ?? '', measures: report?.measures ?? '', remarks: report?.remarks ?? '',
  }
}

/** Reads the form: values where a field is sound, else a message at it. */
export function readReportText(text: ReportText): { values: Required<ReportValues>; faults: Faults<ReportTextField> } {
  const faults: Faults<ReportTextField> = {}
  const completed = parseCompleted(text.completed, text.correctionReason)
  if (!completed.ok) faults[completed.code === 'negative-without-reason' ? 'correctionReason' : 'completed'] = completed.message
  const funds = parseOptionalAmount(text.fundsInPlace)
  if (!funds.ok) faults.fundsInPlace = funds.message
  const words = (field: 'correctionReason' | 'physicalProgress' | 'problems' | 'measures' | 'remarks'): string | null => {
    const result = parseText(text[field])
    if (!result.ok) faults[field] = result.message
    return result.ok ? result.value : null
  }
  const values = {
    completed: completed.ok ? completed.value : null, fundsInPlace: funds.ok ? funds.value : null, correctionReason: words('correctionReason'), physicalProgress: words('physicalProgress'), problems: words('problems'),
    measures: words('measures'), remarks: words('remarks'),
  }
  return { values, faults }
}

/** Whether the typed amount is a correction, for which a reason is asked. */
export function isCorrection(text: ReportText): boolean {
  const result = parseCompleted(text.completed, '冲减')
  return result.ok && result.value !== null && result.value < 0
}
