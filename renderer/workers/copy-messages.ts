import type { RecordCounts } from '@/domain/backup'
import type { Attachment } from '@/domain/method-records'
import type { LedgerData, LedgerTable, RecordId } from '@/domain/model'
import type { LedgerSummary } from '@/exchange/ledger-summary'
import type { Replacement } from '@/exchange/replacement'
import type { DifferingProject, StoredFields } from '@/exchange/restore-projects'

/** What is small enough to be handed to the page of a ledger that stands ready in the worker. */
export interface CopyFacts {
  readonly summary: LedgerSummary
  readonly counts: RecordCounts
  readonly attachments: readonly Attachment[]
}

/** What putting the copy in place of the stored ledger would do. */
export interface CopyComparison {
  /** The ledger as it is stored now; null: none. */
  readonly now: LedgerSummary | null
  readonly replacement: Replacement
}

/** What the page may ask of the worker, with the kind of its answer. The first thing asked is 'read' or 'take'. */
export interface CopyAnswers {
  /** Reads and checks a data package, packed or plain. `toCompare`: the stored ledger is read meanwhile. */
  read: { ask: { readonly bytes: Uint8Array; readonly toCompare: boolean }; answer: CopyFacts }
  /** Takes a ledger that the page has. */
  take: { ask: { readonly data: LedgerData }; answer: CopyFacts }
  compare: { ask: object; answer: CopyComparison }
  differing: { ask: object; answer: readonly DifferingProject[] }
  /** The bytes of a file that came behind the text of the package. */
  file: { ask: { readonly sha256: string }; answer: Uint8Array | null }
  record: { ask: { readonly table: LedgerTable; readonly id: RecordId }; answer: StoredFields | null }
  /** Puts the copy in place of what is stored, as one operation of this name and ISO time. */
  put: { ask: { readonly name: string; readonly at: string }; answer: null }
}

export type CopyKind = keyof CopyAnswers
/** `giveUp` stops the 'put' that is under way, and is answered by that one's fault. */
export type CopyAsk = { readonly kind: 'giveUp' } | { [K in CopyKind]: { readonly kind: K; readonly number: number } & CopyAnswers[K]['ask'] }[CopyKind]

/** The answer to the ask of the same number. A fault's message is a Chinese sentence for the person; `code` tells what the page must know. */
export type CopyReply =
  | { readonly number: number; readonly answer: CopyAnswers[CopyKind]['answer'] }
  | { readonly number: number; readonly fault: string; readonly code: 'package' | 'full' | 'cancelled' | 'other' }
  /** How much of a 'put' has been written, 0 to 1. */
  | { readonly number: number; readonly share: number }
