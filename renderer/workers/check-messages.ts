import type { CheckReport } from '@/exchange/check/stored'

/** What the check worker answers; it begins when it is started. `message` is a Chinese sentence for the person. */
export type CheckReply =
  | { readonly kind: 'checked'; readonly report: CheckReport; readonly ms: { readonly read: number; readonly check: number } }
  | { readonly kind: 'failed'; readonly message: string }
