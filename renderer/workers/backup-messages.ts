import type { LedgerTable } from '@/domain/model'

/** What the page tells the backup worker: the ledger piece by piece, so that no frame waits for the copying of all of it. */
export type BackupMessage =
  | { readonly kind: 'records'; readonly table: LedgerTable; readonly records: readonly unknown[] }
  | { readonly kind: 'pack' }

/** What the worker answers to `pack`. `message` is a Chinese sentence for the person. */
export type BackupReply =
  | { readonly kind: 'packed'; readonly bytes: Uint8Array<ArrayBuffer>; readonly counts: Readonly<Record<string, number>> }
  | { readonly kind: 'failed'; readonly message: string }
