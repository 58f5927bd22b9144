/** A database of its own beside the ledger's: what is written into it is of no worth. */
const DATABASE = 'key-project-ledger-settle'
const STORE = 'rows'
/** Below what Chromium would put into a file of its own (64 KB). */
const ROW_BYTES = 32 * 1024
/** More than Chromium keeps in one log before it begins the next (4 MB). */
const ROWS = 160

const DONE = 'storage.settled'

/** Once in the life of a window: what is reloaded has no torn end. */
export async function settleOnce(): Promise<void> {
  if (sessionStorage.getItem(DONE) !== null) return
  sessionStorage.setItem(DONE, '1')
  await settleStorage()
}

/**
 * Makes Chromium begin a new log file for this origin's storage. After a power cut in the midst of a write, the end of its log is torn; Chromium
 * opens it and goes on writing behind the torn end, and the start after that finds damage in the middle and throws the whole storage away
 * (seen in 5 of 195 kills). A log that is full is written out as a table and removed, the torn end with it. Never rejects.
 */
export async function settleStorage(): Promise<void> {
  try {
    const database = await opened()
    try {
      const row = new Uint8Array(ROW_BYTES)
      for (let at = 0; at < ROWS; at += 16) {
        await during(database, (store) => {
          for (let i = at; i < at + 16; i += 1) {
            crypto.getRandomValues(row.subarray(0, 32_768))
            store.put(row.slice(), i)
          }
        })
      }
      await during(database, (store) => store.clear())
    } finally {
      database.close()
    }
  } catch {
    // No room, or no storage at all: what matters says so itself.
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('settle: not opened'))
  })
}

function during(database: IDBDatabase, work: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'relaxed' })
    work(transaction.objectStore(STORE))
    transaction.oncomplete = () => resolve()
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('settle: not written'))
  })
}
