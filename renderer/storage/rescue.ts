import { DATABASE_NAME } from './database'

/** What a storage that the program cannot open still gives out, by table; nothing of it has been checked. */
export interface StorageRemains {
  readonly tables: Readonly<Record<string, readonly unknown[]>>
  /** Tables of which records could not be read. */
  readonly unreadable: readonly string[]
}

/** The storage is in use elsewhere, or the browser does not let go of it. */
export class StorageHeldError extends Error {
  override readonly name = 'StorageHeldError'
}

/**
 * Reads what is left of the ledger's storage without asking for any form of it, each table by itself, and where a table does not come as a
 * whole, each record by itself. Null where nothing at all can be read. Changes nothing.
 */
export async function readRemains(name: string = DATABASE_NAME): Promise<StorageRemains | null> {
  const database = await openAsItIs(name).catch(() => null)
  if (database === null) return null
  try {
    const tables: Record<string, readonly unknown[]> = {}
    const unreadable: string[] = []
    for (const table of database.objectStoreNames) {
      const { records, lost } = await recordsOf(database, table)
      tables[table] = records
      if (lost) unreadable.push(table)
    }
    return Object.values(tables).some((records) => records.length > 0) ? { tables, unreadable } : null
  } finally {
    database.close()
  }
}

/** Throws the ledger's storage away. Only after the person has been told what was in it. */
export function discardStorage(name: string = DATABASE_NAME): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error ?? new StorageHeldError())
    request.onblocked = () => reject(new StorageHeldError())
  })
}

/** Whatever version it is of. One that is not there is not made. */
function openAsItIs(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('rescue: not opened'))
    request.onblocked = () => reject(new StorageHeldError())
  })
}

async function recordsOf(database: IDBDatabase, table: string): Promise<{ records: readonly unknown[]; lost: boolean }> {
  try {
    return { records: await ask(database, table, (store) => store.getAll()), lost: false }
  } catch {
    const keys = await ask(database, table, (store) => store.getAllKeys()).catch((): IDBValidKey[] => [])
    const records: unknown[] = []
    for (const key of keys) {
      try {
        records.push(await ask(database, table, (store) => store.get(key) as IDBRequest<unknown>))
      } catch {
        // One that cannot be read is told by the table's name.
      }
    }
    return { records, lost: true }
  }
}

function ask<T>(database: IDBDatabase, table: string, request: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(table, 'readonly')
    const asked = request(transaction.objectStore(table))
    transaction.oncomplete = () => resolve(asked.result)
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? asked.error ?? new Error('rescue: not read'))
  })
}
