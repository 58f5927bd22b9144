/** What is known of the room for the ledger, in bytes; null where nobody tells. */
export interface StorageRoom {
  readonly used: number | null
  /** What the browser lets this program have in all. */
  readonly quota: number | null
  /** Free on the disk (desktop). */
  readonly diskFree: number | null
}

/** Said early: a ledger, its log and its pictures grow by some tens of MB a year. */
export const LITTLE_ROOM_BYTES = 500 * 1024 ** 2
/** An import of a large workbook may not fit any more. */
export const NO_ROOM_BYTES = 50 * 1024 ** 2

/** Bytes that can still be stored: the smaller of the browser's and the disk's; null: nobody tells. */
export function freeRoom({ used, quota, diskFree }: StorageRoom): number | null {
  const known = [used === null || quota === null ? null : Math.max(0, quota - used), diskFree].filter((n) => n !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** How the room stands: 'short' is said early, 'out' is urgent. */
export function roomState(room: StorageRoom): 'enough' | 'short' | 'out' {
  const free = freeRoom(room)
  if (free === null || free >= LITTLE_ROOM_BYTES) return 'enough'
  return free < NO_ROOM_BYTES ? 'out' : 'short'
}
