/**
 * Typed text that was not saved yet, by the name of its form. It lies in this window's session store, where a form finds it at
 * once; the keeper (draft-keeper.ts) writes it to the disk as well, so that it outlives the program.
 */
export const DRAFT_PREFIX = 'draft.'

/** Told of each change: the text as stored, null where the draft is gone. */
type Keeper = (key: string, text: string | null) => void
let keeper: Keeper = () => {}

export function setKeeper(next: Keeper): void {
  keeper = next
}

export function readDraft(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(DRAFT_PREFIX + key) ?? 'null')
  } catch {
    return null
  }
}

export function writeDraft(key: string, value: unknown): void {
  const text = JSON.stringify(value)
  try {
    sessionStorage.setItem(DRAFT_PREFIX + key, text)
  } catch {
    // The text still stands in its field, and the keeper has more room.
  }
  keeper(key, text)
}

export function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(DRAFT_PREFIX + key)
  } catch {
    // Nothing was kept.
  }
  keeper(key, null)
}

/** The drafts whose names begin so, by the rest of their names. */
export function draftsUnder(prefix: string): Map<string, unknown> {
  const names = draftNames().filter((name) => name.startsWith(DRAFT_PREFIX + prefix)).map((name) => name.slice(DRAFT_PREFIX.length))
  return new Map(names.map((name) => [name.slice(prefix.length), readDraft(name)]))
}

/** How many forms hold something that was not saved. */
export function draftCount(): number {
  return draftNames().length
}

function draftNames(): string[] {
  try {
    return Object.keys(sessionStorage).filter((name) => name.startsWith(DRAFT_PREFIX))
  } catch {
    return []
  }
}
