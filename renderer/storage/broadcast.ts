import type { ChangedRecord, RemovedRecord } from '@/domain/ledger'

/** What one window tells the others after a write has been committed. */
export type LedgerMessage =
  | { readonly kind: 'operation'; readonly changed: readonly ChangedRecord[]; readonly removed: readonly RemovedRecord[] }
  /** The whole ledger was replaced: read it anew. */
  | { readonly kind: 'load' }

export interface LedgerChannel {
  send(message: LedgerMessage): void
  close(): void
}

/** Joins the windows of one ledger. Messages reach the other windows only, never the sender. */
export function openChannel(name: string, receive: (message: LedgerMessage) => void): LedgerChannel {
  const channel = new BroadcastChannel(name)
  channel.onmessage = (event: MessageEvent<LedgerMessage>) => receive(event.data)
  return { send: (message) => channel.postMessage(message), close: () => channel.close() }
}
