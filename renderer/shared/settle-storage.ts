/** A database of its own beside the ledger's: nothing is ever in it. */
const DATABASE = 'key-project-ledger-settle'
/** A start waits no longer: storage that does not answer says so where the ledger is opened. */
const PATIENCE_MS = 2000

/**
 * Makes Chromium begin a new log file for this origin's storage: the first thing that a window does with it, before anything is opened that could be
 * written to. After a power cut in the midst of a write, the end of the log is torn; Chromium opens it and goes on writing behind the torn end, and
 * the start after that finds damage in the middle and throws the whole storage away (seen in 5 of 195 kills). Deleting a database makes Chromium
 * write what its log holds into a table and begin a new log, the torn end gone with the old one. Takes some milliseconds, never more than two seconds. Never rejects.
 */
export async function settleStorage(): Promise<void> {
  let waited: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<void>((resolve) => (waited = setTimeout(resolve, PATIENCE_MS)))
  // No room, or no storage at all: what matters says so itself.
  await Promise.race([made().then(deleted).catch(() => undefined), patience])
  clearTimeout(waited)
}

function made(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
    request.onerror = () => reject(request.error ?? new Error('settle: not opened'))
  })
}

function deleted(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DATABASE)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error ?? new Error('settle: not deleted'))
    // Another window is at the same: it settles the log for both.
    request.onblocked = () => resolve()
  })
}
