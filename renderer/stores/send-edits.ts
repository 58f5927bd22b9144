import type { SentRecord } from '@/domain/sent-workbook'
import { formatPeriod, type DateOnly, type Period } from '@/domain/period'
import { collectEdits, collectName, collectReason } from '@/exchange/owner/collect-result'
import type { CollectedFile } from '@/exchange/owner/collect-model'
import type { Parcel } from '@/exchange/owner/send'
import type { Ledger } from '@/domain/ledger'
import type { Edit, OperationRequest } from './ledger'

/** Puts what was sent on record, as one operation. */
export function recordSending(period: Period, due: DateOnly, on: DateOnly, made: readonly { readonly parcel: Parcel; readonly id: string }[]): OperationRequest {
  return {
    name: made.length === 1 ? `发出 ${made[0]?.parcel.owner ?? ''} ${formatPeriod(period)}填报表` : `发出 ${made.length} 份 ${formatPeriod(period)}填报表`,
    edits: made.map(({ parcel, id }): Edit => {
      const blank: SentRecord = {
        id, deletedAt: null, owner: parcel.owner, period, issue: parcel.issue, projectIds: parcel.entries.map((e) => e.project.id), fileName: parcel.fileName, sentOn: on, dueOn: due,
        returnedFile: null, returnedOn: null, returnedSavedAt: null, returnedContent: null,
      }
      return { table: 'sentWorkbooks', id: blank.id, blank, set: {} }
    }),
  }
}

/** Everything that one collecting writes, as one operation that says which files it came from. */
export function recordCollecting(ledger: Ledger, files: readonly CollectedFile[], on: DateOnly): OperationRequest {
  return { name: collectName(files), reason: collectReason(files), edits: collectEdits(ledger, files, on) as unknown as Edit[] }
}
