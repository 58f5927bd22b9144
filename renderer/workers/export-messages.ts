import type { Ledger } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import type { DateOnly } from '@/domain/period'
import type { ReportOptions, ReportSummary } from '@/domain/report-catalogue'
import type { LedgerSlice } from './ledger-slices'
import type { TaskReply } from './task'

/** What the page asks for. */
export interface ExportRequest {
  /** The ledger, or the snapshot of a locked period (then `options.frozen` carries its SHA-256). */
  readonly ledger: LedgerData | Ledger
  readonly options: ReportOptions
  /** For the file's name; the worker looks at no clock. */
  readonly today: DateOnly
}

export interface ExportedWorkbook {
  readonly bytes: Uint8Array
  readonly summary: ReportSummary
  /** `县重点项目月报_2020-03_20200405.xlsx`. */
  readonly fileName: string
}

/** What goes over to the worker: the ledger first, in slices, then the rest of the request. */
export type ExportMessage = LedgerSlice | ({ readonly kind: 'export' } & Omit<ExportRequest, 'ledger'>)

/** What the worker says. */
export type ExportReply = TaskReply<ExportedWorkbook>
