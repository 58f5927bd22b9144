import type { Side } from '@/exchange/merge/three-way'
import type { CollectedFile } from '@/exchange/owner/collect-model'
import type { LedgerSlice } from './ledger-slices'

/** A file that the person chose or dropped, not read yet. */
export interface ChosenFile {
  /** Path within a folder, or the name. */
  readonly path: string
  readonly blob: Blob
}

/** What the person has decided. */
export interface CollectDecisions {
  /** Whose value a conflict takes, by `conflictKey`. */
  readonly sides: ReadonlyMap<string, Side>
  /** Old files that are taken in all the same. */
  readonly takeOld: ReadonlySet<string>
}

export function conflictKey(file: string, id: string, field: string): string {
  return `${file}\n${id}\n${field}`
}

/** What the page asks the worker for, which keeps the files that it has read. `add` and `compare` are answered by their turn. */
export type CollectRequest =
  | LedgerSlice
  /** Files of the turn that follows, a few at a time: handing 200 over at a stroke would hold the page up. */
  | { readonly kind: 'files'; readonly files: readonly ChosenFile[]; readonly first: boolean }
  /** Reads the files that went before and compares them all, those of earlier turns too. */
  | { readonly kind: 'add'; readonly turn: number; readonly decisions: CollectDecisions }
  | { readonly kind: 'compare'; readonly turn: number; readonly decisions: CollectDecisions }
  /** Lets go of files that went in. */
  | { readonly kind: 'drop'; readonly names: readonly string[] }
  /** Nobody waits for that turn any more: what it has read is let go. */
  | { readonly kind: 'stop'; readonly turn: number }

/** How far a turn is. */
export interface CollectProgress {
  readonly what: '看' | '比对'
  readonly done: number
  readonly of: number
}

export type CollectReply =
  | { readonly kind: 'progress'; readonly turn: number; readonly progress: CollectProgress }
  /** Files in their order, a few at a time, so that no message holds the page up. */
  | { readonly kind: 'portion'; readonly turn: number; readonly files: readonly CollectedFile[] }
  | { readonly kind: 'done'; readonly turn: number }
  /** `message` is a Chinese sentence for the person. */
  | { readonly kind: 'failed'; readonly turn: number; readonly message: string }
