import type { Change, Operation } from '@/domain/change-log'

/** One operation of the change log as it travels between seats, with its changes in the order in which they were made. */
export interface SeatOperation extends Omit<Operation, 'kind' | 'lineage'> {
  readonly kind: 'edit' | 'undo' | 'redo'
  readonly changes: readonly SeatChange[]
}

export type SeatChange = Omit<Change, 'operationId'>

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
