import type { LedgerTable, RecordId } from '@/domain/model'

/** One operation of the change log as it travels between seats, with its changes in the order in which they were made. */
export interface SeatOperation {
  readonly id: string
  readonly kind: 'edit' | 'undo' | 'redo'
  readonly name: string
  readonly target: string | null
  readonly reason: string | null
  readonly seat: string
  /** Lamport counter: above every counter that its seat had seen. */
  readonly counter: number
  /** ISO time of its seat's clock; for people, nothing is decided by it. */
  readonly at: string
  readonly changes: readonly SeatChange[]
}

export interface SeatChange {
  readonly id: string
  readonly table: LedgerTable
  readonly recordId: RecordId
  /** A field's name, or WHOLE_RECORD. */
  readonly field: string
  readonly before: unknown
  readonly after: unknown
  /** Whose file a value came from, in words. */
  readonly source?: string
}

/** Stands for the whole record in a change: it came to be (before null) or was taken back (after null). */
export const WHOLE_RECORD = '*'

/** Which operations a seat has: of each seat all up to this counter. */
export type Heads = Readonly<Record<string, number>>

/** The one order of all operations, the same on every seat: what was known before comes before. */
export function compareOperations(a: SeatOperation, b: SeatOperation): number {
  return a.counter - b.counter || compareText(a.seat, b.seat) || compareText(a.id, b.id)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The operations of both, each once, in order. */
export function unite(a: readonly SeatOperation[], b: readonly SeatOperation[]): SeatOperation[] {
  return [...new Map([...a, ...b].map((o) => [o.id, o])).values()].sort(compareOperations)
}

export function headsOf(operations: readonly SeatOperation[]): Heads {
  const heads: Record<string, number> = {}
  for (const { seat, counter } of operations) heads[seat] = Math.max(heads[seat] ?? 0, counter)
  return heads
}

/** What a seat with these heads lacks. */
export function beyond(operations: readonly SeatOperation[], heads: Heads): SeatOperation[] {
  return operations.filter((o) => o.counter > (heads[o.seat] ?? 0))
}

/** Whether a seat with `heads` has everything that `needed` takes for granted. */
export function covers(heads: Heads, needed: Heads): boolean {
  return Object.entries(needed).every(([seat, counter]) => (heads[seat] ?? 0) >= counter)
}
