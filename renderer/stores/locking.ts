import type { ProgressReport } from '@/domain/model'
import type { OperationRequest } from '@/storage/operation'

/** Whether a step locks or unlocks reports, so that 锁定数据 may have to be made or released with it. */
export function touchesLocks(request: OperationRequest): boolean {
  return request.edits.some(({ table, set, expect }) => {
    if (table !== 'progressReports') return false
    const [to, from] = [(set as Partial<ProgressReport>).state, (expect as Partial<ProgressReport> | undefined)?.state]
    return to === '锁定' || (to !== undefined && (from === undefined || from === '锁定'))
  })
}
