import type { DateOnly, Period } from '@/domain/period'
import type { OutboxFile } from '@/exchange/owner/outbox'
import type { Parcel } from '@/exchange/owner/send'
import type { LedgerSlice } from './ledger-slices'
import type { TaskReply } from './task'

/** One workbook to make, its projects by their ids. */
export type ParcelOrder = Omit<Parcel, 'entries'> & { readonly projectIds: readonly string[] }

/** What the page asks the worker for: the ledger first, then everything that goes out. */
export type SendRequest =
  | LedgerSlice
  | { readonly kind: 'send'; readonly parcels: readonly ParcelOrder[]; readonly period: Period; readonly due: DateOnly; readonly as: 'zip' | 'files' }

export interface Outbox {
  /** One zip, or each file by itself. */
  readonly files: readonly OutboxFile[]
  /** Ids of the workbooks, in the order of the parcels. */
  readonly ids: readonly string[]
}

export type SendReply = TaskReply<Outbox>
