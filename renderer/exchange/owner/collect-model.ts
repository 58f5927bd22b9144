import type { RecordId } from '@/domain/model'
import type { Period } from '@/domain/period'
import type { NotKnown, Outcome, Side } from '../merge/three-way'
import type { PlainBook } from '../reading/model'
import type { FillColumn, FilledTable } from './fill-tables'
import type { FillValue, SentWorkbook } from './sent-workbook'

/** A file that came in. `message` is a Chinese sentence where it could not be read. */
export interface IncomingFile {
  readonly name: string
  readonly book: PlainBook | null
  readonly message: string | null
  /** ISO time at which the owner's program saved it, where the file says so. */
  readonly savedAt: string | null
}

/** What a file is. `old`: a newer workbook was sent, or a later saved one has come back. `foreign`: of another ledger. */
export type CollectStatus = 'merged' | 'same' | 'conflict' | 'old' | 'foreign' | 'unreadable'

/** One filled-in cell against what was sent and what stands here. */
export interface CollectedValue {
  readonly table: FilledTable
  readonly id: RecordId
  readonly projectId: RecordId
  readonly projectName: string
  /** Names the record within its project: a milestone, a problem; empty for the month. */
  readonly label: string
  readonly column: FillColumn
  readonly sheet: string
  readonly cell: string
  readonly asSent: FillValue | NotKnown
  readonly here: FillValue
  readonly owner: FillValue
  readonly outcome: Outcome
  /** Whose value a conflict takes; null: still open. */
  readonly choice: Side | null
}

/**
 * Something that does not go in. `bad-value`: not understood, by the rules of typing. `shown`: a reference figure was changed.
 * `other-owner`: a project that this workbook was not sent for. `unknown-row`: a row of no project. `closed`: handed in or
 * locked here. `twice`: filled in differently in two places.
 */
export type FaultKind = 'bad-value' | 'shown' | 'other-owner' | 'unknown-row' | 'closed' | 'twice'

export interface CollectFault {
  readonly kind: FaultKind
  readonly sheet: string
  readonly cell: string
  readonly projectId: RecordId | null
  readonly project: string | null
  /** Where it would have gone; null for what has no field. */
  readonly column: FillColumn | null
  /** As it stands in the cell. */
  readonly value: string
  readonly message: string
}

/** What collecting one file would do. */
export interface CollectedFile {
  readonly name: string
  readonly status: CollectStatus
  /** What to know about the status, in words; null where the status says all. */
  readonly message: string | null
  readonly owner: string | null
  readonly period: Period | null
  readonly sent: SentWorkbook | null
  readonly savedAt: string | null
  /** SHA-256 of what is filled in; null where nothing could be read. */
  readonly content: string | null
  /** Every value but the unchanged ones. */
  readonly values: readonly CollectedValue[]
  readonly faults: readonly CollectFault[]
  /** Remarks on how the file was read. */
  readonly notes: readonly string[]
}

export function isOpenConflict(value: CollectedValue): boolean {
  return value.outcome === 'conflict' && value.choice === null
}

/** Whether the merge writes the owner's value. */
export function takesOwner(value: CollectedValue): boolean {
  return value.outcome === 'owner' || (value.outcome === 'conflict' && value.choice === 'owner')
}
