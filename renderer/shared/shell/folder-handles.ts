/**
 * Keeps the folders that the person picked: a handle can be stored, unlike a path. In a database of its own, since it
 * belongs to this seat's browser and not to the ledger.
 */
const DATABASE = 'key-project-ledger-folders'
const STORE = 'handles'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('folder-handles: not opened'))
  })
}

async function during<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = work(database.transaction(STORE, mode).objectStore(STORE))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('folder-handles: no answer'))
    })
  } finally {
    database.close()
  }
}

export async function storedFolder(key: string): Promise<FileSystemDirectoryHandle | null> {
  const found: unknown = await during('readonly', (store) => store.get(key) as IDBRequest<unknown>)
  return found instanceof FileSystemDirectoryHandle ? found : null
}

export async function storeFolder(key: string, folder: FileSystemDirectoryHandle | null): Promise<void> {
  await during('readwrite', (store): IDBRequest<unknown> => (folder === null ? store.delete(key) : store.put(folder, key)) as IDBRequest<unknown>)
}
